"""Linear forms over whole numbers: what the model, the bounds and the exact search all work on.

A form holds for a coalition C with lead l iff  sum(weights[j] for j in C) >= need,  no member of C is barred,
no member but the lead is barred_but_lead,  and l is in leads (where leads is given).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import gcd, lcm

import numpy as np

MANY, WIDE = 50, 1_000
"""From so many positions, and from so wide a mask, arrays are faster than whole numbers."""


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


def mask_of(positions: Iterable[int]) -> int:
    """A bit set of positions."""
    places = list(positions)
    if len(places) > MANY:
        return _mask_of_many(places)
    mask = 0
    for j in places:
        mask |= 1 << j
    return mask


def _mask_of_many(places: list[int]) -> int:
    flags = np.zeros(max(places) + 1, np.uint8)
    flags[places] = 1
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def bits(mask: int) -> list[int]:
    """Positions of the ones, ascending."""
    if mask.bit_length() > WIDE and mask.bit_count() > MANY:
        digits = np.frombuffer(mask.to_bytes(mask.bit_length() // 8 + 1, "little"), np.uint8)
        return np.flatnonzero(np.unpackbits(digits, bitorder="little")).tolist()
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


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
    """Numbers as whole multiples of one common step."""
    parts = [value.as_integer_ratio() for value in values]
    common = lcm(*{under for _, under in parts})
    return tuple([over * (common // under) for over, under in parts])
