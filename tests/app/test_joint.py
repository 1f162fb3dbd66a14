"""The evidence for a joint bid on the Consortium page, each point of it known beforehand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from consortium.domain.call import Rule
from consortium.domain.register import Entity, External, Mark, Value
from consortium.domain.units import EUR
from consortium.service import RegisterFile
from tests.app.driving import solved, text_of
from tests.app.files import pair_of_files, register, row, tender, unread_row
from tests.app.test_by_lot import answered, waited

TITLE = "¿Hace falta ir juntos? Los indicios, punto por punto"
YES = Mark.YES


def evidence(app: AppTest) -> str:
    app.session_state["joint-box"] = True
    return text_of(waited(app, "joint"))


def with_sectors(partners: RegisterFile, **sectors: str) -> RegisterFile:
    known = {e: (word,) if word else () for e, word in sectors.items()}
    entities = tuple(replace(e, sectors=known[e.id]) for e in partners.register.entities)
    return replace(partners, register=replace(partners.register, entities=entities))


def test_four_points_each_in_a_sentence() -> None:
    said = evidence(answered(*pair_of_files()))
    assert "**N1. ¿Podría alguno solo?** Ninguno de los 2 miembros cubre" in said
    assert "**N2. ¿Bastaría una parte?** Ningún grupo de menos de 2" in said
    assert "demostrado por cálculo exacto" in said
    assert "falta el sector o el territorio en el registro" in said
    assert "no es asesoramiento jurídico" in said
    assert "externa" not in said


def test_what_is_not_recorded_is_no_evidence_but_is_told() -> None:
    """A would do alone if its second value turned out well; as recorded it takes B."""
    held: dict[str, dict[str, Value]] = {"A": {"cosa 1": YES, "cosa 2": Mark.UNKNOWN}, "B": {"cosa 2": YES}}
    said = evidence(answered(tender(row(1), row(2)), register(held)))
    assert r"podría\: Entidad A \(A\)\; Entidad B \(B\)\. Pregunte" in said


def test_each_lot_and_who_competes_for_it() -> None:
    """Both can bid for lot 1 alone; lot 2 takes both."""
    file = tender(row(1, lots=("1",)), row(2, lots=("2",)), row(3, lots=("2",)), lots=("1", "2"))
    held: dict[str, dict[str, Value]] = {
        "A": {"cosa 1": YES, "cosa 2": YES, "cosa 3": Mark.NO},
        "B": {"cosa 1": YES, "cosa 2": Mark.NO, "cosa 3": YES},
    }
    said = evidence(answered(file, register(held)))
    assert r"- Lote 1 · Parte 1\: según lo anotado bastaría Entidad A \(A\)\; Entidad B \(B\)\." in said
    assert r"- Lote 2 · Parte 2\: no basta ninguna parte de los 2" in said
    assert "podrían presentarse cada uno por su lado" in said


def test_with_and_without_non_members() -> None:
    """With X each of the two is one yes short; without X they are also short of money."""
    amount = row(
        3, rule=Rule.SUM, threshold=Decimal(100), threshold_text="100", unit=EUR, parameters=(("external", True),)
    )
    partners = register({"A": {"cosa 1": YES, "cosa 2": Mark.NO}, "B": {"cosa 1": Mark.NO, "cosa 2": YES}})
    other = External("X", "Aval, S.A.", "cosa 3", Decimal(100), EUR, letter=True)
    partners = replace(partners, register=replace(partners.register, externals=(other,)))
    said = evidence(answered(tender(row(1), row(2), amount), partners))
    assert r"cuenta con la capacidad externa de Aval\, S\.A\. \(X\)" in said
    assert "**Sin esa capacidad externa**" in said
    assert said.count("**N1. ") == said.count("**N2. ") == 2
    assert said.count("**N3. ") == said.count("**N4. ") == 1
    assert "compromiso por escrito: Aval\\, S\\.A." in said


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ("limpieza", "según el registro\\: 1 de 1"),
        ("catering", "La única pareja no coincide"),
        ("", "falta el sector o el territorio en el registro\\: 1 de 1"),
    ],
)
def test_rivals_share_sector_and_territory(theirs: str, words: str) -> None:
    file, partners = pair_of_files()
    said = evidence(answered(file, with_sectors(partners, A="limpieza", B=theirs, C="otro")))
    assert words in said
    assert ("podrían ser competidores\\:" in said) is (theirs == "limpieza")


def test_rows_without_a_decision_are_named() -> None:
    file, partners = pair_of_files()
    more = replace(file, tender=replace(file.tender, requirements=(*file.tender.requirements, unread_row(3))))
    said = evidence(answered(more, partners))
    assert "Queda fuera de la lectura «según lo anotado» 1 fila sin decidir: R3." in said


def test_a_single_member_has_no_such_section() -> None:
    app = answered(tender(row(1)), register({"A": {"cosa 1": YES}}))
    assert TITLE not in [box.label for box in app.expander]


def test_the_sample_names_its_rivals_in_english() -> None:
    said = evidence(solved(locale="en-GB"))
    assert (
        "**N4. Could they compete with each other?** Pairs that share sector and territory\\, as recorded\\: 1 of 6"
        in said
    )
    assert "share sector \\(ayuda a domicilio\\) and territory \\(Toledo\\)" in said
    assert "not legal advice" in said


def test_an_id_that_is_the_name_is_named_once() -> None:
    """In the switch, on the card and in what is said of it."""
    file, partners = pair_of_files()
    alba = "Cooperativa Alba del Valle de los Pedroches"
    renamed = replace(
        partners.register,
        entities=tuple(Entity(alba, alba) if e.id == "A" else e for e in partners.register.entities),
        capabilities=tuple(replace(c, entity=alba) if c.entity == "A" else c for c in partners.register.capabilities),
    )
    app = answered(file, replace(partners, register=renamed))
    switch = next(box for box in app.selectbox if box.key and box.key.startswith("shown"))
    assert [option.count("Cooperativa Alba") for option in switch.options] == [1, 1]
    assert text_of(app).count(alba) == 1
