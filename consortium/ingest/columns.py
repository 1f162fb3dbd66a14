"""What each column of a table stands for: by its heading, and by what it holds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from consortium.domain.register import Mark
from consortium.ingest.grid import Cell, column_letter
from consortium.ingest.headings import likely
from consortium.ingest.mapping import CERTAIN, VALUES, Role
from consortium.ingest.sections import category_of, is_note, is_total, lot_of
from consortium.ingest.tables import field_of
from consortium.ingest.texts import chosen, is_blank, text_of
from consortium.ingest.view import View
from consortium.ingest.vocabulary import CATEGORIES, HEADINGS, MARKS, YES_NO
from consortium.ingest.wide import holds_values

WHO = {"entities": "name", "capabilities": "entity"}
"""Kinds of table whose columns may each hold a capability -> the field that says of whom."""
LOOKED_AT, SAMPLE = 1500, 300
"""Rows below the headings, and filled cells of a column, that are looked at."""
PUBLISHED, SYNONYM, LEAST = 100, 95, 55
"""Confidence of a published heading, of another known one, and the least with which a column is read."""
_BY_CONTENT = 60
"""Confidence of a role that the content alone tells."""
_AGAINST = -45
_MANY_WORDS = 5
_LONG_TEXT = 8
"""Words of a text on average from which a column holds requirements though its heading does not say so."""
_ENOUGH = 4
"""Filled cells from which a column's content may speak against its heading."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a column holds below its heading: shares from 0 to 1 of its filled cells; ``words`` on average.

    ``answers``: yes or no; ``ticks``: yes; ``categories``: names of categories; ``distinct``: different texts.
    """

    filled: int = 0
    numbers: float = 0.0
    answers: float = 0.0
    ticks: float = 0.0
    categories: float = 0.0
    distinct: float = 0.0
    words: float = 0.0


def profile(view: View, column: int, rows: Iterable[int]) -> Profile:
    """The profile of a column over these rows."""
    cells: list[Cell] = []
    for row in rows:
        cell = view.value(row, column)
        if not is_blank(cell) and not view.copied(row, column):
            cells.append(cell)
            if len(cells) == SAMPLE:
                break
    texts = [text_of(cell) for cell in cells]
    n = max(1, len(texts))
    return Profile(
        len(texts),
        sum(any(sign.isdigit() for sign in text) for text in texts) / n,
        sum(chosen(cell, YES_NO) is not None or chosen(cell, MARKS) is not None for cell in cells) / n,
        sum(chosen(cell, MARKS) is Mark.YES for cell in cells) / n,
        sum(category_of(text) is not None or chosen(text, CATEGORIES) is not None for text in texts) / n,
        len(set(texts)) / n,
        sum(len(text.split()) for text in texts) / n,
    )


def field_names(kind: str) -> tuple[str, ...]:
    """The fields that a column of a kind of table may hold."""
    several = {"requirements": "applies", **dict.fromkeys(WHO, VALUES)}
    return (*HEADINGS[kind], *filter(None, (several.get(kind),)))


def field_name(kind: str, field: str, lang: str) -> str:
    """What the published format calls a field, in English or Spanish."""
    kind, field = _ELSEWHERE.get(field, (kind, field))
    return HEADINGS[kind][field][lang == "es"]


_ELSEWHERE = {"applies": ("requirements", "lot"), VALUES: ("capabilities", "capability")}
"""What columns of which a table may have several are called."""


def _text(p: Profile) -> int:
    return 10 if p.words >= _MANY_WORDS else _AGAINST if p.answers > 0.7 or (p.numbers == 1 and p.words < 2) else 0


def _id(p: Profile) -> int:
    return _AGAINST if p.distinct < 0.9 or p.words > _MANY_WORDS else 5


def _threshold(p: Profile) -> int:
    return 10 if p.numbers > 0.3 and p.words < 8 else _AGAINST if p.filled and p.numbers == 0 else 0


def _answer(p: Profile) -> int:
    return 10 if p.answers > 0.7 else _AGAINST


def _points(p: Profile) -> int:
    return 5 if p.numbers > 0.7 and p.words < 3 else _AGAINST


def _category(p: Profile) -> int:
    return 10 if p.categories > 0.5 else _AGAINST


def _short(p: Profile) -> int:
    return _AGAINST if p.words > 4 * _MANY_WORDS else 0


SPEAKS: Mapping[str, Callable[[Profile], int]] = {
    "text": _text, "id": _id, "threshold": _threshold, "mandatory": _answer, "points": _points, "category": _category,
    "lot": _short, "unit": _short, "source": _short,
}  # fmt: skip
"""Field of a requirement -> what a column's content adds to the confidence that it is that field."""


def roles_of(view: View, names: Mapping[int, str], kind: str, rows: Sequence[int]) -> tuple[Role, ...]:
    """The role of every column that has a heading in ``names``; ``rows`` are those below the headings."""
    telling = [row for row in rows[:LOOKED_AT] if not _is_aside(view, row, names)]
    profiles = {column: profile(view, column, telling) for column in names}
    guesses = sorted(
        (guess for column, name in names.items() for guess in _guesses(kind, column, name, profiles[column])),
        key=lambda guess: (-guess[0], guess[1]),
    )
    taken: dict[int, Role] = {}
    for confidence, column, field, reason in guesses:
        if column not in taken and all(role.field != field for role in taken.values()):
            taken[column] = Role(column_letter(column), field, confidence, reason)
    if kind == "requirements":
        taken |= _by_content(profiles, taken) | _marks(names, profiles, taken)
        taken |= _group(names, profiles, taken)
    if kind in WHO and not any(role.field == "value" for role in taken.values()):
        taken |= _matrix(view, kind, names, telling, profiles, taken)
    return tuple(
        replace(taken.get(column, Role(column_letter(column))), heading=name) for column, name in sorted(names.items())
    )


def _is_aside(view: View, row: int, names: Mapping[int, str]) -> bool:
    """Whether a row is a title, a total, a note or the headings again, which say nothing of what a column holds."""
    filled = view.filled(row)
    if not filled:
        return True
    text = text_of(view.value(row, filled[0]))
    title = len(filled) == 1 and (category_of(text) or lot_of(text))
    return bool(title) or is_total(text) or is_note(text) or text == names.get(filled[0])


def _guesses(kind: str, column: int, name: str, held: Profile) -> Iterable[tuple[int, int, str, str]]:
    """(confidence, column, field, reason) of what a heading may mean, as far as the content does not speak against."""
    claim = field_of(kind, name)
    if claim is not None and claim[1] == 0:
        return [(PUBLISHED, column, claim[0], "published")]
    named = [(claim[0], SYNONYM, "synonym")] if claim is not None else _likely(kind, name)
    found = []
    for field, confidence, reason in named:
        speaks = _speaks(kind, field, held)
        if field == "id" and speaks < 0 <= confidence - LEAST:
            found.append((60, column, "source", "repeats"))
        elif reason == "synonym" and not (field == "category" and speaks < 0 and held.categories == 0):
            found.append((confidence if speaks >= 0 else 60, column, field, reason))
        elif confidence + speaks >= LEAST:
            found.append((min(confidence + speaks, 85), column, field, reason))
    return found


def _likely(kind: str, name: str) -> list[tuple[str, int, str]]:
    """What a heading may mean; one that is a lot's name ("Lote 1") is no heading of a column of lots."""
    return [guess for guess in likely(kind, name) if guess[0] != "lot" or not lot_of(name)]


def _speaks(kind: str, field: str, held: Profile) -> int:
    """What the content says of a role; too few cells say nothing against it."""
    said = SPEAKS[field](held) if kind == "requirements" and field in SPEAKS else 0
    return said if held.filled >= _ENOUGH else max(0, said)


def _by_content(profiles: Mapping[int, Profile], taken: Mapping[int, Role]) -> dict[int, Role]:
    """Where no heading names the requirement: the column of the longest texts."""
    if any(role.field in ("text", "capability") for role in taken.values()):
        return {}
    free = [(held.words, -column) for column, held in profiles.items() if column not in taken and held.filled > 2]
    words, column = max(free, default=(0.0, 0))
    return {-column: Role(column_letter(-column), "text", 60, "content")} if words >= _LONG_TEXT else {}


def _matrix(
    view: View,
    kind: str,
    names: Mapping[int, str],
    rows: Sequence[int],
    profiles: Mapping[int, Profile],
    taken: Mapping[int, Role],
) -> dict[int, Role]:
    """Columns of values beside each other, each a capability; who holds them, where no heading says it."""
    values = [column for column in names if column not in taken and holds_values(view, column, tuple(rows))]
    found = {column: Role(column_letter(column), VALUES, CERTAIN, "content") for column in values}
    if not any(role.field in ("id", "name", "entity") for role in taken.values()):
        free = (c for c in names if c not in taken and c not in found and profiles[c].distinct == 1)
        found |= {c: Role(column_letter(c), WHO[kind], _BY_CONTENT, "content") for c in [*free][:1]}
    return found


def _group(names: Mapping[int, str], profiles: Mapping[int, Profile], taken: Mapping[int, Role]) -> dict[int, Role]:
    """A column headed by the category of the rows below it, in which the next category stands where it begins."""
    if any(role.field == "category" for role in taken.values()):
        return {}
    heads = [c for c, name in names.items() if c not in taken and category_of(name) and profiles[c].categories == 1]
    return {c: Role(column_letter(c), "category", 60, "group") for c in heads[:1]}


def _marks(names: Mapping[int, str], profiles: Mapping[int, Profile], taken: Mapping[int, Role]) -> dict[int, Role]:
    """Columns of marks beside each other, each a lot (a place, a centre) in which the row applies.

    Where their headings name no lots they must hold a mark or nothing, since yes and no may answer any question.
    """
    if any(role.field == "lot" for role in taken.values()):
        return {}
    lots = [c for c, held in profiles.items() if c not in taken and held.answers == 1 and lot_of(names[c])]
    ticked = [c for c, held in profiles.items() if c not in taken and held.filled and held.ticks == 1]
    chosen_ones = lots or (ticked if len({names[c] for c in ticked}) == len(ticked) > 1 else [])
    return {c: Role(column_letter(c), "applies", SYNONYM if lots else 60, "marks") for c in chosen_ones}
