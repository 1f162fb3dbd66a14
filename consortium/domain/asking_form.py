"""How a questionnaire knows itself when it comes back: whom it was for, and what each row and column holds.

The marks stand in hidden cells, so that moved, inserted or sorted rows do no harm.
"""

import json
from dataclasses import dataclass

_MAKER, _EDITION = "consortium-questionnaire", 1
MARK = "cb:"
QUESTIONS, REFERENCES, PEOPLE = "questions", "references", "people"
NOTE = "note"
"""The key of the row for anything else that a partner wants to say."""
COLUMNS: dict[str, tuple[str, ...]] = {
    QUESTIONS: ("question", "answer", "document", "until"),
    REFERENCES: ("title", "cpv", "amount", "own_share", "ended", "certificate"),
    PEOPLE: ("name", "role", "years", "qualification", "dedication"),
}
"""Table -> its columns. A hidden row above each table holds the marks of the table and of its columns."""


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a questionnaire was for: an entity of a workspace, asked for a bid (its uid)."""

    workspace: str
    bid: str
    entity: str

    def written(self) -> str:
        """The address as a hidden cell holds it."""
        return json.dumps([_MAKER, _EDITION, self.workspace, self.bid, self.entity], ensure_ascii=False)


def address_of(text: str) -> Address | None:
    """The address that a cell holds, None where it holds none."""
    if _MAKER not in text:
        return None
    try:
        read = json.loads(text)
    except ValueError:
        return None
    whole = isinstance(read, list) and len(read) == 5 and read[:2] == [_MAKER, _EDITION]
    return Address(*read[2:]) if whole and all(isinstance(part, str) for part in read[2:]) else None
