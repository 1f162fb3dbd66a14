"""Incumbents by local search, before a solver is asked and beside it while it works: each judged before it counts."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from os import cpu_count
from threading import Event

import numpy as np
from numpy.typing import NDArray

from consortium.optimise.local import LocalSearch
from consortium.optimise.problem import Problem
from consortium.optimise.relaxation import Row, rows_of
from consortium.optimise.run import Run

BESIDE_SECONDS = 30.0
"""What local search may take beside a solver."""


def improve(run: Run, problem: Problem, seconds: float, stop: Callable[[], bool] = lambda: False) -> None:
    """Look for smaller coalitions in ``problem`` (all or a part of the run's) until none can be smaller."""
    rows = rows_of(problem)
    if not rows or problem.together or run.settled:
        return
    search = LocalSearch(_parts(rows, len(problem.candidates)))
    for cover in search.covers(run.within(seconds), stop):
        worth = run.verified(run.problem.mask(problem.candidates[j] for j in cover))
        if worth is not None:
            run.found(worth)
            if run.settled:
                return


@contextmanager
def improving(run: Run, problem: Problem) -> Iterator[None]:
    """Local search beside what is done inside, which must leave ``run`` alone; nothing where there is one core only."""
    if (cpu_count() or 1) < 2:
        yield
        return
    ended = Event()
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(improve, run, problem, BESIDE_SECONDS, ended.is_set)
        try:
            yield
        finally:
            ended.set()
        found.result()


def _parts(rows: tuple[Row, ...], width: int) -> NDArray[np.float64]:
    """What each column is of each row's need, between 0 and 1: (columns, rows)."""
    parts = np.zeros((width, len(rows)))
    for i, row in enumerate(rows):
        served, values = row.arrays()
        parts[served, i] = np.clip(values, 0, 1)
    return parts
