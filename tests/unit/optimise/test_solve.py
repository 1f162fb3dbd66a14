"""The whole recipe on small cases: order of preference, statuses, options, what a stopped run says."""

from decimal import Decimal
from itertools import combinations, product

import pytest

from consortium.domain.case import Case
from consortium.domain.result import Answer, Options, Progress, Proof, Status
from consortium.domain.verify import assess
from consortium.optimise import interrupted, solve
from tests.large import realistic
from tests.property.compare import domain_case
from tests.unit.domain.builders import case, holds, row

TURNOVER = row("turnover", "sum", "100", "EUR")


def three_of_forty() -> Case:
    """40 for each of A to E: any three of the five."""
    return case(TURNOVER, *(holds(e, turnover="40") for e in "ABCDE"))


def answer(question: Case, **options: object) -> Answer:
    return solve(question, Options(**options))  # type: ignore[arg-type]


# the order of preference


def test_fewest_members_come_first() -> None:
    scored = row("quality", mandatory=False, points="50")
    question = case(TURNOVER, scored, holds("A", turnover="60"), holds("B", turnover="60", quality="yes"),
                    holds("C", turnover="100"), costs={"C": "1000"})  # fmt: skip
    assert answer(question).members == ("C",)


def test_then_most_points() -> None:
    scored = row("quality", mandatory=False, points="0.01")
    question = case(TURNOVER, scored, holds("A", turnover="100"), holds("B", turnover="100", quality="yes"),
                    costs={"B": "1000"})  # fmt: skip
    assert answer(question).members == ("B",)


def test_then_the_lowest_cost() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), holds("B", turnover="100"), costs={"A": "0.02", "B": "0.01"})
    assert answer(question).members == ("B",)


def test_then_the_smallest_ids_by_code_point() -> None:
    question = case(TURNOVER, holds("a", turnover="100"), holds("Z", turnover="100"), holds("Á", turnover="100"))
    assert answer(question).members == ("Z",)


def test_ids_are_compared_as_tuples() -> None:
    assert answer(three_of_forty()).members == ("A", "B", "C")


@pytest.mark.parametrize("solver", ["cbc", "highs"])
def test_every_solver_gives_the_same_answer(solver: str) -> None:
    found = answer(three_of_forty(), solver=solver)
    assert (found.members, found.canonical, found.status) == (("A", "B", "C"), True, Status.OPTIMAL)


# status, bound and proof


def test_optimal_means_that_size_and_bound_agree() -> None:
    found = answer(three_of_forty())
    assert (found.status, found.size, found.lower_bound, found.proof) == (Status.OPTIMAL, 3, 3, Proof.EXACT)


def test_infeasible_is_proven_and_names_nobody() -> None:
    found = answer(case(TURNOVER, holds("A", turnover="99.99")))
    assert (found.status, found.members, found.size, found.proof) == (Status.INFEASIBLE, (), None, Proof.EXACT)
    assert found.necessity is None
    assert (found.alternatives.complete, found.alternatives.total) == (True, 0)


def test_an_empty_register_is_infeasible() -> None:
    assert answer(case(TURNOVER)).status is Status.INFEASIBLE


def test_a_call_without_mandatory_rows_is_met_by_any_one_member() -> None:
    found = answer(case(row("R", mandatory=False), entities="B A"))
    assert found.members == ("A",)


def test_undetermined_rows_make_the_result_conditional() -> None:
    found = answer(case(TURNOVER, row("apartado", None), holds("A", turnover="100")))
    assert (found.status, found.conditional, found.undetermined) == (Status.OPTIMAL, True, ("apartado",))


def test_all_undetermined_still_answers_and_says_so() -> None:
    found = answer(case(row("R", None), entities="A"))
    assert (found.members, found.undetermined) == (("A",), ("R",))


def test_a_limit_of_a_tenth_of_a_second_gives_a_truthful_status() -> None:
    found = answer(domain_case(realistic(3000, 40)), time_limit=0.1)
    assert found.lower_bound is not None
    if found.status is Status.OPTIMAL:
        assert found.size == found.lower_bound
    else:
        assert found.status in (Status.FEASIBLE, Status.NOT_FOUND)
        assert found.proof is None
    assert found.assessment is None or found.assessment.covers


def test_no_time_at_all_proves_nothing_and_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consortium.optimise.size.prove", lambda *_: False)
    monkeypatch.setattr("consortium.optimise.size.improve", lambda *_: None)
    found = answer(three_of_forty(), time_limit=1e-9)
    assert (found.status, found.members, found.proof) == (Status.NOT_FOUND, (), None)
    assert found.lower_bound == 3


def test_no_time_at_all_is_enough_for_a_coalition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steiner triples of 27 points: one of every line; the smallest such set has 18 (27 less the largest cap, 9)."""
    points = tuple(product(range(3), repeat=3))
    lines = {
        frozenset((a, b, tuple(-(x + y) % 3 for x, y in zip(a, b, strict=True)))) for a, b in combinations(points, 2)
    }
    rows = {f"R{n}": line for n, line in enumerate(sorted(map(sorted, lines)))}
    entities = [holds("".join(map(str, p)), **{r: "yes" for r, line in rows.items() if p in line}) for p in points]
    found = answer(case(*(row(r) for r in rows), *entities), time_limit=1e-9)
    assert (len(rows), found.status, found.proof) == (117, Status.FEASIBLE, None)
    assert found.assessment is not None
    assert found.assessment.covers
    assert found.lower_bound is not None
    assert found.lower_bound <= 18 <= len(found.members)


def test_a_first_coalition_as_small_as_the_bound_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consortium.optimise.size.prove", lambda *_: False)
    found = answer(three_of_forty(), time_limit=1e-9)
    assert (found.status, found.size, found.lower_bound, found.proof) == (Status.OPTIMAL, 3, 3, Proof.EXACT)


def test_a_coalition_found_but_not_proven_least_is_feasible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(solve.__globals__, "least_size", _find_four)
    found = answer(three_of_forty())
    assert (found.status, found.size, found.lower_bound, found.proof) == (Status.FEASIBLE, 4, 1, None)
    assert not found.canonical
    assert (found.alternatives.complete, found.alternatives.total) == (False, None)


def _find_four(run: object, solver: str, seconds: float) -> None:
    worth = run.verified(0b1111)  # type: ignore[attr-defined]
    run.found(worth)  # type: ignore[attr-defined]


# all minimum coalitions


def test_every_minimum_coalition_is_listed_best_first() -> None:
    found = answer(three_of_forty()).alternatives
    assert (found.complete, found.total) == (True, 10)
    assert [c.members for c in found.coalitions][:3] == [("A", "B", "C"), ("A", "B", "D"), ("A", "B", "E")]
    assert len(set(found.coalitions)) == 10


def test_best_first_is_by_points_then_cost_then_ids() -> None:
    scored = row("quality", mandatory=False, points="5")
    proofs = [*(holds(e, turnover="100") for e in "ABC"), holds("D", turnover="100", quality="yes")]
    question = case(TURNOVER, scored, *proofs, costs={"A": "2", "B": "1", "C": "1"})
    assert [c.members for c in answer(question).alternatives.coalitions] == [("D",), ("B",), ("C",), ("A",)]


def test_alternatives_limits_the_list_and_not_the_count() -> None:
    found = answer(three_of_forty(), alternatives=2).alternatives
    assert (found.complete, found.total, len(found.coalitions)) == (True, 10, 2)


def test_how_often_each_entity_occurs_is_counted_over_all() -> None:
    assert answer(three_of_forty(), alternatives=1).alternatives.counts == dict.fromkeys("ABCDE", 6)


def test_larger_coalitions_are_no_alternatives() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), holds("B", turnover="50"), holds("C", turnover="50"))
    assert answer(question).alternatives.total == 1


# options


def test_an_included_entity_is_in() -> None:
    assert answer(three_of_forty(), include=("E",)).members == ("A", "B", "E")


def test_an_included_entity_may_cost_a_member_more() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), holds("B", turnover="0"))
    assert answer(question, include=("B",)).members == ("A", "B")


def test_an_excluded_entity_is_out() -> None:
    assert answer(three_of_forty(), exclude=("A", "B")).members == ("C", "D", "E")


def test_excluding_too_many_is_infeasible() -> None:
    assert answer(three_of_forty(), exclude=("A", "B", "C")).status is Status.INFEASIBLE


def test_max_members_is_a_ceiling() -> None:
    assert answer(three_of_forty(), max_members=3).size == 3
    assert answer(three_of_forty(), max_members=2).status is Status.INFEASIBLE


def test_an_unavailable_entity_is_never_chosen() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), holds("B", turnover="100"), unavailable="A")
    assert answer(question).members == ("B",)


def test_include_forces_an_unavailable_entity_in_with_a_warning() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), holds("B", turnover="100"), unavailable="A")
    found = answer(question, include=("A",))
    assert found.members == ("A",)
    assert [(f.code, f.fields["entity"]) for f in found.findings] == [("forced_unavailable", "A")]


def test_including_an_entity_that_fails_each_is_infeasible() -> None:
    question = case(row("R", "each"), holds("A", R="yes"), holds("B", R="no"))
    assert answer(question, include=("B",)).status is Status.INFEASIBLE


def test_lots_are_chosen_when_the_case_is_made() -> None:
    rows = (row("R", lot="1"), row("S", lot="2"))
    proofs = (holds("A", R="yes"), holds("B", S="yes"))
    assert answer(case(*rows, *proofs)).members == ("A", "B")
    assert answer(case(*rows, *proofs, chosen=("2",))).members == ("B",)


def test_verified_only_counts_nothing_that_is_merely_claimed() -> None:
    assert answer(case(TURNOVER, holds("A", turnover="100"), verified=True)).status is Status.INFEASIBLE


# pairs and shares


def test_rivals_are_never_in_one_coalition() -> None:
    question = case(TURNOVER, *(holds(e, turnover="40") for e in "ABCD"), apart=("AB",))
    assert answer(question).members == ("A", "C", "D")


def test_companions_come_together() -> None:
    question = case(TURNOVER, *(holds(e, turnover="40") for e in "ABCDE"), together=("AE",))
    assert answer(question).members == ("A", "B", "E")


def test_companions_of_companions_come_too() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), entities="B C", together=("AB", "BC"))
    assert answer(question).members == ("A", "B", "C")


def test_a_companion_that_is_excluded_takes_its_partner_out() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), holds("Z", turnover="100"), entities="B", together=("AB",))
    assert answer(question, exclude=("B",)).members == ("Z",)


def test_a_companion_that_is_unavailable_takes_its_partner_out() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), holds("Z", turnover="100"), unavailable="B", together=("AB",))
    assert answer(question).members == ("Z",)


def test_pairs_that_must_and_must_not_meet_exclude_both() -> None:
    question = case(TURNOVER, holds("A", turnover="100"), holds("Z", turnover="100"), entities="B",
                    together=("AB",), apart=("AB",))  # fmt: skip
    assert answer(question).members == ("Z",)


def test_the_minimum_share_limits_the_number_of_members() -> None:
    proofs = [holds(e, turnover="40") for e in "ABC"]
    assert answer(case(TURNOVER, *proofs, minimum_share="0.3333")).size == 3
    assert answer(case(TURNOVER, *proofs, minimum_share="0.3334")).status is Status.INFEASIBLE


# a run stopped from outside


def test_interrupted_with_a_coalition_is_feasible_with_its_bound() -> None:
    found = interrupted(three_of_forty(), Options(), Progress(2.5, 4, 3, "searching", ("A", "B", "C", "D")))
    assert (found.status, found.size, found.lower_bound) == (Status.FEASIBLE, 4, 3)
    assert (found.proof, found.canonical, found.seconds) == (None, False, 2.5)
    assert found.assessment == assess(three_of_forty(), ("A", "B", "C", "D"))


def test_interrupted_while_settling_ties_keeps_the_proven_size() -> None:
    found = interrupted(three_of_forty(), Options(), Progress(2.5, 3, 3, "ties", ("C", "D", "E")))
    assert (found.status, found.canonical) == (Status.OPTIMAL, False)
    assert found.alternatives.complete is False


def test_interrupted_with_nothing_is_not_found() -> None:
    found = interrupted(three_of_forty(), Options(), Progress(2.5, None, 2, "searching"))
    assert (found.status, found.members, found.lower_bound, found.size) == (Status.NOT_FOUND, (), 2, None)


def test_progress_tells_the_best_so_far_and_the_bound() -> None:
    told: list[Progress] = []
    solve(three_of_forty(), Options(), told.append)
    assert (told[-1].best, told[-1].lower_bound, told[-1].stage) == (3, 3, "necessity")
    assert [p.lower_bound for p in told] == sorted(p.lower_bound for p in told)


# exactness


@pytest.mark.parametrize("solver", ["cbc", "highs"])
def test_one_cent_short_is_not_covered(solver: str) -> None:
    values = {"A": "333333333.33", "B": "333333333.33", "C": "333333333.33", "D": "0.01"}
    proofs = [holds(e, turnover=v) for e, v in values.items()]
    question = case(row("turnover", "sum", "1000000000", "EUR"), *proofs)
    assert answer(question, solver=solver).members == ("A", "B", "C", "D")


def test_an_amount_of_thirty_decimals_counts() -> None:
    tiny = "0." + "0" * 29 + "1"
    question = case(
        row("turnover", "sum", "100." + "0" * 29 + "1"), holds("A", turnover="100"), holds("B", turnover=tiny)
    )
    found = answer(question)
    assert found.members == ("A", "B")
    assert found.assessment is not None
    measure = found.assessment.outcomes[0].measure
    assert measure is not None
    assert measure.provided - Decimal(100) == Decimal(tiny)
