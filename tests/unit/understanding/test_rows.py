"""Proposals beside the sheet's own columns, and rows as a person confirmed them."""

from decimal import Decimal

import pytest

from consortium.domain.call import TOLD, Category, Formula, Requirement, Rule, Source, Tender
from consortium.domain.proposal import Proposal, threshold_text
from consortium.ingest import requirement_of, tender_with_rows
from consortium.ingest.grid import Cell
from consortium.ingest.understanding import agreed, confirmed_rows, proposal_of, proposals_of, settled

TURNOVER = "Volumen anual de negocios de al menos 400.000 €"


def row(**cells: Cell) -> Requirement:
    return requirement_of({"id": "R1", **cells}, Source())[0]


def proposed(**cells: Cell) -> Proposal:
    found = proposal_of(row(**cells))
    assert found is not None
    return found


def test_a_text_alone_proposes_everything() -> None:
    found = proposed(text=TURNOVER)
    assert (found.category, found.rule, found.capability) == (Category.ECONOMIC, Rule.SUM, "turnover")
    assert (found.threshold, found.unit and found.unit.word, found.certain) == (400_000, "EUR", True)


def test_a_row_whose_sheet_says_everything_proposes_nothing() -> None:
    cells = {"category": "economic", "rule": "sum", "capability": "Turnover", "threshold": Decimal(5), "unit": "EUR"}
    assert proposal_of(row(text=TURNOVER, parameters="floor=1", **cells)) is None
    assert proposal_of(row(text=TURNOVER, **cells)) is None
    assert (
        proposal_of(row(text="Certificado ISO 9001", category="technical", rule="any", capability="ISO 9001")) is None
    )


def test_what_the_sheet_says_is_kept_and_a_contradiction_is_not_certain() -> None:
    found = proposed(text=TURNOVER, rule="each", threshold=Decimal(300_000), unit="EUR")
    assert (found.rule, found.threshold, found.category) == (Rule.EACH, 300_000, Category.ECONOMIC)
    assert not found.certain


def test_an_amount_in_its_own_column_completes_the_text() -> None:
    found = proposed(text="Volumen anual de negocios", threshold="400.000,00", unit="EUR")
    assert (found.rule, found.threshold, found.certain) == (Rule.SUM, 400_000, True)
    assert found.words in "Volumen anual de negocios"


def test_a_text_that_is_not_understood_is_still_offered() -> None:
    found = proposed(text="Que la entidad sea bonita")
    assert (found.is_requirement, found.rule, found.certain, found.capability) == (
        True,
        None,
        False,
        "Que la entidad sea bonita",
    )


def tender(*texts: str) -> Tender:
    rows = tuple(requirement_of({"id": f"R{n}", "text": text}, Source())[0] for n, text in enumerate(texts, start=1))
    return Tender(requirements=rows)


def confirm(before: Tender, lang: str = "es") -> tuple[Requirement, ...]:
    found = proposals_of(before)
    return tender_with_rows(agreed(before, found), confirmed_rows(before, found, lang)).tender.requirements


def test_confirmed_is_as_if_the_sheet_had_said_it() -> None:
    (found,) = confirm(tender(TURNOVER))
    assert (found.category, found.rule, found.rule_stated) == (Category.ECONOMIC, Rule.SUM, True)
    assert (found.capability, found.threshold, found.unit and found.unit.word) == (
        "Volumen anual de negocios",
        400_000,
        "EUR",
    )
    assert (found.id, found.text) == ("R1", TURNOVER)


def test_the_capability_is_named_in_the_reader_s_language() -> None:
    assert [confirm(tender(TURNOVER), lang)[0].capability for lang in ("es", "en")] == [
        "Volumen anual de negocios",
        "Annual turnover",
    ]


def test_a_formula_is_written_as_the_format_writes_it() -> None:
    (found,) = confirm(tender("Volumen de negocios de una vez y media el valor estimado del contrato"))
    assert found.threshold == Formula(Decimal("1.5"), "VEC")


def test_what_demands_nothing_leaves_and_several_become_several_rows() -> None:
    rows = confirm(tender("Clasificación: no se exige", "Certificados ISO 9001 e ISO 14001"))
    assert [(r.id, r.capability) for r in rows] == [("R2", "ISO 9001"), ("R2-2", "ISO 14001")]
    assert {r.alternative for r in rows} == {None}


def test_alternatives_become_a_group() -> None:
    rows = confirm(tender("Volumen de negocios de 400.000 €, o bien seguro de RC profesional de 600.000 €"))
    assert [r.alternative and (r.alternative.group, r.alternative.option) for r in rows] == [("R1", "a"), ("R1", "b")]


def test_a_row_for_each_lot() -> None:
    rows = confirm(tender("Volumen anual de negocios: lote 1, 100.000 €; lote 2, 150.000 €"))
    assert [(r.lots, r.threshold) for r in rows] == [(("1",), 100_000), (("2",), 150_000)]


def test_a_scored_row_is_not_mandatory_once_confirmed() -> None:
    (found,) = confirm(tender("Certificado ISO 14001: 5 puntos"))
    assert (found.category, found.mandatory) == (Category.AWARD, False)


def test_new_rows_never_take_an_id_in_use() -> None:
    before = tender("Certificados ISO 9001 e ISO 14001", TURNOVER)
    taken = Tender(requirements=(before.requirements[0], row(text=TURNOVER, id="R1-2")))
    assert [r.id for r in confirm(taken)] == ["R1", "R1-2-2", "R1-2"]


def test_settled_rows_propose_nothing_any_more() -> None:
    before = tender(TURNOVER, "Certificado ISO 9001")
    after = settled(before, {"R1"})
    assert (list(proposals_of(before)), list(proposals_of(after))) == (["R1", "R2"], ["R2"])
    assert after.requirements[0].stated == TOLD


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Decimal("1500.50"), "1500.50"),
        (Formula(Decimal("1.5"), "VEC"), "1.5x VEC"),
        (Formula(Decimal("0.7"), "AAV"), "70% AAV"),
    ],
)
def test_thresholds_are_written_so_that_they_can_be_read(value: Decimal | Formula | None, text: str) -> None:
    assert threshold_text(value, str) == text


def test_a_cell_that_could_not_be_read_is_never_overwritten() -> None:
    before = Tender(requirements=(row(text="Plantilla media anual", threshold="1.500", unit="personas"),))
    (found,) = confirm(before)
    assert (found.rule, found.unread, found.unit and found.unit.word) == (
        Rule.SUM,
        (("threshold", "1.500"),),
        "personas",
    )


def test_a_rule_that_the_text_does_not_tell_leaves_the_row_undetermined() -> None:
    referral, price = confirm(
        tender("Solvencia técnica: según el apartado L del cuadro", "Oferta económica: hasta 40 puntos")
    )
    assert (referral.rule, referral.unread) == (None, (("rule", "?"),))
    assert (price.unread, price.mandatory) == ((), False)


def test_a_rule_that_was_the_default_already_is_stated_once_agreed_to() -> None:
    (found,) = confirm(tender("Seguro de RC profesional por importe no inferior a 600.000 €"))
    assert (found.rule, found.rule_stated, found.threshold) == (Rule.ANY, True, 600_000)


def test_services_of_a_cpv_code_are_named_in_the_reader_s_language() -> None:
    text = "Dos servicios similares (CPV 853) en los últimos tres años"
    assert [confirm(tender(text), lang)[0].capability for lang in ("es", "en")] == [
        "Servicios similares CPV 853",
        "Similar services CPV 853",
    ]
