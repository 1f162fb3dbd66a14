import pytest

from consortium.errors import FileError
from consortium.ingest.files import open_workbook


def opened(data: bytes) -> tuple[tuple[tuple[object, ...], ...], dict[str, str]]:
    book = open_workbook(data, "a.csv")
    assert book.kind == "csv"
    (sheet,) = book.sheets
    assert sheet.title == ""
    return sheet.rows, dict(book.notes)


TABLE = (("Entidad", "Importe"), ("Alfa", "1.200,50 €"), ("Ñandú",))


@pytest.mark.parametrize(
    ("prefix", "encoding", "named"),
    [
        (b"", "utf-8", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8", "utf-8"),
        (b"", "cp1252", "cp1252"),
        (b"\xff\xfe", "utf-16-le", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings(prefix, encoding, named, end):
    text = end.join(("Entidad;Importe", "Alfa;1.200,50 €", "Ñandú;"))
    rows, notes = opened(prefix + text.encode(encoding))
    assert (rows, notes) == (TABLE, {"encoding": named, "separator": ";"})


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators(separator):
    rows, notes = opened(f'a{separator}b\n"1{separator}5"{separator}2\n'.encode())
    assert rows == (("a", "b"), (f"1{separator}5", "2"))
    assert notes["separator"] == separator


def test_a_decimal_comma_is_no_separator():
    rows, notes = opened(b"Entidad;Importe\nAlfa;1,5\nBeta;2,5\n")
    assert (rows[1], notes["separator"]) == (("Alfa", "1,5"), ";")


def test_a_separator_that_the_file_declares():
    rows, notes = opened(b"sep=|\na|b;c;d\n1|2;3;4\n")
    assert (rows, notes["separator"]) == ((("a", "b;c;d"), ("1", "2;3;4")), "|")


@pytest.mark.parametrize("first", [b"sep=\t\r", b'"sep=\t"\r\n', b"SEP=\t\n"])
def test_a_tab_that_the_file_declares(first):
    assert opened(first + b"a;b\tc\n1;2\t3\n")[0] == (("a;b", "c"), ("1;2", "3"))


def test_text_is_kept_as_written():
    rows, _ = opened(b'id,name,note\n007, NA ,"two\nlines"\n1e5,=1+1,"say ""hi"""\n')
    assert rows[1:] == (("007", " NA ", "two\nlines"), ("1e5", "=1+1", 'say "hi"'))


def test_one_column():
    assert opened(b"Requisito\nISO 9001\nISO 14001\n")[0] == (("Requisito",), ("ISO 9001",), ("ISO 14001",))


def test_titles_above_and_notes_below_are_no_fault():
    rows, notes = opened(b"Licitaci\xf3n 7/2026\n\nid;text;unit\n1;a;EUR\n2;b;EUR\nNota: sin IVA\n")
    assert rows[0] == ("Licitación 7/2026",)
    assert rows[-1] == ("Nota: sin IVA",)
    assert "short_rows" not in notes


def test_rows_with_fewer_fields_are_noted():
    rows, notes = opened(b"a;b;c\n1;2;3\n4;5\n6;7;8\n")
    assert (rows[2], notes["short_rows"]) == (("4", "5"), "3")


def test_blank_fields_too_many_are_no_fault():
    assert opened(b"a;b\n1;2;;\n3;4\n")[0] == (("a", "b"), ("1", "2"), ("3", "4"))


@pytest.mark.parametrize(
    ("data", "code", "fields"),
    [
        (b"a;b\n1;2\n1;2;3;4\n", "file_ragged", {"line": 3, "fields": 4, "expected": 2}),
        (b'a;b\n"x\ny";2\n1;2;3;4\n', "file_ragged", {"line": 4}),
        (b"sep=;\na;b\n1;2\n1;2;3;4\n", "file_ragged", {"line": 4}),
        (b"a;b\n1;\x002\n", "file_nul_bytes", {"line": 2}),
        (b'a;b\n"1"x;2\n', "file_csv_quotes", {"line": 2}),
        (b'a;b\n1;2\n3;"4\n5;6\n', "file_csv_quotes", {"line": 3}),
        ("a;b\nñ;1\n".encode() + "ñ;1\n".encode("cp1252"), "file_mixed_encodings", {"line": 2, "other": 3}),
        (b"a;b\nx;1\n\x81\x8d;2\n", "file_unknown_encoding", {"line": 3}),
        (b"a;b\n" + b"x" * 200_000 + b";2\n", "file_text_too_long", {"limit": 100_000}),
        (b"a;b\n" * 100_101, "file_sheet_too_large", {"rows": 100_101}),
        (b";".join(b"x" for _ in range(501)) + b"\n", "file_sheet_too_large", {"columns": 501}),
        (b";;;\n;;;\n", "file_no_cells", {}),
    ],
)
def test_what_is_refused(data, code, fields):
    with pytest.raises(FileError) as caught:
        open_workbook(data, "a.csv")
    assert caught.value.code == code
    assert fields.items() <= caught.value.fields.items()
