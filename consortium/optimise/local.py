"""Smaller and smaller covers by local search, before and beside the exact methods: incumbents, no proofs.

Row weighting local search (Gao, Weise and Li 2015, doi:10.1016/j.ejor.2015.05.038) on sums: a member is dropped as
soon as everything is met; then members are exchanged, and rows that stay unmet weigh more from step to step. The sums
are floats here; whoever uses a cover judges it in whole numbers.
"""

from collections.abc import Callable, Iterator
from time import monotonic

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ENOUGH = 1 - 1e-9
"""A sum of parts of a need that counts as the whole need."""


class LocalSearch:
    """Covers of ``parts`` (columns, rows), each a part of the row's need between 0 and 1."""

    def __init__(self, parts: Floats, seed: int = 0) -> None:
        self.parts, self.by_row = parts, np.ascontiguousarray(parts.T)
        self.dice = np.random.default_rng(seed)
        self.weights = np.ones(parts.shape[1])
        self.servers = [np.flatnonzero(parts[:, row]) for row in range(parts.shape[1])]
        self.since = np.zeros(len(parts), np.int64)
        self.inside: list[int] = []
        self.member = np.zeros(len(parts), np.bool_)
        self.have = np.zeros(parts.shape[1])

    def covers(self, deadline: float, stop: Callable[[], bool] = lambda: False) -> Iterator[tuple[int, ...]]:
        """Covers, each smaller than the one before, until ``deadline`` (of ``time.monotonic``) or ``stop`` says so.

        The first comes in any case: whoever has no time left still learns of one.
        """
        if not self._greedy():
            return
        yield tuple(sorted(self.inside))
        step, last = 1, -1
        if not self._drop(step):
            return
        while monotonic() < deadline and not stop():
            if self._met():
                step += 1
                yield tuple(sorted(self.inside))
                if not self._drop(step):
                    return
                continue
            step += 1
            if not self._drop(step, last):
                return
            last = self._add(step)

    def _met(self) -> bool:
        return bool((self.have >= ENOUGH).all())

    def _greedy(self) -> bool:
        """A first cover: the column that helps most, time and again; False where all columns together do not cover."""
        while not self._met():
            gains = self._gains(np.arange(len(self.parts)))
            best = int(gains.argmax())
            if gains[best] <= 0:
                return False
            self._put(best, 0)
        return True

    def _gains(self, columns: NDArray[np.int64]) -> Floats:
        short = np.flatnonzero(self.have < 1)
        lacking = 1 - self.have[short]
        gains: Floats = self.weights[short] @ np.minimum(self.by_row[np.ix_(short, columns)], lacking[:, None])
        gains[self.member[columns]] = 0
        return gains

    def _put(self, j: int, step: int) -> None:
        self.inside.append(j)
        self.member[j] = True
        self.have += self.parts[j]
        self.since[j] = step

    def _drop(self, step: int, tabu: int = -1) -> bool:
        """Take out the member that is missed least, of several the one that has been in longest."""
        open_to = np.array([j for j in self.inside if j != tabu], np.int64)
        if not len(open_to):
            return False
        without = np.maximum(1 - (self.have - self.parts[open_to]), 0)
        missed = without @ self.weights
        worst = int(open_to[np.lexsort((self.since[open_to], missed))[0]])
        self.inside.remove(worst)
        self.member[worst] = False
        self.have = self.parts[self.inside].sum(axis=0)
        self.since[worst] = step
        return True

    def _add(self, step: int) -> int:
        """Put in the best column for one of the rows unmet, and give those more weight."""
        unmet = np.flatnonzero(self.have < ENOUGH)
        if not len(unmet):
            return -1
        columns = self.servers[unmet[self.dice.integers(len(unmet))]]
        columns = columns[(self.since[columns] != step) & ~self.member[columns]]
        if not len(columns):
            return -1
        gains = self._gains(columns)
        columns = columns[gains == gains.max()]
        best = int(columns[self.since[columns].argmin()])
        self._put(best, step)
        self.weights[self.have < ENOUGH] += 1
        return best
