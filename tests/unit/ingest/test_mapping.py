"""The mapping of a workbook: proposed, changed, written and read again; what it reads and what it leaves out."""

from dataclasses import replace

import pytest

from consortium.errors import UsageError
from consortium.ingest import (
    BookMapping,
    from_json,
    kept_mapping,
    left_out,
    let_in,
    preview_of,
    to_json,
    with_heading_rows,
    with_hidden,
)
from consortium.ingest.grid import Sheet, Workbook
from consortium.ingest.mapping import Role, TableMapping
from consortium.ingest.tender import read_tender
from tests.unit.ingest.build import REQUIREMENTS, book, codes, one, sheet, tender, told

LONG = "La empresa debe acreditar que cumple con esta condición antes del plazo"
HEAD = REQUIREMENTS[0]
GOOD = sheet("Requirements", [HEAD, ("R1", "x", "technical", "yes", "cap", "any")])
OWN = ("Nº", "Qué debe cumplir", "Importe pedido", "Nota")


def own(title: str = "Cuadro", first: int = 1, head: tuple[str, ...] = OWN, **marks: object) -> Sheet:
    """A sheet in a layout of its own; IDs from ``first``."""
    body = [(n, f"{LONG} {n}", f"{n}00 EUR", "a") for n in range(first, first + 5)]
    return sheet(title, [head, *body], **marks)


def ids(read_book: Workbook, mapping: BookMapping | None = None) -> list[str]:
    return [row.id for row in read_tender(read_book, mapping).tender.requirements]


def test_the_template_is_certain() -> None:
    mapping = tender(GOOD).mapping
    assert not mapping.doubtful
    assert [table.sheet for table in mapping.tables] == ["Requirements"]
    assert mapping.confirmed() == mapping


def test_a_mapping_reads_as_what_was_proposed() -> None:
    workbook = book(own(), sheet("Tender", [("Title", "X")]), sheet("Otra", [("a", "b")]))
    proposed = read_tender(workbook)
    again = read_tender(workbook, proposed.mapping)
    assert again.tender == proposed.tender
    assert set(codes(again.findings)) == set(codes(proposed.findings))


def test_it_can_be_written_and_read_again() -> None:
    mapping = tender(own()).mapping
    assert from_json(to_json(mapping)) == mapping
    assert from_json(to_json(BookMapping())) == BookMapping()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"layout": "x", "tables": [{"sheet": "a"}]}', "null", "7"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        from_json(text)
    assert kept_mapping(text) is None


def test_doubtful_columns_are_told_at_their_headings() -> None:
    read = tender(own())
    assert told(read.findings, "column_guessed") == ["Cuadro!B1", "Cuadro!C1"]
    sure = read_tender(book(own()), read.mapping.confirmed())
    assert "column_guessed" not in codes(sure.findings)
    assert sure.tender == read.tender


def test_a_person_s_choice_takes_the_field_from_the_other_column() -> None:
    table = tender(own()).mapping.tables[0].with_role("D", "text")
    assert {role.column: role.field for role in table.roles} == {"A": "id", "B": "", "C": "threshold", "D": "text"}
    read = read_tender(book(own()), BookMapping("", (table,)))
    assert [row.text for row in read.tender.requirements] == ["a"] * 5


def test_several_columns_may_be_lots() -> None:
    table = TableMapping("s", "requirements", (1,), (Role("A", "applies", 60), Role("B", "")))
    assert [role.field for role in table.with_role("B", "applies").roles] == ["applies", "applies"]


def test_the_least_certain_is_asked_first() -> None:
    table = TableMapping("s", "requirements", (1,), (Role("A", "text", 80), Role("B", "id", 95), Role("C", "unit", 60)))
    assert [role.column for role in table.doubtful] == ["C", "A"]


def test_the_fingerprint_is_the_layout_s_and_not_the_file_s() -> None:
    same = {read_tender(book(own(first=n), file=f"{n}.xlsx")).mapping.layout for n in (1, 20)}
    assert len(same) == 1
    other = tender(own(head=("Nº", "Qué debe cumplir", "Importe pedido", "Observaciones"))).mapping.layout
    moved = read_tender(book(sheet("Cuadro", [("Título",), *own().rows]))).mapping.layout
    assert len({*same, other, moved, tender(own("Otro")).mapping.layout}) == 4


def test_a_sheet_per_lot() -> None:
    read = tender(own("Lote 1 - Limpieza"), own("Lote 2", 11), sheet("Precios", [("Código", "Tarifa"), ("a", 1)]))
    assert [(lot.id, lot.title) for lot in read.tender.lots] == [("1", "Limpieza"), ("2", "")]
    assert [row.lots for row in read.tender.requirements] == [("1",)] * 5 + [("2",)] * 5
    assert told(read.findings, "sheet_not_used") == ["Precios"]


def test_lots_that_number_their_rows_alike_keep_them_apart() -> None:
    read = tender(own("Lote 1"), own("Lote 2"))
    assert [row.id for row in read.tender.requirements][::5] == ["1-1", "2-1"]
    assert "duplicate_id" not in codes(read.findings)


def test_a_lot_s_sheet_belongs_to_the_lot_of_the_list() -> None:
    read = tender(own("Lote 2"), sheet("Lotes", [("Lote", "Título"), ("Lote 1", "a"), ("Lote 2", "b")]))
    assert {row.lots for row in read.tender.requirements} == {("Lote 2",)}
    assert "unknown_lot" not in codes(read.findings)


def test_rows_without_id_on_several_sheets() -> None:
    head = ("Qué debe cumplir", "Importe pedido")
    parts = [sheet(f"Lote {n}", [head, *((f"{LONG} {n} {m}", "5 EUR") for m in range(4))]) for n in (1, 2)]
    found = ids(book(*parts))
    assert len(set(found)) == len(found) == 8


def test_the_same_table_on_several_sheets_goes_on() -> None:
    assert ids(book(own("Parte A"), own("Parte B", 11)))[::5] == ["1", "11"]


def test_a_copy_of_a_sheet_is_left_out() -> None:
    read = tender(own("Parte A"), own("Parte A (2)"))
    assert len(read.tender.requirements) == 5
    assert one(read.findings, "sheet_twice").fields["other"] == "Parte A"


def test_sheets_stand_in_the_order_of_the_workbook() -> None:
    assert ids(book(own("Lote 2", 1), own("Lote 1", 21)))[::5] == ["1", "21"]


def test_a_sheet_is_let_in_and_left_out() -> None:
    workbook = book(own("Parte A"), own("Parte A (2)"))
    more = let_in(workbook, read_tender(workbook).mapping, "Parte A (2)", "requirements")
    assert len(ids(workbook, more)) == 10
    assert ids(workbook, left_out(more, "Parte A")) == ids(workbook)
    none = read_tender(workbook, left_out(left_out(more, "Parte A"), "Parte A (2)"))
    assert none.tender.requirements == ()
    assert "no_requirements_table" in codes(none.findings)


def test_a_sheet_without_known_headings_is_let_in_for_a_person_to_map() -> None:
    workbook = book(GOOD, sheet("Notas", [("a", "b"), ("uno", "dos")]))
    more = let_in(workbook, read_tender(workbook).mapping, "Notas", "requirements")
    assert [role.field for role in more.tables[1].roles] == ["", ""]
    mapped = more.with_table(more.tables[1].with_role("A", "text"), 1)
    assert [row.text for row in read_tender(workbook, mapped).tender.requirements] == ["x", "uno"]


def test_a_hidden_sheet_comes_in_only_by_a_person() -> None:
    workbook = book(GOOD, own("Oculta", hidden=True))
    first = read_tender(workbook)
    assert len(first.tender.requirements) == 1
    assert [(t.sheet, t.hidden) for t in first.tables] == [("Requirements", False), ("Oculta", True)]
    more = let_in(workbook, first.mapping, "Oculta", "requirements")
    read = read_tender(workbook, more)
    assert len(read.tender.requirements) == 6
    assert "hidden_sheet" not in codes(read.findings)


def test_hidden_rows_and_columns_come_in_only_by_a_person() -> None:
    workbook = book(own(hidden_rows=frozenset({2}), hidden_columns=frozenset({2})))
    first = read_tender(workbook)
    assert [row.id for row in first.tender.requirements] == ["1", "3", "4", "5"]
    assert {"hidden_rows", "hidden_columns"} <= set(codes(first.findings))
    read = read_tender(workbook, with_hidden(workbook, first.mapping, "Cuadro", True))
    assert [row.threshold_text for row in read.tender.requirements] == [f"{n}00 EUR" for n in range(1, 6)]
    assert not {"hidden_rows", "hidden_columns"} & set(codes(read.findings))


def test_headings_in_another_row() -> None:
    workbook = book(sheet("Cuadro", [("Qué", "Cuánto"), *own().rows]))
    mapping = with_heading_rows(workbook, read_tender(workbook).mapping, 0, (2,))
    assert mapping.tables[0].header == (2,)
    assert ids(workbook, mapping) == ["1", "2", "3", "4", "5"]


def test_facts_above_the_table() -> None:
    above = [
        ("Expediente: 12/2026", None, "Presupuesto", 5),
        ("Valor estimado", "250.000,00 EUR", "Órgano de contratación", "Ayto."),
    ]
    facts = tender(sheet("Cuadro", [*above, *own().rows])).tender
    assert (facts.reference, str(facts.estimated_value), facts.buyer) == ("12/2026", "250000.00", "Ayto.")


def test_a_matrix_of_lots() -> None:
    head = ("Requisito", "Código", "Lote 1", "Lote 2")
    read = tender(sheet("Cuadro", [head, ("a", "x", "sí", "no"), ("b", "y", "sí", "sí"), ("c", "z", "no", "no")]))
    assert [(row.id, row.lots) for row in read.tender.requirements] == [("x", ("1",)), ("y", ("1", "2"))]
    assert one(read.findings, "applies_nowhere").fields["rows"] == "4"
    assert dict(read.tables[0].columns)["lot: Lote 2"] == "D"


def test_the_preview_shows_the_sheet_and_what_was_made_of_it() -> None:
    rows = [("Cuadro de solvencia",), *own().rows, ("Total", None, "1500 EUR"), ("Nota: sin IVA",)]
    workbook = book(sheet("Cuadro", rows))
    seen = preview_of(workbook, read_tender(workbook).mapping.tables[0])
    assert seen.columns == ("A", "B", "C", "D")
    assert [row.kind for row in seen.rows] == ["above", "heading", *["read"] * 5, "total_row", "note_row"]
    assert (seen.rows[2].label, seen.rows[2].cells[2]) == ("3", "100 EUR")
    assert seen.samples[2] == "100 EUR · 200 EUR · 300 EUR"
    assert seen.read == 5


def test_a_table_on_its_side_is_published_by_its_rows() -> None:
    rows = [("Cuadro",), ("Código", "R1", "R2"), ("Requisito", "a", "b"), ("Umbral", 5, 6), ("Unidad", "EUR", "EUR")]
    (table,) = tender(sheet("Cuadro", rows)).tables
    assert dict(table.columns) == {"id": "2", "text": "3", "threshold": "4", "unit": "5"}
    assert (table.header_row, table.first_row, table.last_row) == (2, 2, 5)


def test_the_preview_of_a_sheet_on_its_side() -> None:
    rows = [("Código", "R1", "R2"), ("Requisito", "a", "b"), ("Umbral", 5, 6), ("Unidad", "EUR", "EUR")]
    workbook = book(sheet("Cuadro", rows))
    seen = preview_of(workbook, read_tender(workbook).mapping.tables[0])
    assert seen.columns == ("1", "2", "3", "4")
    assert [(row.label, row.kind) for row in seen.rows] == [("A", "heading"), ("B", "read"), ("C", "read")]


def test_a_mapping_of_another_file_reads_what_it_can() -> None:
    mapping = tender(own()).mapping
    elsewhere = replace(mapping, tables=(replace(mapping.tables[0], sheet="No está"),))
    assert "no_requirements_table" in codes(read_tender(book(own()), elsewhere).findings)


def test_a_role_is_changed_in_all_tables_alike() -> None:
    workbook = book(
        own("Lote 1"), own("Lote 2", 11), own("Lote 3", 21, head=("Nº", "Qué debe cumplir", "Importe pedido", "Otra"))
    )
    mapping = read_tender(workbook).mapping.with_role(0, "D", "evidence")
    assert [table.roles[3].field for table in mapping.tables] == ["evidence", "evidence", ""]


def test_hidden_facts_are_let_in() -> None:
    workbook = book(GOOD, sheet("Tender", [("Title", "X"), ("Reference", "12")], hidden_rows=frozenset({1})))
    first = read_tender(workbook)
    assert (first.tender.title, first.tender.reference) == ("X", "")
    assert read_tender(workbook, with_hidden(workbook, first.mapping, "Tender", True)).tender.reference == "12"


@pytest.mark.parametrize("header", [(1,), (3,), (6,), (7,), (99,), (98, 99), (2, 3)])
@pytest.mark.parametrize("hidden", [frozenset(), frozenset({0}), frozenset({0, 2, 5})])
def test_any_row_may_be_said_to_hold_the_headings(header: tuple[int, ...], hidden: frozenset[int]) -> None:
    workbook = book(own(hidden_rows=hidden, hidden_columns=frozenset({1})))
    first = read_tender(workbook).mapping
    given = first if first.tables else let_in(workbook, first, "Cuadro", "requirements")
    mapping = with_heading_rows(workbook, given, 0, header)
    for role in mapping.tables[0].roles:
        changed = mapping.with_role(0, role.column, "text")
        assert read_tender(workbook, changed).mapping == changed
        preview_of(workbook, changed.tables[0])
    read = read_tender(workbook, mapping)
    assert read.tables[0].header_row == header[-1]


@pytest.mark.parametrize("fields", [("", ""), ("applies", "applies"), ("unit", ""), ("id", "applies"), ("", "points")])
def test_any_roles_may_be_chosen(fields: tuple[str, str]) -> None:
    workbook = book(sheet("Cuadro", [("a", "b"), ("x", "sí"), ("a", "b"), (None, "no"), ("Total", 5), ("Nota: z",)]))
    mapping = let_in(workbook, read_tender(workbook).mapping, "Cuadro", "requirements")
    for column, field in zip("AB", fields, strict=True):
        mapping = mapping.with_role(0, column, field)
    read = read_tender(workbook, mapping)
    used = {row.source.row for row in read.tender.requirements} | {read.tables[0].header_row}
    spans = [span for f in read.findings for span in str(f.fields.get("rows", "")).split(", ") if span]
    named = {int(f.place.cell[1:]) for f in read.findings if f.place.cell} | {int(s.partition("-")[0]) for s in spans}
    assert {1, 2, 3, 4, 5, 6} <= used | named


def test_categories_worded_as_titles() -> None:
    rows = [
        ("#", "Bloque", "Requisitos mínimos"),
        (1, "Solvencia económica", "a"),
        (2, "Capacidad técnica", "b"),
        (3, "Varios", "c"),
    ]
    read = tender(sheet("Cuadro", rows))
    assert [(row.id, str(row.category)) for row in read.tender.requirements[:2]] == [
        ("1", "economic"),
        ("2", "technical"),
    ]
    assert told(read.findings, "unknown_category") == ["Cuadro!B4"]


def test_a_list_of_one_column() -> None:
    read = tender(sheet("Hoja1", [("Requisitos de solvencia",), ("ISO 9001",), ("Oficina en la comarca",)]))
    assert [row.text for row in read.tender.requirements] == ["ISO 9001", "Oficina en la comarca"]


@pytest.mark.parametrize("title", ["Requisitos", "Requisitos de solvencia"])
def test_a_title_is_no_heading_of_a_list(title: str) -> None:
    read = tender(sheet("Cuadro", [(title,), (), *own().rows]))
    assert read.mapping.tables[0].header == (3,)
    assert [row.id for row in read.tender.requirements] == ["1", "2", "3", "4", "5"]
