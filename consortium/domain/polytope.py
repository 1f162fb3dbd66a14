"""A small linear programme over fractions: a point within bounds that satisfies a few rows, exactly.

The simplex of Dutertre and de Moura (2006, "A fast linear-arithmetic solver for DPLL(T)"): every row has a variable of
its own with bounds; a basic variable out of its bounds is exchanged for the first that can bring it back. With Bland's
rule (1977) it ends. Nothing is rounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

ZERO = Fraction(0)
Bounds = list[tuple[Fraction, Fraction | None]]


@dataclass(frozen=True, slots=True)
class Polytope:
    """``sum(equal * x) == total``, each row ``sum(row * x) >= least``; variables are 0 .. ``width`` - 1.

    The first of them are bounded by who asks; ``uppers`` bound the rest, which are at least 0.
    """

    width: int
    equal: Mapping[int, int]
    total: int
    rows: tuple[tuple[Mapping[int, int], int], ...]
    uppers: tuple[int, ...] = ()

    def point(self, low: Sequence[int], high: Sequence[int]) -> tuple[Fraction, ...] | None:
        """Some point of it between ``low`` and ``high``; None: there is none."""
        bounds: Bounds = [(Fraction(a), Fraction(b)) for a, b in zip(low, high, strict=True)]
        bounds += [(ZERO, Fraction(b)) for b in self.uppers]
        bounds.append((Fraction(self.total), Fraction(self.total)))
        bounds += [(Fraction(least), None) for _, least in self.rows]
        tableau = _Tableau(self.width, [self.equal, *(row for row, _ in self.rows)], bounds)
        return tuple(tableau.at[: self.width]) if tableau.settle() else None


class _Tableau:
    """Basic variables as sums of the others; non-basic ones always stand within their bounds."""

    def __init__(self, width: int, rows: Sequence[Mapping[int, int]], bounds: Bounds) -> None:
        self.bounds = bounds
        self.rows = {width + r: {j: Fraction(a) for j, a in row.items()} for r, row in enumerate(rows)}
        self.at = [low for low, _ in bounds[:width]]
        self.at += [sum((a * self.at[j] for j, a in row.items()), ZERO) for row in self.rows.values()]

    def settle(self) -> bool:
        """Whether some point satisfies everything; then ``at`` is one."""
        while (basic := self._broken()) is not None:
            low, high = self.bounds[basic]
            up = self.at[basic] < low
            entering = self._entering(basic, up)
            if entering is None:
                return False
            self._exchange(basic, entering, low if up or high is None else high)
        return True

    def _broken(self) -> int | None:
        outside = (b for b in sorted(self.rows) if not self._holds(b))
        return next(outside, None)

    def _holds(self, j: int) -> bool:
        low, high = self.bounds[j]
        return low <= self.at[j] and (high is None or self.at[j] <= high)

    def _entering(self, basic: int, up: bool) -> int | None:
        """The first variable whose change within its bounds moves ``basic`` up (or down)."""
        for j, a in sorted(self.rows[basic].items()):
            low, high = self.bounds[j]
            if (high is None or self.at[j] < high) if (a > 0) == up else self.at[j] > low:
                return j
        return None

    def _exchange(self, basic: int, entering: int, value: Fraction) -> None:
        """Set ``basic`` to ``value`` by changing ``entering``, and swap their places."""
        row = self.rows.pop(basic)
        a = row.pop(entering)
        change = (value - self.at[basic]) / a
        self.at[basic], self.at[entering] = value, self.at[entering] + change
        solved = {j: -c / a for j, c in row.items()} | {basic: 1 / a}
        for other, terms in self.rows.items():
            if c := terms.pop(entering, ZERO):
                self.at[other] += c * change
                for j, d in solved.items():
                    terms[j] = terms.get(j, ZERO) + c * d
                    if not terms[j]:
                        del terms[j]
        self.rows[entering] = solved
