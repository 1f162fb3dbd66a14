"""The written model, read back and solved by another hand with its own tolerances, has the size of brute force."""

import random
from dataclasses import replace
from pathlib import Path

import highspy
import pytest

from consortium.optimise.model import FORMATS, written
from consortium.optimise.problem import problem_of
from tests import oracle
from tests.generators import random_case
from tests.generators_money import money_case
from tests.large import edge_sums
from tests.property.compare import domain_case, options
from tests.spec import Case, Choice


def _size(case: Case, kind: str, folder: Path) -> int | None:
    path = folder / f"model{kind}"
    path.write_bytes(written(problem_of(domain_case(case), options(case)), kind))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    assert solver.readModel(str(path)) == highspy.HighsStatus.kOk
    solver.run()
    status = solver.getModelStatus()
    assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    return round(solver.getInfo().objective_function_value) if status == highspy.HighsModelStatus.kOptimal else None


@pytest.mark.parametrize("kind", FORMATS)
def test_the_written_model_has_the_size(kind: str, tmp_path: Path) -> None:
    for seed in range(40):
        case = random_case(random.Random(seed), 8)
        assert _size(case, kind, tmp_path) == oracle.solve(case).size, seed


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("cents", [-1, 0, 1])
def test_cents_survive_the_writing(kind: str, cents: int, tmp_path: Path) -> None:
    for seed in range(20):
        case = edge_sums(9, 1 + seed % 3, seed, cents)
        assert _size(case, kind, tmp_path) == oracle.solve(case).size, seed


@pytest.mark.parametrize("kind", FORMATS)
def test_cents_of_any_rule_survive_the_writing(kind: str, tmp_path: Path) -> None:
    for seed in range(40):
        rng = random.Random(f"written money {seed}")
        case = money_case(rng, rng.randint(4, 8))
        assert _size(case, kind, tmp_path) == oracle.solve(case).size, seed


@pytest.mark.parametrize("kind", FORMATS)
def test_an_impossible_choice_is_written_as_infeasible(kind: str, tmp_path: Path) -> None:
    found = 0
    for seed in range(60):
        case = random_case(random.Random(seed), 6)
        together = [p for p in case.register.pairs if p.relation == "together"]
        if together:
            choice = Choice(include=(together[0].a,), exclude=(together[0].b,))
            assert _size(replace(case, choice=choice), kind, tmp_path) is None
            found += 1
    assert found


def test_no_name_of_the_users_gets_into_the_file() -> None:
    case = random_case(random.Random(3), 8)
    assert b"Name of" not in written(problem_of(domain_case(case), options(case)), ".lp")
