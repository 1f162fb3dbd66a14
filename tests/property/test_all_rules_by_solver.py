"""All rules where no exact search stands beside the solvers: the same answers, to the last tie."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from consortium.optimise import solve
from consortium.optimise.ties import Ties
from tests.generators_all import random_case_of
from tests.property.compare import agree, answered, domain_case, expected, options, solve_differences, unequal
from tests.spec import Case

RANKED = ("status", "size", "lower_bound", "members", "lead", "points", "cost", "canonical", "verdict", "externals")


@pytest.fixture
def solver_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No exact proof and no enumeration, as on registers too large for either."""
    never: Callable[..., Any] = lambda *_: False  # noqa: E731
    monkeypatch.setattr("consortium.optimise.size.prove", never)
    monkeypatch.setitem(solve.__globals__, "enumerate_ties", lambda *_: Ties((), False))


def _alone(case: Case, solver: str) -> dict[str, tuple[object, object]]:
    answer = solve(domain_case(case), options(case, solver))
    found = unequal(answered(answer), {k: v for k, v in expected(case).items() if k in RANKED})
    return {k: v for k, v in found.items() if answer.size is not None or k == "status"}


@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("solver", ["cbc", "highs"])
@pytest.mark.parametrize("block", range(3))
def test_a_solver_alone_agrees_with_brute_force(solver: str, block: int) -> None:
    for seed in range(20 * block, 20 * (block + 1)):
        agree(random_case_of(random.Random(f"alone {seed}"), most=5), lambda case: _alone(case, solver))


@pytest.mark.parametrize("block", range(3))
def test_highs_agrees_with_brute_force(block: int) -> None:
    for seed in range(20 * block, 20 * (block + 1)):
        agree(random_case_of(random.Random(f"highs {seed}"), most=5), lambda case: solve_differences(case, "highs"))
