"""Every rule as linear forms that hold wherever it is met for certain: exactly there, or (``loose``) at least there.

An unknown stands at the least it can be. Where a form is only necessary, for what is chosen besides the members counts
too, the verifier has the last word on every set (``judge``).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.evidence import Holding
from consortium.domain.need import Need
from consortium.domain.proofs import Proofs
from consortium.domain.rules.base import holds_alone
from consortium.domain.rules.ratio import bar, each_by_itself
from consortium.domain.rules.shares import gated, has_category, in_proportion, most_share, required_category, scale_of
from consortium.domain.rules.team import dedication, places
from consortium.domain.shares import WHOLE
from consortium.optimise.forms import Form, bits, mask_of, steps, whole

ZERO = Decimal(0)
IMPOSSIBLE = Form({}, 1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the candidates (at ``place``) prove for one need at the least, in base units; None: not held.

    Candidates that ``recorded`` leaves out have nothing recorded: unknown, 0 at the least. ``minimum`` is the least
    share of a member in hundredths of a per cent.
    """

    need: Need
    recorded: Mapping[int, Decimal | None]
    place: Mapping[str, int]
    proofs: Proofs
    minimum: int

    def where(self, holds: Callable[[Decimal], bool]) -> int:
        """The candidates whose value satisfies a condition; what is not held satisfies none."""
        found = mask_of(j for j, v in self.recorded.items() if v is not None and holds(v))
        return found | (self.everybody & ~mask_of(self.recorded)) if holds(ZERO) else found

    def without(self, holds: Callable[[Decimal], bool]) -> int:
        """The candidates whose value does not."""
        return self.everybody & ~self.where(holds)

    @property
    def everybody(self) -> int:
        """All candidates."""
        return (1 << len(self.place)) - 1

    def beside(self) -> tuple[Decimal, ...]:
        """What the non-members that may be relied on prove."""
        held = (ZERO if h.unknown else h.number for h in self.proofs.externals.values())
        return tuple(v for v in held if v is not None)


def forms_of(case: Case, i: int, place: Mapping[str, int]) -> tuple[Form, ...]:
    """The forms of a determined need over the candidates at ``place``."""
    need = case.needs[i]
    values = _least(case.holdings[i], place)
    return FORMS[need.rule](Facts(need, values, place, case.proofs[i], int(case.minimum_share * WHOLE)))


def _least(held: Mapping[str, Holding], place: Mapping[str, int]) -> dict[int, Decimal | None]:
    return {place[e]: ZERO if h.unknown else h.number for e, h in held.items() if e in place}


def _ones(mask: int) -> dict[int, int]:
    return dict.fromkeys(bits(mask), 1)


def _holders(facts: Facts) -> int:
    least = facts.need.least
    return facts.where(lambda v: v >= least)


def _beside(facts: Facts) -> int:
    return sum(holds_alone(facts.need, value) for value in facts.beside())


def _at_least(facts: Facts, k: int) -> tuple[Form, ...]:
    lacking = k - _beside(facts)
    return (Form(_ones(_holders(facts)), lacking),) if lacking > 0 else ()


def _any(facts: Facts) -> tuple[Form, ...]:
    return _at_least(facts, 1)


def _count(facts: Facts) -> tuple[Form, ...]:
    return _at_least(facts, int(facts.need.number("k") or 1))


def _each(facts: Facts) -> tuple[Form, ...]:
    least = facts.need.least
    return (Form({}, 0, barred=facts.without(lambda v: v >= least)),)


def _lead(facts: Facts) -> tuple[Form, ...]:
    return (Form({}, 0, leads=_holders(facts)),)


def _sum(facts: Facts) -> tuple[Form, ...]:
    need = facts.need
    floor, member_min, lead_min = (need.number(name) for name in ("floor", "member_min", "lead_min"))
    counted = {j: v for j, v in facts.recorded.items() if v and (floor is None or v >= floor)}
    beside = facts.beside()
    lacking = need.least - sum(v for v in beside if v > 0 and (floor is None or v >= floor))
    weights, least = ({}, 0) if beside and lacking <= 0 else whole(counted, lacking)
    under = facts.without(lambda v: v >= member_min) if member_min is not None else 0
    if lead_min is None:
        total = Form(weights, least, barred=under)
    else:
        leads = facts.where(lambda v: v >= lead_min)
        total = Form(weights, least, barred_but_lead=under, leads=leads)
    held = (Form(_ones(facts.where(lambda v: True)), 1),) if need.least == 0 and not beside else ()
    return (total, *held)


def _ratio(facts: Facts) -> tuple[Form, ...]:
    """sum(N - ratio * D) >= 0 with sum(D) > 0; whose denominator is not known for certain is barred."""
    least, place = bar(facts.need), facts.place
    below = {place[e]: h.number for e, h in facts.proofs.denominators.items() if e in place and h.number is not None}
    rest = {j: (facts.recorded.get(j, ZERO) or ZERO) - least * d for j, d in below.items()}
    barred = facts.everybody & ~mask_of(below)
    held = facts.where(lambda v: True)
    if each_by_itself(facts.need):
        able = mask_of(j for j, d in below.items() if d > 0 and rest[j] >= 0) & held
        return (Form({}, 0, barred=facts.everybody & ~able),)
    weights, need = whole({j: v for j, v in rest.items() if v}, ZERO)
    denominators = dict(zip(below, steps(below.values()), strict=True))
    if min(denominators.values(), default=0) >= 0:
        denominators = {j: 1 for j, d in denominators.items() if d}
    shown = (Form(_ones(held), 1),) if least == 0 else ()
    return (Form(weights, need, barred=barred), Form(denominators, 1), *shown)


def _references(facts: Facts) -> tuple[Form, ...]:
    """As many references as each candidate has a part in, of those that would count if all who have one were in."""
    need = facts.need
    k, cap, total = int(need.number("k") or 1), need.number("cap"), need.number("total")
    if cap is not None and cap < k:
        return (IMPOSSIBLE,)
    whole_of: dict[str, Decimal] = {}
    lines = [line for line in facts.proofs.lines if line.counts and line.entity in facts.place]
    for line in lines:
        whole_of[line.reference] = whole_of.get(line.reference, ZERO) + max(line.own or ZERO, ZERO)
    able = {r for r, amount in whole_of.items() if need.threshold is None or amount >= need.threshold}
    parts: dict[int, int] = {}
    amounts: dict[int, Decimal] = {}
    for line in lines:
        if line.reference in able:
            j = facts.place[line.entity]
            parts[j] = parts.get(j, 0) + 1
            amounts[j] = amounts.get(j, ZERO) + max(line.own or ZERO, ZERO)
    found = (Form(parts, k),)
    return (
        found if total is None or total <= 0 else (*found, Form(*whole({j: v for j, v in amounts.items() if v}, total)))
    )


def _team(facts: Facts) -> tuple[Form, ...]:
    """As many people as each candidate has for it."""
    able: dict[int, int] = {}
    for fit in facts.proofs.fits:
        if fit.suits and fit.entity in facts.place and fit.dedication >= dedication(facts.need):
            j = facts.place[fit.entity]
            able[j] = able.get(j, 0) + 1
    asked = places(facts.need)
    return (Form(able, asked),) if asked > 0 else ()


def _share(facts: Facts) -> tuple[Form, ...]:
    """A weighted mean is at most the greatest value; in proportion, what the values cover comes to the whole."""
    need = facts.need
    if not in_proportion(need):
        return (Form(_ones(_holders(facts)), 1),)
    barred = facts.without(lambda v: v >= 0 and most_share(need, v) >= facts.minimum)
    able = bits(facts.everybody & ~barred)
    weights = {j: most_share(need, facts.recorded.get(j, ZERO) or ZERO) for j in able}
    return (Form({j: w for j, w in weights.items() if w}, WHOLE, barred=barred),)


def _classification(facts: Facts) -> tuple[Form, ...]:
    """The midpoints, each in full; who has the category by itself brings enough."""
    need, scale = facts.need, scale_of(facts.need)
    wanted = required_category(need)
    enough = scale.exceeds(wanted) + 1 if wanted <= scale.highest else 1
    weights = {}
    for j, value in facts.recorded.items():
        category = None if value is None else min(value, Decimal(scale.highest))
        if has_category(need, category):
            weights[j] = enough
        elif category is not None and wanted <= scale.highest:
            weights[j] = scale.weight(category)
    return (Form({j: w for j, w in weights.items() if w}, enough, barred=_unclassified(facts)),)


def _unclassified(facts: Facts) -> int:
    if not gated(facts.need):
        return 0
    classified = (e for e, h in facts.proofs.classified.items() if h.number is not None and h.number >= 1)
    return facts.everybody & ~mask_of(facts.place[e] for e in classified if e in facts.place)


FORMS: dict[Rule, Callable[[Facts], tuple[Form, ...]]] = {
    Rule.ANY: _any,
    Rule.EACH: _each,
    Rule.COUNT: _count,
    Rule.LEAD: _lead,
    Rule.SUM: _sum,
    Rule.RATIO: _ratio,
    Rule.REFERENCES: _references,
    Rule.TEAM: _team,
    Rule.PERFORMER: _any,
    Rule.SHARE: _share,
    Rule.CLASSIFICATION: _classification,
}


def loose(case: Case) -> bool:
    """Whether the forms of some determined need do not say all."""
    alone = set(case.demands())
    return any(_is_loose(case, i, i in alone) for i, need in enumerate(case.needs) if need.determined)


def _is_loose(case: Case, i: int, alone: bool) -> bool:
    need, proofs = case.needs[i], case.proofs[i]
    if need.rule is Rule.REFERENCES:
        ids = [line.reference for line in proofs.lines if line.counts]
        negative = any((line.own or 0) < 0 for line in proofs.lines)
        return len(ids) != len(set(ids)) or need.number("total") is not None or negative
    if need.rule is Rule.PERFORMER:
        return not alone and need.requirement.parameter("task") is not None
    return bool(proofs.externals) or need.rule in (Rule.TEAM, Rule.SHARE, Rule.CLASSIFICATION)
