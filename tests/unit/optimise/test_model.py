"""The integer programme by itself: each stage's question, and what a solver may and may not claim."""

import errno
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pulp
import pytest

from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.errors import SolverError
from consortium.optimise import solve
from consortium.optimise.forms import Form
from consortium.optimise.model import Found, Model
from consortium.optimise.problem import Problem, problem_of
from tests.unit.domain.builders import case, holds, row

SECONDS = 60.0
SOLVERS = pytest.mark.parametrize("solver", ["cbc", "highs"])


def problem(question: Case, **options: object) -> Problem:
    return problem_of(question, Options(**options))  # type: ignore[arg-type]


def sums() -> Case:
    """Any two of the three reach 100."""
    return case(row("R", "sum", "100"), *(holds(e, R="60") for e in "ABC"))


@SOLVERS
def test_least_members(solver: str) -> None:
    claim = Model(problem(sums()), solver).least_members(SECONDS)
    assert (claim.found, claim.mask.bit_count()) == (Found.OPTIMAL, 2)


@SOLVERS
def test_infeasible_is_claimed_without_a_set(solver: str) -> None:
    claim = Model(problem(sums(), max_members=1), solver).least_members(SECONDS)
    assert (claim.found, claim.mask) == (Found.INFEASIBLE, 0)


@SOLVERS
@pytest.mark.parametrize(
    ("balance", "total", "need"),
    [
        ((-6662208985, -5366229792, 12028438777), (9800, 174, 67), 10041),
        ((-12833678960, -11024843173, 23858522133), (496200, 457450, 5323), 671282),
    ],
)
def test_a_balance_of_large_numbers_that_just_holds_is_not_called_infeasible(
    solver: str, balance: tuple[int, ...], total: tuple[int, ...], need: int
) -> None:
    """As of a ratio that all three just reach: their balance is 0, and no two of them have both."""
    demands = tuple(Form(dict(enumerate(weights)), least) for weights, least in ((balance, 0), (total, need)))
    claim = Model(replace(problem(sums()), demands=demands), solver).least_members(SECONDS)
    assert (claim.found, claim.mask) == (Found.OPTIMAL, 0b111)


@SOLVERS
def test_nothing_to_weigh_is_worth_nothing(solver: str) -> None:
    claim = Model(problem(sums()), solver).most_weight({}, SECONDS)
    assert (claim.found, claim.value) == (Found.OPTIMAL, 0)
    assert claim.mask


@SOLVERS
def test_a_forbidden_set_is_not_named_again(solver: str) -> None:
    model = Model(problem(sums()), solver)
    for mask in (0b011, 0b101, 0b110):
        model.forbid(mask)
    assert model.least_members(SECONDS).mask == 0b111


@SOLVERS
def test_asking_beyond_a_short_set_cuts_its_subsets_off_too(solver: str) -> None:
    stated = problem(sums())
    model = Model(stated, solver)
    model.ask_beyond(0b011, stated.demands[0])
    assert model.least_members(SECONDS).mask & 0b100


@SOLVERS
def test_stages_fix_what_the_stage_before_has_settled(solver: str) -> None:
    scored = row("S", mandatory=False, points="5")
    question = case(row("R"), scored, *(holds(e, R="yes", S="yes") for e in "ABC"), holds("D", R="yes", S="no"),
                    costs={"A": "2", "B": "1", "C": "1", "D": "0"})  # fmt: skip
    model = Model(problem(question), solver)
    model.size_is(1)
    model.score()
    assert model.most_points(SECONDS).mask in (0b001, 0b010, 0b100)
    model.points_at_least(5)
    assert model.least_cost(SECONDS).mask in (0b010, 0b100)
    model.cost_at_most(1)
    assert model.earliest(range(3), SECONDS).mask == 0b010


@SOLVERS
def test_a_fixed_candidate_stays(solver: str) -> None:
    model = Model(problem(sums()), solver)
    model.fix(0, False)
    assert model.least_members(SECONDS).mask == 0b110


@SOLVERS
def test_the_lead_is_a_member(solver: str) -> None:
    question = case(row("R", "lead"), row("S"), holds("A", R="no", S="yes"), holds("B", R="yes", S="no"))
    assert Model(problem(question), solver).least_members(SECONDS).mask == 0b11


@SOLVERS
def test_one_way_of_a_group_is_enough(solver: str) -> None:
    rows = (row("R", group="G/a"), row("S", group="G/a"), row("T", group="G/b"))
    question = case(*rows, holds("A", R="yes", S="no", T="no"), holds("B", R="no", S="no", T="yes"))
    assert Model(problem(question), solver).least_members(SECONDS).mask == 0b10


@SOLVERS
def test_negative_values_take_away(solver: str) -> None:
    question = case(
        row("R", "sum", "100"), row("S"), holds("A", R="110"), holds("B", R="-20", S="yes"), holds("C", R="10")
    )
    assert Model(problem(question), solver).least_members(SECONDS).mask == 0b111


def test_no_time_is_no_claim() -> None:
    assert Model(problem(sums())).least_members(0).found is Found.NOTHING


def test_a_status_optimal_without_proof_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """PuLP 3.3.2 says LpStatusOptimal at a time limit; sol_status tells the truth."""
    model = Model(problem(sums()))

    def out_of_time(engine: object) -> int:
        for j, v in enumerate(model.x):
            v.varValue = float(j < 2)
        model.lp.status, model.lp.sol_status = pulp.LpStatusOptimal, pulp.LpSolutionIntegerFeasible
        return 1

    monkeypatch.setattr(model.lp, "solve", out_of_time)
    claim = model.least_members(SECONDS)
    assert (claim.found, claim.mask) == (Found.FEASIBLE, 0b011)


def test_names_in_the_model_are_ours() -> None:
    """ "A B" and "A_B" collide in PuLP, and a name with ../ would write outside its folder."""
    question = case(row("../R", "any"), holds("A B", **{"../R": "yes"}), holds("A_B", **{"../R": "yes"}))
    model = Model(problem(question))
    assert [v.name for v in model.x] == ["x00000", "x00001"]
    assert model.lp.name == "consortium"


# solvers that die


@pytest.fixture
def empty_temp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A temporary folder of its own, to see what is left behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path


def test_a_solver_that_dies_is_a_solver_error_and_leaves_nothing(
    empty_temp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulp.PULP_CBC_CMD, "pulp_cbc_path", _dying_program(empty_temp.parent / "dying"))
    with pytest.raises(SolverError) as caught:
        solve(sums(), Options())
    assert (caught.value.code, caught.value.fields["solver"]) == ("solver_died", "cbc")
    assert os.listdir(empty_temp) == []


def _dying_program(path: Path) -> str:
    return _program(path, "kill -9 $$")


def _program(path: Path, *lines: str) -> str:
    path.write_text("\n".join(("#!/bin/bash", *lines)))
    path.chmod(0o755)
    return str(path)


CUT_OFF = ("", "Optimal - objective value 2.0\n      0 X0000000  1", "Optimal - objective value 2.0\n   0 X0000000 1 -")


@pytest.mark.parametrize("written", CUT_OFF)
@pytest.mark.parametrize("full", [False, True])
def test_a_solution_file_that_is_cut_off_is_one_clear_error(
    empty_temp: Path, monkeypatch: pytest.MonkeyPatch, written: str, full: bool
) -> None:
    """The last argument of CBC's command names that file."""
    program = _program(empty_temp.parent / "cutting", f"printf '{written}' >\"${{@: -1}}\"")
    monkeypatch.setattr(pulp.PULP_CBC_CMD, "pulp_cbc_path", program)
    if full:
        monkeypatch.setattr(Path, "write_bytes", _no_room)
    with pytest.raises(SolverError) as caught:
        solve(sums(), Options())
    assert caught.value.code == ("solver_no_room" if full else "solver_died")
    assert os.listdir(empty_temp) == []


def _no_room(path: Path, data: bytes) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_solver_that_is_missing_is_a_solver_error(empty_temp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulp.PULP_CBC_CMD, "pulp_cbc_path", str(empty_temp.parent / "nowhere"))
    with pytest.raises(SolverError):
        solve(sums(), Options())
    assert os.listdir(empty_temp) == []


@SOLVERS
def test_a_solver_that_lives_leaves_nothing_either(empty_temp: Path, solver: str) -> None:
    assert solve(sums(), Options(solver=solver)).size == 2
    assert os.listdir(empty_temp) == []


@SOLVERS
def test_solvers_are_silent(solver: str, capfd: pytest.CaptureFixture[str]) -> None:
    solve(sums(), Options(solver=solver))
    assert capfd.readouterr() == ("", "")
