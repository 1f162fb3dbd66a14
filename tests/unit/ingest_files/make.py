"""Small files made by hand, each with the one thing that its test is about."""

import io
import struct
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

GOOD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Entity</t></is></c><c r="B1" t="inlineStr"><is><t>EUR</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Alfa</t></is></c><c r="B2"><v>1234567.89</v></c></row>'
)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(
    *rows: str, before: str = "", after: str = "", texts: str | None = None, formats: str = "", styles: str = ""
) -> dict[str, str | bytes]:
    """The parts of an .xlsx: a sheet S1, S2, … for each of ``rows``."""
    numbers = range(1, len(rows) + 1)
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(len(rows)),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
        + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            {f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in numbers}
        ),
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>',
    }
    found |= {f"xl/worksheets/sheet{n}.xml": sheet(body, before, after) for n, body in zip(numbers, rows, strict=True)}
    if texts is not None:
        found["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{texts}</sst>'
    return found


def xlsx(*rows: str, **options: str) -> bytes:
    return zipped(parts(*rows, **options))


def _content_types(sheets: int) -> str:
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = {"xl/workbook.xml": "sheet.main", "xl/styles.xml": "styles", "xl/sharedStrings.xml": "sharedStrings"}
    overrides |= {f"xl/worksheets/sheet{n}.xml": "worksheet" for n in range(1, sheets + 1)}
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="/{k}" ContentType="{base}.{v}+xml"/>' for k, v in overrides.items())
        + "</Types>"
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE_REL}">'
        + "".join(f'<Relationship Id="{k}" Type="{REL}/{kind}" Target="{t}"/>' for k, (kind, t) in targets.items())
        + "</Relationships>"
    )


ODS_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ods(*tables: str, styles: str = "", more: Mapping[str, str] = {}) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        + "".join(tables)
        + "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    media_type = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": media_type, "content.xml": content, "META-INF/manifest.xml": manifest, **more})


def ods_table(rows: str, name: str = "S1", attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{rows}</table:table>'


def ods_text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods_number(value: str, kind: str = "float", attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {attributes}/>'


def with_wrong_size(data: bytes, name: str, size: int) -> bytes:
    """A zip whose directory claims that a part unpacks to ``size`` bytes."""
    out = bytearray(data)
    at = data.index(name.encode(), data.index(b"PK\x01\x02"))
    struct.pack_into("<I", out, at - 46 + 24, size)
    return bytes(out)
