"""Words that must be true whatever is asked: proven, canonical, infeasible; and no gap that takes for ever."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from consortium.domain.case import Case
from consortium.domain.result import Alternatives, Answer, Options, Progress, Proof, Status
from consortium.domain.verify import Assessment, assess
from consortium.optimise import interrupted, solve
from consortium.optimise.judge import Worth
from consortium.optimise.model import Claim, Found, Model
from consortium.optimise.problem import problem_of
from consortium.optimise.relaxation import relax
from consortium.optimise.run import Run
from consortium.optimise.search import OutOfBudget, Search
from consortium.optimise.ties import Ties
from tests.unit.domain.builders import case, holds, lot, row

SOLVERS = pytest.mark.parametrize("solver", ["cbc", "highs"])
CLOSE = {"A": "10000000000000.05", "B": "10000000000000.03", "C": "10000000000000.01", "D": "10000000000000.02"}


def answer(question: Case, **options: object) -> Answer:
    return solve(question, Options(**options))  # type: ignore[arg-type]


def codes(found: Answer) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.fixture
def no_enumeration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ties are left to the stages, as where there are too many to list."""
    monkeypatch.setitem(solve.__globals__, "enumerate_ties", lambda *_: Ties((), False))


@pytest.fixture
def no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is left to the solver, as where the exact search gives up."""
    monkeypatch.setattr("consortium.optimise.size.prove", lambda *_: False)


# canonical


@SOLVERS
@pytest.mark.usefixtures("no_enumeration")
def test_costs_that_differ_by_a_cent_in_ten_billion_euros_are_told_apart(solver: str) -> None:
    found = answer(case(row("R"), *(holds(e, R="yes") for e in "ABCD"), costs=CLOSE), solver=solver)
    assert (found.members, found.canonical) == (("C",), True)


@SOLVERS
@pytest.mark.usefixtures("no_enumeration")
def test_costs_too_far_apart_for_a_solver_are_not_called_settled(solver: str) -> None:
    costs = {"A": "10000000000000000000.05", "B": "10000000000000000000.01", "C": "0"}
    question = case(row("R", "sum", "2"), *(holds(e, R="1") for e in "ABC"), costs=costs)
    found = answer(question, solver=solver)
    assert (found.size, found.proof, found.canonical) == (2, Proof.EXACT, False)


@SOLVERS
@pytest.mark.usefixtures("no_enumeration")
def test_points_too_far_apart_for_a_solver_are_not_called_settled(solver: str) -> None:
    scored = [row(e, mandatory=False, points=p) for e, p in (("SA", "1e-9"), ("SB", "2e-9"), ("SC", "1e15"))]
    question = case(row("R", "sum", "2"), *scored, holds("A", R="1", SA="yes"), holds("B", R="1", SB="yes"),
                    holds("C", R="1", SC="yes"))  # fmt: skip
    found = answer(question, solver=solver)
    assert (found.size, found.proof, found.canonical) == (2, Proof.EXACT, False)


def test_the_first_of_the_ties_passes_the_verifier_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where whole numbers and decimals disagree on A, it is neither the answer nor an alternative."""

    def strict(run: Run, mask: int) -> Assessment:
        judged = assess(run.case, run.problem.ids(mask))
        return judged if judged.members != ("A",) else assess(run.case, ())

    monkeypatch.setattr(Run, "assess", strict)
    found = answer(case(row("R"), holds("A", R="yes"), holds("B", R="yes")))
    assert (found.members, found.status) == (("B",), Status.OPTIMAL)
    assert ("A",) not in [c.members for c in found.alternatives.coalitions]
    assert (found.alternatives.complete, found.alternatives.total) == (False, None)


# numbers that solvers refuse


@SOLVERS
@pytest.mark.parametrize("included", [(), ("A",)])
@pytest.mark.usefixtures("no_search")
def test_a_huge_negative_against_a_small_need_is_solved(solver: str, included: tuple[str, ...]) -> None:
    question = case(row("R", "sum", "1"), holds("A", R="-1e18"), holds("B", R="1e18"), holds("C", R="2"))
    found = answer(question, solver=solver, include=included)
    assert (found.members, found.status) == (("A", "B", "C") if included else ("B",), Status.OPTIMAL)


# proven


def test_a_refuted_claim_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solvers call three the least; the exact search finds two, then runs out of time."""
    monkeypatch.setattr(Model, "least_members", lambda *_: Claim(Found.OPTIMAL, 0b111))
    monkeypatch.setattr(Search, "solutions", _one_then_no_time)
    monkeypatch.setattr("consortium.optimise.size.relax", lambda *_: None)
    monkeypatch.setattr("consortium.optimise.size.improve", lambda *_: None)
    question = case(row("R", "sum", "100"), *(holds(e, R="60") for e in "ABC"), holds("D", R="100"))
    found = answer(question)
    assert (found.size, found.status, found.proof) == (2, Status.FEASIBLE, None)


def _one_then_no_time(search: Search, members: int) -> Iterator[Worth]:
    if members < 2:
        raise OutOfBudget
    yield Worth(0b11, 0, 0)


def test_a_solver_that_is_refused_again_and_again_ends_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10**6, 4))
    monkeypatch.setattr("consortium.optimise.size.monotonic", lambda: next(clock))
    monkeypatch.setattr(Run, "within", lambda run, most: most)
    asked = _stubborn(monkeypatch, "least_members", Claim(Found.OPTIMAL, 0b1))
    monkeypatch.setattr("consortium.optimise.size.prove", lambda *_: False)
    monkeypatch.setattr("consortium.optimise.size.improve", lambda *_: None)
    assert answer(case(row("R", "sum", "2"), *(holds(e, R="1") for e in "ABC"))).status is Status.NOT_FOUND
    assert all(seconds > 0 for seconds in asked)


def _stubborn(monkeypatch: pytest.MonkeyPatch, name: str, lie: Claim) -> list[float]:
    asked: list[float] = []

    def same(_: Model, seconds: float) -> Claim:
        if seconds <= 0:
            return Claim(Found.NOTHING)
        asked.append(seconds)
        return lie

    monkeypatch.setattr(Model, name, same)
    return asked


def test_the_certificate_adds_up_every_negative_reduced_cost() -> None:
    """Losses of millions beside small needs: floats are off by more than any fixed margin there."""
    rows = [row(f"R{i}", "sum", need) for i, need in enumerate(("2", "1304", "8", "20"))]
    for seed in range(40):
        numbers = _wild(seed, 4 * 7)
        proofs = (holds(f"E{e}", **{r.id: numbers[4 * e + i] for i, r in enumerate(rows)}) for e in range(7))
        found = relax(problem_of(case(*rows, *proofs), Options()))
        if found is not None:
            exact = found.exact(list(range(7))).values()
            assert found.negative == sum(min(0, d) for d in exact)
            assert all(d >= Decimal(float(low)) * found.scale for d, low in zip(exact, found.reduced, strict=True))


def _wild(seed: int, count: int) -> list[str]:
    """Numbers of either sign from 1 to 1e13, by a small congruential generator."""
    numbers, state = [], seed * 7919 + 1
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        numbers.append(f"{'-' if state % 3 == 0 else ''}{10 ** (state // 7 % 14) * (state % 9 + 1)}")
    return numbers


def test_the_bound_of_what_cannot_be_is_one_more_than_may_be_chosen() -> None:
    told: list[Progress] = []
    question = case(row("R"), holds("A", R="no"), holds("B", R="no"))
    assert solve(question, Options(), told.append).status is Status.INFEASIBLE
    assert max(progress.lower_bound for progress in told) == 3


# gaps


def test_forty_pairs_of_rivals_do_not_take_for_ever() -> None:
    ids = [f"E{i:02}" for i in range(80)]
    pairs = tuple(zip(ids[::2], ids[1::2], strict=True))
    question = case(row("R", "sum", "1000"), *(holds(e, R="1.5") for e in ids), apart=pairs)
    (gap,) = answer(question).gaps
    assert (gap.best_available, gap.shortfall) == (60, 940)


def test_companions_count_for_the_best_available() -> None:
    question = case(row("R", "sum", "100"), holds("A", R="60"), holds("B", R="-20"), holds("C", R="30"),
                    together=("AB",), apart=("AC",))  # fmt: skip
    (gap,) = answer(question).gaps
    assert (gap.best_available, gap.shortfall) == (40, 60)


def test_minima_bind_the_best_available_among_rivals() -> None:
    question = case(row("R", "sum", "100", member_min="30", lead_min="10"), holds("A", R="50"), holds("B", R="60"),
                    holds("C", R="29"), holds("D", R="28"), apart=("AB", "AC"))  # fmt: skip
    (gap,) = answer(question).gaps
    assert (gap.part, gap.best_available, gap.shortfall) == ("threshold", 89, 11)


def test_a_best_that_no_solver_can_tell_is_left_out() -> None:
    question = case(
        row("R", "sum", "1e19"), holds("A", R="1e18"), holds("B", R="1000000000000000000.01"), apart=("AB",)
    )
    (gap,) = answer(question).gaps
    assert (gap.required, gap.best_available, gap.shortfall) == (Decimal("1e19"), None, None)


# a limit that comes after the proof


def test_infeasible_stays_proven_where_no_time_is_left_for_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(solve.__globals__, "least_size", lambda *_: Proof.EXACT)
    found = answer(case(row("R"), holds("A", R="no")), time_limit=1e-9)
    assert (found.status, found.proof, found.gaps) == (Status.INFEASIBLE, Proof.EXACT, ())
    assert codes(found) == ["gaps_untold"]


def test_gaps_that_could_be_looked_at_are_not_called_untold() -> None:
    assert codes(answer(case(row("R"), holds("A", R="no")))) == []


def test_stopped_while_looking_for_gaps_is_still_infeasible() -> None:
    told: list[Progress] = []
    question = case(row("R"), holds("A", R="no"))
    solve(question, Options(), told.append)
    found = interrupted(question, Options(), told[-1])
    assert (found.status, found.lower_bound, found.proof) == (Status.INFEASIBLE, None, Proof.SOLVER)
    assert found.alternatives == Alternatives(complete=True, total=0)
    assert codes(found) == ["gaps_untold"]


def test_stopped_with_a_coalition_says_that_necessity_was_not_judged() -> None:
    question = case(row("R"), holds("A", R="yes"))
    found = interrupted(question, Options(), Progress(1.0, 1, 1, "ties", ("A",)))
    assert found.necessity is None
    assert codes(found) == ["necessity_untold"]


# odd cases


ODD: dict[str, Callable[[], Case]] = {
    "nothing determined": lambda: case(row("R", None), row("S", "sum"), holds("A", R="yes")),
    "only award rows": lambda: case(row("R", mandatory=False, points="3"), holds("A", R="no")),
    "a threshold of zero": lambda: case(row("R", "sum", "0"), row("S", "any", "0"), holds("A", R="0", S="0")),
    "a lot without rows": lambda: case(row("R", lot="1"), holds("A", R="yes"), lots=(lot("1"), lot("2"))),
    "a thousand groups": lambda: case(
        *(row(f"R{i}", group=f"G{i}/a", capability="R") for i in range(1001)), holds("A", R="yes")
    ),
}


@SOLVERS
@pytest.mark.parametrize("name", ODD)
def test_odd_calls_are_covered_by_their_one_entity(name: str, solver: str) -> None:
    found = answer(ODD[name](), solver=solver)
    assert (found.members, found.status, found.proof) == (("A",), Status.OPTIMAL, Proof.EXACT)
