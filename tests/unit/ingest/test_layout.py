"""Sheets, headings and what a file holds beside its tables."""

from consortium.domain.findings import Level
from tests.unit.ingest.build import REQUIREMENTS, book, codes, one, register, rows, sheet, tender, told

HEAD = REQUIREMENTS[0]
FULL = ("R1", "text", "technical", "yes", "cap", "any")
GOOD = sheet("Requirements", [HEAD, FULL])


def test_titles_without_case_and_accents() -> None:
    for title in ("REQUISITOS", "requirements", " Requisitos "):
        assert len(tender(sheet(title, [HEAD, FULL])).tender.requirements) == 1


def test_an_untitled_sheet_is_found_by_its_headings() -> None:
    read = tender(sheet("Hoja1", [("hello", "world")]), sheet("Hoja2", [HEAD, FULL]))
    assert len(read.tender.requirements) == 1
    assert told(read.findings, "sheet_not_used") == ["Hoja1"]


def test_a_text_table_has_one_untitled_sheet() -> None:
    read = tender(sheet("", [("Requisito",), ("ISO 9001",)]))
    assert [row.text for row in read.tender.requirements] == ["ISO 9001"]
    assert read.tables[0].sheet == ""


def test_facts_are_found_by_their_labels() -> None:
    facts = sheet("Hoja1", [("Expediente", "X"), ("Título", "Y"), ("Moneda", "EUR")])
    assert tender(facts, GOOD).tender.reference == "X"


def test_a_second_sheet_of_the_same_kind_is_told() -> None:
    read = tender(GOOD, sheet("Requisitos", [HEAD, FULL]))
    found = one(read.findings, "sheet_twice")
    assert (found.level, str(found.place), found.fields["other"]) == (Level.WARNING, "Requisitos", "Requirements")


def test_a_hidden_sheet_is_left_out_and_told() -> None:
    read = tender(GOOD, sheet("Lots", [("Lot",), ("9",)], hidden=True))
    assert read.tender.lots == ()
    assert told(read.findings, "hidden_sheet") == ["Lots"]
    assert [(table.sheet, table.hidden) for table in read.tables] == [("Requirements", False), ("Lots", True)]


def test_a_hidden_sheet_of_requirements_leaves_none() -> None:
    read = tender(sheet("Requirements", [HEAD, FULL], hidden=True))
    assert {"hidden_sheet", "no_requirements_table"} <= set(codes(read.findings))


def test_hidden_rows_and_columns_are_left_out_with_a_warning() -> None:
    read = rows(FULL, ("R2", *FULL[1:]), hidden_rows=frozenset({2}), hidden_columns=frozenset({3, 9}))
    assert [(row.id, row.mandatory) for row in read.tender.requirements] == [("R1", True)]
    assert one(read.findings, "hidden_rows").fields["rows"] == "3"
    assert one(read.findings, "hidden_columns").fields["columns"] == ("D",)
    assert "mandatory" not in dict(read.tables[0].columns)


def test_unknown_double_and_nameless_columns() -> None:
    read = rows(
        ("R1", "x", "y", "z", None, "note"), head=("ID", "Requisito", "Requirement", "Observaciones", None, None)
    )
    assert read.tender.requirements[0].text == "x"
    assert told(read.findings, "unknown_column") == ["Requirements!D1"]
    assert told(read.findings, "column_twice") == ["Requirements!C1"]
    assert told(read.findings, "column_without_heading") == ["Requirements!F2"]


def test_the_published_heading_goes_before_a_synonym() -> None:
    read = rows(("long text", "x"), head=("Descripción", "Requisito"))
    assert read.tender.requirements[0].text == "x"


def test_rows_that_are_not_used_are_told() -> None:
    read = rows(
        FULL,
        (None,) * 7,
        (None,) * 7 + ("importes sin IVA",),
        HEAD,
        (None, None, "technical"),
        ("Nota: importes sin IVA",),
    )
    assert len(read.tender.requirements) == 1
    assert told(read.findings, "note_row") == ["Requirements!A7"]
    assert told(read.findings, "row_not_used") == ["Requirements!H4"]
    assert told(read.findings, "heading_again") == ["Requirements!A5"]
    assert told(read.findings, "row_requires_nothing") == ["Requirements!B6"]


def test_blanks_of_spaces_are_blanks() -> None:
    read = rows(FULL, ("  ", "\u00a0", "", " ", "\u200b", " "))
    assert codes(read.findings) == ["no_deadline"]


def test_cells_merged_over_rows_are_told() -> None:
    read = rows(FULL, FULL, merges=((1, 2, 2, 2), (0, 0, 0, 3), (1, 8, 2, 8)))
    assert one(read.findings, "merged_cells").fields["range"] == "C2:C3"


def test_an_error_value_in_a_threshold_is_never_a_blank() -> None:
    head = ("ID", "Requirement", "Threshold")
    read = rows(("R1", "x"), head=head, errors={(1, 2): "#REF!"})
    assert read.tender.requirements[0].unread == (("threshold", "#REF!"),)
    assert told(read.findings, "error_value") == ["Requirements!C2"]


def test_a_formula_without_value_is_never_a_blank() -> None:
    read = rows(("R1", "x"), head=("ID", "Requirement", "Threshold"), uncached=frozenset({(1, 2)}))
    assert [field for field, _ in read.tender.requirements[0].unread] == ["threshold"]
    assert one(read.findings, "formula_without_value").level is Level.WARNING


def test_an_error_value_in_an_id_is_an_error() -> None:
    read = rows((None, "x"), head=("ID", "Requirement"), errors={(1, 0): "#N/A"})
    assert one(read.findings, "error_value").level is Level.ERROR


def test_every_finding_names_the_file() -> None:
    read = tender(sheet("Requirements", [HEAD, FULL, FULL]), sheet("Other", [("x",)]))
    assert {f.place.file for f in read.findings if f.code != "no_deadline"} == {book().file}


def test_a_workbook_with_both_is_read_as_what_is_asked() -> None:
    entities = sheet("Entities", [("ID", "Name"), ("E1", "A")])
    assert len(tender(GOOD, entities).tender.requirements) == 1
    assert len(register(GOOD, entities).register.entities) == 1


def test_of_two_untitled_sheets_the_one_with_more_fields_is_read() -> None:
    prices = sheet("Hoja1", [("Código", "Descripción"), ("P1", "Hora de auxiliar")])
    read = tender(prices, sheet("Hoja2", [HEAD, FULL]))
    assert [row.id for row in read.tender.requirements] == ["R1"]
    assert one(read.findings, "sheet_twice").place.sheet == "Hoja1"


def test_an_id_alone_makes_no_register() -> None:
    read = tender(sheet("Hoja1", [("Ref.", "Marca", "Color"), ("1", "Sauce", "Verde")]))
    assert codes(read.findings) == ["sheet_not_used", "no_requirements_table"]


def test_hidden_facts_are_told() -> None:
    facts = sheet("Tender", [("Title", "X")], hidden_rows=frozenset({0}))
    assert told(tender(facts, GOOD).findings, "hidden_rows") == ["Tender!A1"]
