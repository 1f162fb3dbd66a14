from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.findings import Level
from consortium.domain.register import Mark, Status
from tests.unit.ingest.build import ENTITIES, codes, one, register, sheet, told


def held(title: str, *rows: tuple[object, ...], **marks: object):  # type: ignore[no-untyped-def]
    return register(sheet("Entities", ENTITIES), sheet(title, rows, **marks))


REFERENCES = ("Código", "Entidad", "Título", "CPV", "Importe", "Unidad", "Parte propia", "Fin", "Estado")


def test_a_reference() -> None:
    row = ("C1", "Beta", "Obra", 45000000, "1.250.000,50 €", None, "40 %", "31/12/2025", "verificada")
    read = held("Referencias", REFERENCES, row, ("C1", "E1"))
    found = read.register.references[0]
    assert (found.id, found.entity, found.title, found.cpv) == ("C1", "E2", "Obra", "45000000")
    assert (found.amount, found.own_share, found.ended) == (Decimal("1250000.50"), Decimal("0.4"), date(2025, 12, 31))
    assert (found.status, found.unit and found.unit.word) == (Status.VERIFIED, "EUR")
    assert (read.register.references[1].own_share, read.register.references[1].amount) == (1, None)
    assert read.findings == ()


@pytest.mark.parametrize(
    ("row", "code", "level"),
    [
        (("C1", "E1"), "duplicate_row", Level.ERROR),
        (("C2", "E9"), "unknown_entity", Level.ERROR),
        ((None, "E1", "Obra"), "row_without_id", Level.WARNING),
        (("C2", "E1", "Obra", None, "mucho"), "unreadable_value", Level.WARNING),
        (("C2", "E1", "Obra", None, 5, 5), "unreadable_value_unit", Level.WARNING),
        (("C2", "E1", "Obra", None, 5, "EUR", 120), "bad_share", Level.ERROR),
        (("C2", "E1", "Obra", None, 5, "EUR", 20, "30/02/2025"), "impossible_date", Level.ERROR),
        (("C2", "E1", "Obra", None, 5, "EUR", 20, None, "buena"), "unreadable_status", Level.WARNING),
    ],
)
def test_a_reference_with_a_fault(row: tuple[object, ...], code: str, level: Level) -> None:
    read = held("References", REFERENCES, ("C1", "E1"), row)
    found = one(read.findings, code)
    assert found.level is level
    assert found.place.cell.endswith("3")


def test_people() -> None:
    head = ("ID", "Entity", "Name", "Roles", "Years", "Qualification", "Dedication")
    read = held("People", head, ("P1", "E1", "Ana", "jefa; técnica", 5, "Ingeniera", 50), ("P1", "E2"))
    found = read.register.people[0]
    assert (found.roles, found.years, found.dedication) == (("jefa", "técnica"), 5, Decimal("0.5"))
    assert read.register.people[1].dedication == 1
    assert read.findings == ()


def test_people_with_faults() -> None:
    head = ("ID", "Entity", "Roles", "Years", "Dedication")
    read = held("Personas", head, ("P1", "E1", "x", "muchos", 150))
    assert sorted(codes(read.findings)) == ["bad_share", "unreadable_number"]


EXTERNAL = ("ID", "Name", "Capability", "Value", "Unit", "Valid until", "Letter", "Executes")


def test_externals_of_one_id_are_one() -> None:
    row = ("X1", "Lab", "ISO 22000", "sí", None, "31/12/2027", "sí", "no")
    read = held("External", EXTERNAL, row, ("X1", "Lab", "Turnover", "2 M€"))
    first, second = read.register.externals
    assert (first.value, first.letter, first.executes, first.valid_until) == (Mark.YES, True, False, date(2027, 12, 31))
    assert (second.value, second.letter, second.unit and second.unit.word) == (2, False, "M€")
    assert read.findings == ()


@pytest.mark.parametrize(
    ("row", "code"),
    [((None, None, "ISO", "yes"), "external_without_id"), (("X1", "Lab", None, "yes"), "capability_blank"),
     (("X1", "Lab", "ISO", "yes", None, None, "quizá"), "unreadable_answer"),
     (("X1", "Lab", "ISO", "1.500"), "ambiguous_value")],
)  # fmt: skip
def test_externals_with_a_fault(row: tuple[object, ...], code: str) -> None:
    assert one(held("Externos", EXTERNAL, row).findings, code).level is Level.WARNING


@pytest.mark.parametrize(("word", "together"), [("apart", False), ("juntas", True), ("Separadas", False)])
def test_pairs(word: str, together: bool) -> None:
    read = held("Parejas", ("A", "B", "Relación", "Motivo"), ("E1", "Beta", word, "rivales"))
    pair = read.register.pairs[0]
    assert (pair.a, pair.b, pair.together, pair.reason) == ("E1", "E2", together, "rivales")


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [(("E1", "E9", "apart"), "unknown_entity", "B2"), (("E1", "Alpha", "apart"), "pair_with_itself", "B2"),
     (("E1", "E2", "cerca"), "unreadable_relation", "C2"), (("E1", "E2", None), "unreadable_relation", "C2"),
     ((None, "E2", "apart"), "entity_blank", "A2")],
)  # fmt: skip
def test_pairs_with_a_fault_are_errors(row: tuple[object, ...], code: str, cell: str) -> None:
    read = held("Pairs", ("A", "B", "Relation"), row)
    assert one(read.findings, code).level is Level.ERROR
    assert told(read.findings, code) == [f"Pairs!{cell}"]
    assert read.register.pairs == ()


def test_a_sheet_without_its_headings_is_an_error() -> None:
    read = held("Pairs", ("Who", "With"), ("E1", "E2"))
    assert one(read.findings, "no_headings").fields["wanted"] == "A, B, Relation / Relación"
