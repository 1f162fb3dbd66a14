"""Rows of a worksheet that hold nothing remarkable, found by one expression: most rows of a large register.

They need no closer look than their extent, which makes reading a register about three times as fast. Whatever is
written in any other way stays in the XML and goes through ``xlsx_sheet``. Runs in the child.
"""

import re
from collections.abc import Collection

from consortium.ingest.raw import Box, Marks
from consortium.ingest.xlsx_names import column_of

_ROW = re.compile(
    rb"""<row[ ]r="([1-9]\d{0,5})"(?:[ ](?!hidden)[\w:]+="[^"]*")*>(?:<c[ ]r="(?:
    [A-Z]{1,3}\1"(?:[ ]s="\d+")?[ ]?/>
    |([A-Z]{1,3})\1"(?:[ ]s="\d+")?(?:
        (?:[ ]t="n")?><v>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?</v>
        |[ ]t="s"><v>\d+</v>
        |[ ]t="b"><v>[01]</v>
        |[ ]t="inlineStr"><is><t(?:[ ]xml:space="preserve")?>[^<]*</t></is>
    )</c>
))+</row>""",
    re.VERBOSE,
)
_ROW_UNNUMBERED = re.compile(rb"<row(?![ ]r=)[ />]")
"""A row that counts on from the one before, which must therefore stay."""
_TEXT_INDEX = re.compile(rb' t="s"><v>(\d+)</v>')


def without_plain_rows(xml: bytes, percent_styles: Collection[str], texts: int, box: Box, marks: Marks) -> bytes:
    """``xml``, known to be well formed, without its plain rows; what they hold is counted in ``box`` and ``marks``.

    ``texts`` is the number of shared texts: where a cell asks for one beyond, every row is kept for a closer look.
    """
    if _ROW_UNNUMBERED.search(xml) or any(int(index) >= texts for index in set(_TEXT_INDEX.findall(xml))):
        return xml
    percent = _percent_cell(percent_styles)
    kept, end = [], 0
    for found in _ROW.finditer(xml):
        start, row = found.start(), int(found[1]) - 1
        kept.append(xml[end:start])
        end = found.end()
        if found[2]:
            box.add(row, column_of(found[2].decode()), xml.count(b"</c>", start, end))
        if percent:
            marks.percents.update((row, column_of(letters.decode())) for letters in percent.findall(xml, start, end))
    return b"".join((*kept, xml[end:]))


def _percent_cell(styles: Collection[str]) -> re.Pattern[bytes] | None:
    """A number in a cell of one of these styles, as a plain row writes it."""
    if not styles:
        return None
    return re.compile(rb'<c r="([A-Z]{1,3})\d+" s="(?:%s)"(?: t="n")?><v>' % "|".join(styles).encode())
