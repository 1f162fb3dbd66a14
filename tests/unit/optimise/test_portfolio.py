"""Several calls in one model, against trying every way to serve them."""

import random
from itertools import product

import pytest

from consortium.domain.result import Options, Proof
from consortium.domain.verify import assess
from consortium.optimise.portfolio import Assignment, Entry, assign
from tests import oracle
from tests.generators import random_register, random_tender
from tests.property.compare import domain_case, options
from tests.spec import Case
from tests.unit.domain.builders import case, holds, row

SECONDS = 30.0


def brute_force(cases: list[Case], most: int) -> tuple[int, int]:
    """How many calls can be served, and with how many members in all."""
    choices = []
    for one in cases:
        world = oracle.World(one)
        choices.append([(), *(members for members in world.permitted() if world.covers(members))])
    best = (0, 0)
    for picked in product(*choices):
        seats = [e for members in picked for e in members]
        if all(seats.count(e) <= most for e in seats):
            best = max(best, (sum(map(bool, picked)), -len(seats)))
    return best[0], -best[1]


@pytest.mark.parametrize("seed", range(40))
def test_most_calls_then_fewest_members(seed: int) -> None:
    rng = random.Random(seed)
    register = random_register(rng, 4)
    cases = [Case(random_tender(rng, register, 3), register) for _ in range(rng.choice((2, 3)))]
    most = rng.choice((1, 1, 2))
    entries = [Entry(str(n), domain_case(one), options(one)) for n, one in enumerate(cases)]
    found = assign(entries, lambda _: most, SECONDS)
    assert (found.served, found.seats) == brute_force(cases, most)
    assert all(assess(e.case, found.members[e.key]).covers for e in entries if found.members[e.key])


def two(limit: int | None, rival: str = "", **least: int) -> Assignment:
    """Two calls that A serves alone, and B with C together."""
    partners = (holds("A", R="yes", S="yes"), holds("B", R="yes"), holds("C", S="yes"))
    call = case(row("R"), row("S"), *partners)
    entries = [Entry("one", call, Options(), rival), Entry("two", call, Options(), rival)]
    return assign(entries, lambda _: limit, SECONDS, least=least)


def test_without_limit_everybody_serves_everywhere() -> None:
    found = two(None, one=1, two=1)
    assert (dict(found.members), found.proof) == ({"one": ("A",), "two": ("A",)}, Proof.EXACT)


@pytest.mark.parametrize(("limit", "rival"), [(1, ""), (None, "EXP-1")])
def test_nobody_is_in_more_bids_than_allowed(limit: int | None, rival: str) -> None:
    found = two(limit, rival, one=1, two=1)
    assert sorted(found.members.values()) == [("A",), ("B", "C")]
    assert found.proof is Proof.SOLVER


def test_a_call_that_nobody_can_serve_is_passed_over() -> None:
    easy, hard = case(row("R"), holds("A", R="yes")), case(row("R"), holds("A", R="no"))
    found = assign([Entry("easy", easy, Options()), Entry("hard", hard, Options())], lambda _: 1, SECONDS)
    assert (dict(found.members), found.served) == ({"easy": ("A",), "hard": ()}, 1)


def test_a_cent_short_is_not_served() -> None:
    short = case(row("R", "sum", "100", "EUR"), holds("A", R="60"), holds("B", R="39.99"))
    assert assign([Entry("x", short, Options())], lambda _: None, SECONDS).served == 0


def test_no_calls() -> None:
    assert assign([], lambda _: None, SECONDS).served == 0
