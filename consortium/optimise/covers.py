"""Rows of which a member adds less the more members there are: what a set lacks, and the most that others can add.

A reference that several hold counts once, and of amounts only the best few count. What each adds by itself is together
never less than what they add at once (submodularity; Nemhauser, Wolsey and Fisher 1978).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import nlargest

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.rules.shares import FULL
from consortium.domain.shares import WHOLE
from consortium.optimise.forms import bits, mask_of, steps
from consortium.optimise.rules import forms_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cover:
    """At least ``k`` things, the best ``cap`` of which come to ``total``; over blocks, amounts in whole steps.

    ``parts``: for each block its own amount in each thing that it has a part in (those left out can never count);
    ``whole``: each thing's amount, were everybody in; ``least``: what makes one count, None: anything does.
    """

    parts: tuple[Mapping[int, int], ...]
    whole: tuple[int, ...]
    least: int | None
    k: int
    total: int = 0
    cap: int | None = None
    touched: tuple[int, ...] = field(init=False)
    """For each block its things, as a mask."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "touched", tuple(map(mask_of, self.parts)))

    def keys(self, taken: int, free: int, places: int) -> int | None:
        """The fewest free blocks of which one must come next; 0 where none can help, None where the row is met."""
        counted = self._counted(taken)
        reached = self._top(counted.values())
        lacking, short = self.k - len(counted), self.total - reached
        if lacking <= 0 and short <= 0:
            return None
        blocks, others, found = bits(free), ~mask_of(counted), []
        open_things = mask_of(r for b in blocks for r in self.parts[b])
        if lacking > 0:
            gains = {b: (self.touched[b] & others).bit_count() for b in blocks}
            found.append(_keys(gains, (open_things & others).bit_count(), lacking, places))
        if short > 0:
            gains = {b: self._adds(self.parts[b], counted) - reached for b in blocks}
            found.append(_keys(gains, self._adds(bits(open_things), counted) - reached, short, places))
        return min(found, key=int.bit_count)

    def _counted(self, taken: int) -> dict[int, int]:
        amounts: dict[int, int] = {}
        for b in bits(taken):
            for r, own in self.parts[b].items():
                amounts[r] = amounts.get(r, 0) + own
        return {r: max(a, 0) for r, a in amounts.items() if self.least is None or a >= self.least}

    def _adds(self, things: Iterable[int], counted: Mapping[int, int]) -> int:
        """The best amounts together, were some things counted whole."""
        return self._top({**counted, **{r: self.whole[r] for r in things}}.values())

    def _top(self, amounts: Iterable[int]) -> int:
        return sum(amounts) if self.cap is None else sum(nlargest(self.cap, amounts))


def _keys(gains: Mapping[int, int], together: int, lacking: int, places: int) -> int:
    """The blocks that gain enough; ``together``: what all of them gain at once."""
    if places <= 0 or min(together, sum(nlargest(places, gains.values()))) < lacking:
        return 0
    least = -(-lacking // places)
    return mask_of(b for b, gain in gains.items() if gain >= least)


def covers_of(case: Case, rows: Iterable[int], candidates: tuple[str, ...], blocks: tuple[int, ...]) -> list[Cover]:
    """The covers of those of some determined needs that are about references or a classification."""
    home = {j: b for b, block in enumerate(blocks) for j in bits(block)}
    held = {e: (j, home[j]) for j, e in enumerate(candidates) if j in home}
    return [COVERS[rule](case, i, held, len(blocks)) for i in rows if (rule := case.needs[i].rule) in COVERS]


Held = Mapping[str, tuple[int, int]]
"""The position and the block of each entity."""


def _references(case: Case, i: int, held: Held, blocks: int) -> Cover:
    need, lines = case.needs[i], [line for line in case.proofs[i].lines if line.counts and line.entity in held]
    cap = need.number("cap")
    asked = (need.threshold or ZERO, need.number("total") or ZERO)
    *amounts, least, total = steps([*(line.own or ZERO for line in lines), *asked])
    names = {name: r for r, name in enumerate(dict.fromkeys(line.reference for line in lines))}
    whole = [0] * len(names)
    for line, own in zip(lines, amounts, strict=True):
        whole[names[line.reference]] += max(own, 0)
    parts: list[dict[int, int]] = [{} for _ in range(blocks)]
    for line, own in zip(lines, amounts, strict=True):
        r, (_, b) = names[line.reference], held[line.entity]
        if need.threshold is None or whole[r] >= least:
            parts[b][r] = parts[b].get(r, 0) + own
    k, counts_from = int(need.number("k") or 1), None if need.threshold is None else least
    return Cover(tuple(parts), tuple(whole), counts_from, k, total, None if cap is None else int(cap))


def _classification(case: Case, i: int, held: Held, blocks: int) -> Cover:
    """The midpoints of no more members than can have the share that counts in full."""
    (form,) = forms_of(case, i, {e: j for e, (j, _) in held.items()})
    parts: list[dict[int, int]] = [{} for _ in range(blocks)]
    for j, b in held.values():
        if j in form.weights:
            parts[b][j] = form.weights[j]
    whole = tuple(form.weights.get(j, 0) for j in range(1 + max(form.weights, default=0)))
    return Cover(tuple(parts), whole, None, 0, form.need, WHOLE // FULL)


COVERS: dict[Rule | None, Callable[[Case, int, Held, int], Cover]] = {
    Rule.REFERENCES: _references,
    Rule.CLASSIFICATION: _classification,
}
