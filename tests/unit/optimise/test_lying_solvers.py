"""The solver never marks its own work: a wrong claim is cut off and the search goes on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from consortium.domain.case import Case
from consortium.domain.result import Options, Proof, Status
from consortium.domain.verify import Assessment, assess
from consortium.optimise import solve
from consortium.optimise.model import Claim, Found, Model
from consortium.optimise.run import Run
from consortium.optimise.ties import Ties
from tests.unit.domain.builders import case, holds, row


def sums() -> Case:
    """A and B are a cent short; A and C reach 100."""
    return case(row("R", "sum", "100", "EUR"), holds("A", R="60"), holds("B", R="39.99"), holds("C", R="40"))


@pytest.fixture
def solver_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No exact proof, local search and enumeration, as on registers too large for them."""
    monkeypatch.setattr("consortium.optimise.size.prove", lambda *_: False)
    monkeypatch.setattr("consortium.optimise.size.improve", lambda *_: None)
    monkeypatch.setitem(solve.__globals__, "enumerate_ties", lambda *_: Ties((), False))


def lie_first(monkeypatch: pytest.MonkeyPatch, name: str, lies: list[Claim]) -> list[Claim]:
    """The method ``name`` of the model gives the lies before it asks its solver; returns all that it gave."""
    truth: Callable[..., Claim] = getattr(Model, name)
    given: list[Claim] = []

    def lying(self: Model, *args: object) -> Claim:
        given.append(lies.pop(0) if lies else truth(self, *args))
        return given[-1]

    monkeypatch.setattr(Model, name, lying)
    return given


@pytest.mark.usefixtures("solver_alone")
def test_a_set_that_falls_a_cent_short_is_cut_off_and_the_search_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    given = lie_first(monkeypatch, "least_members", [Claim(Found.OPTIMAL, 0b011)])
    found = solve(sums(), Options())
    assert (found.members, found.status, found.proof) == (("A", "C"), Status.OPTIMAL, Proof.SOLVER)
    assert len(given) >= 2


@pytest.mark.usefixtures("solver_alone")
def test_a_set_that_breaks_a_pair_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    question = case(row("R", "sum", "100"), *(holds(e, R="60") for e in "ABC"), apart=("AB",))
    lie_first(monkeypatch, "least_members", [Claim(Found.OPTIMAL, 0b011)])
    assert solve(question, Options()).members == ("A", "C")


@pytest.mark.usefixtures("solver_alone")
def test_a_set_that_only_the_verifier_refuses_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where whole numbers and decimals disagree, the verifier in the domain has the last word."""

    def strict(run: Run, mask: int) -> Assessment:
        judged = assess(run.case, run.problem.ids(mask))
        return replace(judged, broken=(("A", "B"),)) if judged.members == ("A", "B") else judged

    monkeypatch.setattr(Run, "assess", strict)
    lie_first(monkeypatch, "least_members", [Claim(Found.OPTIMAL, 0b011)])
    question = case(row("R", "sum", "100"), *(holds(e, R="60") for e in "ABC"))
    assert solve(question, Options()).members in (("A", "C"), ("B", "C"))


def test_too_large_a_set_is_not_proven_smallest_by_saying_so(monkeypatch: pytest.MonkeyPatch) -> None:
    lie_first(monkeypatch, "least_members", [Claim(Found.OPTIMAL, 0b111)])
    found = solve(sums(), Options())
    assert (found.members, found.proof) == (("A", "C"), Proof.EXACT)


def test_a_false_infeasible_is_overruled_by_the_exact_search(monkeypatch: pytest.MonkeyPatch) -> None:
    lie_first(monkeypatch, "least_members", [Claim(Found.INFEASIBLE)])
    found = solve(sums(), Options())
    assert (found.members, found.proof) == (("A", "C"), Proof.EXACT)


def test_a_solver_that_finds_nothing_is_no_proof_of_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consortium.optimise.size.prove", lambda *_: False)
    monkeypatch.setattr("consortium.optimise.size.improve", lambda *_: None)
    lie_first(monkeypatch, "least_members", [Claim(Found.NOTHING)] * 3)
    found = solve(sums(), Options())
    assert (found.status, found.proof) == (Status.NOT_FOUND, None)


@pytest.mark.usefixtures("solver_alone")
def test_a_wrong_claim_in_a_stage_is_cut_off_too(monkeypatch: pytest.MonkeyPatch) -> None:
    proofs = [holds(e, R=v) for e, v in zip("ABC", ("60", "40", "40"), strict=True)]
    lie_first(monkeypatch, "least_cost", [Claim(Found.OPTIMAL, 0b110)])
    found = solve(case(row("R", "sum", "100"), *proofs, costs={"B": "2", "C": "1"}), Options())
    assert (found.members, found.canonical) == (("A", "C"), True)


@pytest.mark.usefixtures("solver_alone")
def test_a_stage_without_proof_makes_the_answer_not_canonical(monkeypatch: pytest.MonkeyPatch) -> None:
    question = case(row("R"), *(holds(e, R="yes") for e in "ABC"), costs={"A": "3", "B": "2", "C": "1"})
    lie_first(monkeypatch, "least_cost", [Claim(Found.FEASIBLE, 0b010)])
    found = solve(question, Options())
    assert (found.status, found.canonical) == (Status.OPTIMAL, False)


@pytest.mark.usefixtures("solver_alone")
def test_without_enumeration_no_total_is_claimed() -> None:
    found = solve(sums(), Options()).alternatives
    assert (found.complete, found.total, found.counts) == (False, None, None)
    assert [c.members for c in found.coalitions] == [("A", "C")]


@pytest.mark.parametrize("solver", ["cbc", "highs"])
@pytest.mark.usefixtures("solver_alone")
def test_stages_settle_points_cost_and_ids(solver: str) -> None:
    scored = row("S", mandatory=False, points="5")
    proofs = [holds(e, R="60", S="yes" if e in "CDEF" else "no") for e in "ABCDEF"]
    question = case(row("R", "sum", "100"), scored, *proofs, costs={"C": "9", "D": "1", "E": "1", "F": "1"})
    found = solve(question, Options(solver=solver))
    assert (found.members, found.canonical) == (("A", "D"), True)


@pytest.mark.usefixtures("solver_alone")
@pytest.mark.parametrize("lie", [Claim(Found.INFEASIBLE), Claim(Found.OPTIMAL, 0b111)])
def test_of_shares_another_solver_is_asked_too(monkeypatch: pytest.MonkeyPatch, lie: Claim) -> None:
    question = case(row("R", "share", "80", "EUR"), holds("A", R="100"), holds("B", R="70"), holds("C", R="90"))
    given = lie_first(monkeypatch, "least_members", [lie])
    found = solve(question, Options())
    assert (found.members, found.lower_bound, found.proof) == (("A",), 1, Proof.SOLVER)
    assert len(given) == 2


def test_a_solver_that_finds_nothing_leaves_time_for_the_exact_search(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    def stalled(_: Model, seconds: float) -> Claim:
        asked.append(seconds)
        return Claim(Found.NOTHING)

    monkeypatch.setattr(Model, "least_members", stalled)
    found = solve(sums(), Options(time_limit=4.0))
    assert (found.members, found.proof) == (("A", "C"), Proof.EXACT)
    assert len(asked) == 1
    assert asked[0] <= 2.0
