"""What is found in every sheet of the test data: python -m tests.benchmarks.layouts [docs/layouts.md]"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from consortium.domain.findings import Finding
from consortium.errors import FileError
from consortium.ingest import Table, open_workbook, read_register, read_tender
from consortium.ingest.grid import Workbook

FOLDER = Path(os.environ.get("CONSORTIUM_TEST_DATA", ""))
KINDS = {".xlsx", ".xls", ".ods", ".csv", ".ssv"}
ROWS = {"section_row": "sections", "total_row": "totals", "note_row": "notes", "heading_again": "headings again",
        "row_continues": "go on", "applies_nowhere": "without a mark", "row_not_used": "unused",
        "rows_not_used": "unused", "row_requires_nothing": "require nothing"}  # fmt: skip
HEADER = """# Layouts

What is found in the workbooks of the test data, each opened by content and read without a person's help:
`python -m tests.benchmarks.layouts docs/layouts.md`. A table is a line; sheets with equal tables share one.
*Headings* and *rows* are numbered as the sheet shows them; *rows* are the first and last that are read. Other rows
of the table are counted by what they were taken for (of the first sheet, where several share a line); blank rows
are none of them. Doubtful columns are marked with `?`: the app asks for them. Hidden sheets, rows and columns stay
out until somebody lets them in.

"""
TENDERS = """## As tenders

| file | sheet | headings | rows | requirements | other rows | columns |
|---|---|---|---|---|---|---|
"""
REGISTERS = """
## As registers

| file | sheet | headings | rows | entities, capabilities | columns |
|---|---|---|---|---|---|
"""
REMARKS = """
## Remarks

- *RM3830 … Capture Matrix*, sheet Service Matrix: the 25 marks over 5 buildings are 25 pairs of a requirement and
  a lot. Row 1 is a status row; the headings stand in rows 2 (buildings) and 3. The other sheets of the same services
  can be let in. The 5 614 formulas without a value stand on the sheet Compliance, which is not read.
- *FMServiceDescriptions*: the texts reach from row 3 to row 2267. Those without the reference that nearly all rows
  have, short as titles are, count as sections; the column that repeats the package is hidden and stays out.
- *RM3830 assessed value*: two rows (148 and 149) are blank; the references repeat per standard, so they are taken as
  references and the rows are named after their numbers.
- *ESPD code lists*: codes with names ask for nothing; two lists of the 18 have headings like those of requirements.
- *NEPCO*: the group of the first column reaches down to the next; the rows in between that only name a value of the
  requirement above are told together.
"""


def files(folder: Path) -> list[Path]:
    """The workbooks below a folder."""
    return sorted(path for path in folder.rglob("*") if path.suffix in KINDS)


def tender_lines(book: Workbook) -> Iterator[tuple[str, ...]]:
    """A line for each table of a workbook read as a tender."""
    read = read_tender(book)
    doubtful = {(t.sheet, role.column) for t in read.mapping.tables for role in t.doubtful}
    used = {table.sheet for table in read.mapping.tables}
    for table in read.tables:
        place = (table.sheet, table.first_row, table.last_row)
        rows = [
            r for r in read.tender.requirements if r.source.sheet == place[0] and place[1] <= r.source.row <= place[2]
        ]
        told = _other_rows([f for f in read.findings if f.place.sheet == table.sheet])
        state = "" if table.sheet in used else " (hidden)" if table.hidden else " (not read)"
        count = str(len(rows)) if table.sheet in used else "–"
        yield (table.sheet + state, str(table.header_row), _span(table), count, told, _columns(table, doubtful))
    if not read.tables:
        yield ("–", "–", "–", "0", "nothing here", "–")


def register_lines(book: Workbook) -> Iterator[tuple[str, ...]]:
    """A line for each table of a workbook read as a register."""
    read = read_register(book)
    counts = f"{len(read.register.entities)}, {len(read.register.capabilities)}"
    for table in read.tables:
        yield (table.sheet or "–", str(table.header_row), _span(table), counts, _columns(table, set()))


def _span(table: Table) -> str:
    return f"{table.first_row}–{table.last_row}"


def _columns(table: Table, doubtful: set[tuple[str, str]]) -> str:
    return ", ".join(f"{letter} {field}{'?' * ((table.sheet, letter) in doubtful)}" for field, letter in table.columns)


def _other_rows(findings: list[Finding]) -> str:
    counts: Counter[str] = Counter()
    for finding in findings:
        if finding.code in ROWS:
            counts[ROWS[finding.code]] += _length(str(finding.fields.get("rows", "1")))
    return ", ".join(f"{n} {name}" for name, n in counts.items()) or "–"


def _length(rows: str) -> int:
    """How many rows "2-5, 9" are."""
    spans = [span.partition("-") for span in rows.split(", ")]
    return sum(int(last) - int(first) + 1 if last else 1 for first, _, last in spans)


def _together(lines: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Sheets after one another whose tables differ in their rows only share a line."""
    for _, group in groupby(lines, key=lambda line: (line[1], line[-1], line[0].partition(" (")[2])):
        own = list(group)
        yield own[0] if len(own) < 4 else (f"{own[0][0]} … {own[-1][0]} ({len(own)} sheets)", *_summed(own))
        yield from own[1:] if len(own) < 4 else ()


def _summed(lines: list[tuple[str, ...]]) -> tuple[str, ...]:
    counts = str(sum(int(line[3]) for line in lines)) if all(line[3].isdecimal() for line in lines) else lines[0][3]
    return (lines[0][1], f"{lines[0][2]} …", counts, *lines[0][4:-1], lines[0][-1])


def section(path: Path, register: bool) -> Iterator[str]:
    """The lines of one file."""
    try:
        book = open_workbook(path.read_bytes(), path.name)
    except FileError as error:
        yield f"| {path.name} | – | – | – | – | `{error.code}` | – |\n"
        return
    for line in _together(register_lines(book) if register else tender_lines(book)):
        yield f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in (path.name, *line))} |\n"


def main(out: str | None) -> None:
    """Write the tables to a file, or print them."""
    text = HEADER + TENDERS + "".join(line for path in files(FOLDER / "sheets") for line in section(path, False))
    text += REGISTERS + "".join(line for path in files(FOLDER / "registers") for line in section(path, True)) + REMARKS
    if out is None:
        sys.stdout.write(text)
    else:
        Path(out).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
