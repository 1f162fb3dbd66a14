"""What an entity can bring to a call, and how it counts: a value under a name, a further reference, further people.

One thing brought counts for every row that it answers, as one row of the register would: a value in euros for all rows
of that name in euros or without a unit; a reference of a CPV code for the rows that ask for less; a classification for
every gate. What is brought is taken as verified, recent and free to be used.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.evidence import worth
from consortium.domain.exact import exactly
from consortium.domain.explanation import Thing
from consortium.domain.law.classification import subgroup
from consortium.domain.names import normal
from consortium.domain.need import Need
from consortium.domain.register import Capability, Mark
from consortium.domain.rules.ratio import bar
from consortium.domain.rules.shares import gated
from consortium.domain.rules.team import places
from consortium.domain.shares import WHOLE
from consortium.domain.units import Kind
from consortium.domain.vocabulary import certain

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Means:
    """One thing that can be brought, the same to every row that asks for exactly it."""

    thing: Thing
    name: str = ""
    """The form of the capability's name or of the role."""
    base: str = ""
    """The base of its unit."""
    prefixes: tuple[str, ...] = ()
    """Of a reference: the CPV codes, of which it has one."""
    years: Decimal = ZERO
    qualification: str = ""


class Part(Enum):
    """As what something counts for a need."""

    VALUE = "value"
    BELOW = "denominator"
    GATE = "classified in whatever"
    REFERENCE = "reference"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a need looks at. ``bests``: amounts to bring of which one is enough; the first or the last, if any."""

    part: Part
    means: Means
    bests: tuple[Decimal, ...]
    any_unit: bool = False
    """Whether a number in whatever unit counts."""
    measured: bool = True
    """Whether an amount matters, and not only that there is something."""

    def answered_by(self, means: Means) -> bool:
        """Whether bringing ``means`` counts here."""
        own = self.means
        if self.part is Part.GATE:
            return means.thing is Thing.VALUE and subgroup(means.name) is not None
        return (
            (means.thing, means.name) == (own.thing, own.name)
            and (means.base == own.base or self.any_unit)
            and means.years >= own.years
            and own.qualification in ("", means.qualification)
            and _of_kind(means.prefixes, own.prefixes)
        )


def _of_kind(given: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return not wanted or (bool(given) and all(g.startswith(wanted) for g in given))


def asked(case: Case) -> tuple[tuple[Asked, ...], ...]:
    """For each need what it looks at; nothing where it is undetermined."""
    with exactly():
        return tuple(ASKED[need.rule](case, i) if need.determined else () for i, need in enumerate(case.needs))


def spoken(name: str) -> str:
    """The form of a name: both languages name one subgroup."""
    found = subgroup(name)
    return certain(name) if found is None else f"{found.kind} {found.group}-{found.number}"


def _base(need: Need) -> str:
    return need.unit.base if need.unit else ""


def _by_value(case: Case, i: int) -> tuple[Asked, ...]:
    """A value that surely meets it: its threshold and every limit, beside the worst that others may take away."""
    need = case.needs[i]
    enough = max([need.least, *(n for _, n in need.numbers)]) + _taken_away(case, i)
    means = Means(Thing.VALUE, spoken(need.requirement.capability), _base(need))
    any_unit = need.unit is None and need.threshold is None
    return (Asked(Part.VALUE, means, (enough,), any_unit, need.threshold is not None),)


def _taken_away(case: Case, i: int) -> Decimal:
    return -sum((h.number for h in case.holdings[i].values() if h.number is not None and h.number < 0), ZERO)


def _by_share(case: Case, i: int) -> tuple[Asked, ...]:
    """As much as does with the least share."""
    (found,) = _by_value(case, i)
    return (Asked(found.part, found.means, (found.bests[0] * WHOLE,)),)


def _by_category(case: Case, i: int) -> tuple[Asked, ...]:
    """A category; any classification opens the gate."""
    gate = Asked(Part.GATE, Means(Thing.VALUE), (ONE,))
    return (*_by_value(case, i), *((gate,) if gated(case.needs[i]) else ()))


def _by_figures(case: Case, i: int) -> tuple[Asked, ...]:
    """A numerator above all denominators; a denominator of 0, or next to nothing where it has to be above 0."""
    need, base = case.needs[i], _figures_base(case, i)
    above, below = (spoken(str(need.requirement.parameter(name))) for name in ("num", "den"))
    bottoms = [h.number for h in case.proofs[i].denominators.values() if h.number is not None]
    most = sum((n for n in bottoms if n > 0), ZERO) + len(case.entities) + 1
    tops = [h.number for h in case.holdings[i].values() if h.number is not None]
    step = finest((*tops, *bottoms))
    hair = _hair(bar(need), min(finest(tops), finest(bottoms) * finest([bar(need)])), len(case.entities) + 1)
    return (
        Asked(Part.VALUE, Means(Thing.VALUE, above, base), (bar(need) * most + _taken_away(case, i),), not base),
        Asked(Part.BELOW, Means(Thing.VALUE, below, base), (ZERO, step, min(step, hair)), not base),
    )


def _hair(ratio: Decimal, step: Decimal, entities: int) -> Decimal:
    """So little that ``ratio`` times it for all entities is below a step."""
    return step.scaleb(-max(0, ratio.adjusted() + 1) - len(str(entities)))


def _figures_base(case: Case, i: int) -> str:
    """The base of the unit that the row's figures are in; "" where none has a unit."""
    need = case.needs[i]
    if need.unit is not None and need.unit.kind is not Kind.PERCENT:
        return need.unit.base
    held = (*case.holdings[i].values(), *case.proofs[i].denominators.values())
    found = Counter(h.row.unit.base for h in held if h.row is not None and h.row.unit is not None)
    return min(found, key=lambda base: (-found[base], base), default="")


def _by_references(case: Case, i: int) -> tuple[Asked, ...]:
    """A reference as large as the least amount and all of them together."""
    need, total = case.needs[i], case.needs[i].number("total")
    negative = -sum((line.own for line in case.proofs[i].lines if line.own is not None and line.own < 0), ZERO)
    measured = need.threshold is not None or total is not None
    enough = max(need.threshold or ZERO, (total or ZERO) + negative) if measured else ZERO
    codes = str(need.requirement.parameter("cpv") or "").split(",")
    prefixes = tuple(sorted(code.strip().partition("-")[0] for code in codes if code.strip()))
    means = Means(Thing.REFERENCE, "", _base(need), prefixes)
    return (Asked(Part.REFERENCE, means, (enough,), need.unit is None and need.threshold is None, measured),)


def _by_people(case: Case, i: int) -> tuple[Asked, ...]:
    need = case.needs[i]
    qualification = normal(str(need.requirement.parameter("qualification") or ""))
    means = Means(
        Thing.PEOPLE,
        normal(need.requirement.capability),
        years=need.number("years") or ZERO,
        qualification=qualification,
    )
    return (Asked(Part.PEOPLE, means, (Decimal(places(need)),)),)


ASKED: dict[Rule, Callable[[Case, int], tuple[Asked, ...]]] = {
    Rule.ANY: _by_value,
    Rule.EACH: _by_value,
    Rule.COUNT: _by_value,
    Rule.LEAD: _by_value,
    Rule.SUM: _by_value,
    Rule.PERFORMER: _by_value,
    Rule.SHARE: _by_share,
    Rule.CLASSIFICATION: _by_category,
    Rule.RATIO: _by_figures,
    Rule.REFERENCES: _by_references,
    Rule.TEAM: _by_people,
}
"""What a need of each rule looks at."""


def finest(numbers: Iterable[Decimal]) -> Decimal:
    """The finest power of ten, at most 1, of which all numbers are multiples."""
    exponents = (n.normalize().as_tuple().exponent for n in numbers)
    return ONE.scaleb(min([0, *(e for e in exponents if isinstance(e, int))]))


def amount_of(need: Need, row: Capability) -> Decimal | None:
    """What a register's row says for a need in base units, None where that is unknown or does not convert."""
    if need.rule is not Rule.RATIO or isinstance(row.value, Mark):
        return worth(need, row)
    return row.unit.to_base(row.value) if row.unit else row.value
