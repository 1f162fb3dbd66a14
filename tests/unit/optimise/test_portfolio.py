"""Several calls in one model, against trying every way to serve them."""

import random
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations

import pytest

from consortium.domain.result import Options, Proof
from consortium.domain.verify import assess
from consortium.optimise.portfolio import Assignment, Entry, Target, assign
from tests.generators import random_register, random_tender
from tests.generators_all import random_case_of
from tests.oracle_portfolio import Members, at_most, best_plan
from tests.property.compare import domain_case, options
from tests.spec import Cap, Case, EntityRow, ExternalRow, RegisterSpec, Row, TenderSpec
from tests.unit.domain.builders import case, holds, row

SECONDS = 30.0


def certificates(rng: random.Random) -> list[Case]:
    """Calls for some of five certificates, one of which a non-member has, with points for others: many ties."""
    caps = tuple(Cap(e, name, "yes") for e in "ABCDE" for name in "vwxyz" if rng.random() < 0.4)
    entities = tuple(EntityRow(e, cost=str(rng.choice((0, 1, 2)))) for e in "ABCDE")
    outside = (ExternalRow("X", "v", "yes", letter="yes"),) if rng.random() < 0.5 else ()
    register = RegisterSpec(entities, caps, externals=outside)
    return [Case(TenderSpec(_asked(rng)), register) for _ in range(rng.choice((2, 2, 3)))]


def _asked(rng: random.Random) -> tuple[Row, ...]:
    """Two or three certificates that must be held, and one of the others that gives points."""
    names = rng.sample("vwxyz", 4)
    must = rng.choice((2, 3))
    rows = (Row(name, capability=name, parameters="external=yes" if name == "v" else "") for name in names[:must])
    rule = rng.choice(("any", "each", "lead"))
    return (*rows, Row(names[3], capability=names[3], rule=rule, mandatory="no", points=rng.choice(("1", "2.5"))))


def mixed(rng: random.Random) -> list[Case]:
    """Calls of plain rows, or of all rules, with options of their own."""
    if rng.random() < 0.5:
        return [random_case_of(rng, most=4)] * 2
    register = random_register(rng, 4)
    return [Case(random_tender(rng, register, 3), register) for _ in range(rng.choice((2, 3)))]


def found_by(cases: list[Case], most: int | None, solver: str, rest: list[tuple[Target, Members]]) -> Assignment:
    entries = [
        Entry(str(n), domain_case(case), options(case), target, decided)
        for n, (case, (target, decided)) in enumerate(zip(cases, rest, strict=True))
    ]
    found = assign(entries, lambda _: most, SECONDS, solver)
    assert all(assess(e.case, found.members[e.key]).covers for e in entries if found.members[e.key])
    return found


@pytest.mark.parametrize("kind", [certificates, mixed])
@pytest.mark.parametrize("seed", range(40))
def test_most_calls_then_fewest_members_then_the_order_of_ties(seed: int, kind: Callable[..., list[Case]]) -> None:
    rng = random.Random(seed)
    cases, most = kind(rng), rng.choice((1, 1, 2))
    found = found_by(cases, most, ("cbc", "highs")[seed % 2], [(Target(), ())] * len(cases))
    assert tuple(found.members.values()) == best_plan(cases, partial(at_most, most))
    assert (found.canonical, found.proof) == (True, Proof.SOLVER)


LOTS: tuple[tuple[str, ...], ...] = ((), ("1",), ("2",), ("1", "2"))


@pytest.mark.parametrize("seed", range(30))
def test_nobody_is_in_two_bids_where_their_lots_meet(seed: int) -> None:
    rng = random.Random(f"rivals {seed}")
    cases = certificates(rng)
    targets = [Target(rng.choice(("EXP-1", "EXP-1", "EXP-2", "")), rng.choice(LOTS)) for _ in cases]

    def allowed(plan: Sequence[Members]) -> bool:
        pairs = combinations(zip(targets, plan, strict=True), 2)
        return not any(set(one) & set(two) for (a, one), (b, two) in pairs if _rivals(a, b))

    found = found_by(cases, None, "cbc", [(target, ()) for target in targets])
    assert tuple(found.members.values()) == best_plan(cases, allowed)


def _rivals(a: Target, b: Target) -> bool:
    """Lots of a tender that has two, one by one; no lots chosen are all of them."""
    return a.tender == b.tender != "" and any(lot in (a.lots or "12") and lot in (b.lots or "12") for lot in "12")


@pytest.mark.parametrize("seed", range(30))
def test_a_decided_coalition_is_kept_where_that_costs_no_member_more(seed: int) -> None:
    rng = random.Random(f"decided {seed}")
    cases = certificates(rng)
    decided = [tuple(sorted(rng.sample("ABCDE", rng.choice((1, 2, 2))))) for _ in cases]
    found = found_by(cases, 1, "cbc", [(Target(), members) for members in decided])
    assert tuple(found.members.values()) == best_plan(cases, partial(at_most, 1), decided)


def two(limit: int | None, tender: str = "", **least: int) -> Assignment:
    """Two calls that A serves alone, and B with C together."""
    partners = (holds("A", R="yes", S="yes"), holds("B", R="yes"), holds("C", S="yes"))
    call = case(row("R"), row("S"), *partners)
    entries = [Entry(key, call, Options(), Target(tender)) for key in ("one", "two")]
    return assign(entries, lambda _: limit, SECONDS, least=least)


def test_without_limit_everybody_serves_everywhere() -> None:
    found = two(None, one=1, two=1)
    assert (dict(found.members), found.proof) == ({"one": ("A",), "two": ("A",)}, Proof.EXACT)


@pytest.mark.parametrize(("limit", "tender"), [(1, ""), (None, "EXP-1")])
def test_nobody_is_in_more_bids_than_allowed(limit: int | None, tender: str) -> None:
    found = two(limit, tender, one=1, two=1)
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
