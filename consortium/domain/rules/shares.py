"""Rules that depend on who has which share: share (sum and each) and the Spanish classification."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from consortium.domain.call import Requirement
from consortium.domain.evidence import NOT_RECORDED, Holding
from consortium.domain.exact import SHARE_STEP
from consortium.domain.law.classification import FULL_SHARE, Scale, subgroup
from consortium.domain.need import Fault, Need
from consortium.domain.rules.base import Choice, Counted, Measure, View
from consortium.domain.shares import WHOLE, Terms, free

FULL = int(FULL_SHARE * WHOLE)


def by_shares(need: Need) -> Choice:
    """Shares have to be chosen."""
    return Choice.SHARES


def in_proportion(need: Need) -> bool:
    """Whether each member proves in proportion to its share, instead of all together."""
    return need.requirement.parameter("mode") == "each"


def share_faults(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    """``share`` needs a threshold."""
    return () if has_threshold else (Fault("share_without_threshold", "threshold"),)


def share_terms(view: View) -> Terms | None:
    """Every share within what its member proves; or the values, weighted by the shares, reaching the threshold."""
    values = [view.value(member) for member in view.members]
    if in_proportion(view.need):
        if any(v is None for v in values):
            return None
        most = tuple(most_share(view.need, v) for v in values if v is not None)
        return Terms(most) if min(most, default=0) >= 0 else None
    if all(v is None for v in values):
        return None
    gains, least = _whole([v or Decimal(0) for v in values], view.need.least)
    return Terms((WHOLE,) * len(values), gains, least)


def most_share(need: Need, value: Decimal) -> int:
    """The greatest share that a value covers, in hundredths of a per cent; negative: none."""
    if need.least <= 0:
        return WHOLE if value >= 0 else -1
    if value >= need.least:
        return WHOLE
    return int(value * WHOLE // need.least) if value >= 0 else -1


def _whole(values: Sequence[Decimal], least: Decimal) -> tuple[tuple[int, ...], int]:
    """Gains a hundredth of a per cent, and what they must come to, as whole numbers of a common step.

    Of what may be infinite the least share is enough.
    """
    known = [v for v in values if v.is_finite()]
    exponents = [n.as_tuple().exponent for n in (*known, least)]
    places = max(0, *(-e for e in exponents if isinstance(e, int)))
    wanted = int(least.scaleb(places)) * WHOLE
    enough = wanted + WHOLE * sum(int(-v.scaleb(places)) for v in known if v < 0)
    return tuple(int(v.scaleb(places)) if v.is_finite() else max(1, enough) for v in values), wanted


def share_holds(view: View) -> bool:
    """Whether it holds for the shares of the view."""
    terms = share_terms(view)
    return terms is not None and view.shares is not None and terms.met([view.shares[m] for m in view.members])


def share_measure(view: View) -> Measure:
    """The values weighted by the shares against the threshold; or the members that prove their part against all."""
    shares = view.shares or dict.fromkeys(view.members, 0)
    values = view.values()
    if in_proportion(view.need):
        able = tuple(m for m, v in values.items() if v is not None and shares[m] <= most_share(view.need, v))
        return Measure(Decimal(len(values)), Decimal(len(able)), able, Counted.MEMBERS)
    parts = {m: (v or Decimal(0)) * shares[m] * SHARE_STEP for m, v in values.items()}
    return Measure(view.need.least, sum(parts.values(), Decimal(0)), tuple(m for m, part in parts.items() if part))


def classification_faults(row: Requirement, has_threshold: bool) -> tuple[Fault, ...]:
    """A classification is of some subgroup."""
    if subgroup(row.capability) is not None:
        return ()
    return (Fault("classification_subgroup", "capability", (("capability", row.capability),)),)


def scale_of(need: Need) -> Scale:
    """The categories of the subgroup asked for."""
    found = subgroup(need.requirement.capability)
    assert found is not None
    return found.scale


def gated(need: Need) -> bool:
    """Whether every member must be classified in something."""
    return need.requirement.parameter("gate") is not False


def classified(view: View, holding: Holding) -> bool:
    """Whether a member is classified in whatever subgroup."""
    value = view.taken(holding)
    return value is not None and value >= 1


def _gate_holds(view: View) -> bool:
    if not gated(view.need):
        return True
    return all(classified(view, view.proofs.classified.get(m, NOT_RECORDED)) for m in view.members)


def _categories(view: View) -> list[Decimal | None]:
    highest = scale_of(view.need).highest
    return [None if v is None else min(v, Decimal(highest)) for v in view.values().values()]


def required_category(need: Need) -> int:
    """The category to be reached, a whole number from 1 up."""
    return max(1, ceil(need.least))


def has_category(need: Need, category: Decimal | None) -> bool:
    """Whether a category, at most the scale's highest, is enough by itself."""
    return category is not None and category >= required_category(need)


def classification_terms(view: View) -> Terms | None:
    """One member of the category is enough whatever its share; else the midpoints, each in full from 20 % on."""
    if not view.members or not _gate_holds(view):
        return None
    categories, scale, wanted = _categories(view), scale_of(view.need), required_category(view.need)
    if any(has_category(view.need, category) for category in categories):
        return free(len(categories))
    if wanted > scale.highest:
        return None
    gains = tuple(scale.weight(category or Decimal(0)) for category in categories)
    return Terms((WHOLE,) * len(gains), gains, FULL * scale.exceeds(wanted) + 1, FULL)


def classification_holds(view: View) -> bool:
    """Whether it holds for the shares of the view."""
    terms = classification_terms(view)
    return terms is not None and view.shares is not None and terms.met([view.shares[m] for m in view.members])


def classification_measure(view: View) -> Measure:
    """The category that the members reach with their shares against the one asked for; 0 where the gate is shut."""
    categories, scale, shares = _categories(view), scale_of(view.need), view.shares or {}
    providers = tuple(m for m, c in zip(view.members, categories, strict=True) if c is not None and c >= 1)
    best = max((int(c) for c in categories if c is not None), default=0)
    total = sum(
        Decimal(scale.weight(c or Decimal(0)) * min(shares.get(m, 0), FULL)) / FULL
        for m, c in zip(view.members, categories, strict=True)
    )
    reached = max(best, scale.reached(Decimal(total))) if _gate_holds(view) else 0
    return Measure(view.need.least, Decimal(reached), providers, Counted.CATEGORY)
