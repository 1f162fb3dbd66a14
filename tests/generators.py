"""Random small tenders that seek the edges, for tests against brute force."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from tests.oracle import solve
from tests.spec import Cap, Case, Choice, EntityRow, LotRow, PairRow, RegisterSpec, Row, TenderSpec

DEADLINE = "2026-06-15"
IDS = ("E1", "E10", "E2", "b", "B", "É", "Z9", "01", "ñ", "a-3", "X y", "0")
YES_NO = ("ISO 9001", "Seguro RC", "Plan de igualdad", "Vehículo adaptado", "Oficina")
MONEY = ("Facturación", "Contratos similares")
COUNTS = ("Plantilla",)
PERCENTS = ("Inserción",)
UNIT_OF = {**dict.fromkeys(MONEY, "EUR"), "Plantilla": "people", "Inserción": "%"}
SPELLINGS = {"Facturación": ("facturacion", "FACTURACIÓN"), "ISO 9001": ("iso  9001",)}
FACTOR = {"EUR": 1, "k€": 1000, "M€": 10**6}
UNREADABLE: tuple[dict[str, str], ...] = (
    {"threshold": "ver apartado L"},
    {"threshold": "-5"},
    {"threshold": "2x VEC", "unit": "people"},
    {"rule": "acumulable"},
    {"rule": "ratio"},
    {"rule": "references", "parameters": "years=muchos"},
    {"rule": "count", "parameters": ""},
    {"rule": "sum", "threshold": ""},
    {"rule": "sum", "parameters": "floor=mucho"},
    {"rule": "", "category": "technical", "unit": "%", "threshold": "5"},
)


SEEDS = st.integers(0, 2**32)


def text(number: Decimal) -> str:
    """A number as plain text: no exponent, no trailing zeros."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _amount(rng: random.Random) -> Decimal:
    """Some euros: ties, single cents and the very large are all frequent."""
    kind = rng.random()
    if kind < 0.4:
        return Decimal(rng.choice((100, 200, 250, 300, 500)))
    if kind < 0.5:
        return Decimal(rng.choice((1, 2, 99, 101))) / 100
    if kind < 0.6:
        return Decimal(rng.choice((10**9, 10**9 - 1, 999_999_999))) - Decimal(rng.randrange(3)) / 100
    if kind < 0.65:
        return Decimal(0) if rng.random() < 0.8 else Decimal(-rng.choice((1, 10_000))) / 100
    return Decimal(int(10 ** rng.uniform(0, 11))) / 100


def _in_unit(rng: random.Random, euros: Decimal) -> tuple[str, str]:
    """The same amount in some unit; a blank unit is the requirement's, so it is left to the caller."""
    unit = rng.choices(("EUR", "k€", "M€"), (6, 2, 1))[0]
    return text(euros / FACTOR[unit]), unit


def _numeric(rng: random.Random, name: str) -> tuple[str, str]:
    if name in MONEY:
        return _in_unit(rng, _amount(rng))
    if name in COUNTS:
        return str(rng.choice((0, 1, 2, 3, 5, 7, "2.5"))), rng.choice(("", "people", "People"))
    return str(rng.choice((0, 10, 25, 30, "33.3", 50, 70))), rng.choice(("", "%"))


def _value(rng: random.Random, name: str) -> tuple[str, str]:
    """A value and its unit: mostly of the kind that the capability has."""
    odd = rng.random()
    if odd < 0.08:
        return rng.choice(("?", "")), ""
    if name in YES_NO:
        return (rng.choices(("yes", "no"), (1, 1))[0] if odd < 0.9 else rng.choice(("0", "1", "0.99", "3"))), ""
    if odd < 0.13:
        return rng.choice(("yes", "no")), ""
    if odd < 0.17:
        return "400", rng.choice(("USD", "hours"))
    return _numeric(rng, name)


def _cap(rng: random.Random, entity: EntityRow, name: str) -> Cap:
    value, unit = _value(rng, name)
    start = rng.choices(("", "2026-06-15", "2026-06-16", "2020-01-01"), (20, 1, 1, 1))[0]
    end = rng.choices(("", "2026-06-15", "2026-06-14", "2030-01-01"), (20, 1, 1, 1))[0]
    who = entity.name if entity.name and rng.random() < 0.1 else entity.id
    spelt = rng.choice(SPELLINGS[name]) if name in SPELLINGS and rng.random() < 0.1 else name
    status = rng.choices(("", "claimed", "evidenced", "verified"), (2, 2, 2, 4))[0]
    return Cap(who, spelt, value, unit, start, end, status)


def random_register(rng: random.Random, most: int = 10) -> RegisterSpec:
    """Up to ``most`` entities with their capabilities and pairs."""
    ids = rng.sample(IDS, max(rng.randint(1, most), rng.randint(1, most)))
    entities = tuple(
        EntityRow(
            i,
            f"Name of {i}" if rng.random() < 0.3 else "",
            rng.choice(("", "", "0", "1", "2", "0.1", "100.01")),
            rng.choices(("", "yes", "no"), (8, 1, 1))[0],
        )
        for i in ids
    )
    gaps = rng.choice((4, 12, 30))
    caps = [
        _cap(rng, entity, name)
        for entity in entities
        for name in (*YES_NO, *MONEY, *COUNTS, *PERCENTS)
        for _ in range(rng.choices((0, 1, 2), (gaps, 12, 1))[0])
    ]
    rng.shuffle(caps)
    pairs = rng.choices((0, 1, 2), (6, 2, 1))[0] if len(ids) > 2 else 0
    drawn = {tuple(sorted(rng.sample(ids, 2))): rng.choice(("apart", "together")) for _ in range(pairs)}
    return RegisterSpec(entities, tuple(caps), tuple(PairRow(a, b, how) for (a, b), how in drawn.items()))


def _edge(rng: random.Random, register: RegisterSpec, name: str) -> Decimal:
    """A threshold in euros or pieces: a sum that some entities reach, or a hair more or less."""
    numbers = [
        Decimal(c.value) * FACTOR.get(c.unit, 1)
        for c in register.capabilities
        if c.capability == name and c.value not in ("", "?", "yes", "no")
    ]
    picked = rng.sample(numbers, min(len(numbers), rng.choice((1, 2, 2, 3, 4, 6)))) if numbers else [Decimal(100)]
    step = Decimal("0.01") if name in MONEY else Decimal(rng.choice(("0.1", "1")))
    return max(sum(picked, Decimal(0)) + rng.choice((-1, 0, 0, 1)) * step, Decimal(0))


def _bounds(rng: random.Random, threshold: Decimal, factor: int) -> str:
    """Parameters of a sum, in the row's unit or in per cent."""
    parts = []
    for name in ("floor", "member_min", "lead_min"):
        if rng.random() < 0.2:
            share = rng.choice((1, 10, 20, 30, 50, 60))
            absolute = text((threshold * share / 100).quantize(Decimal("0.01")) / factor)
            parts.append(f"{name}={share}%" if rng.random() < 0.5 else f"{name}={absolute}")
    return "; ".join(parts)


def _numeric_row(rng: random.Random, register: RegisterSpec, row: Row) -> Row:
    name = rng.choice((*MONEY, *MONEY, *COUNTS, *PERCENTS))
    rule = rng.choices(("sum", "", "any", "each", "count", "lead"), (6, 2, 2, 1, 1, 1))[0]
    if name in PERCENTS and not rule:
        rule = "any"
    unit = UNIT_OF[name]
    threshold = _edge(rng, register, name)
    if unit == "EUR":
        written, unit = _in_unit(rng, threshold)
    else:
        written = text(threshold)
    if name in MONEY and rng.random() < 0.15:
        written = rng.choice(("1.5x VEC", "70% AAV", "1x AAV", "33.3% VEC", "2x VEC"))
    if rng.random() < 0.03:
        written = "0"
    default_sum = rule == "" and row.category not in ("exclusion", "suitability")
    parameters = _bounds(rng, threshold, FACTOR.get(unit, 1)) if rule == "sum" or default_sum else ""
    return replace(row, capability=name, rule=rule, threshold=written, unit=unit, parameters=parameters)


def _random_row(rng: random.Random, register: RegisterSpec, lots: tuple[str, ...], n: int) -> Row:
    """One row; ``n`` numbers it."""
    lot = ";".join(rng.sample(lots, rng.randint(1, len(lots)))) if lots and rng.random() < 0.6 else ""
    category = rng.choices(("technical", "economic", "suitability", "exclusion", "award"), (6, 4, 1, 1, 3))[0]
    row = Row(f"R{n}", lot, category, f"Requirement {n}")
    if rng.random() < 0.5:
        row = _numeric_row(rng, register, row)
    else:
        rule = rng.choices(("any", "", "each", "count", "lead"), (5, 3, 1, 2, 1))[0]
        row = replace(row, capability=rng.choice(YES_NO), rule=rule)
    if row.rule == "count":
        row = replace(row, parameters=f"k={rng.choice((1, 2, 2, 3))}")
    if rng.random() < 0.06:
        row = replace(row, **rng.choice(UNREADABLE))
    if rng.random() < 0.05:
        row = replace(row, text=row.capability, capability="")
    mandatory = rng.choices(("", "yes", "no"), (6, 1, 1))[0]
    points = rng.choice(("1", "2", "2", "0.1", "5")) if rng.random() < 0.4 or category == "award" else ""
    alternative = rng.choice(("G/a", "G/b", "H/a", "H/b", "H/c")) if rng.random() < 0.2 else ""
    return replace(row, mandatory=mandatory, points=points, alternative=alternative)


def random_tender(rng: random.Random, register: RegisterSpec, rows: int = 9) -> TenderSpec:
    """A tender of up to ``rows`` rows and three lots whose thresholds sit at the edge of what the register reaches."""
    lots = ("1", "2", "Norte")[: rng.choices((0, 1, 2, 3), (4, 1, 3, 1))[0]]
    figures = rng.choice(("100", "333.33", "1000000")), rng.choice(("", "6", "12", "14", "24", "36"))
    sheet = tuple(LotRow(lot, rng.choice(("", "100", "250.01")), rng.choice(("", "12", "18", "30"))) for lot in lots)
    return TenderSpec(
        tuple(
            _random_row(rng, register, lots, n) for n in range(1, max(rng.randint(1, rows), rng.randint(1, rows)) + 1)
        ),
        sheet if lots and rng.random() < 0.7 else None,
        figures[0] if rng.random() < 0.8 else "",
        figures[1],
        rng.choice(("", "EUR")),
        DEADLINE if rng.random() < 0.9 else "",
        rng.choices(("", "0", "20", "25.01", "33.33", "33.34", "50"), (20, 2, 2, 1, 1, 1, 1))[0],
    )


def random_choice(rng: random.Random, tender: TenderSpec, register: RegisterSpec) -> Choice:
    """Options, mostly none."""
    lots, ids = tender.lot_ids(), [e.id for e in register.entities]
    drawn = rng.sample(ids, min(len(ids), 2))
    include, exclude = (rng.random() < 0.12 for _ in range(2))
    return Choice(
        tuple(rng.sample(lots, rng.randint(1, len(lots)))) if lots and rng.random() < 0.4 else (),
        (drawn[0],) if include else (),
        (drawn[1],) if exclude and len(drawn) > 1 else (),
        rng.randint(1, 4) if rng.random() < 0.12 else None,
        rng.random() < 0.12,
    )


def random_case(rng: random.Random, most: int = 10) -> Case:
    """A whole question. Those that need two members or more are sought: one member is too easy to find."""
    case = _any_case(rng, most)
    for _ in range(rng.choice((0, 5))):
        if (solve(case).size or 0) > 1:
            break
        case = _any_case(rng, most)
    return case


def _any_case(rng: random.Random, most: int) -> Case:
    """One draw, of which most can be covered."""
    register = random_register(rng, most)
    tender = random_tender(rng, register)
    return _eased(rng, Case(tender, register, random_choice(rng, tender, register)))


def _eased(rng: random.Random, case: Case) -> Case:
    """The case with what nobody can meet mostly made optional."""
    hard = solve(case).gaps if rng.random() < 0.8 else ()
    rows = tuple(replace(r, mandatory="no") if {r.id, r.alternative[:1]} & {*hard} else r for r in case.tender.rows)
    return replace(case, tender=replace(case.tender, rows=rows))


def cases(most: int = 10) -> st.SearchStrategy[Case]:
    """The same as a Hypothesis strategy."""
    return SEEDS.map(lambda seed: random_case(random.Random(seed), most))


def rows_of(rule: str, most: int = 8) -> st.SearchStrategy[Case]:
    """Cases whose mandatory rows all have one rule, without options."""

    def build(seed: int) -> Case:
        rng = random.Random(seed)
        case = random_case(rng, most)
        rows = tuple(_of_rule(rng, row, rule) for row in case.tender.rows)
        return _eased(rng, Case(replace(case.tender, rows=rows), case.register))

    return SEEDS.map(build)


def _of_rule(rng: random.Random, row: Row, rule: str) -> Row:
    parameters = row.parameters if rule == "sum" else f"k={rng.randint(1, 3)}" if rule == "count" else ""
    threshold, unit = row.threshold, row.unit
    if rule == "sum" and not threshold:
        threshold = str(rng.randint(1, 3))
    return replace(row, rule=rule, parameters=parameters, threshold=threshold, unit=unit)


def shrink(case: Case, fails: Callable[[Case], bool]) -> Case:
    """The smallest case that still fails, by leaving parts out one at a time."""
    smaller = True
    while smaller:
        smaller = False
        for candidate in _smaller(case):
            if fails(candidate):
                case, smaller = candidate, True
                break
    return case


def _smaller(case: Case) -> list[Case]:
    tender, register, found = case.tender, case.register, []
    for row in tender.rows if len(tender.rows) > 1 else ():
        found.append(replace(case, tender=replace(tender, rows=tuple(r for r in tender.rows if r is not row))))
    for entity in register.entities if len(register.entities) > 1 else ():
        if not {entity.id} & {*case.choice.include, *case.choice.exclude}:
            found.append(replace(case, register=_without(register, entity)))
    for cap in register.capabilities:
        caps = tuple(c for c in register.capabilities if c is not cap)
        found.append(replace(case, register=replace(register, capabilities=caps)))
    if register.pairs:
        found.append(replace(case, register=replace(register, pairs=register.pairs[1:])))
    if case.choice != Choice():
        found.append(replace(case, choice=Choice()))
    return found


def _without(register: RegisterSpec, entity: EntityRow) -> RegisterSpec:
    return RegisterSpec(
        tuple(e for e in register.entities if e is not entity),
        tuple(c for c in register.capabilities if c.entity not in (entity.id, entity.name)),
        tuple(p for p in register.pairs if entity.id not in (p.a, p.b)),
    )
