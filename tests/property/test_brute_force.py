"""Random tenders: everything the product answers against brute force."""

import random

import pytest
from hypothesis import given, settings

from tests.generators import cases, random_case
from tests.property.compare import agree, check_differences
from tests.spec import Case

FEW = 10


@pytest.mark.parametrize("block", range(FEW))
def test_500_tenders(block: int) -> None:
    for seed in range(50 * block, 50 * (block + 1)):
        agree(random_case(random.Random(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("block", range(FEW, FEW + 100))
def test_20_000_tenders(block: int) -> None:
    for seed in range(200 * block, 200 * (block + 1)):
        agree(random_case(random.Random(seed)))


@settings(max_examples=100, deadline=None)
@given(cases())
def test_tenders_that_hypothesis_thinks_of(case: Case) -> None:
    agree(case)


@pytest.mark.parametrize("block", range(4))
def test_the_verifier_on_any_coalition(block: int) -> None:
    for seed in range(25 * block, 25 * (block + 1)):
        rng = random.Random(seed)
        case = random_case(rng)
        ids = sorted(e.id for e in case.register.entities)
        for _ in range(4):
            members = rng.sample(ids, rng.randint(1, len(ids)))
            assert check_differences(case, members) == {}, (seed, members)
