"""The largest parts that hold, against trying every part."""

import random
from itertools import combinations

import pytest

from consortium.domain.maximal import maximal_sets


@pytest.mark.parametrize("seed", range(80))
def test_all_maximal_parts_and_no_other(seed: int) -> None:
    rng = random.Random(seed)
    size = rng.randint(0, 6)
    conflicts = [
        frozenset(rng.sample(range(size), rng.randint(1, min(3, size)))) for _ in range(rng.randint(0, 5)) if size
    ]

    def holds(part: frozenset[int]) -> bool:
        return not any(conflict <= part for conflict in conflicts)

    parts = [frozenset(part) for n in range(size + 1) for part in combinations(range(size), n)]
    good = [part for part in parts if holds(part)]
    largest = {part for part in good if not any(part < other for other in good)}
    found = maximal_sets(frozenset(range(size)), holds)
    assert set(found) == largest
    assert len(found) == len(largest)


def test_where_nothing_holds_there_is_none() -> None:
    assert maximal_sets(frozenset({1, 2}), lambda part: False) == ()
