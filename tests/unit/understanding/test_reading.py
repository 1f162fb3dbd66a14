"""One thing at a time: what is asked for, how members combine, how much, and what is left to a person."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consortium.domain.call import Category, Formula, Percent, Rule
from consortium.ingest.understanding import understand

MEMBERS = "Volumen anual de negocios de 500.000 €"


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("", Rule.SUM),
        (" de cada una de las empresas de la UTE", Rule.EACH),
        (". Todos los miembros de la UTE deberán acreditarlo", Rule.EACH),
        (", que podrá aportar cualquiera de sus miembros", Rule.ANY),
        (", sumándose los de todas las empresas de la UTE", Rule.SUM),
        (" que acreditará la empresa líder de la UTE por sí sola", Rule.LEAD),
        (" en proporción a su porcentaje de participación en la UTE", Rule.SHARE),
        (" que acreditarán al menos dos de los miembros de la UTE", Rule.COUNT),
        (" de la empresa que ejecute el transporte", Rule.PERFORMER),
    ],
)
def test_the_text_says_how_members_combine(said: str, rule: Rule) -> None:
    found = understand(MEMBERS + said)
    assert (found.rule, found.capability, found.threshold) == (rule, "turnover", 500_000)


@pytest.mark.parametrize(
    ("amount", "number", "unit"),
    [
        ("1.500.000 €", "1500000", "EUR"),
        ("1.500.000,50 euros", "1500000.50", "EUR"),
        ("1,2 M€", "1200000", "EUR"),
        ("300 mil euros", "300000", "EUR"),
        ("quinientos mil euros (500.000 €)", "500000", "EUR"),
        ("250 k€", "250000", "EUR"),
        ("£1.5m", "1500000", "GBP"),
        ("EUR 750.000,00", "750000", "EUR"),
    ],
)
def test_amounts_as_people_write_them(amount: str, number: str, unit: str) -> None:
    found = understand(f"Volumen anual de negocios igual o superior a {amount}")
    assert found.unit is not None
    assert (found.threshold, found.unit.word, found.rule, found.certain) == (Decimal(number), unit, Rule.SUM, True)


@pytest.mark.parametrize(
    ("text", "factor", "base"),
    [
        ("Volumen de negocios de una vez y media el valor estimado del contrato", "1.5", "VEC"),
        ("Volumen de negocios mínimo: 1,5 veces la anualidad media", "1.5", "AAV"),
        ("Annual turnover of at least twice the estimated annual contract value", "2", "AAV"),
        ("Patrimonio neto no inferior al 20 % del valor estimado del contrato", "0.2", "VEC"),
    ],
)
def test_a_part_of_the_contract_value(text: str, factor: str, base: str) -> None:
    assert understand(text).threshold == Formula(Decimal(factor), base)


@pytest.mark.parametrize(
    "text",
    [
        "Clasificación: no se exige.", "SOLVENCIA ECONÓMICA Y FINANCIERA", "TOTAL: 100 puntos", "Not used.",
        "Valor estimado del contrato: 1.200.000 €", "Garantía definitiva: 5 % del precio",
        "Se admite la subcontratación.",
        "The Contractor shall submit monthly reports.", "Presupuesto base de licitación: 340.000,00 €",
    ],
)  # fmt: skip
def test_what_demands_nothing(text: str) -> None:
    found = understand(text)
    assert (found.is_requirement, found.count, found.certain) == (False, 0, True)


def test_several_in_one_cell_are_told_apart() -> None:
    found = understand("Se exigirá: a) volumen de negocios de 400.000 €; b) seguro de RC profesional de 300.000 €")
    assert [part.capability for part in (found, *found.more)] == ["turnover", "professional liability insurance"]
    assert [part.threshold for part in (found, *found.more)] == [400_000, 300_000]
    assert (found.count, found.alternatives) == (2, False)


def test_either_or_is_an_alternative() -> None:
    found = understand("Volumen de negocios de 400.000 €, o bien seguro de RC profesional de 600.000 €")
    assert (found.count, found.alternatives) == (2, True)


def test_an_amount_for_each_lot_is_a_row_for_each_lot() -> None:
    found = understand("Volumen anual de negocios: lote 1, 100.000 €; lote 2, 150.000 €")
    assert [(part.lot, part.threshold) for part in (found, *found.more)] == [("1", 100_000), ("2", 150_000)]


def test_a_least_contribution_of_every_member_and_of_the_lead() -> None:
    text = (
        "Volumen de negocios de 1.000.000 €. La empresa líder aportará al menos el 60 % y cada miembro al menos el 20 %"
    )
    found = understand(text)
    assert dict(found.parameters) == {"lead_min": Percent(Decimal(60)), "member_min": Percent(Decimal(20))}


def test_what_the_lead_contributes_is_no_part_left_out() -> None:
    found = understand("La empresa líder aportará el 60 % del volumen de negocios exigido (1.000.000 €)")
    assert (found.rule, dict(found.parameters)) == (Rule.SUM, {"lead_min": Percent(Decimal(60))})
    assert not understand("Volumen de negocios de 400.000 €, con un 30 % en el sector público").certain


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("Tres contratos similares de al menos 50.000 € cada uno en los últimos cinco años", {"k": 3, "years": 5}),
        ("Two similar contracts in the past four years, each worth at least £75,000", {"k": 2, "years": 4}),
        ("Mínimo 4 servicios similares (CPV 85320000) en los últimos 3 años", {"k": 4, "years": 3, "cpv": "85320000"}),
    ],
)
def test_past_contracts(text: str, parameters: dict[str, object]) -> None:
    found = understand(text)
    assert (found.rule, dict(found.parameters)) == (Rule.REFERENCES, parameters)


def test_a_named_expert() -> None:
    found = understand("Un coordinador con 5 años de experiencia y dedicación del 50 %")
    assert (found.rule, found.threshold) == (Rule.TEAM, 1)
    assert dict(found.parameters) == {"years": Decimal(5), "dedication": Percent(Decimal(50))}


@pytest.mark.parametrize(
    ("text", "en", "es"),
    [
        ("Grupo C, Subgrupo 2, Categoría 4", "Works C-2", "Obras C-2"),
        ("Grupo U; subgrupo 7; categoría 4", "Services U-7", "Servicios U-7"),
    ],
)
def test_a_classification_is_named_as_the_format_names_it(text: str, en: str, es: str) -> None:
    found = understand(text)
    assert (found.rule, found.threshold, found.capability) == (Rule.CLASSIFICATION, 4, en)
    assert (found.called("en"), found.called("es")) == (en, es)


@pytest.mark.parametrize(
    "text", ["Certificado ISO 9001", "Inscripción en el REA", "Autorización administrativa de transporte"]
)
def test_who_needs_it_is_not_certain_where_the_law_leaves_it_open(text: str) -> None:
    assert not understand(text).certain


@pytest.mark.parametrize(
    "text",
    [
        "Volumen de negocios de 400.000 €, salvo para entidades de nueva creación",
        "Período medio de pago no superior a 60 días",
        "Volumen de negocios de 400.000 € o de 600.000 €",
        "Public liability insurance of £10 million, £5 million if low-risk", "Ratio de endeudamiento no superior a 2",
        "Volumen de negocios de 400.000 €, reducido a la mitad para empresas de inserción",
    ],
)  # fmt: skip
def test_doubtful_words_leave_it_to_a_person(text: str) -> None:
    assert not understand(text).certain


def test_an_upper_limit_is_never_proposed_as_a_minimum() -> None:
    assert understand("Período medio de pago a proveedores no superior a 60 días").threshold is None
    assert understand("Ratio de endeudamiento no superior a 2,5").threshold is None


def test_a_referral_says_nothing_of_its_own() -> None:
    found = understand("Solvencia técnica: según el apartado L del cuadro de características")
    assert (found.category, found.rule, found.threshold) == (Category.TECHNICAL, None, None)


def test_a_scored_row_is_an_award_row() -> None:
    found = understand("Por disponer del certificado ISO 14001: 5 puntos")
    assert (found.category, found.rule, found.capability) == (Category.AWARD, Rule.ANY, "ISO 14001")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "9" * 5000 + " €",
        "Volumen de negocios de " + "9" * 300 + " €",
        "٣ contratos",
        "\x00",
        "((((",
        "1 " * 3000,
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    assert understand(text).count in (0, 1)


PIECES = (
    "volumen de negocios ", "cada una de las empresas ", "al menos ", "1.500.000 € ", "dos ", "contratos ",
    "CPV 853 ", "grupo C, subgrupo 2, ",
    "categoría 4 ", "no se exige ", "lote 1: ", "ISO 9001 ", "UTE ", "seguro ", "; b) ", "puntos ",
    "años de experiencia ", "director ", "70 % ",
    "turnover ", "each member ", "at least ", "£5m ", "ver apartado L ", "entre ", "\n", ". ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25))
def test_no_text_breaks_the_reader(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = understand(text)
    assert all(part.words in text for part in (found, *found.more))
    assert (found.count == 0) == (not found.is_requirement)
