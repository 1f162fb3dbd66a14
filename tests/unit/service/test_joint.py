"""The evidence about a joint bid, on tenders small enough to see through."""

from dataclasses import replace

import pytest

from consortium.domain.joint import JointBid
from consortium.domain.register import Capability, Entity, External
from consortium.domain.result import Options, Verdict
from consortium.domain.rivalry import Closeness
from consortium.service import solve, start_joint, viewed
from consortium.service.joint import joint_bid
from consortium.service.solving import Solution
from tests.unit.domain.builders import external, holds, row
from tests.unit.service.files import register_file, tender_file

LOTS = (row("R", lot="1"), row("S", lot="2"), row("T", lot="2"))
"""A is all that lot 1 asks for; lot 2 takes both, or B alone if its T turned out to be a yes."""
HELD = (*holds("A", R="yes", S="no", T="yes"), *holds("B", R="no", S="yes", T="?"))


def solved(*rows: Capability, others: tuple[External, ...] = (), include: tuple[str, ...] = ()) -> Solution:
    return solve(tender_file(*LOTS), register_file(*rows, others=others), Options(include=include))


def judged(solution: Solution, seconds: float = 60) -> JointBid:
    return joint_bid(solution.case, solution.register.register.entities, solution.answer, seconds)


def parts(joint: JointBid) -> dict[str, tuple[object, object]]:
    """Of each lot the smallest parts that would do, in both readings."""
    relying = {lot: both.relying for lot, both in joint.lots}
    return {lot: (n.as_recorded.subsets, n.favourable.subsets) for lot, n in relying.items() if n is not None}


def test_each_lot_by_itself_in_both_readings() -> None:
    joint = judged(solved(*HELD))
    assert joint.members == ("A", "B")
    assert joint.needed.relying is not None
    assert joint.needed.relying.verdict is Verdict.GREEN
    assert parts(joint) == {"1": ((("A",),), (("A",),)), "2": ((), (("B",),))}


def test_a_single_lot_is_the_whole() -> None:
    solution = solve(tender_file(*LOTS), register_file(*HELD), Options(lots=("2",)))
    assert judged(solution).lots == ()


def test_a_single_member_is_no_joint_bid() -> None:
    joint = judged(solved(*holds("A", R="yes", S="yes", T="yes")))
    assert (joint.lots, joint.pairs) == ((), ())


def test_non_members_stand_beside_the_parts_of_a_lot_and_are_taken_away() -> None:
    """Lot 2 asks only for what X brings: anybody does with X; without X nobody has it on record."""
    rows = (row("R", lot="1"), row("S", lot="2", external=True), row("T", lot="1"))
    register = register_file(*holds("A", R="yes"), *holds("B", T="yes"), others=(external("X", "S", "yes"),))
    joint = judged(solve(tender_file(*rows), register, Options()))
    assert joint.needed.externals == ("X",)
    both = dict(joint.lots)["2"]
    assert both.relying is not None
    assert both.relying.as_recorded.alone == ("A", "B")
    assert both.without is not None
    assert not both.without.as_recorded.found
    assert both.without.favourable.alone == ("A", "B")


def test_pairs_are_told_apart_by_closeness() -> None:
    solution = solved(*HELD)
    near = tuple(Entity(id, sectors=("limpieza",), territory="Toledo") for id in "AB")
    register = replace(solution.register, register=replace(solution.register.register, entities=near))
    joint = judged(replace(solution, register=register))
    assert [(p.a, p.b, p.sectors) for p in joint.of(Closeness.RIVAL)] == [("A", "B", ("limpieza",))]
    assert joint.of(Closeness.COMPLEMENTARY) == ()


def test_out_of_time_the_verdict_stays_and_the_rest_is_open() -> None:
    joint = judged(solved(*HELD), -1)
    assert joint.needed.relying is not None
    assert [(lot, both.relying) for lot, both in joint.lots] == [("1", None), ("2", None)]


def test_a_verdict_that_the_run_had_no_time_for_is_made_up_for() -> None:
    solution = solved(*HELD)
    unjudged = replace(solution, answer=replace(solution.answer, necessity=None))
    assert judged(unjudged) == judged(solution)
    assert judged(unjudged, -1).needed.relying is None


@pytest.mark.parametrize("members", [("A", "B"), ("A", "C")])
def test_in_the_background_it_is_the_same_for_whichever_coalition_is_looked_at(members: tuple[str, ...]) -> None:
    solution = solved(*HELD, *holds("C", S="yes"))
    answer = viewed(solution, members)
    found = start_joint(solution, answer).result()
    assert found.members == members
    assert found == joint_bid(solution.case, solution.register.register.entities, answer)
