"""Every rule as a linear form over whole numbers: what the model, the bounds and the exact search all work on.

A form holds for a coalition C with lead l iff  sum(weights[j] for j in C) >= need,  no member of C is barred,
no member but the lead is barred_but_lead,  and l is in leads (where leads is given).
Unknown values stand at 0, the least they can be, so that a form holds only where the need is met for certain.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

from consortium.domain.call import Rule
from consortium.domain.evidence import Holding
from consortium.domain.needs import Need


@dataclass(frozen=True, slots=True)
class Form:
    """One linear condition. Masks are bit sets of candidates; ``weights`` has one whole number per candidate."""

    weights: tuple[int, ...]
    need: int
    barred: int = 0
    barred_but_lead: int = 0
    leads: int | None = None

    @property
    def takes_lead(self) -> bool:
        """Whether it depends on who leads."""
        return self.leads is not None or self.barred_but_lead != 0


Values = Sequence[Decimal | None]
"""What each candidate proves at the least, in base units; None: not held."""


def least_values(held: Mapping[str, Holding], candidates: Sequence[str]) -> list[Decimal | None]:
    """The values of the candidates with every unknown at 0."""
    zero = Decimal(0)
    return [(zero if held[c].unknown else held[c].number) if c in held else zero for c in candidates]


def _mask(flags: Sequence[bool]) -> int:
    return sum(1 << j for j, flag in enumerate(flags) if flag)


def _holders(need: Need, values: Values) -> list[bool]:
    return [v is not None and v >= need.least for v in values]


def _any(need: Need, values: Values) -> tuple[Form, ...]:
    return (Form(tuple(map(int, _holders(need, values))), 1),)


def _count(need: Need, values: Values) -> tuple[Form, ...]:
    return (Form(tuple(map(int, _holders(need, values))), int(need.number("k") or 1)),)


def _each(need: Need, values: Values) -> tuple[Form, ...]:
    return (Form((0,) * len(values), 0, barred=_mask([not h for h in _holders(need, values)])),)


def _lead(need: Need, values: Values) -> tuple[Form, ...]:
    return (Form((0,) * len(values), 0, leads=_mask(_holders(need, values))),)


def _sum(need: Need, values: Values) -> tuple[Form, ...]:
    floor, member_min, lead_min = (need.number(name) for name in ("floor", "member_min", "lead_min"))
    counted = [v if v is not None and (floor is None or v >= floor) else Decimal(0) for v in values]
    weights, least = whole(counted, need.least)
    under = _mask([v is None or v < member_min for v in values]) if member_min is not None else 0
    if lead_min is None:
        total = Form(weights, least, barred=under)
    else:
        leads = _mask([v is not None and v >= lead_min for v in values])
        total = Form(weights, least, barred_but_lead=under, leads=leads)
    held = (Form(tuple(int(v is not None) for v in values), 1),) if need.least == 0 else ()
    return (total, *held)


FORMS: dict[Rule, Callable[[Need, Values], tuple[Form, ...]]] = {
    Rule.ANY: _any,
    Rule.EACH: _each,
    Rule.COUNT: _count,
    Rule.LEAD: _lead,
    Rule.SUM: _sum,
}


def whole(values: Sequence[Decimal], need: Decimal) -> tuple[tuple[int, ...], int]:
    """Values and need as whole numbers of the same step, as small as they come, capped where that changes nothing.

    One cent is one at the most: nothing is rounded. A value above the need counts as the need, plus what
    recorded negatives may take away.
    """
    *numbers, least = steps([*values, need])
    step = gcd(*numbers)
    if step > 1:
        numbers, least = [v // step for v in numbers], -(-least // step)
    cap = least - sum(v for v in numbers if v < 0)
    return tuple(min(v, cap) for v in numbers), least


def steps(values: Sequence[Decimal]) -> tuple[int, ...]:
    """Numbers as whole multiples of one common power of ten."""
    places = max([0, *(-_exponent(v) for v in values)])
    return tuple(int(v.scaleb(places)) for v in values)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent
