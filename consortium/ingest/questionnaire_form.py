"""One table of a returned questionnaire, by the names of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from consortium.domain.findings import Place
from consortium.ingest.grid import Cell
from consortium.ingest.texts import text_of
from consortium.ingest.view import View


@dataclass(frozen=True, slots=True)
class Form:
    """A table of a questionnaire. ``head`` is the row of its marks (or headings), ``end`` the row after its last."""

    kind: str
    view: View
    head: int
    end: int
    columns: Mapping[str, int]
    key: int | None
    """The column of the keys; None where the hidden cells are gone."""

    def cell(self, row: int, column: str) -> Cell:
        """What a row holds in a column."""
        return self.view.value(row, self.columns[column]) if column in self.columns else None

    def text(self, row: int, column: str) -> str:
        """The same as text."""
        return text_of(self.cell(row, column))

    def place(self, row: int, column: str) -> Place:
        """Where that cell stands."""
        return self.view.place(row, self.columns.get(column, 0))

    def percent(self, row: int, column: str) -> bool:
        """Whether that cell is formatted as a percentage."""
        return column in self.columns and self.view.percent(row, self.columns[column])

    @property
    def rows(self) -> range:
        """The rows under the headings; a marked table has its headings in the row after the marks."""
        return range(self.head + (1 if self.key is None else 2), self.end)
