"""All minimal sets of random upward-closed properties."""

import random
from itertools import combinations

import pytest

from consortium.optimise.explain import minimal
from consortium.optimise.explain.minimal import TooMany, grown, minimal_sets
from consortium.optimise.forms import mask_of


def _list(size: int, seeds: list[int]) -> list[int]:
    def lacks(mask: int) -> bool:
        return not any(mask & seed == seed for seed in seeds)

    return list(minimal_sets(size, lacks, lambda mask: grown(size, mask, lacks)))


@pytest.mark.parametrize("seed", range(40))
def test_the_minimal_sets_are_those_that_made_the_property(seed: int) -> None:
    rng = random.Random(seed)
    seeds = [mask_of(rng.sample(range(9), rng.randint(1, 4))) for _ in range(rng.randint(1, 8))]
    minimal_ones = {s for s in seeds if not any(t != s and t & s == t for t in seeds)}
    found = _list(9, seeds)
    assert set(found) == minimal_ones
    assert len(found) == len(minimal_ones)
    assert [mask.bit_count() for mask in found] == sorted(mask.bit_count() for mask in found)


def test_a_property_that_no_set_has_gives_nothing() -> None:
    assert _list(4, []) == []


def test_a_property_that_every_set_has_is_that_of_the_empty_set() -> None:
    assert _list(4, [0]) == [0]


def test_too_many_candidates_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minimal, "MOST_CANDIDATES", 3)
    with pytest.raises(TooMany):
        _list(8, [mask_of(pair) for pair in combinations(range(8), 2)])
