"""A text, or the part of one in which a requirement stands, with its numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from consortium.ingest.understanding.folding import fold, is_english
from consortium.ingest.understanding.measures import Measure, measures_in

ASIDE = re.compile(
    r"(?:sublimite|sub-limit|por victima|franquicia|excess of|deductible)[^.;]{0,70}?\d[\d.,]*"
    r"|(?:las|los|aquell[oa]s|contratos|obras|servicios) de (?:importe|cuantia) superior a \d[\d.,]*[^.;]{0,20}"
    r"|\([^()]*\bor more\)|empresas (?:de|con) (?:mas de )?[^.;]{0,30}(?:trabajador\w*|personas|empleados)|"
    r"cuenten con \d+ o mas \w+"
    r"|de cincuenta o mas|\d+ o mas trabajador\w*|\d+ or more (?:employees|staff)|more than \d+ employees|"
    r"valor estimado (?:inferior|superior) a \d[\d.,]*"
    r"|(?:out of|sobre) \d+|salvo[^.;]*|save where[^.;]*|unless[^.;]*|scored? (?:from )?\d[^.;,]*"
)
"""Numbers that stand beside the demand: sub-limits, conditions of size, exceptions."""


@dataclass(frozen=True)
class Passage:
    """``start:end`` of a text. ``folded`` and ``text`` are the whole text, letter by letter the same length."""

    text: str
    folded: str
    english: bool
    measures: tuple[Measure, ...]
    start: int
    end: int

    @property
    def here(self) -> str:
        """The folded passage."""
        return self.folded[self.start : self.end]

    def part(self, start: int, end: int) -> "Passage":
        """A narrower passage, with its own numbers."""
        own = tuple(m for m in self.measures if start <= m.start < end)
        return replace(self, start=start, end=end, measures=own)

    def of(self, *whats: str) -> tuple[Measure, ...]:
        """The numbers that count one of ``whats``."""
        return tuple(m for m in self.measures if m.what in whats)

    def first(self, *whats: str, after: int = 0) -> Measure | None:
        """The first of them from ``after`` on, else the last before it."""
        own = self.of(*whats)
        return next((m for m in own if m.start >= after), own[-1] if own else None)

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern stands in it."""
        return pattern.search(self.folded, self.start, self.end) is not None

    def quote(self, places: Iterable[tuple[int, int]]) -> str:
        """The stretch of the original text from the first to the last of some places."""
        found = list(places)
        return self.text[min(a for a, _ in found) : max(b for _, b in found)].strip() if found else ""


def passage_of(text: str) -> Passage:
    """A whole text. Numbers in ``ASIDE`` are called so."""
    folded = fold(text)
    english = is_english(folded)
    aside = [found.span() for found in ASIDE.finditer(folded)]
    measures = tuple(
        replace(m, what="aside") if any(a <= m.start < b for a, b in aside) else m for m in measures_in(folded, english)
    )
    return Passage(text, folded, english, measures, 0, len(text))


def whole(measure: Measure | None) -> Decimal | None:
    """A measure's number, None where there is none."""
    return measure.number if measure else None
