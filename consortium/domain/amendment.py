"""What a new version of a tender changes: row by row, with what each change means for those who want to cover it.

A row of the new version is the row of the old one with the same ID and text; else the one with the same text, under
another number; else the one with the same ID; else the one whose words are most alike.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from consortium.domain.call import Call, Lot, Requirement, Tender
from consortium.domain.effects import Effect, combined, fact_effect, of_new_row, of_row
from consortium.domain.names import normal
from consortium.domain.needs import needs_of

T = TypeVar("T", Requirement, Lot)
Key = Callable[[T], Any]

_SPELLING = frozenset({"source", "rule_stated", "stated", "threshold_text"})
ROW_FIELDS = tuple(field.name for field in fields(Requirement) if field.name not in _SPELLING)
"""What a row says. Where it stands and how its number was written is no content: what cannot be read is ``unread``."""
FACT_FIELDS = tuple(field.name for field in fields(Tender) if field.name not in ("lots", "requirements"))
LOT_FIELDS = tuple(field.name for field in fields(Lot))
LIKE = 0.5
"""Shared words among all words, from which on two texts may be one row reworded."""


class Kind(StrEnum):
    """What became of a row or lot."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs: as it was, as it is."""

    name: str
    before: Any
    after: Any
    effect: Effect = Effect.NEUTRAL


@dataclass(frozen=True, slots=True)
class Demand:
    """What a row asks for in one lot (None: whatever lots are bid), where that moved; in the row's unit.

    None: it cannot be told, because something of the row or the contract's figures cannot be read.
    """

    lot: str | None
    before: Decimal | None
    after: Decimal | None

    @property
    def effect(self) -> Effect:
        """A threshold that rises is harder to reach, whatever the rule."""
        if self.before is None or self.after is None:
            return Effect.UNCLEAR
        return Effect.HARDER if self.after > self.before else Effect.EASIER


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """A row or lot in both versions; None where it is not there."""

    before: T | None
    after: T | None
    fields: tuple[FieldChange, ...] = ()
    demands: tuple[Demand, ...] = ()
    effect: Effect = Effect.NEUTRAL

    @property
    def kind(self) -> Kind:
        """What became of it. A formula whose figures moved changes a row that reads the same."""
        if self.before is None:
            return Kind.ADDED
        if self.after is None:
            return Kind.REMOVED
        return Kind.CHANGED if self.fields or self.demands else Kind.UNCHANGED

    @property
    def latest(self) -> T:
        """As it stands in the new version; where it is gone, as it stood."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Amendment:
    """The comparison: rows and lots in the order of the new version, what was removed where it stood; facts."""

    rows: tuple[Change[Requirement], ...]
    lots: tuple[Change[Lot], ...]
    facts: tuple[FieldChange, ...]

    @property
    def empty(self) -> bool:
        """Whether the two versions say the same."""
        return not self.facts and all(_unchanged(self.rows)) and all(_unchanged(self.lots))

    def count(self, kind: Kind) -> int:
        """How many rows are of a kind."""
        return sum(change.kind is kind for change in self.rows)


def _unchanged(changes: "Sequence[Change[T]]") -> Iterator[bool]:
    return (change.kind is Kind.UNCHANGED for change in changes)


def compare(old: Tender, new: Tender) -> Amendment:
    """What ``new`` changes of ``old``."""
    resolved = _resolved(old), _resolved(new)
    return Amendment(
        rows=tuple(_row(old, new, before, after, resolved) for before, after in paired_rows(old, new)),
        lots=tuple(_lot(before, after) for before, after in _paired(old.lots, new.lots, (lambda lot: lot.id,))),
        facts=tuple(
            FieldChange(name, before, after, fact_effect(name, before, after))
            for name, before, after in _differences(old, new, FACT_FIELDS)
        ),
    )


def paired_rows(old: Call, new: Call) -> tuple[tuple[Requirement | None, Requirement | None], ...]:
    """The rows of both versions, those that are one beside each other; in the order of ``Amendment.rows``."""
    return tuple(_paired(old.requirements, new.requirements, _SAME, _alike))


def same(name: str, before: Any, after: Any) -> bool:
    """Whether a field says the same in two versions; the order of lots and parameters says nothing."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return set(before) == set(after)
    return bool(before == after)


def _differences(before: Any, after: Any, names: Sequence[str]) -> Iterator[tuple[str, Any, Any]]:
    for name in names:
        one, other = getattr(before, name), getattr(after, name)
        if not same(name, one, other):
            yield name, one, other


def _row(
    old: Tender, new: Tender, before: Requirement | None, after: Requirement | None, resolved: "tuple[_Least, _Least]"
) -> Change[Requirement]:
    if before is None or after is None:
        return Change(before, after, effect=of_new_row(old, new, before, after))
    demands = tuple(_demands(before, after, *resolved))
    changed = tuple(
        FieldChange(name, one, other, of_row(name, before, after))
        for name, one, other in _differences(before, after, ROW_FIELDS)
    )
    effect = combined((*(c.effect for c in changed), *(d.effect for d in demands)))
    return Change(before, after, changed, demands, effect if _decides(before) or _decides(after) else Effect.NEUTRAL)


def _decides(row: Requirement) -> bool:
    """Rows that only give points decide nothing about covering."""
    return row.mandatory or row.alternative is not None


def _lot(before: Lot | None, after: Lot | None) -> Change[Lot]:
    """One lot more is more to serve. What its figures do to thresholds is told with the rows."""
    if before is None or after is None:
        return Change(before, after, effect=Effect.HARDER if before is None else Effect.EASIER)
    return Change(before, after, tuple(FieldChange(*found) for found in _differences(before, after, LOT_FIELDS)))


_Least = dict[tuple[str, str | None], tuple[Decimal | None, str]]


def _resolved(call: Call) -> _Least:
    """What each row asks for per lot, in base units, with the unit's base; None where it is undetermined."""
    needs = needs_of(call, tuple(lot.id for lot in call.lots))
    return {
        (n.requirement.id, n.lot): (n.least if n.determined else None, n.unit.base if n.unit else "") for n in needs
    }


def _demands(before: Requirement, after: Requirement, old: _Least, new: _Least) -> Iterator[Demand]:
    """What moved in the lots that a row has in both versions; in the unit that the new one uses."""
    for lot in after.lots or (None,):
        was, then = old.get((before.id, lot)), new.get((after.id, lot))
        if was is None or then is None or was[0] == then[0] or (was[1] != then[1] and None not in (was[0], then[0])):
            continue
        yield Demand(lot, _in_unit(was[0], after), _in_unit(then[0], after))


def _in_unit(number: Decimal | None, row: Requirement) -> Decimal | None:
    return number if number is None or row.unit is None else row.unit.from_base(number)


_SAME: tuple[Key[Requirement], ...] = (
    lambda row: (row.id, normal(row.text)),
    lambda row: tuple(repr(getattr(row, name)) for name in ROW_FIELDS if name != "id"),
    lambda row: (normal(row.text), tuple(sorted(row.lots))) if row.text.strip() else None,
    lambda row: normal(row.text) or None,
    lambda row: row.id,
)
"""What makes two rows one, the surest first; None makes none."""


def _paired(
    old: Sequence[T],
    new: Sequence[T],
    keys: Sequence[Key[T]],
    rest: "Callable[[Sequence[T], Sequence[T], dict[int, int]], None] | None" = None,
) -> Iterator[tuple[T | None, T | None]]:
    """Each of ``new`` beside its counterpart, and what is gone after whom it followed."""
    found: dict[int, int] = {}
    for key in keys:
        _pair_by(old, new, found, key)
    if rest is not None:
        rest(old, new, found)
    gone = _gone(len(old), set(found.values()))
    yield from ((old[i], None) for i in gone[-1])
    for n, after in enumerate(new):
        yield (old[found[n]] if n in found else None), after
        yield from ((old[i], None) for i in gone[found.get(n, len(old))])


def _pair_by(old: Sequence[T], new: Sequence[T], found: dict[int, int], key: Key[T]) -> None:
    """Pair what is left and has the same key, in order. ``found``: place in the new -> place in the old."""
    taken = set(found.values())
    shelf: dict[Any, deque[int]] = defaultdict(deque)
    for i, before in enumerate(old):
        if i not in taken:
            shelf[key(before)].append(i)
    for n, after in enumerate(new):
        name = key(after)
        if n not in found and name is not None and shelf[name]:
            found[n] = shelf[name].popleft()


def _gone(count: int, kept: set[int]) -> dict[int, list[int]]:
    """Places in the old that are gone, under the place of the last kept one before them (-1: none)."""
    gone: dict[int, list[int]] = defaultdict(list)
    last = -1
    for i in range(count):
        if i in kept:
            last = i
        else:
            gone[last].append(i)
    return gone


def _alike(old: Sequence[Requirement], new: Sequence[Requirement], found: dict[int, int]) -> None:
    """Pair what is left by the words that two texts share, the most alike first."""
    taken = set(found.values())
    bits: dict[str, int] = {}
    left = {i: _words(row.text, bits) for i, row in enumerate(old) if i not in taken}
    rest = {n: _words(row.text, bits) for n, row in enumerate(new) if n not in found}
    near = [(like, n, i) for n, a in rest.items() for i, b in left.items() if (like := _likeness(a, b)) >= LIKE]
    for _, n, i in sorted(near, key=lambda hit: (-hit[0], abs(hit[1] - hit[2]))):
        if n not in found and i not in taken:
            found[n] = i
            taken.add(i)


def _words(text: str, bits: dict[str, int]) -> int:
    """A text's words as a set of bits: thousands of rows are compared with thousands."""
    mask = 0
    for word in normal(text).split():
        mask |= bits.setdefault(word, 1 << len(bits))
    return mask


def _likeness(words: int, others: int) -> float:
    shared = (words & others).bit_count()
    return shared / (words | others).bit_count() if shared else 0.0
