"""The smallest cover of a register of millions, from arrays instead of objects: an incumbent and a proven bound.

The plain covering core only: every row is  sum(values[r, j] for j in C) >= need[r]  with values >= 0, and no member
of C is barred. The bound is the relaxation's certificate; the incumbent is PuLP's on the columns that the relaxation
uses, or greedy's (Chvátal 1979, randomised: Feo and Resende 1995); candidates that no better set can hold are ruled
out by reduced cost before the exact search looks at the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from consortium.optimise.forms import Form, bits
from consortium.optimise.model import Found, Model
from consortium.optimise.problem import Problem
from consortium.optimise.relaxation import ArrayRow, Relaxation, relax_rows
from consortium.optimise.search import OutOfBudget, Purse, Search

Whole = NDArray[np.int64]

STRONGEST = 10
"""Columns of each row that the first look always holds."""
STARTS = 20
SEARCHABLE = 20_000
"""So many columns left, and the exact search tries them."""
FIRST_LOOK = 10.0


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover found and what is proven of its size. ``members`` are columns, ascending; empty: none was found.

    ``lower`` None: proven that nothing covers.
    """

    members: tuple[int, ...]
    lower: int | None

    @property
    def proven(self) -> bool:
        """Whether no smaller cover exists."""
        return bool(self.members) and len(self.members) == self.lower


def smallest_cover(
    values: Whole, needs: Whole, barred: NDArray[np.bool_] | None = None, seconds: float = 60.0, solver: str = "cbc"
) -> Cover:
    """The smallest cover of ``needs`` (rows,) by columns of ``values`` (rows, columns), in about ``seconds``.

    Whole numbers from 0; the sum of a row must stay below 2**63. ``barred`` (columns,) are never chosen.
    """
    end = monotonic() + seconds
    rows = _rows(values, needs, barred)
    if any(int(row.values.sum()) < row.need for row in rows):
        return Cover((), None)
    found = relax_rows(rows, values.shape[1])
    if found is None:
        return Cover((), 1)
    kernel = _kernel(rows, found)
    best = _drop_idle(rows, min(_greedy(rows, kernel), _named(rows, kernel, solver, end), key=_size_first))
    return _proven(rows, found, best, end)


def _rows(values: Whole, needs: Whole, barred: NDArray[np.bool_] | None) -> tuple[ArrayRow, ...]:
    """The rows that ask for something, their values capped at the need."""
    rows = []
    for line, need in zip(values, needs, strict=True):
        if need > 0:
            columns = np.flatnonzero(line if barred is None else np.where(barred, 0, line))
            rows.append(ArrayRow(columns, np.minimum(line[columns], need), int(need)))
    return tuple(rows)


def _kernel(rows: tuple[ArrayRow, ...], found: Relaxation) -> list[int]:
    """The columns that the relaxation uses and those that serve each row best."""
    chosen = set(bits(found.support))
    for row in rows:
        chosen.update(row.columns[np.argsort(-row.values, kind="stable")[:STRONGEST]].tolist())
    return sorted(chosen)


def _problem(rows: tuple[ArrayRow, ...], columns: list[int]) -> Problem:
    """The same rows over a few columns."""
    kept = np.array(columns, np.int64)
    forms = []
    for row in rows:
        _, ours, theirs = np.intersect1d(kept, row.columns, assume_unique=True, return_indices=True)
        forms.append(Form(dict(zip(ours.tolist(), row.values[theirs].tolist(), strict=True)), row.need))
    n = len(columns)
    return Problem(tuple(map(str, columns)), tuple(forms), (), (), (0,) * n, (), (), 0, n)


def _named(rows: tuple[ArrayRow, ...], columns: list[int], solver: str, end: float) -> tuple[int, ...]:
    """PuLP's smallest cover among some columns; () where it names none that covers to the last unit."""
    claim = Model(_problem(rows, columns), solver).least_members(min(FIRST_LOOK, end - monotonic()))
    named = tuple(columns[j] for j in bits(claim.mask)) if claim.found in (Found.OPTIMAL, Found.FEASIBLE) else ()
    return named if _covers(rows, named) else ()


def _greedy(rows: tuple[ArrayRow, ...], columns: list[int]) -> tuple[int, ...]:
    """The best of several covers that add, time and again, one of the columns that help most; () where none covers."""
    parts = np.zeros((len(rows), len(columns)))
    place = {j: n for n, j in enumerate(columns)}
    for i, row in enumerate(rows):
        inside = np.isin(row.columns, columns, assume_unique=True)
        at = [place[j] for j in row.columns[inside].tolist()]
        parts[i, at] = row.values[inside] / row.need
    dice = np.random.default_rng(0)
    covers = (_one_greedy(parts, dice if start else None) for start in range(STARTS))
    named = (tuple(sorted(columns[j] for j in cover)) for cover in covers)
    return min((_drop_idle(rows, cover) for cover in named), key=_size_first, default=())


def _one_greedy(parts: NDArray[np.float64], dice: np.random.Generator | None) -> list[int]:
    lacking = np.ones(len(parts))
    chosen: list[int] = []
    for _ in range(parts.shape[1]):
        if not (lacking > 0).any():
            break
        gains = np.minimum(parts, np.maximum(lacking, 0)[:, None]).sum(axis=0)
        gains[chosen] = 0
        if dice is not None:
            gains *= dice.uniform(0.7, 1, len(gains))
        best = int(gains.argmax())
        if gains[best] <= 0:
            break
        chosen.append(best)
        lacking -= parts[:, best]
    return chosen


def _drop_idle(rows: tuple[ArrayRow, ...], cover: tuple[int, ...]) -> tuple[int, ...]:
    """The cover without members that it can do without, decided in whole numbers; () where it is none."""
    if not _covers(rows, cover):
        return ()
    for j in cover:
        fewer = tuple(m for m in cover if m != j)
        if _covers(rows, fewer):
            cover = fewer
    return cover


def _covers(rows: tuple[ArrayRow, ...], cover: Iterable[int]) -> bool:
    members = tuple(cover)
    return bool(members) and all(sum(row.weight(j) for j in members) >= row.need for row in rows)


def _size_first(cover: tuple[int, ...]) -> tuple[bool, int, tuple[int, ...]]:
    return not cover, len(cover), cover


def _proven(rows: tuple[ArrayRow, ...], found: Relaxation, best: tuple[int, ...], end: float) -> Cover:
    """Look below the best for as long as there is time and little enough is left to look at."""
    lower = found.lower
    while best and len(best) > lower and monotonic() < end:
        ceiling = len(best) - 1
        columns = bits(found.survivors(ceiling))
        if len(columns) > SEARCHABLE:
            break
        try:
            better = _below(rows, found, columns, ceiling, end)
        except OutOfBudget:
            break
        if not better:
            lower = len(best)
        best = better or best
    return Cover(best, lower)


def _below(
    rows: tuple[ArrayRow, ...], found: Relaxation, columns: list[int], ceiling: int, end: float
) -> tuple[int, ...]:
    """A cover of at most ``ceiling`` among the columns, () where there is none. Raises OutOfBudget."""
    if not columns:
        return ()
    problem = _problem(rows, columns)
    exact = found.exact(columns)
    prices = {n: max(0, exact[j]) for n, j in enumerate(columns)}
    purse = Purse(
        (1 << len(columns)) - 1, prices, found.multipliers, ceiling * found.scale - found.base - found.negative
    )
    for worth in Search(problem, end, purse).solutions(ceiling):
        return tuple(columns[j] for j in bits(worth.mask))
    return ()
