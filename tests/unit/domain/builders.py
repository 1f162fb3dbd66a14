"""Small tenders and registers in a few words, for the examples of domain, optimise and service."""

from datetime import date
from decimal import Decimal, InvalidOperation

from consortium.domain.call import Alternative, Category, Formula, Lot, Percent, Requirement, Rule, Tender
from consortium.domain.case import Case, case_of
from consortium.domain.register import (
    Capability,
    Entity,
    External,
    Mark,
    Pair,
    Person,
    Reference,
    Register,
    Status,
)
from consortium.domain.units import unit
from consortium.domain.verify import Assessment, Outcome, assess

DEADLINE = date(2026, 12, 1)
LAPSED = "lapsed"
"""A yes that ended the day before the deadline: not held."""
MARKS = {"yes": Mark.YES, "no": Mark.NO, "?": Mark.UNKNOWN}


def row(
    id: str,
    rule: str | None = "any",
    threshold: str = "",
    unit_word: str = "",
    *,
    lot: str = "",
    group: str = "",
    points: str = "",
    mandatory: bool = True,
    capability: str = "",
    unread: tuple[tuple[str, str], ...] = (),
    **parameters: str | bool,
) -> Requirement:
    """A requirement, its capability its ID unless said; ``group`` "G/a", ``lot`` "1;2", ``k="2"``, ``floor="60%"``."""
    return Requirement(
        id=id,
        text=id,
        capability=capability or id,
        category=Category.TECHNICAL,
        rule=Rule(rule) if rule else None,
        lots=tuple(lot.split(";")) if lot else (),
        threshold=_threshold(threshold),
        threshold_text=threshold,
        unit=unit(unit_word),
        parameters=tuple((name, _parameter(value)) for name, value in parameters.items()),
        mandatory=mandatory,
        points=Decimal(points) if points else None,
        alternative=Alternative(*group.split("/")) if group else None,
        unread=unread,
    )


def _threshold(text: str) -> Decimal | Formula | None:
    for mark, divisor in (("x ", 1), ("% ", 100)):
        factor, found, base = text.partition(mark)
        if found:
            return Formula(Decimal(factor) / divisor, base)
    return Decimal(text) if text else None


def _parameter(value: str | bool) -> Decimal | Percent | bool | str:
    if isinstance(value, bool):
        return value
    if value.endswith("%"):
        return Percent(Decimal(value[:-1]))
    try:
        return Decimal(value)
    except InvalidOperation:
        return value


def proof(
    entity: str,
    capability: str,
    value: str,
    *,
    since: date | None = None,
    until: date | None = None,
    status: Status = Status.CLAIMED,
    line: int = 2,
) -> Capability:
    """One row of the register: ``value`` is "yes", "no", "?", LAPSED, or a number that may carry its unit ("60 k€")."""
    if value == LAPSED:
        value, until = "yes", date(2026, 11, 30)
    number, _, word = value.partition(" ")
    return Capability(
        entity,
        capability,
        MARKS[value] if value in MARKS else Decimal(number),
        unit(word),
        since,
        until,
        status,
        file="register.xlsx",
        sheet="Capabilities",
        column="C",
        row=line,
    )


def holds(entity: str, **values: str) -> tuple[Capability, ...]:
    """Several rows of one entity: ``holds("A", iso="yes", turnover="60 k€")``."""
    return tuple(proof(entity, capability, value) for capability, value in values.items())


def reference(id: str, entity: str, amount: str = "", *, share: str = "1", ended: date | None = None, cpv: str = "",
              status: Status = Status.CLAIMED) -> Reference:  # fmt: skip
    """A past contract: ``amount`` "" is not recorded, and may carry its unit ("60 k€")."""
    number, _, word = amount.partition(" ")
    value = Decimal(number) if number else None
    return Reference(id, entity, id, cpv, value, unit(word), Decimal(share), ended, status)


def person(id: str, entity: str, roles: str, *, years: str = "", qualification: str = "", time: str = "1") -> Person:
    """A person with roles "cook;driver" who has ``time`` (a fraction of a full post)."""
    held = tuple(role for role in roles.split(";") if role)
    return Person(id, entity, id, held, Decimal(years) if years else None, qualification, Decimal(time))


def external(id: str, capability: str, value: str, *, letter: bool = True, until: date | None = None) -> External:
    """What a non-member proves."""
    number, _, word = value.partition(" ")
    held = MARKS[value] if value in MARKS else Decimal(number)
    return External(id, id, capability, held, unit(word), until, letter)


def register(
    *capabilities: Capability,
    entities: str = "",
    unavailable: str = "",
    costs: dict[str, str] | None = None,
    apart: tuple[str, ...] = (),
    together: tuple[str, ...] = (),
    others: tuple[Reference | Person | External, ...] = (),
) -> Register:
    """Capabilities with their entities; ``entities`` adds silent ones ("C D"); pairs are two letters each ("AB")."""
    owned = [*capabilities, *(o for o in others if not isinstance(o, External))]
    ids = sorted({c.entity for c in owned} | set(entities.split()) | set(unavailable.split()))
    prices = costs or {}
    return Register(
        tuple(Entity(i, cost=Decimal(prices.get(i, "0")), available=i not in unavailable.split()) for i in ids),
        capabilities,
        references=tuple(o for o in others if isinstance(o, Reference)),
        people=tuple(o for o in others if isinstance(o, Person)),
        externals=tuple(o for o in others if isinstance(o, External)),
        pairs=(*(Pair(a, b, False) for a, b in apart), *(Pair(a, b, True) for a, b in together)),
    )


def tender(
    *rows: Requirement,
    lots: tuple[Lot, ...] | None = None,
    value: str = "",
    months: str = "",
    deadline: date | None = DEADLINE,
    minimum_share: str = "0",
) -> Tender:
    """A tender; without ``lots`` those its rows name."""
    named = sorted({lot for r in rows for lot in r.lots})
    return Tender(
        deadline=deadline,
        lots=tuple(Lot(lot) for lot in named) if lots is None else lots,
        requirements=rows,
        minimum_share=Decimal(minimum_share),
        estimated_value=Decimal(value) if value else None,
        duration_months=Decimal(months) if months else None,
    )


def lot(id: str, value: str = "", months: str = "") -> Lot:
    """A lot with its own figures."""
    return Lot(id, "", Decimal(value) if value else None, Decimal(months) if months else None)


Part = Requirement | Capability | Reference | Person | External | tuple[Capability, ...]


def case(*parts: Part, **facts: object) -> Case:
    """A case of rows and what proves them in any order; ``facts`` go to ``tender`` or ``register`` by their names."""
    rows = [p for p in parts if isinstance(p, Requirement)]
    proofs = [c for p in parts for c in (p if isinstance(p, tuple) else (p,)) if isinstance(c, Capability)]
    others = tuple(p for p in parts if isinstance(p, Reference | Person | External))
    of_tender = {k: v for k, v in facts.items() if k in ("lots", "value", "months", "deadline", "minimum_share")}
    of_register = {k: v for k, v in facts.items() if k in ("entities", "unavailable", "costs", "apart", "together")}
    chosen = facts.get("chosen", ())
    partners = register(*proofs, others=others, **of_register)  # type: ignore[arg-type]
    return case_of(tender(*rows, **of_tender), partners, chosen, bool(facts.get("verified")))  # type: ignore[arg-type]


def outcome(requirement: Requirement, lead: str | None = None, **members: str) -> Outcome:
    """One row judged for members by what each records for it; "" is nothing recorded, LAPSED is not held."""
    proofs = [proof(m, requirement.capability, value) for m, value in members.items() if value]
    judged = assess(case(requirement, *proofs, entities=" ".join(members)), tuple(members), lead)
    return judged.outcomes[0]


def state(requirement: Requirement, lead: str | None = None, **members: str) -> str:
    """How that row stands: met, unmet, unknown or undetermined."""
    return str(outcome(requirement, lead, **members).state)


def states(judged: Assessment) -> dict[str, str]:
    """How each row stands, by ID (by ID@lot where it has a lot)."""
    return {o.need.requirement.id + (f"@{o.need.lot}" if o.need.lot else ""): str(o.state) for o in judged.outcomes}
