"""Tables in sheets: one or two heading rows, several tables, sheets on their side, and the rows below told apart."""

from collections.abc import Sequence
from typing import Any

from consortium.ingest.locating import find, found_of, guess, with_header
from consortium.ingest.mapping import TableMapping
from consortium.ingest.tables import Found
from consortium.ingest.view import View
from tests.unit.ingest.build import Rows, sheet

LONG = "La empresa debe acreditar que cumple con esta condición antes del plazo"
HEAD = ("Nº", "Requisito", "Umbral", "Unidad")
ROW = (1, "Volumen de negocios", 500, "EUR")


def view(rows: Rows, title: str = "Hoja", **marks: Any) -> View:
    return View("f.xlsx", sheet(title, rows, **marks))


def fields(table: TableMapping) -> dict[str, str]:
    return {role.field: role.column for role in table.roles if role.field}


def found(rows: Rows, **marks: Any) -> Found:
    seen = view(rows, **marks)
    return found_of(seen, find(seen, "requirements"))[0]


def told(table: Found) -> dict[int, str]:
    """Row as the user counts -> why it is not read."""
    assert table.body is not None
    return {row + 1: code for row, code in table.body.asides}


def read(table: Found, *names: str) -> list[tuple[str, ...]]:
    return [tuple(record.text(name) for name in names) for record in table.records]


def test_headings_below_title_status_and_metadata_rows() -> None:
    rows: Rows = (("Cuadro de solvencia",), ("Estado:", "OK", "OK"), (1, 2, 3, 4), (), HEAD, ROW)
    (table,) = find(view(rows), "requirements")
    assert (table.header, fields(table)) == ((5,), {"id": "A", "text": "B", "threshold": "C", "unit": "D"})


def test_two_heading_rows_under_a_merged_one() -> None:
    rows: Rows = (
        ("Nº", "Requisito", "Nivel mínimo", None),
        (None, None, "Valor", "Unidad"),
        ROW,
    )
    (table,) = find(view(rows, merges=((0, 2, 0, 3),)), "requirements")
    assert (table.header, fields(table)) == ((1, 2), {"id": "A", "text": "B", "threshold": "C", "unit": "D"})
    assert read(found(rows, merges=((0, 2, 0, 3),)), "text", "unit") == [("Volumen de negocios", "EUR")]


def test_headings_merged_over_two_rows() -> None:
    rows: Rows = (("Nº", "Requisito", "Exigencia", None), (None, None, "Umbral", "Unidad"), ROW)
    merges = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3))
    (table,) = find(view(rows, merges=merges), "requirements")
    assert fields(table) == {"id": "A", "text": "B", "threshold": "C", "unit": "D"}


def test_a_first_row_of_data_is_no_second_heading() -> None:
    rows: Rows = (("ID", "Requisito", "Umbral", None), ("R1", "x", None, "nota"), ("R2", "y", 5))
    (table,) = find(view(rows), "requirements")
    assert table.header == (1,)


def test_a_heading_row_that_lacks_the_names_of_the_row_above() -> None:
    rows: Rows = (
        (None, "Sede", "Norte", "Sur"),
        ("Servicio", "Número de sedes"),
        (LONG, 2, "X", "X"),
        (LONG + "s", 1, "X"),
    )
    table = guess(view(rows), "requirements")
    assert table is not None
    assert table.header == (1, 2)
    assert [role.heading for role in table.roles if role.field == "applies"] == ["Norte", "Sur"]


def test_several_tables_in_one_sheet() -> None:
    rows: Rows = (
        ("Lote 1",),
        HEAD,
        ROW,
        (),
        ("Lote 2. Jardines",),
        ("Requisito", "Obligatorio", "Código"),
        ("ISO 14001", "sí", "J1"),
    )
    seen = view(rows)
    first, second = found_of(seen, find(seen, "requirements"))
    assert read(first, "id", "text", "lot") == [("1", "Volumen de negocios", "1")]
    assert read(second, "id", "text", "lot") == [("J1", "ISO 14001", "2")]
    assert told(first) == {}


def test_headings_repeated_on_every_page_are_one_table() -> None:
    table = found((HEAD, ROW, HEAD, (2, "Patrimonio neto", 9, "EUR")))
    assert read(table, "id") == [("1",), ("2",)]
    assert told(table) == {3: "heading_again"}


def test_a_sheet_on_its_side() -> None:
    rows: Rows = (
        ("Cuadro",),
        ("Código", "R1", "R2"),
        ("Requisito", "ISO 9001", "Seguro"),
        ("Umbral", None, 500),
        ("Unidad", None, "EUR"),
    )
    (table,) = find(view(rows), "requirements")
    assert (table.flipped, table.header, fields(table)) == (
        True,
        (1,),
        {"id": "2", "text": "3", "threshold": "4", "unit": "5"},
    )
    (turned,) = found_of(view(rows).turned(), (table,))
    assert read(turned, "id", "threshold") == [("R1", ""), ("R2", "500")]


def test_a_table_of_many_columns_is_not_taken_on_its_side() -> None:
    rows: Rows = (("Marca", "Requisito"), *((f"M{n}", LONG) for n in range(9)))
    assert not any(table.flipped for table in find(view(rows), "requirements"))


def test_nothing_here() -> None:
    for rows in (
        (("Año", "2000", "2001"), ("Madera", "2.666", "2.274"), ("Papel", "498", "853")),
        (("Instrucciones",), (LONG,), (LONG,)),
        (("Código", "Valor"), ("AT", "Austria"), ("ES", "España"), ("FR", "Francia")),
        (),
        ((" ",), (None, " ")),
    ):
        assert find(view(rows), "requirements") == ()
        assert guess(view(rows), "requirements") is None


def test_headings_of_their_own_are_guessed_by_content() -> None:
    rows: Rows = (
        ("Paquete",),
        (),
        ("Ref. servicio", "Paquete de trabajo"),
        *((f"A.{n}", f"{LONG} {n}") for n in range(9)),
    )
    table = guess(view(rows), "requirements")
    assert table is not None
    assert (table.header, fields(table)) == ((3,), {"id": "A", "text": "B"})
    assert {role.doubtful for role in table.roles} == {True}


def test_a_value_met_again_below_is_no_heading() -> None:
    rows: Rows = (
        ("a", "b", "c"),
        ("{REQUIREMENT}", "CODE", "x"),
        *(("{REQUIREMENT}", f"CODE{n}", LONG) for n in range(9)),
    )
    table = guess(view(rows), "requirements")
    assert table is None or table.header != (2,)


def test_headings_where_a_person_says() -> None:
    rows: Rows = (HEAD, ("Código", "Requisito", "Importe", "Unidad"), ROW)
    table = with_header(view(rows), TableMapping("Hoja", "requirements", lot="3"), (2,))
    assert (table.header, table.lot, fields(table)["threshold"]) == ((2,), "3", "C")


def test_titles_of_sections_are_carried_down() -> None:
    table = found(
        (
            HEAD,
            (None, "SOLVENCIA ECONÓMICA Y FINANCIERA"),
            ROW,
            (None, "Lote 2: Jardines"),
            (2, "Vehículos", 3, "vehículos"),
            (None, "Solvencia técnica"),
            (3, "ISO 14001"),
        )
    )
    assert read(table, "id", "lot", "category") == [("1", "", "economic"), ("2", "2", ""), ("3", "2", "technical")]
    assert told(table) == {2: "section_row", 4: "section_row", 6: "section_row"}


def test_a_section_without_rows_is_a_requirement() -> None:
    table = found((HEAD, ROW, (None, "Habilitación profesional"), (None, "Solvencia técnica")))
    assert read(table, "text")[1:] == [("Habilitación profesional",), ("Solvencia técnica",)]


def test_a_merged_title_is_a_section_that_ends_the_category() -> None:
    rows: Rows = (
        ("Nº", "Qué se exige", "Importe", "Unidad"),
        ("Solvencia económica",),
        (1, "Negocio", 5, "EUR"),
        ("Otros requisitos",),
        (2, "Oficina", None, None),
        (3, "Seguro", 9, "EUR"),
    )
    seen = view(rows, merges=((1, 0, 1, 3), (3, 0, 3, 3)))
    table = with_header(seen, TableMapping("Hoja", "requirements"), (1,)).with_role("B", "text")
    (read_as,) = found_of(seen, (table,))
    assert read(read_as, "id", "category") == [("1", "economic"), ("2", ""), ("3", "")]
    assert told(read_as) == {2: "section_row", 4: "section_row"}


def test_words_where_the_others_have_their_code_are_a_section() -> None:
    rows: Rows = (
        HEAD,
        ROW,
        ("REQUISITOS DEL SERVICIO",),
        (2, "Vehículos", 3, "vehículos"),
        ("R-3 bis",),
        (4, "Oficina"),
    )
    table = found(rows)
    assert told(table) == {3: "section_row"}
    assert read(table, "id") == [("1",), ("2",), ("R-3 bis",), ("4",)]


def test_a_text_without_the_reference_that_all_have_is_a_section() -> None:
    rows: Rows = (
        ("Ref. servicio", "Paquete de trabajo"),
        (None, "1. Servicio A: integración"),
        *((f"A.{n}", f"{LONG} {n}.") for n in range(9)),
        (None, f"{LONG}, aunque no lleve referencia, según lo que dice el anexo segundo del pliego técnico."),
    )
    seen = view(rows)
    table = guess(seen, "requirements")
    assert table is not None
    assert told(found_of(seen, (table,))[0]) == {2: "section_row"}


def test_values_written_once_for_a_group() -> None:
    rows: Rows = (
        ("Lote", "Tipo", "Requerimiento", "Importe"),
        ("1", "Solvencia económica", "a", 1),
        (None, None, "b", 2),
        (None, "Solvencia técnica", "c", 3),
        (None, None, "d", 4),
        ("2", "Solvencia económica", "e", 5),
        (None, None, "f", 6),
    )
    table = found(rows)
    assert [row[0] for row in read(table, "lot")] == ["1", "1", "1", "1", "2", "2"]
    assert [row[0] for row in read(table, "category")][1:4] == [
        "Solvencia económica",
        "Solvencia técnica",
        "Solvencia técnica",
    ]


def test_a_column_filled_row_by_row_is_no_group() -> None:
    rows: Rows = (("Lote", "Requerimiento", "Importe"), ("1", "a", 1), (None, "b", 2), ("1", "c", 3), ("1", "d", 4))
    assert read(found(rows), "lot") == [("1",), ("",), ("1",), ("1",)]


def test_blanks_of_the_template_stay_blank() -> None:
    rows: Rows = (("Lot", "Requirement", "ID"), ("1", "a", "x"), (None, "b", "y"), (None, "c", "z"))
    assert read(found(rows), "lot") == [("1",), ("",), ("",)]


def test_totals_notes_and_a_tail() -> None:
    table = found(
        (
            ("Ref.", "Descripción", "Importe mínimo", "Unidad"),
            ("1", "Negocio", 5, "EUR"),
            ("2", "Seguro", 9, "EUR"),
            ("Total", None, 14, "EUR"),
            ("Nota: sin IVA",),
            (),
            ("El órgano de contratación se reserva el derecho",),
        )
    )
    assert read(table, "id") == [("1",), ("2",)]
    assert told(table) == {4: "total_row", 5: "note_row", 7: "note_row"}


def test_merged_cells_count_in_each_row() -> None:
    rows: Rows = (HEAD, ("1", "Negocio", 5, "EUR"), (None, "Patrimonio", 9, None))
    table = found(rows, merges=((1, 3, 2, 3), (1, 0, 2, 0)))
    assert read(table, "id", "unit") == [("1", "EUR"), ("", "EUR")]


def test_a_row_inside_merged_cells_is_no_requirement() -> None:
    head = ("ID", "Requisito", "Umbral", "Acreditación")
    rows: Rows = (head, ("1", "Negocio", 5, "cuentas"), (), (None, None, None, "o certificado"))
    merges: Sequence[tuple[int, int, int, int]] = tuple((1, c, 3, c) for c in range(3))
    table = found(rows, merges=tuple(merges))
    assert read(table, "id") == [("1",)]
    assert told(table) == {3: "row_continues", 4: "row_continues"}


def test_what_is_hidden_is_blank_until_it_is_let_in() -> None:
    seen = view((HEAD, ROW, (2, "Oculto", 9, "EUR")), hidden_rows=frozenset({2}), hidden_columns=frozenset({3}))
    assert seen.value(2, 1) is None
    assert seen.value(1, 3) is None
    let_in = View(seen.file, seen.sheet, shown=True)
    assert (let_in.value(2, 1), let_in.value(1, 3)) == ("Oculto", "EUR")
    assert fields(find(seen, "requirements")[0]).keys() == {"id", "text", "threshold"}


def test_a_column_headed_by_its_first_group() -> None:
    rows: Rows = (
        ("Economic and financial standing", "Requirements", "Values"),
        (None, "Turnover", "Year"),
        (None, None, "Currency"),
        ("Technical and professional ability", "Staff", "People"),
        (None, "Tools", "Number"),
    )
    seen = view(rows)
    table = guess(seen, "requirements")
    assert table is not None
    (read_as,) = found_of(seen, (table,))
    assert read(read_as, "text", "category")[0] == ("Turnover", "economic")
    assert [category.split()[0].lower() for _, category in read(read_as, "text", "category")[1:]] == ["technical"] * 2
    assert told(read_as) == {3: "row_not_used"}


def test_a_rule_that_reads_like_a_total_is_a_requirement() -> None:
    head = ("Regla", "Categoría", "Requisito", "Código", "Umbral", "Unidad")
    table = found(
        (head, ("suma", "económica", "Negocio", "R1", 5, "EUR"), ("Total", None, "Empleados", None, 9, "personas"))
    )
    assert [row[0] for row in read(table, "text")] == ["Negocio", "Empleados"]


def test_a_text_right_below_a_requirement_is_one_too() -> None:
    body = [(f"A.{n}", f"{LONG} {n}.") for n in range(9)]
    rows: Rows = (("Ref. servicio", "Paquete de trabajo"), *body[:5], (None, "ISO 14001"), *body[5:])
    table = guess(view(rows), "requirements")
    assert table is not None
    assert told(found_of(view(rows), (table,))[0]) == {}
