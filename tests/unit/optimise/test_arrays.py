"""Covers of whole-number arrays against trying every set of columns."""

from itertools import combinations

import numpy as np
import pytest

from consortium.optimise.arrays import Cover, smallest_cover
from tests.benchmarks.national import Arrays, national


def brute_force(a: Arrays) -> int | None:
    """The fewest columns that meet every need."""
    free = np.flatnonzero(~a.barred)
    for n in range(1, len(free) + 1):
        for part in combinations(free.tolist(), n):
            if (a.values[:, list(part)].sum(axis=1) >= a.needs).all():
                return n
    return None


def random_arrays(seed: int, rows: int = 5, columns: int = 10) -> Arrays:
    """Ones and large figures; some needs are exactly what a few columns reach, or one more."""
    dice = np.random.default_rng(seed)
    values = dice.integers(0, 2, (rows, columns)) * np.where(dice.random((rows, 1)) < 0.5, 1, 10**13)
    values = values + np.where(values > 1, dice.integers(0, 3, values.shape), 0)
    picked = dice.choice(columns, 3, replace=False)
    needs = np.maximum(1, values[:, picked].sum(axis=1) + dice.integers(-1, 2, rows) * (values.max(axis=1) > 1))
    return Arrays(values.astype(np.int64), needs.astype(np.int64), dice.random(columns) < 0.15)


@pytest.mark.parametrize("block", range(4))
def test_the_size_is_that_of_brute_force(block: int) -> None:
    for seed in range(50 * block, 50 * (block + 1)):
        arrays = random_arrays(seed)
        found, size = smallest_cover(arrays.values, arrays.needs, arrays.barred, 5.0), brute_force(arrays)
        assert (len(found.members) or None, found.lower) == (size, size), seed
        if size:
            assert found.proven
            assert not arrays.barred[list(found.members)].any()
            assert (arrays.values[:, list(found.members)].sum(axis=1) >= arrays.needs).all()


def test_what_nobody_meets_is_proven_infeasible() -> None:
    values = np.array([[5, 5], [1, 0]])
    assert smallest_cover(values, np.array([11, 1])) == Cover((), None)
    assert smallest_cover(values, np.array([10, 1]), np.array([True, False])) == Cover((), None)


def test_one_unit_short_is_not_covered() -> None:
    values = np.full((1, 4), 10**15 // 3, np.int64)
    need = np.array([3 * (10**15 // 3)])
    assert smallest_cover(values, need).members == (0, 1, 2)
    assert len(smallest_cover(values, need + 1).members) == 4


def test_both_solvers_find_the_same_size() -> None:
    arrays = national(3_000, 40, seed=5)
    sizes = {
        len(smallest_cover(arrays.values, arrays.needs, arrays.barred, solver=s).members) for s in ("cbc", "highs")
    }
    assert len(sizes) == 1


def test_without_time_the_bound_is_still_true() -> None:
    arrays = national(2_000, 40, seed=3)
    hurried = smallest_cover(arrays.values, arrays.needs, arrays.barred, seconds=0.0)
    whole = smallest_cover(arrays.values, arrays.needs, arrays.barred)
    assert hurried.lower is not None
    assert hurried.lower <= len(whole.members) <= len(hurried.members)
