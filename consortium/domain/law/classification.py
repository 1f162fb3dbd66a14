"""The Spanish classification of contractors: subgroups, categories and what a joint bid adds up to.

Source: RGLCAP (RD 1098/2001) arts. 25-26, 37-38 and 52. The midpoints, and the services' categories 3 to 5, were not
checked against the official text; an UTE's category is the bracket that holds the weighted sum of midpoints (52.2).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from consortium.domain.names import normal

FULL_SHARE = Decimal("0.2")
"""From this share on a member's category counts in full."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The categories of one kind of contract, in thousands of euros, from category 1 up.

    ``upper``: where each bracket ends, the last being open. A bracket holds its upper end: exactly 150 stays category 1
    (disputed, JCCPE 68/21).
    """

    middle: tuple[int, ...]
    upper: tuple[int, ...]

    @property
    def highest(self) -> int:
        """The highest category."""
        return len(self.middle)

    def weight(self, category: Decimal) -> int:
        """The midpoint of a category; 0 below the first, the highest beyond the last."""
        return self.middle[min(int(category), self.highest) - 1] if category >= 1 else 0

    def exceeds(self, category: int) -> int:
        """What a sum of midpoints must be above to reach ``category`` (1 .. ``highest``)."""
        return self.upper[category - 2] if category > 1 else 0

    def reached(self, total: Decimal) -> int:
        """The category of a sum of midpoints; 0 for nothing."""
        return sum(total > self.exceeds(category) for category in range(1, self.highest + 1))


WORKS = Scale((75, 255, 600, 1620, 3700, 7500), (150, 360, 840, 2400, 5000))
LIMITED_WORKS = Scale((75, 255, 600, 1260), (150, 360, 840))
"""Groups I, J and K end at category 4."""
SERVICES = Scale((75, 225, 450, 900, 1800), (150, 300, 600, 1200))
KINDS = {"works": "works", "obras": "works", "services": "services", "servicios": "services"}
_NAME = re.compile(r"(\w+) ([a-z]) ?-? ?0*(\d+)")


@dataclass(frozen=True, slots=True)
class Subgroup:
    """What a company is classified in: ``kind`` works or services, group letter in lower case, subgroup number."""

    kind: str
    group: str
    number: int

    @property
    def scale(self) -> Scale:
        """Its categories."""
        if self.kind == "services":
            return SERVICES
        return LIMITED_WORKS if self.group in "ijk" else WORKS


@lru_cache(maxsize=4096)
def subgroup(name: str) -> Subgroup | None:
    """The subgroup that a capability's name means ("Obras C-4", "Services L-6"), None where it means none."""
    found = _NAME.fullmatch(normal(name))
    if found is None or found[1] not in KINDS:
        return None
    return Subgroup(KINDS[found[1]], found[2], int(found[3]))
