import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import openpyxl
import pytest

from consortium.errors import FileError
from consortium.ingest.files import open_workbook
from consortium.ingest.grid import Workbook
from tests.unit.ingest_files import make


def opened(*rows: str, **options: str) -> Workbook:
    return open_workbook(make.xlsx(*rows, **options), "flaw.xlsx")


def first_row(rows: str, **options: str) -> tuple[object, ...]:
    return opened(f'<row r="1">{rows}</row>', **options).sheets[0].rows[0]


def refusal(data: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(FileError) as caught:
        open_workbook(data, "folder/flaw.xlsx")
    assert caught.value.fields["file"] == "flaw.xlsx"
    return caught.value.code, {key: value for key, value in caught.value.fields.items() if key != "file"}


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("1234567.89", "1234567.89"),
        ("1", "1"),
        ("1.0", "1"),
        ("100", "100"),
        ("0.1", "0.1"),
        ("1.1000000000000001", "1.1"),
        ("1E-3", "0.001"),
        ("1E+21", "1000000000000000000000"),
        ("-0.5", "-0.5"),
        ("9007199254740993", "9007199254740992"),
    ],
)
def test_a_number_is_its_shortest_decimal(stored, value):
    (cell,) = first_row(f'<c r="A1"><v>{stored}</v></c>')
    assert isinstance(cell, Decimal)
    assert f"{cell:f}" == value


PERCENT = '<xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf/>'
FORMATS = (
    '<numFmt numFmtId="164" formatCode="0.0\\ %;[Red]-0.0%"/><numFmt numFmtId="165" formatCode="0 &quot;% of&quot;"/>'
    '<numFmt numFmtId="166" formatCode="0\\%"/>'
)


@pytest.mark.parametrize(
    ("style", "stored", "value"),
    [
        (0, "0.7", "0.7"),
        (1, "0.7", "70"),
        (1, "0.07", "7"),
        (1, "0.49000000000000005", "49"),
        (1, "-0.125", "-12.5"),
        (2, "0.333", "33.3"),
        (3, "0.05", "5"),
        (4, "0.7", "0.7"),
        (5, "0.7", "0.7"),
        (6, "0.7", "0.7"),
    ],
)
def test_a_percentage_is_read_as_shown(style, stored, value):
    sheet = opened(
        f'<row r="1"><c r="A1"><v>0.7</v></c><c r="B1" s="{style}"><v>{stored}</v></c></row>',
        formats=FORMATS,
        styles=PERCENT,
    ).sheets[0]
    assert [str(cell) for cell in sheet.rows[0]] == ["0.7", value]
    assert sheet.percents == ({(0, 1)} if style in (1, 2, 3) else frozenset())


def test_text_in_a_percentage_cell_stays_text():
    sheet = opened('<row r="1"><c r="A1" s="1" t="str"><v>70%</v></c></row>', styles=PERCENT).sheets[0]
    assert (sheet.rows[0], sheet.percents) == (("70%",), frozenset())


def test_dates_times_and_durations():
    book = openpyxl.Workbook()
    book.active.append(
        [date(2026, 11, 24), datetime(2026, 11, 24, 13, 30), time(9, 15), timedelta(hours=25, minutes=30)]
    )
    (row,) = open_workbook(saved(book), "a.xlsx").sheets[0].rows
    assert row == (date(2026, 11, 24), datetime(2026, 11, 24, 13, 30), time(9, 15), "25:30:00")
    assert type(row[0]) is date


def test_a_negative_date_is_an_error_cell_as_in_excel():
    book = openpyxl.Workbook()
    book.active.append([-5, -5])
    book.active["A1"].number_format = "dd/mm/yyyy"
    sheet = open_workbook(saved(book), "a.xlsx").sheets[0]
    assert (sheet.rows, sheet.errors) == (((None, Decimal(-5)),), {(0, 0): "#####"})


def test_an_impossible_iso_date_stays_text():
    assert first_row('<c r="A1" t="d"><v>2026-13-45</v></c>') == ("2026-13-45",)


def test_error_cells_and_missing_results_are_blank_and_marked():
    sheet = opened(
        '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1"><f>1+1</f></c><c r="D1"><f>1+1</f><v></v></c><c r="E1" t="str"><f>""</f><v></v></c></row>'
    ).sheets[0]
    assert sheet.rows == ((None, Decimal(2)),)
    assert sheet.errors == {(0, 0): "#REF!"}
    assert sheet.uncached == {(0, 2), (0, 3)}


def test_a_workbook_whose_formulas_all_lack_a_result():
    book = openpyxl.Workbook()
    book.active.append(["total", "=SUM(1,2)"])
    assert refusal(saved(book)) == ("file_formulas_without_values", {"formulas": 1})


def test_what_is_hidden_and_merged():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c"])
    sheet.append(["d"])
    sheet.merge_cells("A2:C3")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("prices").sheet_state = "hidden"
    book.create_sheet("secrets").sheet_state = "veryHidden"
    first, *others = open_workbook(saved(book), "a.xlsx").sheets
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, {1}, {1})
    assert first.merges == ((1, 0, 2, 2),)
    assert [(sheet.title, sheet.hidden, sheet.rows) for sheet in others] == [
        ("prices", True, ()),
        ("secrets", True, ()),
    ]


def test_rows_start_at_the_top_left_whatever_the_used_range():
    assert opened('<row r="3"><c r="C3"><v>1</v></c></row>').sheets[0].rows == ((), (), (None, None, Decimal(1)))


def test_rows_and_cells_without_references():
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>9</v></c></row>"
    assert opened(rows).sheets[0].rows == ((Decimal(1), None, Decimal(3)), (), (Decimal(9),))


def test_hidden_is_counted_on_where_rows_have_no_reference():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row hidden="1"><c><v>2</v></c></row>'
    assert opened(rows).sheets[0].hidden_rows == {1}


def test_prefixed_elements_and_single_quotes():
    parts = make.parts(make.GOOD)
    parts["xl/worksheets/sheet1.xml"] = (
        f"<?xml version='1.0'?><x:worksheet xmlns:x='{make.MAIN}'><x:sheetData><x:row r='1' hidden='1'>"
        "<x:c r='A1' t='e'><x:v>#N/A</x:v></x:c><x:c r='B1'><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    sheet = open_workbook(make.zipped(parts), "a.xlsx").sheets[0]
    assert (sheet.rows, sheet.errors, sheet.hidden_rows) == (((None, Decimal(5)),), {(0, 0): "#N/A"}, {0})


def test_two_hundred_thousand_styled_empty_rows_are_no_size():
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 200_003))
    assert len(opened(make.GOOD + empty).sheets[0].rows) == 2


@pytest.mark.parametrize("t", ["", ' t="n"'])
def test_plain_rows_and_closely_read_rows_count_alike(t):
    """The stray cell at the end makes the fast and the close reading meet in one sheet."""
    many = "".join(f'<row r="{n}"><c r="A{n}"{t}><v>{n}</v></c></row>' for n in range(1, 1001))
    sheet = opened(many + '<row r="1001"><c r="A1001" t="e"><v>#N/A</v></c><c  r="C1001"><v>7</v></c></row>').sheets[0]
    assert sum(row[0] for row in sheet.rows[:1000]) == 500_500
    assert (sheet.rows[1000], sheet.errors) == ((None, None, Decimal(7)), {(1000, 0): "#N/A"})


CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "code", "fields"),
    [
        (CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "file_sheet_too_large", {"rows": 1048576}),
        ('<row r="1"><c r="XFD1" t="e"><v>#N/A</v></c></row>', "file_sheet_too_large", {"columns": 16384}),
        ("<row><c><v>1</v></c></row>" * 100_101, "file_sheet_too_large", {"rows": 100_101}),
        ('<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>', "file_sheet_too_large", {"rows": 4294967295}),
        ('<row r="1"><c r="1A"><v>1</v></c></row>', "file_damaged_part", {}),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "file_damaged_part", {}),
        ('<row r="x"><c r="A1"><v>1</v></c></row>', "file_damaged_part", {}),
        ('<row r="1"><c r="A1"><v>1</v></row>', "file_damaged_part", {}),
        (
            '<row r="2"><c r="B2"><v>abc</v></c></row>',
            "file_text_in_number",
            {"cell": "B2", "value": "abc", "sheet": "S1"},
        ),
        ('<row r="1"><c r="A1"><v>NaN</v></c></row>', "file_text_in_number", {"cell": "A1"}),
        ('<row r="1"><c r="A1"><v>1_0</v></c></row>', "file_text_in_number", {"cell": "A1"}),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "file_text_missing", {"cell": "A1", "value": "-1"}),
        ('<row r="1"><c r="A1" t="s"><v>2</v></c></row>', "file_text_missing", {"value": "2"}),
        (f'<row r="1"><c r="A1">{"<x>" * 70}{"</x>" * 70}</c></row>', "file_nested_too_deep", {}),
        ("", "file_no_cells", {}),
    ],
)
def test_sheets_that_are_refused(rows, code, fields):
    found, given = refusal(make.xlsx(rows, texts="<si><t>a</t></si><si><t>b</t></si>"))
    assert found == code
    assert fields.items() <= given.items()


def test_shared_texts():
    texts = "<si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si>"
    assert first_row('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>', texts=texts) == ("a", "bc")


def _changed(name: str, old: str, new: str) -> bytes:
    parts = make.parts(make.GOOD, texts="")
    content = parts[name]
    assert isinstance(content, str)
    assert old in content
    return make.zipped({**parts, name: content.replace(old, new)})


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "http://127.0.0.1:9/">]>'


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
             "xl/worksheets/sheet1.xml"],
)  # fmt: skip
def test_document_types_are_refused_wherever_they_stand(name):
    assert refusal(_changed(name, make.HEAD, make.HEAD + ENTITY)) == ("file_declares_entities", {"part": name})


def test_more_shared_texts_claimed_than_memory_holds():
    code, fields = refusal(_changed("xl/sharedStrings.xml", "<sst", '<sst uniqueCount="1000000000000000000"'))
    assert (code, fields) == ("file_damaged_part", {"part": "xl/sharedStrings.xml"})


def test_a_sheet_whose_part_is_missing():
    data = _changed("xl/_rels/workbook.xml.rels", "sheet1.xml", "nope.xml")
    assert refusal(data) == ("file_part_missing", {"part": "xl/worksheets/nope.xml"})


def test_an_absolute_target():
    data = _changed("xl/_rels/workbook.xml.rels", "worksheets/", "/xl/worksheets/")
    assert open_workbook(data, "a.xlsx").sheets[0].rows[1] == ("Alfa", Decimal("1234567.89"))


def test_a_macro_workbook_is_read_and_its_macros_are_not():
    data = make.zipped({**make.parts(make.GOOD), "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no project at all"})
    assert open_workbook(data, "a.xlsm").kind == "xlsx"


def test_parts_inside_that_nobody_reads_may_be_malformed():
    data = make.zipped({**make.parts(make.GOOD), "docProps/app.xml": "<a", "xl/drawings/vmlDrawing1.vml": "<br>"})
    assert open_workbook(data, "a.xlsx").kind == "xlsx"


def test_sheets_keep_their_order_and_titles():
    book = opened(make.GOOD, CELL)
    assert [(sheet.title, len(sheet.rows)) for sheet in book.sheets] == [("S1", 2), ("S2", 1)]


def test_a_chart_sheet_is_no_sheet():
    book = openpyxl.Workbook()
    book.active.append([1])
    book.create_chartsheet("Chart")
    assert [sheet.title for sheet in open_workbook(saved(book), "a.xlsx").sheets] == ["Sheet"]


def _good() -> bytes:
    return make.xlsx(make.GOOD)


def test_a_zip_cut_short():
    assert refusal(_good()[:-30])[0] == "file_damaged"
    assert refusal(_good()[: len(_good()) // 2])[0] == "file_damaged"


def test_a_part_that_unpacks_to_more_than_it_says():
    assert refusal(make.with_wrong_size(_good(), "xl/worksheets/sheet1.xml", 10))[0] == "file_damaged"


def test_a_part_that_says_it_unpacks_to_more_than_is_allowed():
    data = make.with_wrong_size(_good(), "xl/worksheets/sheet1.xml", 200 * 1024**2)
    assert refusal(data) == ("file_unpacks_too_large", {"limit": 100})


def test_a_part_that_unpacks_to_more_than_is_allowed():
    data = make.zipped({**make.parts(make.GOOD), "xl/media/x.bin": bytes(101 * 1024**2)})
    assert refusal(data) == ("file_unpacks_too_large", {"limit": 100})


def test_more_parts_than_is_allowed():
    data = make.zipped({**make.parts(make.GOOD), **{f"xl/media/{n}": "" for n in range(2000)}})
    assert refusal(data) == ("file_too_many_parts", {"parts": 2006, "limit": 2000})


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_compressing(method):
    assert refusal(make.zipped(make.parts(make.GOOD), method)) == ("file_odd_zip", {})


def test_a_part_outside_the_package():
    assert refusal(make.zipped({**make.parts(make.GOOD), "xl/../../etc/x": ""})) == ("file_odd_zip", {})


def test_a_part_named_twice():
    out = io.BytesIO(_good())
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("xl/workbook.xml", "<other/>")
    assert refusal(out.getvalue()) == ("file_odd_zip", {})


def test_a_locked_zip():
    data = bytearray(_good())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) == ("file_password", {})


def test_a_number_beyond_all_numbers_is_told_as_text():
    assert first_row('<c r="A1"><v>1e999</v></c>') == ("inf",)
