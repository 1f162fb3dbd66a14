"""A coalition for each lot, nobody in too many, against trying every way."""

import random
from dataclasses import replace
from functools import partial

import pytest

from consortium.domain.result import Options, Proof, Status
from consortium.domain.verify import assess
from consortium.errors import UsageError
from consortium.service import RegisterFile, TenderFile, per_lot, solve, start_lots, start_shared
from consortium.service.per_lot import lots_alone
from consortium.service.solving import case_for
from tests.convert import to_domain
from tests.generators import random_case
from tests.generators_all import random_case_of
from tests.oracle_portfolio import at_most, best_plan
from tests.property.compare import options
from tests.spec import Case, Choice
from tests.unit.domain.builders import holds, row
from tests.unit.service.files import register_file, tender_file


def cases(wanted: int) -> list[Case]:
    """Questions of several lots, of plain rows and of all rules by turns."""
    found: list[Case] = []
    seed = 0
    while len(found) < wanted:
        rng = random.Random(f"lots {seed}")
        case = replace(random_case_of(rng, most=4) if seed % 2 else random_case(rng, 4), choice=Choice())
        seed += 1
        if len(case.tender.lot_ids()) > 1:
            found.append(case)
    return found


@pytest.mark.parametrize("most", [None, 1])
def test_most_lots_then_fewest_members_then_the_order_of_ties(most: int | None) -> None:
    told = []
    for case in cases(25):
        call, register = to_domain(case.tender, case.register)
        tender, partners = TenderFile("t.xlsx", "aa", call), RegisterFile("r.xlsx", "bb", register)
        found = per_lot(tender, partners, options(case), most)
        lots = sorted(case.tender.lot_ids())
        by_lot = [replace(case, choice=replace(case.choice, lots=(lot,))) for lot in lots]
        assert {lot: found.members[lot] for lot in lots} == dict(
            zip(lots, best_plan(by_lot, partial(at_most, most)), strict=True)
        )
        assert found.canonical
        assert found.proof is not None
        for one, members in found.members.items():
            asked = replace(options(case), lots=(one,))
            assert not members or assess(case_for(tender, partners, asked), members).covers
        told.append(found.served)
    assert len(set(told)) > 1


def test_one_lot_each_makes_room_for_others() -> None:
    """A alone serves both lots; in one lot at the most, B and C take the other."""
    tender = tender_file(row("R", lot="1;2"), row("S", lot="1;2"))
    register = register_file(*holds("A", R="yes", S="yes"), *holds("B", R="yes"), *holds("C", S="yes"))
    common = per_lot(tender, register, Options())
    assert (dict(common.members), common.proof) == ({"1": ("A",), "2": ("A",)}, Proof.EXACT)
    apart = per_lot(tender, register, Options(), 1)
    assert sorted(apart.members.values()) == [("A",), ("B", "C")]
    assert dict(per_lot(tender, register, Options(lots=("2",)), 1).members) == {"2": ("A",)}


def test_who_is_best_for_a_lot_by_itself_stays_where_nobody_is_in_too_many() -> None:
    """Lot 2 has two coalitions of one; B is cheaper, so that it is the best."""
    tender = tender_file(row("R", lot="1"), row("S", lot="2"))
    held = (*holds("A", R="yes", S="yes"), *holds("B", S="yes"), *holds("C", S="yes"))
    register = register_file(*held, costs={"A": "3", "B": "1", "C": "2"})
    for most in (None, 1, 2):
        assert dict(per_lot(tender, register, Options(), most).members) == {"1": ("A",), "2": ("B",)}


def test_a_lot_that_nobody_covers_is_left_and_takes_nothing_from_the_proof() -> None:
    tender = tender_file(row("R", lot="1"), row("S", lot="2"), row("T", lot="3"))
    register = register_file(*holds("A", R="yes", S="yes"), *holds("B", R="yes"))
    found = per_lot(tender, register, Options(), 1)
    assert (dict(found.members), found.proof) == ({"1": ("B",), "2": ("A",), "3": ()}, Proof.EXACT)


def test_the_background_says_the_same() -> None:
    tender = tender_file(row("R", lot="1;2"), row("S", lot="2"))
    register = register_file(*holds("A", R="yes", S="yes"), *holds("B", R="yes"))
    solution = solve(tender, register, Options())
    alone = start_lots(solution).result()
    assert {lot: (answer.members, answer.status) for lot, answer in alone.items()} == {
        "1": (("A",), Status.OPTIMAL),
        "2": (("A",), Status.OPTIMAL),
    }
    assert start_shared(solution, alone, 1).result() == per_lot(tender, register, Options(), 1)
    assert dict(start_shared(solution, alone, 1).result().members) == {"1": ("B",), "2": ("A",)}


def test_why_a_lot_has_nobody_is_known() -> None:
    tender = tender_file(row("R", lot="1"), row("S", lot="2"))
    case = case_for(tender, register_file(*holds("A", R="yes", S="no")), Options())
    alone = lots_alone(case, Options())
    assert (alone["1"].members, alone["2"].status) == (("A",), Status.INFEASIBLE)
    assert [(gap.requirement, gap.lot) for gap in alone["2"].gaps] == [("S", "2")]


def test_a_tender_without_lots_has_none_to_share_out() -> None:
    assert dict(per_lot(tender_file(), register_file(), Options()).members) == {}


def test_no_lots_at_all_is_a_fault() -> None:
    with pytest.raises(UsageError):
        per_lot(tender_file(), register_file(), Options(), 0)
