"""Random tenders of all rules against brute force, and one rule at a time."""

import random

import pytest

from tests.generators_all import FURTHER, members_of, random_case_of
from tests.property.compare import agree, check_differences


@pytest.mark.parametrize("rule", FURTHER)
def test_one_rule_beside_the_plain_ones(rule: str) -> None:
    for seed in range(60):
        agree(random_case_of(random.Random(f"{rule} {seed}"), (rule,)))


@pytest.mark.parametrize("block", range(4))
def test_all_rules_mixed(block: int) -> None:
    for seed in range(50 * block, 50 * (block + 1)):
        agree(random_case_of(random.Random(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4, 104))
def test_20_000_tenders_of_all_rules(block: int) -> None:
    for seed in range(200 * block, 200 * (block + 1)):
        agree(random_case_of(random.Random(seed), most=8))


@pytest.mark.parametrize("rule", FURTHER)
def test_the_verifier_on_any_coalition(rule: str) -> None:
    for seed in range(60):
        rng = random.Random(f"{rule} {seed} any")
        case = random_case_of(rng, (rule,))
        for _ in range(3):
            members = members_of(rng, case)
            assert check_differences(case, members) == {}, (seed, members)
