"""Rules beyond plain capabilities in the search: what more members spoil, what is relied on, the model alone."""

import random
import tempfile
from decimal import Decimal
from pathlib import Path

import pulp
import pytest

from consortium.domain.case import Case
from consortium.domain.result import Answer, Gap, Options, Proof, Status
from consortium.optimise import solve
from consortium.optimise.judge import judge
from consortium.optimise.model import Model, written
from consortium.optimise.problem import problem_of
from tests.generators_all import random_case_of
from tests.property.compare import domain_case, options
from tests.unit.domain.builders import Part, case, external, holds, person, reference, row

WORKS = row("C", "classification", "5", capability="Works C-4")
CURRENT = row("ratio", "ratio", "1.5", num="assets", den="debts")


def answer(question: Case, **chosen: object) -> Answer:
    return solve(question, Options(**chosen))  # type: ignore[arg-type]


def only_gap(question: Case) -> Gap:
    (gap,) = answer(question).gaps
    return gap


# what more members spoil


def test_a_ratio_may_need_a_member_who_brings_nothing_else() -> None:
    """A and B cover the turnover but owe too much together; C mends the ratio."""
    question = case(
        CURRENT, row("T", "sum", "100"),
        holds("A", T="50", assets="10", debts="10"), holds("B", T="50", assets="10", debts="10"),
        holds("C", T="0", assets="40", debts="10"),
    )  # fmt: skip
    found = answer(question)
    assert (found.members, found.lower_bound, found.proof) == (("A", "B", "C"), 3, Proof.EXACT)


def test_necessity_tries_every_part_where_a_ratio_decides() -> None:
    question = case(CURRENT, row("T", "sum", "100"), holds("A", T="100", assets="10", debts="10"),
                    holds("B", T="100", assets="40", debts="10"))  # fmt: skip
    found = answer(question, include=("A",))
    assert found.members == ("A", "B")
    assert found.necessity is not None
    assert found.necessity.as_recorded.subsets == (("B",),)


def test_shares_and_lead_are_told_with_the_answer() -> None:
    question = case(row("S", "share", "100"), row("L", "lead"), row("N", "count", k="2"),
                    holds("A", S="110", L="no", N="yes"), holds("B", S="60", L="yes", N="yes"))  # fmt: skip
    found = answer(question)
    assert found.assessment is not None
    assert (found.members, found.assessment.lead) == (("A", "B"), "B")
    assert found.assessment.shares == {"A": Decimal("0.8"), "B": Decimal("0.2")}


# who is relied on


def test_fewest_members_come_before_fewest_non_members() -> None:
    question = case(
        row("S", "sum", "100", external=True), holds("A", S="40"), holds("B", S="60"), external("X", "S", "60")
    )
    found = answer(question)
    assert found.assessment is not None
    assert (found.members, found.assessment.externals) == (("A",), ("X",))


def test_of_equally_small_coalitions_the_one_that_relies_on_fewest_comes_first() -> None:
    scored = row("P", mandatory=False, points="9")
    question = case(row("S", "sum", "100", external=True), scored, holds("A", S="90", P="yes"),
                    holds("B", S="100", P="no"), external("X", "S", "10"))  # fmt: skip
    found = answer(question)
    assert [(c.members, c.externals) for c in found.alternatives.coalitions] == [(("B",), ()), (("A",), ("X",))]


def test_joint_references_are_found_in_pairs() -> None:
    parts = (reference("r", "A", "60"), reference("r", "B", "40"), reference("q", "C", "99"))
    assert answer(case(row("R", "references", "100", "EUR"), *parts)).members == ("A", "B")


# what is missing


@pytest.mark.parametrize(
    ("parts", "gap"),
    [
        ((CURRENT, holds("A", assets="10", debts="10"), holds("B", assets="6", debts="5")), "threshold 1.5 1.2"),
        ((row("R", "references", k="3"), reference("r", "A"), reference("q", "B")), "count 3 2"),
        ((row("R", "references", "", "EUR", total="100"), reference("r", "A", "60")), "threshold 100 60"),
        ((row("cook", "team", "2"), person("p", "A", "cook")), "count 2 1"),
        ((row("S", "share", "100"), holds("A", S="70"), holds("B", S="60")), "threshold 100 70"),
        ((row("S", "share", "100", mode="each"), holds("A", S="40"), holds("B", S="30")), "threshold 100 70"),
        ((WORKS, holds("A", **{"Works C-4": "3"}), holds("B", **{"Works C-4": "3"})), "category 5 4"),
        ((row("R", "any", "100", external=True), holds("A", R="70"), external("X", "R", "80")), "threshold 100 80"),
        ((row("R", "count", k="3", external=True), holds("A", R="yes"), external("X", "R", "yes")), "count 3 2"),
        ((row("R", "sum", "100", external=True), holds("A", R="70"), external("X", "R", "20")), "threshold 100 90"),
    ],
)
def test_a_gap_names_the_part_that_fails_and_the_best_there_is(parts: tuple[Part, ...], gap: str) -> None:
    found = only_gap(case(*parts))
    part, required, best = gap.split()
    assert (found.part, found.required, found.best_available) == (part, Decimal(required), Decimal(best))


def test_one_performer_for_two_rows_is_a_clash_and_no_gap() -> None:
    rows = row("R", "performer", task="t"), row("S", "performer", task="t")
    found = answer(case(*rows, holds("A", R="yes", S="no"), holds("B", R="no", S="yes")))
    assert (found.status, found.gaps) == (Status.INFEASIBLE, ())


# the model alone


def resolved(model: bytes) -> int | None:
    """What another solver makes of a written model, at its own tolerances."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.mps"
        path.write_bytes(model)
        _, lp = pulp.LpProblem.fromMPS(str(path))
        lp.solve(pulp.HiGHS(msg=False))
    return round(pulp.value(lp.objective)) if lp.sol_status == pulp.LpSolutionOptimal else None


@pytest.mark.parametrize("seed", range(40))
def test_the_model_alone_names_a_smallest_coalition_of_any_rules(seed: int) -> None:
    question = random_case_of(random.Random(f"model {seed}"))
    made = domain_case(question)
    problem = problem_of(made, options(question))
    size = solve(made, options(question)).size
    if problem.candidates and not problem.impossible:
        mask = Model(problem, "highs" if seed % 2 else "cbc").least_members(60).mask
        assert (mask.bit_count() or None) == size
        assert not mask or judge(problem, mask) is not None
        assert resolved(written(problem, ".mps")) == size
