"""Every why against brute force on random tenders of up to eight entities."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from time import monotonic

import pytest

from consortium.domain.case import Case as DomainCase
from consortium.domain.explanation import Part
from consortium.optimise import search
from consortium.optimise.explain import ask, coverage
from consortium.optimise.explain import frontier as frontiers
from consortium.optimise.explain.ask import Asker, Reply
from consortium.optimise.explain.breakpoints import breakpoints
from consortium.optimise.explain.conflicts import conflicts
from consortium.optimise.explain.frontier import frontier
from consortium.optimise.explain.members import lots, membership, replacement
from consortium.optimise.explain.partner import ideal_partner
from consortium.optimise.explain.repairs import repairs
from tests import oracle_explain as oracle
from tests.generators import random_case, random_register, random_tender
from tests.generators_all import FURTHER, random_case_of
from tests.generators_quotients import quotient_case
from tests.oracle_cells import measure
from tests.property.compare import Differences, agree, domain_case, options
from tests.spec import Case, Choice, EntityRow, PersonRow, RegisterSpec, Row, TenderSpec

ASKER = Asker("cbc")
SEEDS = 60


def _best(case: Case) -> tuple[DomainCase, Reply]:
    domain = domain_case(case)
    return domain, ASKER.best(domain, options(case))


def _differ(part: Part[object], ours: object, theirs: object) -> Differences:
    found: Differences = {} if ours == theirs else {"items": (ours, theirs)}
    return found if part.complete else found | {"complete": (False, True)}


def membership_differences(case: Case) -> Differences:
    domain, best = _best(case)
    part = membership(ASKER, domain, options(case), best)
    m = part.items
    return _differ(part, (m.core, m.optional, m.never, m.counts), oracle.membership(case))


def replacement_differences(case: Case) -> Differences:
    domain, best = _best(case)
    part = replacement(ASKER, domain, options(case), best.members)
    return _differ(part, {m: (r.members, r.kept) for m, r in part.items.items()}, oracle.replacement(case))


def lots_differences(case: Case) -> Differences:
    part = lots(ASKER, domain_case(case), options(case))
    return _differ(part, {lot: one.members for lot, one in part.items.items()}, oracle.lots(case))


def frontier_differences(case: Case) -> Differences:
    domain, best = _best(case)
    part = frontier(ASKER, domain, options(case), best)
    return _differ(part, [(s.max_members, s.covered, s.of, s.members) for s in part.items], oracle.frontier(case))


@pytest.mark.parametrize(
    "differences",
    [membership_differences, replacement_differences, lots_differences, frontier_differences],
    ids=lambda d: d.__name__.removesuffix("_differences"),
)
def test_a_part(differences: Callable[[Case], Differences]) -> None:
    for seed in range(SEEDS):
        agree(random_case(random.Random(seed), 8), differences)


def _many_options(rng: random.Random, most: int) -> Case:
    register = random_register(rng, most)
    ids = [e.id for e in register.entities]
    drawn = rng.sample(ids, min(len(ids), 3))
    choice = Choice(
        include=tuple(drawn[: rng.randint(0, 1)]),
        exclude=tuple(drawn[1 : rng.randint(1, 3)]),
        max_members=rng.choice((None, 1, 2, 3)),
        verified_only=rng.random() < 0.2,
    )
    return Case(random_tender(rng, register, 6), register, choice)


@cache
def _uncoverable(most: int, wanted: int) -> tuple[Case, ...]:
    """Cases that nothing covers, some only because of their options."""
    found: list[Case] = []
    seed = 0
    while len(found) < wanted:
        case = _many_options(random.Random(seed), most)
        seed += 1
        if oracle.least(case) is None and (seed % 3 == 0 or oracle.least(oracle.free(case)) is not None):
            found.append(case)
    return tuple(found)


def conflict_differences(case: Case) -> Differences:
    if oracle.least(case) is not None:
        return {}
    part = conflicts(ASKER, domain_case(case), options(case))
    groups = {row.alternative.partition("/")[0] for row in case.tender.rows if row.alternative}
    ours = {
        frozenset((*(f"{'group' if r in groups else 'row'} {r}" for r in c.requirements), *c.options))
        for c in part.items
    }
    return _differ(part, ours, oracle.conflicts(case))


def test_conflicts() -> None:
    found = [
        case for case in _uncoverable(8, 60) if not conflict_differences(case) or agree(case, conflict_differences)
    ]
    assert len(found) == 60


def _base(case: Case, row: str, amount: str | Decimal | Fraction) -> Fraction:
    unit = measure(oracle.row_of(case, row).unit)
    return Fraction(amount) * (unit.factor if unit else 1)


def breakpoint_differences(case: Case, asker: Asker = ASKER) -> Differences:
    """Fewer do at the threshold, not a hair above it, and where none is named not even at 0."""
    domain, best = _best(case)
    size = len(best.members)
    if size < 2:
        return {}
    part = breakpoints(asker, domain, options(case), size)
    named = {(p.requirement, _base(case, p.requirement, p.threshold)): p for p in part.items}
    wrong: Differences = {} if part.complete else {"complete": (False, True)}
    for (row, bar), places in oracle.bars(case).items():
        mine = [(t, p.next_size) for (r, t), p in named.items() if r == row and t < bar]
        sizes = [_at(case, places, t) for t, _ in mine] or [_at(case, places, Fraction(0))]
        above = [_at(case, places, t + oracle.HAIR) for t, _ in mine]
        if (mine and sizes != [n for _, n in mine]) or any(s < size for s in above) or (not mine and sizes[0] < size):
            wrong[row] = ((mine, sizes, above), size)
        if oracle.by_quotients(case, oracle.row_of(case, row)):
            theirs = oracle.breaking(case, places, size)
            if mine != ([theirs] if theirs else []):
                wrong[f"{row} by itself"] = (mine, theirs)
    return wrong


def _at(case: Case, places: tuple[oracle.Bar, ...], bar: Fraction) -> int:
    size = oracle.least(case, oracle.Edit(bars=dict.fromkeys(places, bar)))
    assert size is not None
    return size


def test_breakpoints() -> None:
    named = 0
    for seed in range(SEEDS):
        case = replace(random_case(random.Random(seed), 8), choice=Choice())
        agree(case, breakpoint_differences)
        domain, best = _best(case)
        named += len(breakpoints(ASKER, domain, options(case), len(best.members)).items)
    assert named > 10


def test_breakpoints_of_quotients() -> None:
    named = 0
    for seed in range(SEEDS):
        case = quotient_case(random.Random(f"quotient {seed}"))
        agree(case, breakpoint_differences)
        domain, best = _best(case)
        part = breakpoints(ASKER, domain, options(case), len(best.members))
        named += sum(oracle.by_quotients(case, oracle.row_of(case, point.requirement)) for point in part.items)
    assert named > 5


@pytest.mark.parametrize("solver", ["cbc", "highs"])
def test_breakpoints_of_quotients_where_the_exact_search_gives_up(solver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _solver_only(monkeypatch)
    for seed in range(12):
        agree(quotient_case(random.Random(f"quotient {seed}")), partial(breakpoint_differences, asker=Asker(solver)))


@pytest.mark.parametrize("rule", FURTHER)
def test_breakpoints_with_all_rules(rule: str) -> None:
    named = 0
    for seed in range(60):
        case = random_case_of(random.Random(f"bar {rule} {seed}"), (rule,), 5)
        agree(case, breakpoint_differences)
        domain, best = _best(case)
        named += len(breakpoints(ASKER, domain, options(case), len(best.members)).items)
    assert named


def test_out_of_time_nothing_is_said_to_be_complete() -> None:
    late = Asker("cbc", monotonic() - 1)
    case = _uncoverable(8, 60)[0]
    domain, asked = domain_case(case), options(case)
    assert not conflicts(late, domain, asked).complete
    assert not repairs(late, domain, asked).complete
    assert not ideal_partner(late, domain, asked, None).complete
    assert not frontier(late, domain, asked, Reply()).complete


def _solver_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The exact search gives up at once, so that everything rests on PuLP."""
    for name in ("QUICK_SECONDS", "EXACT_SECONDS", "TIES_SECONDS"):
        monkeypatch.setattr(ask, name, -1.0)
    monkeypatch.setattr(search, "CHECK_EVERY", 1)


@pytest.mark.parametrize("solver", ["cbc", "highs"])
def test_where_the_exact_search_gives_up_the_solvers_agree(solver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _solver_only(monkeypatch)
    asker = Asker(solver)
    for seed in range(12):
        case = random_case(random.Random(seed), 6)
        domain, asked = domain_case(case), options(case, solver)
        best = asker.best(domain, asked)
        placed = membership(asker, domain, asked, best).items
        assert (placed.core, placed.optional, placed.never) == oracle.membership(case)[:3]
        found = replacement(asker, domain, asked, best.members)
        assert {m: (r.members, r.kept) for m, r in found.items.items()} == oracle.replacement(case)


@pytest.mark.parametrize("solver", ["cbc", "highs"])
def test_the_frontier_where_the_exact_search_gives_up(solver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontiers, "EXACT_SECONDS", -1.0)
    monkeypatch.setattr(coverage, "CHECK_EVERY", 1)
    asker, complete = Asker(solver), 0
    for seed in range(20):
        case = (
            random_case_of(random.Random(f"wish {seed}"), most=5) if seed % 2 else random_case(random.Random(seed), 6)
        )
        domain, asked = domain_case(case), options(case, solver)
        part = frontier(asker, domain, asked, asker.best(domain, asked))
        told = [(s.max_members, s.covered, s.of, s.members) for s in part.items]
        assert told == oracle.frontier(case)[: None if part.complete else len(told)]
        complete += part.complete
    assert complete > 15


@pytest.mark.parametrize(
    "differences",
    [
        membership_differences,
        replacement_differences,
        lots_differences,
        frontier_differences,
        conflict_differences,
    ],
    ids=lambda d: d.__name__.removesuffix("_differences"),
)
def test_a_part_with_all_rules(differences: Callable[[Case], Differences]) -> None:
    for seed in range(40):
        agree(random_case_of(random.Random(f"why {seed}"), most=5), differences)


def test_people_whom_two_rows_want_are_a_conflict() -> None:
    nurse = Row("R1", rule="team", capability="Enfermera"), Row("R2", rule="team", capability="Enfermera")
    register = RegisterSpec((EntityRow("A"),), people=(PersonRow("p", "A", "Enfermera"),))
    assert conflict_differences(Case(TenderSpec(nurse), register)) == {}
    assert oracle.conflicts(Case(TenderSpec(nurse), register)) == {frozenset({"row R1", "row R2"})}
