"""Every rule as a linear form over whole numbers: what the model, the bounds and the exact search all work on.

A form holds for a coalition C with lead l iff  sum(weights[j] for j in C) >= need,  no member of C is barred,
no member but the lead is barred_but_lead,  and l is in leads (where leads is given).
Unknown values stand at 0, the least they can be, so that a form holds only where the need is met for certain.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from consortium.domain.call import Rule
from consortium.domain.evidence import Holding
from consortium.domain.need import Need

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Form:
    """One linear condition. Masks are bit sets of candidates; a candidate without a weight has weight 0."""

    weights: Mapping[int, int]
    need: int
    barred: int = 0
    barred_but_lead: int = 0
    leads: int | None = None

    @property
    def takes_lead(self) -> bool:
        """Whether it depends on who leads."""
        return self.leads is not None or self.barred_but_lead != 0

    @property
    def grows(self) -> bool:
        """Whether the sum can only grow with more members."""
        return min(self.weights.values(), default=0) >= 0


@dataclass(frozen=True, slots=True)
class Values:
    """What the candidates prove for one need at the least, in base units; None: not held.

    The ``size`` candidates that ``recorded`` leaves out have nothing recorded: unknown, 0 at the least.
    """

    recorded: Mapping[int, Decimal | None]
    size: int

    def where(self, holds: Callable[[Decimal], bool]) -> int:
        """The candidates whose value satisfies a condition; what is not held satisfies none."""
        found = mask_of(j for j, v in self.recorded.items() if v is not None and holds(v))
        return found | self._others() if holds(ZERO) else found

    def without(self, holds: Callable[[Decimal], bool]) -> int:
        """The candidates whose value does not."""
        return ((1 << self.size) - 1) & ~self.where(holds)

    def _others(self) -> int:
        return ((1 << self.size) - 1) & ~mask_of(self.recorded)


def mask_of(positions: Iterable[int]) -> int:
    """A bit set of positions."""
    digits = bytearray()
    for j in positions:
        if j >> 3 >= len(digits):
            digits.extend(bytes((j >> 3) + 1 - len(digits)))
        digits[j >> 3] |= 1 << (j & 7)
    return int.from_bytes(digits, "little")


def bits(mask: int) -> list[int]:
    """Positions of the ones, ascending."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def least_values(held: Mapping[str, Holding], place: Mapping[str, int]) -> Values:
    """The values of the candidates (at ``place``) with every unknown at 0."""
    return Values({place[e]: ZERO if h.unknown else h.number for e, h in held.items() if e in place}, len(place))


def _ones(mask: int) -> dict[int, int]:
    return dict.fromkeys(bits(mask), 1)


def _holders(need: Need, values: Values) -> int:
    least = need.least
    return values.where(lambda v: v >= least)


def _any(need: Need, values: Values) -> tuple[Form, ...]:
    return (Form(_ones(_holders(need, values)), 1),)


def _count(need: Need, values: Values) -> tuple[Form, ...]:
    return (Form(_ones(_holders(need, values)), int(need.number("k") or 1)),)


def _each(need: Need, values: Values) -> tuple[Form, ...]:
    least = need.least
    return (Form({}, 0, barred=values.without(lambda v: v >= least)),)


def _lead(need: Need, values: Values) -> tuple[Form, ...]:
    return (Form({}, 0, leads=_holders(need, values)),)


def _sum(need: Need, values: Values) -> tuple[Form, ...]:
    floor, member_min, lead_min = (need.number(name) for name in ("floor", "member_min", "lead_min"))
    counted = {j: v for j, v in values.recorded.items() if v and (floor is None or v >= floor)}
    weights, least = whole(counted, need.least)
    under = values.without(lambda v: v >= member_min) if member_min is not None else 0
    if lead_min is None:
        total = Form(weights, least, barred=under)
    else:
        leads = values.where(lambda v: v >= lead_min)
        total = Form(weights, least, barred_but_lead=under, leads=leads)
    held = (Form(_ones(values.where(lambda v: True)), 1),) if need.least == 0 else ()
    return (total, *held)


FORMS: dict[Rule, Callable[[Need, Values], tuple[Form, ...]]] = {
    Rule.ANY: _any,
    Rule.EACH: _each,
    Rule.COUNT: _count,
    Rule.LEAD: _lead,
    Rule.SUM: _sum,
}


def whole(values: Mapping[int, Decimal], need: Decimal) -> tuple[dict[int, int], int]:
    """Values and need as whole numbers of the same step, as small as they come, capped where that changes nothing.

    One cent is one at the most: nothing is rounded. A value above the need counts as the need, plus what
    recorded negatives may take away.
    """
    *numbers, least = steps([*values.values(), need])
    step = gcd(*numbers)
    if step > 1:
        numbers, least = [v // step for v in numbers], -(-least // step)
    cap = least - sum(v for v in numbers if v < 0)
    return {j: min(v, cap) for j, v in zip(values, numbers, strict=True)}, least


def steps(values: Iterable[Decimal]) -> tuple[int, ...]:
    """Numbers as whole multiples of one common power of ten."""
    numbers = tuple(values)
    places = max([0, *(-_exponent(v) for v in numbers)])
    return tuple(int(v.scaleb(places)) for v in numbers)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent
