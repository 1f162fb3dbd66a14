"""CBC and HiGHS, also where no exact search stands beside them: the same answers, to the last tie."""

import random

import pytest

from consortium.optimise import solve
from tests.generators import random_case
from tests.large import COMMON, edge_sums, realistic
from tests.property.compare import agree, alone_differences, answered, domain_case, options, solve_differences

SOLVERS = ("cbc", "highs")


@pytest.mark.parametrize("seed", range(60))
def test_highs_agrees_with_brute_force(seed: int) -> None:
    agree(random_case(random.Random(f"highs {seed}")), lambda case: solve_differences(case, "highs"))


@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("block", range(6))
def test_a_solver_alone_agrees_with_brute_force(solver: str, block: int) -> None:
    for seed in range(25 * block, 25 * (block + 1)):
        agree(random_case(random.Random(f"alone {seed}")), lambda case: alone_differences(case, solver))


@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("cents", [-1, 0, 1])
def test_a_solver_alone_at_the_edge(solver: str, cents: int) -> None:
    for seed in range(6):
        agree(edge_sums(9, 1 + seed % 3, seed, cents), lambda case: alone_differences(case, solver))


@pytest.mark.parametrize("seed", range(3))
def test_the_same_answer_on_registers_beyond_brute_force(seed: int) -> None:
    case = realistic(150, 30, seed, COMMON)
    first, second = (answered(solve(domain_case(case), options(case, solver))) for solver in SOLVERS)
    assert first["status"] == "optimal"
    assert first == second


@pytest.mark.parametrize("cents", [-1, 0, 1])
def test_the_same_answer_at_the_edge_beyond_brute_force(cents: int) -> None:
    case = edge_sums(60, 3, 7, cents)
    first, second = (answered(solve(domain_case(case), options(case, solver))) for solver in SOLVERS)
    assert first["status"] == "optimal"
    assert first == second
