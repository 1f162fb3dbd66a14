"""A register's file read at a desk: beside the entities that are kept, as mapped, as confirmed for its layout."""

from consortium.domain.register import Capability, Mark
from consortium.ingest import left_out, let_in
from consortium.service import BookMapping
from consortium.service.importing import Incoming, as_mapped, bring_in, confirm_reading, incoming
from tests.unit.partners.desks import desk, snapshot, workbook

HEADS = ["Quién", "Qué acredita", "Cuánto", "Papel"]


def odd(*rows: list[object]) -> bytes:
    """What entities hold, under headings that no list of words knows."""
    return workbook(Hoja1=[HEADS, *rows])


ONE = odd(["E1", "Furgonetas", "siete", "contrato"])
TWO = odd(["E1", "Furgonetas", "sí", "permiso"], ["E2", "Cocina", "no", "licencia"])


def mapped(news: Incoming) -> BookMapping:
    """Its sheet taken as capabilities of known entities, column by column."""
    assert news.book is not None
    mapping = let_in(news.book, left_out(news.mapping, "Hoja1"), "Hoja1", "capabilities")
    for column, field in zip("ABCD", ("entity", "capability", "value", "evidence"), strict=True):
        mapping = mapping.with_role(0, column, field)
    return mapping


def added(news: Incoming) -> list[tuple[str, str, object, str]]:
    rows = [row for row in news.plan.added if isinstance(row, Capability)]
    return [(row.entity, row.name, row.value, row.evidence) for row in rows]


def test_the_entities_that_are_kept_are_no_part_of_a_files_mapping() -> None:
    of = desk()
    news = incoming(of, TWO, "r.xlsx")
    assert {table.sheet for table in news.mapping.tables} <= {"Hoja1"}
    again = as_mapped(of, news, mapped(news))
    assert [table.sheet for table in again.mapping.tables] == ["Hoja1"]
    assert added(again) == [("E1", "Furgonetas", Mark.YES, "permiso"), ("E2", "Cocina", Mark.NO, "licencia")]


def test_looking_at_another_reading_keeps_nothing() -> None:
    of = desk()
    before = snapshot(of)
    news = incoming(of, TWO, "r.xlsx")
    as_mapped(of, news, mapped(news))
    assert snapshot(of) == before
    assert not incoming(of, TWO, "r.xlsx").confirmed


def test_a_confirmed_reading_serves_every_file_of_the_layout_and_no_other() -> None:
    of = desk()
    news = incoming(of, ONE, "r.xlsx")
    sure = confirm_reading(of, news, mapped(news))
    assert (sure.confirmed, sure.mapping.doubtful) == (True, False)
    later = incoming(of, TWO, "otro.xlsx")
    assert later.confirmed
    assert added(later) == [("E1", "Furgonetas", Mark.YES, "permiso"), ("E2", "Cocina", Mark.NO, "licencia")]
    bring_in(of, later)
    assert incoming(of, TWO, "otro.xlsx").empty
    other = workbook(Hoja1=[[*HEADS[:3], "Otro título"], ["E1", "Furgonetas", "sí", "permiso"]])
    assert not incoming(of, other, "otro.xlsx").confirmed


def test_a_reading_confirmed_again_takes_the_earlier_ones_place() -> None:
    of = desk()
    news = incoming(of, TWO, "r.xlsx")
    confirm_reading(of, news, mapped(news))
    confirm_reading(of, news, mapped(news).with_role(0, "D", ""))
    assert {evidence for *_, evidence in added(incoming(of, TWO, "r.xlsx"))} == {""}
