import pytest

from consortium.domain.findings import Place
from consortium.ingest.aside import ranges
from consortium.ingest.directory import directory
from consortium.ingest.tables import field_of, locate
from consortium.ingest.texts import key
from consortium.ingest.view import UNCACHED, View
from consortium.ingest.vocabulary import FAMILY, HEADINGS, SIGNATURES, TELLING, TITLES
from tests.unit.ingest.build import Rows, sheet


def view(rows: Rows, **marks: object) -> View:
    return View("f.xlsx", sheet("S", rows, **marks))


def test_every_kind_of_table_has_its_data() -> None:
    assert TITLES.keys() == FAMILY.keys() == HEADINGS.keys()
    assert SIGNATURES.keys() == TELLING.keys() == HEADINGS.keys() - {"facts"}


@pytest.mark.parametrize("kind", list(HEADINGS))
def test_published_headings_are_their_fields_and_nobody_else_s(kind: str) -> None:
    for field, words in HEADINGS[kind].items():
        for word in words[:2]:
            assert field_of(kind, word) == (field, 0, "" if "(" not in word else "meses")


def test_no_title_belongs_to_two_kinds() -> None:
    titles = [key(title) for own in TITLES.values() for title in set(map(key, own))]
    assert len(titles) == len(set(titles))


def test_a_heading_with_a_unit() -> None:
    assert field_of("requirements", "Umbral (k€)") == ("threshold", 0, "k€")
    assert field_of("requirements", "Requisito (texto del pliego)") == ("text", 0, "")
    assert field_of("requirements", "Observaciones (k€)") is None


def test_the_heading_row_is_the_one_that_names_most() -> None:
    rows = [("Requisitos",), ("Requisito", "Observaciones"), ("ID", "Requisito", "Umbral"), ("Código", "Requisito")]
    found = locate(view(rows), "requirements")
    assert found is not None
    assert (found.header, found.columns) == (2, {"id": 0, "text": 1, "threshold": 2})


def test_of_equal_rows_the_first_is_the_heading() -> None:
    found = locate(view([("ID", "Requisito"), ("No.", "Requisito")]), "requirements")
    assert found is not None
    assert found.header == 0


@pytest.mark.parametrize("rows", [[], [()], [("a", "b"), ("c", "d")], [("ID", "Umbral")], [("Requisito", "x", "y")]])
def test_no_heading_row(rows: Rows) -> None:
    assert locate(view(rows), "requirements") is None


def test_an_answer_no_is_not_the_heading_of_a_number_column() -> None:
    assert locate(view([("Alpha", "no", "sí"), ("x", "no", "no")]), "entities") is None


def test_rows_records_and_places() -> None:
    found = locate(
        view([("t",), ("ID", "Requisito"), (), ("R1", "x"), (None, None, "note"), ("R2", "y")]), "requirements"
    )
    assert found is not None
    assert found.numbers == (3, 5)
    first = next(found.records)
    assert (first.text("id"), first["threshold"], first.percent("threshold")) == ("R1", None, False)
    assert first.place("text") == Place("f.xlsx", "S", "B4")
    assert first.place("threshold").cell == "A4"
    assert first.at("id")().cell == "A4"
    assert first.source.at("text").cell == "B4"
    table = found.table()
    assert (table.header_row, table.first_row, table.last_row, table.hidden) == (2, 3, 6, False)


def test_an_empty_table() -> None:
    found = locate(view([("ID", "Requisito")]), "requirements")
    assert found is not None
    assert (found.last, found.table().first_row, found.table().last_row) == (0, 1, 1)


def test_a_view_on_its_side_keeps_the_places() -> None:
    upright = view([("a", "b", "c"), ("d",)], percents=frozenset({(0, 2)}))
    turned = upright.turned()
    assert turned.rows == (("a", "d"), ("b", None), ("c", None))
    assert turned.value(2, 0) == "c"
    assert turned.place(2, 0) == upright.place(0, 2) == Place("f.xlsx", "S", "C1")
    assert turned.percent(2, 0)
    assert not upright.percent(2, 0)
    assert turned.turned().rows[0] == upright.rows[0]


def test_error_cells_are_never_blank() -> None:
    marked = view([("a",)], errors={(0, 2): "#REF!"}, uncached=frozenset({(3, 0)}))
    assert marked.value(0, 2) == "#REF!"
    assert marked.value(3, 0) == UNCACHED
    assert marked.filled(0) == (0, 2)
    assert marked.value(9, 9) is None


@pytest.mark.parametrize(
    ("rows", "text"), [((1,), "2"), ((1, 2, 3), "2-4"), ((4, 0, 1), "1-2, 5"), ((0, 2, 4), "1, 3, 5"), ((), "")]
)
def test_rows_as_a_reader_lists_them(rows: tuple[int, ...], text: str) -> None:
    assert ranges(rows) == text


def test_nobody_is_found_in_an_empty_directory() -> None:
    nobody = directory(())
    assert nobody.find("E1") is None
    assert nobody.fault("", Place()).code == "entity_blank"
    assert nobody.fault("E1", Place()).code == "unknown_entity"
