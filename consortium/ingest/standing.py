"""What stays true of a file when its rows or facts are edited on screen."""

from collections.abc import Iterable, Mapping

from consortium.domain.findings import Finding
from consortium.ingest.tables import Table

LAYOUT = frozenset(
    {
        "hidden_sheet", "sheet_not_used", "sheet_twice", "rows_above", "heading_again", "unknown_column",
        "column_without_heading", "column_twice", "row_not_used", "row_requires_nothing", "cell_not_used",
        "hidden_rows", "hidden_columns", "merged_cells", "default_category", "default_mandatory", "default_capability",
        "unknown_fact", "fact_twice", "encoding_taken", "short_rows", "column_guessed", "section_row", "total_row",
        "note_row", "row_continues", "rows_not_used", "two_headings", "values_from_above", "applies_nowhere",
    }
)  # fmt: skip
"""Findings about the file itself, which no edit on screen settles."""


def standing(findings: Iterable[Finding], tables: Iterable[Table], facts: bool = False) -> tuple[Finding, ...]:
    """The findings of reading a file that stay true after its rows (and with ``facts`` its facts) are edited.

    Those of the lots stay, since lots are not edited; what is said of rows is found again by the edit itself.
    """
    kinds = {table.sheet: {field for field, _ in table.columns} for table in tables if not table.hidden}
    return tuple(f for f in findings if f.code in LAYOUT or _stays(f, kinds, facts))


def _stays(finding: Finding, kinds: Mapping[str, set[str]], facts: bool) -> bool:
    fields = kinds.get(finding.place.sheet)
    if fields is None:
        return bool(finding.place.cell) and not facts
    return not fields & {"text", "capability"}
