"""CBC and HiGHS, also where no exact search stands beside them: the same answers, to the last tie."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from consortium.optimise import solve
from consortium.optimise.ties import Ties
from tests.generators import random_case
from tests.large import COMMON, edge_sums, realistic
from tests.property.compare import agree, answered, domain_case, expected, options, solve_differences, unequal
from tests.spec import Case

SOLVERS = ("cbc", "highs")
RANKED = ("status", "size", "lower_bound", "members", "lead", "points", "cost", "canonical", "verdict", "requirements")


@pytest.fixture
def solver_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No exact proof and no enumeration, as on registers too large for either."""
    never: Callable[..., Any] = lambda *_: False  # noqa: E731
    monkeypatch.setattr("consortium.optimise.size.prove", never)
    monkeypatch.setitem(solve.__globals__, "enumerate_ties", lambda *_: Ties((), False))


def _alone(case: Case, solver: str) -> dict[str, tuple[object, object]]:
    """What differs from brute force in the answer's size, ranks and verdicts."""
    answer = solve(domain_case(case), options(case, solver))
    found = unequal(answered(answer), {k: v for k, v in expected(case).items() if k in RANKED})
    return {k: v for k, v in found.items() if answer.size is not None or k == "status"}


@pytest.mark.parametrize("seed", range(60))
def test_highs_agrees_with_brute_force(seed: int) -> None:
    agree(random_case(random.Random(f"highs {seed}")), lambda case: solve_differences(case, "highs"))


@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("block", range(6))
def test_a_solver_alone_agrees_with_brute_force(solver: str, block: int) -> None:
    for seed in range(25 * block, 25 * (block + 1)):
        agree(random_case(random.Random(f"alone {seed}")), lambda case: _alone(case, solver))


@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("cents", [-1, 0, 1])
def test_a_solver_alone_at_the_edge(solver: str, cents: int) -> None:
    for seed in range(6):
        agree(edge_sums(9, 1 + seed % 3, seed, cents), lambda case: _alone(case, solver))


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
