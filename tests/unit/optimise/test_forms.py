"""Rules as linear forms over whole numbers, and sets judged by them."""

from decimal import Decimal

from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.optimise.forms import Form, bits, mask_of, steps, whole
from consortium.optimise.judge import holds as form_holds
from consortium.optimise.judge import judge
from consortium.optimise.problem import Problem, problem_of, restricted
from tests.unit.domain.builders import LAPSED, case, holds, row


def problem(question: Case, **options: object) -> Problem:
    return problem_of(question, Options(**options))  # type: ignore[arg-type]


def form(question: Case) -> Form:
    """The first demand; candidate j is the j-th letter."""
    return problem(question).demands[0]


# whole numbers


def test_amounts_become_whole_multiples_of_their_finest_step() -> None:
    assert steps([Decimal("0.01"), Decimal("12"), Decimal("1E+2")]) == (1, 1200, 10000)


def test_a_common_divisor_is_taken_out_and_the_need_rounded_up() -> None:
    assert whole({0: Decimal(20), 1: Decimal(30)}, Decimal(41)) == ({0: 2, 1: 3}, 5)


def test_a_value_beyond_the_need_counts_as_the_need() -> None:
    assert whole({0: Decimal(1000), 1: Decimal(1)}, Decimal(3)) == ({0: 3, 1: 1}, 3)


def test_a_negative_leaves_room_in_the_cap() -> None:
    weights, need = whole({0: Decimal(1000), 1: Decimal(-2)}, Decimal(7))
    assert weights[0] + weights[1] >= need
    assert whole({0: Decimal(8), 1: Decimal(-2)}, Decimal(7))[0][0] * 2 == 8


def test_masks_and_positions_are_each_others_inverse() -> None:
    assert bits(mask_of([9, 0, 70])) == [0, 9, 70]
    assert (mask_of([]), bits(0)) == (0, [])


# rules


def test_any_gives_weight_to_those_that_hold_it() -> None:
    found = form(case(row("R", "any", "10"), holds("A", R="10"), holds("B", R="9"), holds("C", R="?")))
    assert (dict(found.weights), found.need) == ({0: 1}, 1)


def test_count_needs_k_of_them() -> None:
    found = form(case(row("R", "count", k="2"), holds("A", R="yes"), holds("B", R="yes")))
    assert (dict(found.weights), found.need) == ({0: 1, 1: 1}, 2)


def test_each_takes_out_of_the_problem_whoever_fails_it_for_certain_or_perhaps() -> None:
    question = case(row("R", "each"), holds("A", R="yes"), holds("B", R="?"), holds("C", R="no"), entities="D")
    assert problem(question).candidates == ("A",)


def test_lead_names_who_may_lead() -> None:
    assert form(case(row("R", "lead"), holds("A", R="no"), holds("B", R="yes"))).leads == 0b10


def test_sum_weighs_by_value_in_the_base_unit() -> None:
    found = form(case(row("R", "sum", "3", "k€"), holds("A", R="2"), holds("B", R="1000 EUR")))
    assert (dict(found.weights), found.need) == ({0: 2, 1: 1}, 3)


def test_sum_with_floor_leaves_small_values_out() -> None:
    found = form(case(row("R", "sum", "10", floor="5"), holds("A", R="5"), holds("B", R="4")))
    assert list(found.weights) == [0]


def test_lead_min_bars_all_but_the_lead_from_being_under_member_min() -> None:
    found = form(case(row("R", "sum", "10", lead_min="2", member_min="5"), holds("A", R="2"), holds("B", R="8")))
    assert (found.leads, found.barred, found.barred_but_lead) == (0b11, 0, 0b01)


def test_a_threshold_of_zero_still_asks_for_somebody_that_holds_it() -> None:
    problem_ = problem(case(row("R", "sum", "0"), holds("A", R=LAPSED), holds("B", R="0")))
    assert judge(problem_, 0b01) is None
    assert judge(problem_, 0b10) is not None


def test_an_unknown_meets_a_threshold_of_zero() -> None:
    assert judge(problem(case(row("R", "any", "0"), entities="A")), 0b1) is not None


# judging


def test_a_form_with_a_lead_needs_the_lead() -> None:
    lead = Form({}, 0, leads=0b10)
    assert form_holds(lead, 0b11, [0, 1], 1)
    assert not form_holds(lead, 0b11, [0, 1], 0)
    assert not form_holds(lead, 0b11, [0, 1], -1)


def test_nobody_but_the_lead_may_be_barred() -> None:
    but_lead = Form({}, 0, barred_but_lead=0b01)
    assert form_holds(but_lead, 0b11, [0, 1], 0)
    assert not form_holds(but_lead, 0b11, [0, 1], 1)


def test_no_set_is_worth_nothing() -> None:
    assert judge(problem(case(row("R", mandatory=False), entities="A")), 0) is None


def test_worth_is_points_and_cost_in_whole_steps() -> None:
    scored = row("R", mandatory=False, points="2.5")
    worth = judge(problem(case(scored, holds("A", R="yes"), costs={"A": "0.01"})), 0b1)
    assert worth is not None
    assert (worth.points, worth.cost) == (5, 1)


def test_the_best_lead_gives_the_points() -> None:
    rows = (row("R", "lead"), row("S", "lead", points="5", mandatory=False))
    worth = judge(problem(case(*rows, holds("A", R="yes", S="no"), holds("B", R="yes", S="yes"))), 0b11)
    assert worth is not None
    assert worth.points == 5


# the problem


def test_candidates_are_those_that_may_be_chosen() -> None:
    question = case(row("R"), entities="A B C D", unavailable="E F")
    assert problem(question, exclude=("B",), include=("F",)).candidates == ("A", "C", "D", "F")


def test_a_forced_member_that_is_no_candidate_makes_it_impossible() -> None:
    question = case(row("R", "each"), holds("A", R="yes"), holds("B", R="no"))
    assert problem(question, include=("B",)).impossible
    assert not problem(question, include=("A",)).impossible


def test_companions_stand_in_one_block() -> None:
    assert problem(case(row("R"), entities="A B C", together=("AC",))).blocks == (0b101, 0b010)


def test_the_minimum_share_bounds_the_size() -> None:
    assert problem(case(row("R"), entities="A B C D", minimum_share="0.3")).max_members == 3


def test_a_restricted_problem_says_the_same_of_the_sets_that_are_left() -> None:
    proofs = [holds(e, R=v) for e, v in zip("ABCD", ("30", "60", "40", "50"), strict=True)]
    whole_ = problem(case(row("R", "sum", "100"), row("S", "lead"), *proofs, holds("C", S="yes"), apart=("BD",)))
    part = restricted(whole_, 0b1110)
    for mask in range(1, 8):
        ours, theirs = judge(part, mask), judge(whole_, mask << 1)
        assert (ours is None) == (theirs is None), part.ids(mask)
