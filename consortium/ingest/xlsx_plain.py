"""Rows of a worksheet that hold nothing remarkable, found by one expression: most rows of a large register.

They need no closer look than their extent, which makes reading a register about three times as fast. Whatever is
written in any other way stays in the XML and goes through ``xlsx_sheet``. Runs in the child.
"""

import re
from collections.abc import Collection

from consortium.ingest.raw import Box, Marks
from consortium.ingest.xlsx_names import column_of

_ROW = re.compile(
    rb"""<row[ ]r="([1-9]\d{0,5})"(?:[ ](?!hidden)[\w:]+="[^"<&\x00-\x1f]*")*>(?:<c[ ]r="(?:
    [A-Z]{1,3}\1"(?:[ ]s="\d+")?[ ]?/>
    |([A-Z]{1,3})\1"(?:[ ]s="\d+")?(?:
        (?:[ ]t="n")?><v>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?</v>
        |[ ]t="s"><v>\d+</v>
        |[ ]t="b"><v>[01]</v>
        |[ ]t="inlineStr"><is><t(?:[ ]xml:space="preserve")?>[^<&\x00-\x08\x0b\x0c\x0e-\x1f]*</t></is>
    )</c>
))+</row>""",
    re.VERBOSE,
)
_ROW_UNNUMBERED = re.compile(rb"<row(?![ ]r=)[ />]")
"""A row that counts on from the one before, which must therefore stay."""
_TEXT_INDEX = re.compile(rb' t="s"><v>(\d+)</v>')


def without_plain_rows(xml: bytes, percent_styles: Collection[str], texts: int, box: Box, marks: Marks) -> bytes:
    """``xml`` without its plain rows, which are well formed; what they hold is counted in ``box`` and ``marks``.

    ``texts`` is the number of shared texts: where a cell asks for one beyond, every row is kept for a closer look, and
    so it is where the file is not in UTF-8.
    """
    odd = _ROW_UNNUMBERED.search(xml) or any(int(index) >= texts for index in set(_TEXT_INDEX.findall(xml)))
    if odd or not _is_plain_text(xml):
        return xml
    percent = _percent_cell(percent_styles)
    kept, end, row, columns = [], 0, 0, set()
    for found in _ROW.finditer(xml):
        start, (number, last) = found.start(), found.groups()
        kept.append(xml[end:start])
        end = found.end()
        if last:
            row = max(row, int(number))
            columns.add(last)
        if percent:
            placed = percent.findall(xml, start, end)
            marks.percents.update((int(number) - 1, column_of(letters.decode())) for letters in placed)
    rest = b"".join((*kept, xml[end:]))
    if columns:
        reach = max(column_of(letters.decode()) for letters in columns)
        box.add(row - 1, reach, xml.count(b"</c>") - rest.count(b"</c>"))
    return rest


def _is_plain_text(xml: bytes) -> bool:
    """Whether the bytes are UTF-8, as a part that names no encoding must be."""
    try:
        return xml.isascii() or bool(xml.decode())
    except UnicodeDecodeError:
        return False


def _percent_cell(styles: Collection[str]) -> re.Pattern[bytes] | None:
    """A number in a cell of one of these styles, as a plain row writes it."""
    if not styles:
        return None
    return re.compile(rb'<c r="([A-Z]{1,3})\d+" s="(?:%s)"(?: t="n")?><v>' % "|".join(styles).encode())
