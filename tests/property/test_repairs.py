"""Repairs and the ideal partner of random tenders of all rules: done in the sheets, nothing fewer or less does."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from consortium.domain.explanation import Brought, Change, Kind, Repair, Thing
from consortium.optimise.explain.ask import Asker
from consortium.optimise.explain.partner import ideal_partner
from consortium.optimise.explain.repairs import MOST_SOME, repairs
from tests import oracle_explain, oracle_repairs
from tests.generators import random_case
from tests.generators_all import FURTHER, WITH_SHARES, random_case_of
from tests.oracle_cells import measure, plain
from tests.oracle_explain import HAIR
from tests.oracle_repairs import NEW, Move
from tests.oracle_rules import parameters
from tests.property.compare import Differences, agree, domain_case, options
from tests.spec import Case, Choice, Row

ASKER = Asker("cbc")
MOST_CHANGES = 2
"""So many changes at once brute force tries."""
PLACES = Fraction(1, 10**10)
"""To which the threshold of a quotient is told."""
PART = Fraction(1, 10**6)
"""To which a value is told that a share divides: a hundredth of a per cent of a cent."""


def _base(row: Row, written: str) -> Fraction:
    unit = measure(row.unit)
    return Fraction(written) * (unit.factor if unit else 1)


def _move(case: Case, change: Change, less: Fraction = Fraction(0)) -> Move:
    """A change as it would be made in the sheets; ``less``: a little less of it (a higher threshold)."""
    if change.kind is Kind.OPTION:
        return Move(("option", change.before or ""), option=change.before or "")
    assert change.requirement is not None
    assert change.after is not None
    row = oracle_explain.row_of(case, change.requirement)
    if change.kind is Kind.THRESHOLD:
        stated, amount = _base(row, change.before or ""), _base(row, change.after) + less
        places = oracle_explain.bars(case)[row.id, stated]
        return Move(("threshold", row.id, str(stated)), bars=tuple((place, amount) for place in places))
    return _gain(case, row, change, less)


def _gain(case: Case, row: Row, change: Change, less: Fraction) -> Move:
    entity, after = change.entity or "", change.after or ""
    if change.thing is Thing.REFERENCE:
        amount = Fraction(0) if after == "yes" else Fraction(after) - less
        return oracle_repairs.reference(case, row, entity, amount, change.name or "")
    if change.thing is Thing.PEOPLE:
        number = int(after) - (0 if change.before in (None, "?") else int(change.before)) - bool(less)
        give = oracle_repairs.proved if change.kind is Kind.EVIDENCE else None
        return give(case, row, entity, number) if give else oracle_repairs.people(row, entity, number)
    if row.rule == "ratio":
        return oracle_repairs.figure(row, entity, "den" if change.below else "num", Fraction(after) - less)
    return oracle_repairs.value(row, entity, None if after == "yes" else Fraction(after) - less)


def _most(case: Case, change: Change, move: Move) -> Move:
    """The same change as far as it goes; a denominator, and a reference that is proved, stay as they are."""
    known = change.thing is Thing.REFERENCE and change.name is not None
    return move if change.below or known else oracle_repairs.all_moves(case)[move.name][0]


def _hair(case: Case, row: Row) -> Fraction:
    """A little of what the row asks for."""
    name = row.capability or row.text
    return PART if any(r.rule == "share" and r.capability == name for r in case.tender.rows) else HAIR


def _less(case: Case, change: Change, row: Row | None) -> Fraction | None:
    """How much less must not do; None where there is nothing less."""
    if row is None or change.below or change.after in ("yes", "0") or (change.name and row.rule != "ratio"):
        return None
    if change.kind is Kind.THRESHOLD and (row.rule == "ratio" or "mode=each" in row.parameters):
        return PLACES
    return HAIR if change.kind is Kind.THRESHOLD else _hair(case, row)


def _two_ways(case: Case) -> bool:
    """Whether more of a denominator may help or harm: one is under 0, or asked for elsewhere."""
    below = {plain(parameters(row).get("den", "")) for row in case.tender.rows if row.rule == "ratio"}
    others = {plain(row.capability or row.text) for row in case.tender.rows if row.rule != "ratio"}
    negative = any(plain(c.capability) in below and c.value[:1] == "-" for c in case.register.capabilities)
    return negative or bool(below & others)


def repair_differences(case: Case) -> Differences:
    """Each repair works, with the size it says, none of it to spare and nothing less; there is no other so small."""
    if oracle_explain.least(case) is not None:
        return {}
    part = repairs(ASKER, domain_case(case), options(case))
    wrong: Differences = {}
    for repair in part.items:
        wrong |= _faults(case, repair)
    if _two_ways(case):
        return wrong
    if not part.complete and len(part.items) < MOST_SOME:
        wrong["complete"] = (False, True)
    ours = {tuple(sorted(_move(case, c).name for c in r.changes)) for r in part.items}
    theirs = oracle_repairs.smallest_repairs(case, MOST_CHANGES)
    if theirs and not (ours == theirs if part.complete else ours <= theirs):
        wrong["all"] = (ours - theirs, theirs - ours)
    if not theirs and any(len(names) <= MOST_CHANGES for names in ours):
        wrong["fewest"] = (part.items, theirs)
    return wrong


def _faults(case: Case, repair: Repair) -> Differences:
    """What is wrong with one repair."""
    moves = [_move(case, change) for change in repair.changes]
    size = oracle_repairs.after(case, moves)
    spare = [n for n in range(len(moves)) if oracle_repairs.after(case, moves[:n] + moves[n + 1 :]) is not None]
    wrong: Differences = {} if (size, spare) == (repair.size_after, []) else {"repair": (repair, (size, spare))}
    for n, change in enumerate(repair.changes):
        row = oracle_explain.row_of(case, change.requirement) if change.requirement else None
        less = _less(case, change, row)
        later = [_most(case, c, m) for c, m in zip(repair.changes[n + 1 :], moves[n + 1 :], strict=True)]
        if less and oracle_repairs.after(case, [*moves[:n], _move(case, change, less), *later]) is not None:
            wrong["less"] = (repair, change)
    return wrong


def _brought(case: Case, row: Row, one: Brought, less: Fraction = Fraction(0)) -> Move:
    if row.rule == "ratio":
        return oracle_repairs.figure(row, NEW, "den" if one.below else "num", Fraction(one.value or 0) - less)
    if row.rule == "references":
        return oracle_repairs.reference(case, row, NEW, Fraction(one.value or 0) - less)
    if row.rule == "team":
        return oracle_repairs.people(row, NEW, int(one.value or 0) - bool(less))
    return oracle_repairs.value(row, NEW, None if one.value is None else Fraction(one.value) - less)


def partner_differences(case: Case) -> Differences:
    """As few things as brute force needs, and no amount, in their order, a hair too much."""
    domain = domain_case(case)
    size = oracle_explain.least(case)
    part = ideal_partner(ASKER, domain, options(case), size)
    expected = None if size == 1 else oracle_repairs.fewest_to_bring(case, size)
    if not part.complete:
        return {} if _two_ways(case) else {"complete": (False, True)}
    if part.items is None or expected is None:
        return {} if part.items is expected is None else {"found": (part.items, expected)}
    joined = oracle_repairs.with_newcomer(case)
    brings = [(oracle_explain.row_of(case, one.requirement or ""), one) for one in part.items.capabilities]
    moves = [_brought(case, row, one) for row, one in brings]
    wrong: Differences = {}
    if tuple(dict.fromkeys(move.name for move in moves)) != expected:
        wrong["things"] = ([move.name for move in moves], expected)
    if oracle_repairs.after(joined, moves) != part.items.size_after or (size and part.items.size_after >= size):
        wrong["size"] = (part.items, oracle_repairs.after(joined, moves))
    full = oracle_repairs.brought_by(joined, [NEW])
    for n, (row, one) in enumerate(brings):
        if one.value and not one.below:
            later = [
                m if o.below else full[m.name][0] for m, (_, o) in zip(moves[n + 1 :], brings[n + 1 :], strict=True)
            ]
            found = oracle_repairs.after(joined, [*moves[:n], _brought(case, row, one, _hair(case, row)), *later])
            if found is not None and (size is None or found < size):
                wrong["less"] = (part.items, one)
    return wrong


SEEDS = 30
KINDS = ("plain", "options", "figures", *FURTHER, "all")


def random_question(kind: str, seed: int) -> Case:
    """A small tender in which rows of some kind decide."""
    rng = random.Random(f"{kind} {seed}")
    if kind in ("plain", "options"):
        case = random_case(rng, 4 if kind == "plain" else 3)
        return case if kind == "plain" else replace(case, choice=_restricted(rng, case))
    if kind == "figures":
        return _with_shared_figures(rng, random_case_of(rng, ("ratio",), 4))
    rules = FURTHER if kind == "all" else (kind,)
    case = random_case_of(rng, rules, 3 if {*rules} & {*WITH_SHARES} else 5)
    # People have no status: none is ever verified, whoever brings them.
    verified_only = case.choice.verified_only and not any(row.rule == "team" for row in case.tender.rows)
    return replace(case, choice=replace(case.choice, verified_only=verified_only))


def _with_shared_figures(rng: random.Random, case: Case) -> Case:
    """Ratios of what other rows ask for as well."""
    figures = rng.choice((("Facturación", "pasivo"), ("Facturación", "pasivo"), ("activo", "Facturación")))
    shared = f"num={figures[0]}; den={figures[1]}; mode={rng.choice(('pooled', 'each'))}"
    rows = (replace(r, parameters=shared) if r.rule == "ratio" and r.parameters else r for r in case.tender.rows)
    return replace(case, tender=replace(case.tender, rows=tuple(rows)))


def _restricted(rng: random.Random, case: Case) -> Choice:
    ids = [e.id for e in case.register.entities]
    include = tuple(rng.sample(ids, rng.randint(0, min(2, len(ids)))))
    exclude = tuple(e for e in ids if e not in include and rng.random() < 0.5)
    return Choice((), include, exclude, rng.choice((None, 1, 2)))


@pytest.fixture(autouse=True)
def _without_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consortium.optimise.explain.repairs.SINGLES_SECONDS", float("inf"))


@pytest.mark.parametrize("kind", KINDS)
def test_repairs(kind: str) -> None:
    cases = [case for seed in range(SEEDS) if oracle_explain.least(case := random_question(kind, seed)) is None]
    for case in cases:
        agree(case, repair_differences)
    assert len(cases) > 2


@pytest.mark.parametrize("kind", KINDS)
def test_ideal_partner(kind: str) -> None:
    sizes = []
    for seed in range(SEEDS):
        case = random_question(kind, seed)
        agree(case, partner_differences)
        sizes.append(oracle_explain.least(case))
    assert sum(size != 1 for size in sizes) > 2
