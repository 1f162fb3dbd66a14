"""All rules where no exact search stands beside the solvers: the same answers, to the last tie."""

import random

import pytest

from tests.generators_all import random_case_of
from tests.property.compare import agree, alone_differences, solve_differences


@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("solver", ["cbc", "highs"])
@pytest.mark.parametrize("block", range(3))
def test_a_solver_alone_agrees_with_brute_force(solver: str, block: int) -> None:
    for seed in range(20 * block, 20 * (block + 1)):
        agree(random_case_of(random.Random(f"alone {seed}"), most=5), lambda case: alone_differences(case, solver))


@pytest.mark.parametrize("block", range(3))
def test_highs_agrees_with_brute_force(block: int) -> None:
    for seed in range(20 * block, 20 * (block + 1)):
        agree(random_case_of(random.Random(f"highs {seed}"), most=5), lambda case: solve_differences(case, "highs"))
