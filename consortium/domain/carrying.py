"""Corrections made by hand on one version of a tender, carried over to the next.

A correction stays where the new version leaves the row (or the fact) as it was; where the buyer changed it too, the
new version holds and the correction has to be looked at again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from consortium.domain.amendment import FACT_FIELDS, ROW_FIELDS, paired_rows, same
from consortium.domain.call import Requirement, Tender


@dataclass(frozen=True, slots=True)
class Carried:
    """The new version with the corrections; rows (IDs) and facts (names) whose correction was kept, or was not."""

    tender: Tender
    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def carry(read: Tender, corrected: Tender, new: Tender) -> Carried:
    """``new`` with what a person corrected in ``read``; ``corrected`` is ``read`` with those corrections."""
    by_hand = {id(before): after for before, after in paired_rows(read, corrected) if before is not None}
    rows: list[tuple[Requirement, str]] = []
    kept: list[str] = []
    dropped: list[str] = []
    for before, after in paired_rows(read, new):
        if after is None:
            continue
        mine = by_hand[id(before)] if before is not None else after
        if before is None or _settled(before, mine, after):
            rows.append((after, after.id))
        elif _equal(before, after, but="id"):
            kept.append(after.id)
            rows += [] if mine is None else [_moved(before, mine, after)]
        else:
            dropped.append(after.id)
            rows.append((after, after.id))
    numbered = _numbered(rows)
    added = _added(read, corrected, numbered)
    facts = _facts(read, corrected, new)
    tender = replace(new, **facts, requirements=(*numbered, *added))  # type: ignore[arg-type]
    return Carried(tender, (*facts, *kept, *(row.id for row in added)), (*_clashes(read, corrected, new), *dropped))


def _settled(before: Requirement, mine: Requirement | None, after: Requirement) -> bool:
    """Whether there is nothing to carry: no correction, or the new version says the same as it."""
    if mine is None:
        return False
    return _equal(before, mine) or (mine.id in (before.id, after.id) and _equal(mine, after, but="id"))


def _moved(before: Requirement, mine: Requirement, after: Requirement) -> tuple[Requirement, str]:
    """The corrected row where the new version has it, and the number that was wished for it."""
    return replace(mine, id=after.id, source=after.source), after.id if mine.id == before.id else mine.id


def _numbered(rows: Sequence[tuple[Requirement, str]]) -> tuple[Requirement, ...]:
    """The rows under the numbers wished for, where no two want the same."""
    wanted = [number for _, number in rows]
    if len(set(wanted)) < len(wanted):
        return tuple(row for row, _ in rows)
    return tuple(replace(row, id=number) for row, number in rows)


def _equal(one: Requirement, other: Requirement, but: str = "") -> bool:
    return all(same(name, getattr(one, name), getattr(other, name)) for name in ROW_FIELDS if name != but)


def _added(read: Tender, corrected: Tender, rows: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Rows that a person wrote, unless the new version has brought one of that number."""
    taken = {row.id for row in rows}
    written = (after for before, after in paired_rows(read, corrected) if before is None)
    return tuple(row for row in written if row is not None and row.id not in taken)


def _corrected(read: Tender, corrected: Tender) -> tuple[str, ...]:
    return tuple(n for n in FACT_FIELDS if not same(n, getattr(read, n), getattr(corrected, n)))


def _facts(read: Tender, corrected: Tender, new: Tender) -> Mapping[str, object]:
    names = _corrected(read, corrected)
    return {n: getattr(corrected, n) for n in names if same(n, getattr(read, n), getattr(new, n))}


def _clashes(read: Tender, corrected: Tender, new: Tender) -> tuple[str, ...]:
    names = _corrected(read, corrected)
    settled = (same(n, getattr(read, n), getattr(new, n)) or getattr(new, n) == getattr(corrected, n) for n in names)
    return tuple(n for n, done in zip(names, settled, strict=True) if not done)
