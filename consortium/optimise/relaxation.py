"""A lower bound with a certificate: the linear relaxation's multipliers, evaluated exactly in whole numbers.

For any multipliers z >= 0 of the rows  sum(w[r][j] * x[j]) >= need[r],  every covering set S has
    Q * |S|  =  sum of Q over S  >=  sum(z * need) + sum over S of D[j],   D[j] = Q - sum over r of z[r] * w[r][j],
so that |S| >= (sum(z * need) + sum of the negative D) / Q. The solver only proposes z; nothing it says is believed.
On a large register the multipliers come from a growing set of columns (Dantzig and Wolfe 1960; Barnhart et al. 1998).
The same D rule candidates out: one whose D exceeds what a given size leaves cannot be in a set of that size.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

import highspy
import numpy as np
from numpy.typing import NDArray

from consortium.optimise.forms import bits, mask_of
from consortium.optimise.problem import Problem
from consortium.optimise.quiet import quiet_highs

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

KERNEL_ABOVE = 500
"""Candidates beyond which columns are generated instead of all being given at once."""
TALL = 100
"""More rows than this go to the interior point method with all columns at once: there it is many times faster."""
PER_ROW = 10
PER_ROUND = 200
ROUNDS = 40
MARGIN = 1e-6
"""What counts as nothing where it only decides what is looked at first."""
ROUNDING = 2**-38
"""Wider than what taking a multiplier to FINENESS, and floats, change in it, as a part of the greater of it and 1."""
FINENESS = 40
"""Multipliers are taken to 2**-40 of a row's need."""


@dataclass(frozen=True, slots=True)
class Row:
    """A mandatory condition that any covering set meets: sum(weights[j]) >= need > 0."""

    weights: Mapping[int, int]
    need: int

    def arrays(self) -> tuple[Positions, Floats]:
        """The columns with a weight, and the weights as parts of the need."""
        n = len(self.weights)
        columns = np.fromiter(self.weights.keys(), np.int64, n)
        return columns, np.fromiter(self.weights.values(), np.float64, n) / float(self.need)

    def weight(self, j: int) -> int:
        """The weight of a column; exact."""
        return self.weights.get(j, 0)


@dataclass(frozen=True, slots=True)
class ArrayRow:
    """The same for registers of a million: weights in whole numbers below 2**63, by ascending column."""

    columns: Positions
    values: Positions
    need: int

    def arrays(self) -> tuple[Positions, Floats]:
        """As ``Row.arrays``."""
        return self.columns, self.values / float(self.need)

    def weight(self, j: int) -> int:
        """As ``Row.weight``."""
        at = int(np.searchsorted(self.columns, j))
        return int(self.values[at]) if at < len(self.columns) and self.columns[at] == j else 0


Rows = tuple[Row | ArrayRow, ...]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A proven lower bound and what follows from it. Exact numbers are multiples of 1/``scale``."""

    lower: int
    scale: int
    base: int
    """sum(z * need)."""
    negative: int
    """The sum of the negative reduced costs, over all candidates."""
    multipliers: tuple[int, ...]
    rows: Rows
    reduced: Floats
    """Reduced costs, as floats, not above the truth."""
    support: int
    """The candidates that the relaxation uses or nearly uses."""

    def survivors(self, size: int) -> int:
        """The candidates that may be in a covering set of at most ``size`` members."""
        slack = (size * self.scale - self.base - self.negative) / self.scale
        return _mask(np.flatnonzero(self.reduced <= slack + MARGIN * max(1.0, abs(slack))))

    def exact(self, positions: list[int]) -> dict[int, int]:
        """The exact reduced costs of some candidates."""
        found = dict.fromkeys(positions, self.scale)
        for z, row in zip(self.multipliers, self.rows, strict=True):
            if z:
                for j in positions:
                    found[j] -= z * row.weight(j)
        return found


def rows_of(problem: Problem) -> tuple[Row, ...]:
    """Sums that any covering set meets: of the demands, of possible leads for each that asks one, of forced members."""
    rows = []
    for form in problem.demands:
        if form.need > 0:
            rows.append(Row(form.weights, form.need))
        if form.leads is not None:
            rows.append(Row(dict.fromkeys(bits(form.leads), 1), 1))
    return (*rows, *(Row({j: 1}, 1) for j in bits(problem.forced)))


def relax(problem: Problem, until: float = float("inf")) -> Relaxation | None:
    """The relaxation of a problem; None where it has no rows or its columns do not suffice (nothing may cover).

    After ``until`` (of ``time.monotonic``) no further columns are looked for: the bound is weaker, and still proven.
    """
    return relax_rows(rows_of(problem), len(problem.candidates), until)


def relax_rows(rows: Rows, width: int, until: float = float("inf")) -> Relaxation | None:
    """The relaxation of some rows over ``width`` columns; as ``relax``."""
    if not rows:
        return None
    matrix = _Matrix(rows, width)
    if matrix.height > TALL:
        duals = matrix.duals(np.arange(width), until, "ipm")
        return None if duals is None else _certificate(rows, duals, matrix, np.zeros(0, np.int64))
    chosen = matrix.first_columns()
    duals = matrix.duals(chosen)
    if duals is None:
        chosen = np.arange(matrix.width)
        duals = matrix.duals(chosen)
    for _ in range(ROUNDS):
        if duals is None:
            return None
        reduced = matrix.reduced(duals)
        entering = np.setdiff1d(np.flatnonzero(reduced < -MARGIN), chosen)
        if not len(entering) or monotonic() > until:
            break
        chosen = np.union1d(chosen, entering[np.argsort(reduced[entering], kind="stable")[:PER_ROUND]])
        duals = matrix.duals(chosen)
    return None if duals is None else _certificate(rows, duals, matrix, chosen)


class _Matrix:
    """The rows, each divided by its need, as arrays."""

    def __init__(self, rows: Rows, width: int) -> None:
        self.width, self.height = width, len(rows)
        parts = [row.arrays() for row in rows]
        self.columns = [columns for columns, _ in parts]
        self.values = [values for _, values in parts]

    def first_columns(self) -> Positions:
        """All columns, or on a large problem those that serve each row best: by weight, then by rows served."""
        if self.width <= KERNEL_ABOVE:
            return np.arange(self.width)
        strength = np.zeros(self.width)
        for columns, values in zip(self.columns, self.values, strict=True):
            strength[columns] += np.minimum(values, 1)
        best = [
            columns[np.lexsort((columns, -strength[columns], -values))[:PER_ROW]]
            for columns, values in zip(self.columns, self.values, strict=True)
        ]
        return np.unique(np.concatenate(best))

    def reduced(self, duals: Floats) -> Floats:
        """1 - y * A for every column."""
        found = np.ones(self.width)
        for dual, columns, values in zip(duals, self.columns, self.values, strict=True):
            if dual:
                found[columns] -= dual * values
        return found

    def rounding(self, duals: Floats) -> Floats:
        """What ``reduced`` may be off by, against the exact reduced costs of the multipliers as taken."""
        found = np.full(self.width, ROUNDING)
        for dual, columns, values in zip(duals, self.columns, self.values, strict=True):
            if dual:
                found[columns] += ROUNDING * max(dual, 1) * np.abs(values)
        return found

    def duals(self, chosen: Positions, until: float = float("inf"), method: str = "simplex") -> Floats | None:
        """Non-negative multipliers of the relaxation over some columns; None where those cannot cover or time is up."""
        place = np.full(self.width, -1)
        place[chosen] = np.arange(len(chosen))
        starts, index, value = [0], [], []
        for columns, values in zip(self.columns, self.values, strict=True):
            kept = place[columns] >= 0
            index.append(place[columns[kept]])
            value.append(values[kept])
            starts.append(starts[-1] + int(kept.sum()))
        left = max(until - monotonic(), 0)
        options: dict[str, str | float] = {"solver": method, "run_crossover": "off", "time_limit": left}
        return _solve(len(chosen), starts, np.concatenate(index), np.concatenate(value), options)


def _solve(
    width: int, starts: list[int], index: Positions, value: Floats, options: Mapping[str, str | float]
) -> Floats | None:
    height = len(starts) - 1
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = width, height
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.ones(width), np.zeros(width), np.ones(width)
    lp.row_lower_, lp.row_upper_ = np.ones(height), np.full(height, highspy.kHighsInf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(starts), index, value
    quiet_highs()
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    for name, choice in options.items():
        solver.setOptionValue(name, choice)
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    duals: Floats = np.maximum(np.array(solver.getSolution().row_dual), 0)
    return duals


def _certificate(rows: Rows, duals: Floats, matrix: _Matrix, chosen: Positions) -> Relaxation:
    scale = 1 << (max(row.need for row in rows).bit_length() + FINENESS)
    step = scale >> FINENESS
    multipliers = tuple(int(dual * (1 << FINENESS)) * step // row.need for dual, row in zip(duals, rows, strict=True))
    base = sum(z * row.need for z, row in zip(multipliers, rows, strict=True))
    reduced = matrix.reduced(duals)
    least = reduced - matrix.rounding(duals)
    found = Relaxation(1, scale, base, 0, multipliers, rows, least, _mask(np.flatnonzero(reduced < MARGIN)))
    negative = sum(min(0, d) for d in found.exact(bits(_mask(np.flatnonzero(least < 0)))).values())
    lower = max(1, -(-(base + negative) // scale))
    return Relaxation(lower, scale, base, negative, multipliers, rows, least, found.support | _mask(chosen))


def _mask(positions: Positions) -> int:
    return mask_of(int(j) for j in positions)
