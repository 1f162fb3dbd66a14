"""The comparison of two versions, against random edits: it rebuilds the new one, and what it says of each is true."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings

from consortium.domain.amendment import ROW_FIELDS, Amendment, Change, Kind, compare, same
from consortium.domain.call import Alternative, Lot, Parameter, Percent, Requirement, Rule, Tender
from consortium.domain.case import case_of
from consortium.domain.effects import Effect, combined
from consortium.domain.register import Mark, Register
from consortium.domain.verify import covers
from tests.convert import to_domain
from tests.generators import SEEDS, random_register, random_tender
from tests.generators_all import random_case_of

Edit = Callable[[random.Random, Tender], Tender]


def rebuilt(old: Tender, found: Amendment) -> Tender:
    """The old version with the comparison carried out on it, field by field."""
    assert sorted(map(repr, _befores(found.rows))) == sorted(map(repr, old.requirements))
    assert sorted(map(repr, _befores(found.lots))) == sorted(map(repr, old.lots))
    facts = {change.name: change.after for change in found.facts}
    return replace(old, **facts, lots=_then(found.lots), requirements=_then(found.rows))


def _befores(changes: tuple[Change, ...]) -> list:  # type: ignore[type-arg]
    return [change.before for change in changes if change.before is not None]


def _then(changes: tuple[Change, ...]) -> tuple:  # type: ignore[type-arg]
    kept = (change for change in changes if change.kind is not Kind.REMOVED)
    return tuple(
        change.after if change.before is None else replace(change.before, **{f.name: f.after for f in change.fields})
        for change in kept
    )


def says_the_same(one: Tender, other: Tender) -> bool:
    """Whether two tenders differ in nothing but places and spellings of numbers."""
    facts = replace(one, lots=(), requirements=()) == replace(other, lots=(), requirements=())
    rows = zip(one.requirements, other.requirements, strict=True)
    return (
        facts
        and one.lots == other.lots
        and all(same(name, getattr(a, name), getattr(b, name)) for a, b in rows for name in ROW_FIELDS)
    )


def _one(rng: random.Random, tender: Tender, edit: Callable[[Requirement], Requirement]) -> Tender:
    rows = list(tender.requirements)
    n = rng.randrange(len(rows))
    rows[n] = edit(rows[n])
    return replace(tender, requirements=tuple(rows))


def _remove(rng: random.Random, tender: Tender) -> Tender:
    rows = list(tender.requirements)
    del rows[rng.randrange(len(rows))]
    return replace(tender, requirements=tuple(rows) or tender.requirements)


def _add(rng: random.Random, tender: Tender) -> Tender:
    rows = list(tender.requirements)
    like = rng.choice(rows)
    row = replace(like, id=f"N{rng.randrange(10**9)}", text=f"{like.text} y además {rng.randrange(10**6)} cosas nuevas")
    rows.insert(rng.randrange(len(rows) + 1), row)
    return replace(tender, requirements=tuple(rows))


def _shuffle(rng: random.Random, tender: Tender) -> Tender:
    return replace(tender, requirements=tuple(rng.sample(tender.requirements, len(tender.requirements))))


def _renumber(rng: random.Random, tender: Tender) -> Tender:
    rows = (replace(row, id=f"R{n + 2}") for n, row in enumerate(tender.requirements))
    return replace(tender, requirements=tuple(rows))


def _threshold(rng: random.Random, tender: Tender) -> Tender:
    factor = Decimal(rng.choice(("0", "0.5", "0.99", "1.01", "2")))

    def moved(row: Requirement) -> Requirement:
        number = row.threshold * factor if isinstance(row.threshold, Decimal) else Decimal(rng.randrange(3))
        return replace(row, threshold=rng.choice((number, number, None)))

    return _one(rng, tender, moved)


def _parameter(rng: random.Random, tender: Tender) -> Tender:
    name, value = rng.choice(
        (
            ("k", Decimal(rng.randint(1, 3))),
            ("floor", Percent(Decimal(rng.choice((1, 10, 60))))),
            ("floor", Decimal(rng.choice((1, 100, 10**6)))),
            ("member_min", Percent(Decimal(rng.choice((1, 20))))),
            ("lead_min", Percent(Decimal(rng.choice((1, 60))))),
        )
    )

    def given_or_lifted(row: Requirement) -> Requirement:
        rest = tuple(p for p in row.parameters if p[0] != name)
        return replace(row, parameters=rest if rng.random() < 0.3 else (*rest, (name, value)))

    return _one(rng, tender, given_or_lifted)


def _lots(rng: random.Random, tender: Tender) -> Tender:
    ids = [lot.id for lot in tender.lots]
    chosen = tuple(rng.sample(ids, rng.randint(0, len(ids))))
    return _one(rng, tender, lambda row: replace(row, lots=chosen))


def _figures(rng: random.Random, tender: Tender) -> Tender:
    value = rng.choice((None, Decimal(90), Decimal("1000000.5")))
    if tender.lots and rng.random() < 0.5:
        first, *rest = tender.lots
        return replace(tender, lots=(replace(first, estimated_value=value), *rest, Lot(f"L{rng.randrange(99)}")))
    return replace(tender, estimated_value=value, minimum_share=Decimal(rng.choice(("0", "0.2", "0.5"))))


EDITS: tuple[Edit, ...] = (
    _remove,
    _add,
    _shuffle,
    _renumber,
    _threshold,
    _parameter,
    _lots,
    _figures,
    lambda rng, t: _one(rng, t, lambda row: replace(row, rule=rng.choice((*list(Rule)[:5], None)))),
    lambda rng, t: _one(rng, t, lambda row: replace(row, mandatory=not row.mandatory)),
    lambda rng, t: _one(rng, t, lambda row: replace(row, text=f"{row.text} revisado", evidence="otro documento")),
    lambda rng, t: _one(rng, t, lambda row: replace(row, points=Decimal(rng.randint(1, 9)), clause="9.1")),
    lambda rng, t: _one(rng, t, lambda row: replace(row, alternative=rng.choice((None, Alternative("G", "a"))))),
    lambda rng, t: _one(rng, t, lambda row: replace(row, capability=rng.choice(("Oficina", row.capability.upper())))),
)


def drawn(seed: int, edits: int) -> tuple[Tender, Tender, Register]:
    """A tender, the same after some random edits, and a register without negative values."""
    rng = random.Random(f"amended {seed}")
    spec = random_register(rng, 5)
    tender, register = to_domain(random_tender(rng, spec), spec)
    amended = tender
    for _ in range(rng.randint(1, edits)):
        amended = rng.choice(EDITS)(rng, amended)
    return tender, amended, _without_negatives(register)


def _without_negatives(register: Register) -> Register:
    held = tuple(c for c in register.capabilities if isinstance(c.value, Mark) or c.value >= 0)
    return replace(register, capabilities=held)


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_the_comparison_rebuilds_the_new_version(seed: int) -> None:
    old, new, _ = drawn(seed, 6)
    found = compare(old, new)
    assert says_the_same(rebuilt(old, found), new)
    assert found.empty == (len(old.requirements) == len(new.requirements) and says_the_same(_sorted(old), _sorted(new)))
    assert compare(new, new).empty


def _sorted(tender: Tender) -> Tender:
    """In an order of its own: the order of rows says nothing."""
    return replace(tender, requirements=tuple(sorted(tender.requirements, key=lambda row: row.id)))


FURTHER: dict[Rule, tuple[tuple[str, Parameter], ...]] = {
    Rule.REFERENCES: (
        ("k", Decimal(2)), ("years", Decimal(2)), ("cap", Decimal(2)), ("total", Decimal(100)), ("cpv", "90"),
    ),
    Rule.TEAM: (("years", Decimal(4)), ("dedication", Percent(Decimal(50)))),
    Rule.CLASSIFICATION: (("gate", False),),
    Rule.SHARE: (("mode", "each"),),
    Rule.RATIO: (("mode", "each"),),
    Rule.ANY: (("external", True),),
    Rule.SUM: (("external", True),),
}  # fmt: skip


def _further(rng: random.Random, tender: Tender) -> Tender:
    """A parameter of the rules that are not only about sums, given, changed or lifted."""

    def edit(row: Requirement) -> Requirement:
        choices = FURTHER.get(row.rule, ()) if row.rule else ()
        if not choices:
            return row
        name, value = rng.choice(choices)
        rest = tuple(p for p in row.parameters if p[0] != name)
        return replace(row, parameters=rest if rng.random() < 0.3 else (*rest, (name, value)))

    return _one(rng, tender, edit)


def drawn_of_all_rules(seed: int) -> tuple[Tender, Tender, Register]:
    """As ``drawn``, with rows of every rule and one edit."""
    rng = random.Random(f"every rule {seed}")
    case = random_case_of(rng, most=4)
    tender, register = to_domain(case.tender, case.register)
    edit = rng.choice((*EDITS, *[_further] * 6, *[_threshold] * 3))
    return tender, edit(rng, tender), _without_negatives(register)


@settings(max_examples=300, deadline=None)
@given(SEEDS)
def test_harder_and_easier_mean_what_they_say(seed: int) -> None:
    old, new, register = drawn(seed, 2) if seed % 3 else drawn_of_all_rules(seed)
    found = compare(old, new)
    parts = (found.rows, found.lots, found.facts)
    effect = combined(change.effect for part in parts for change in part)
    before, after = _covering(old, register), _covering(new, register)
    if effect is Effect.HARDER:
        assert after <= before
    elif effect is Effect.EASIER:
        assert before <= after
    elif effect is Effect.NEUTRAL:
        assert before == after


def _covering(tender: Tender, register: Register) -> set[tuple[str, ...]]:
    """Every coalition that covers, by trying all."""
    case = case_of(tender, register)
    sizes = range(1, len(case.entities) + 1)
    return {members for n in sizes for members in combinations(case.entities, n) if covers(case, members)}
