"""What a requirement's text seems to say: proposed to a person, never used until that person agrees."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain.call import Category, Formula, Parameter, Rule
from consortium.domain.exact import exactly, plain
from consortium.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text as one requirement, with those that stand behind it in ``more``.

    ``certain``: any careful expert would read it so. ``words``: the part of the text that led there. None and "" where
    the text does not say.
    """

    is_requirement: bool = True
    category: Category | None = None
    rule: Rule | None = None
    capability: str = ""
    """What is asked for, by one name in any language ("turnover"), or in the text's own words."""
    threshold: Decimal | Formula | None = None
    unit: Unit | None = None
    parameters: tuple[tuple[str, Parameter], ...] = ()
    certain: bool = False
    words: str = ""
    names: tuple[tuple[str, str], ...] = ()
    """What a register calls it, by language; empty where ``capability`` is the text's own words."""
    source: str = ""
    """The clause of law or practice behind the reading."""
    lot: str = ""
    """The lot that the text ties it to."""
    more: tuple["Proposal", ...] = ()
    alternatives: bool = False
    """Whether it and ``more`` are ways to meet one demand: one of them is enough."""

    @property
    def count(self) -> int:
        """How many rows the text needs: 0 where it demands nothing."""
        return 1 + len(self.more) if self.is_requirement else 0

    def called(self, lang: str) -> str:
        """The capability's name in one language."""
        return dict(self.names).get(lang, self.capability)


def threshold_text(value: Decimal | Formula | None, write: Callable[[Decimal], str]) -> str:
    """A threshold as the format writes it: ``1500000``, ``1.5x VEC``, ``70% AAV``; ``write`` writes a number."""
    if not isinstance(value, Formula):
        return "" if value is None else write(value)
    with exactly():
        times = f"{plain(value.factor)}x" if value.factor >= 1 else f"{plain(value.factor * 100)}%"
    return f"{times} {value.base}"
