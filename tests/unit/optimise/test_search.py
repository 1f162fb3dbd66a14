"""The exact search and the exact bound: complete, without repetition, and honest when time runs out."""

from itertools import combinations
from time import monotonic

import pytest

from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.optimise.forms import mask_of
from consortium.optimise.judge import judge
from consortium.optimise.problem import Problem, problem_of
from consortium.optimise.relaxation import relax
from consortium.optimise.search import OutOfBudget, Purse, Search
from consortium.optimise.size import NEVER, root_bound
from tests.unit.domain.builders import case, holds, row

MINUTE = 60.0


def problem(question: Case, **options: object) -> Problem:
    return problem_of(question, Options(**options))  # type: ignore[arg-type]


def searched(stated: Problem, members: int, purse: Purse | None = None) -> list[int]:
    return [worth.mask for worth in Search(stated, monotonic() + MINUTE, purse).solutions(members)]


def tried(stated: Problem, size: int) -> set[int]:
    """Covering sets of one size, by trying all."""
    everybody = range(len(stated.candidates))
    return {m for c in combinations(everybody, size) if judge(stated, m := mask_of(c)) is not None}


def mixed() -> Case:
    rows = (
        row("money", "sum", "100", "EUR", member_min="10"),
        row("people", "sum", "9", floor="2"),
        row("iso", "count", k="2"),
        row("licence", group="G/a"),
        row("insurance", "any", "5", group="G/b"),
        row("head", "lead"),
    )
    proofs = (
        holds("A", money="40", people="3", iso="yes", head="yes", licence="yes"),
        holds("B", money="70", people="4", iso="no", insurance="5"),
        holds("C", money="30", people="5", iso="yes"),
        holds("D", money="5", people="9", iso="yes", head="yes", licence="yes"),
        holds("E", money="60", people="1", iso="yes", head="yes", insurance="4"),
        holds("F", money="50", people="6", iso="yes", insurance="9"),
    )
    return case(*rows, *proofs, apart=("AF",), together=("BC",))


def test_every_covering_set_of_the_least_size_is_met_exactly_once() -> None:
    stated = problem(mixed())
    found = searched(stated, 3)
    assert tried(stated, 2) == set()
    assert set(found) == tried(stated, 3) != set()
    assert len(found) == len(set(found))


def test_nothing_is_found_where_nothing_covers() -> None:
    assert searched(problem(mixed()), 2) == []


def test_forced_members_are_in_every_set() -> None:
    stated = problem(mixed(), include=("E",))
    found = searched(stated, 4)
    assert found
    assert all(mask & stated.forced == stated.forced for mask in found)


def test_rivals_that_are_both_forced_leave_nothing() -> None:
    assert searched(problem(mixed(), include=("A", "F")), 6) == []


def test_impossible_options_leave_nothing() -> None:
    assert searched(problem(mixed(), include=("D",)), 6) == []


def test_a_purse_keeps_others_out() -> None:
    stated = problem(case(row("R"), *(holds(e, R="yes") for e in "ABC")))
    assert searched(stated, 1, Purse(within=0b101)) == [0b001, 0b100]


def test_a_purse_is_not_overspent() -> None:
    stated = problem(case(row("R"), *(holds(e, R="yes") for e in "ABC")))
    assert searched(stated, 1, Purse(within=0b111, prices={0: 3, 1: 1, 2: 2}, budget=2)) == [0b010, 0b100]


def big() -> Problem:
    """A sum of odd parts that no 20 of 60 reach exactly: nothing to find, much to look at."""
    proofs = [holds(f"E{n:02d}", R=str(1000 + n), S=str(2000 - 7 * n), T=str(900 + n * n % 101)) for n in range(60)]
    rows = (row("R", "sum", "10500"), row("S", "sum", "18000"), row("T", "sum", "9500"))
    return problem(case(*rows, *proofs))


def test_out_of_time_is_said_and_not_taken_for_an_answer() -> None:
    with pytest.raises(OutOfBudget):
        list(Search(big(), monotonic() - 1).solutions(10))


def test_it_can_be_stopped_from_outside() -> None:
    with pytest.raises(OutOfBudget):
        list(Search(big(), monotonic() + MINUTE, stop=lambda: True).solutions(10))


def test_too_deep_a_search_is_left_to_the_solver() -> None:
    stated = problem(case(row("R"), entities=" ".join(f"E{n:03d}" for n in range(300))))
    with pytest.raises(OutOfBudget):
        list(Search(stated, monotonic() + MINUTE).solutions(201))


# bounds


def test_the_root_bound_is_what_the_hardest_row_needs_by_itself() -> None:
    stated = problem(case(row("R", "sum", "100"), row("S"), *(holds(e, R="30", S="yes") for e in "ABCDE")))
    assert root_bound(stated) == 4


def test_a_row_out_of_reach_needs_more_members_than_there_are() -> None:
    assert root_bound(problem(case(row("R", "sum", "100"), holds("A", R="30")))) == NEVER


def test_the_relaxation_bounds_from_below() -> None:
    stated = problem(mixed())
    found = relax(stated)
    assert found is not None
    assert 1 < found.lower <= 3


def test_the_relaxation_sees_rows_together_where_the_root_bound_sees_one() -> None:
    proofs = (*(holds(e, R="10", S="0") for e in "ABC"), *(holds(e, R="0", S="10") for e in "DEF"))
    stated = problem(case(row("R", "sum", "20"), row("S", "sum", "20"), *proofs))
    found = relax(stated)
    assert found is not None
    assert (root_bound(stated), found.lower) == (2, 4)


def test_survivors_hold_every_member_of_every_set_of_that_size() -> None:
    stated = problem(mixed())
    found = relax(stated)
    assert found is not None
    for mask in tried(stated, 3):
        assert mask & ~found.survivors(3) == 0


def test_no_rows_need_no_relaxation() -> None:
    assert relax(problem(case(row("R", mandatory=False), entities="A"))) is None


def test_nothing_to_relax_where_nothing_covers() -> None:
    assert relax(problem(case(row("R", "sum", "100"), holds("A", R="30")))) is None
