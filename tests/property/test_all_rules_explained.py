"""Every why of tenders of all rules against brute force."""

import random
from collections.abc import Callable

import pytest

from tests.generators_all import random_case_of
from tests.property.compare import Differences, agree
from tests.property.test_explain import (
    breakpoint_differences,
    conflict_differences,
    frontier_differences,
    lots_differences,
    membership_differences,
    replacement_differences,
)
from tests.spec import Case


@pytest.mark.parametrize(
    ("differences", "seeds"),
    [
        (membership_differences, 60),
        (replacement_differences, 60),
        (lots_differences, 60),
        (frontier_differences, 60),
        (conflict_differences, 30),
        (breakpoint_differences, 60),
    ],
    ids=["membership", "replacement", "lots", "frontier", "conflicts", "breakpoints"],
)
def test_a_part(differences: Callable[[Case], Differences], seeds: int) -> None:
    for seed in range(seeds):
        agree(random_case_of(random.Random(f"why {seed}"), most=5), differences)
