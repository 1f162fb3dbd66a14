"""What a passage says of one kind of requirement, before it is known how a coalition's members combine."""

import re
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain.call import Formula, Parameter, Rule
from consortium.domain.units import Unit
from consortium.ingest.understanding.library import Kind
from consortium.ingest.understanding.measures import Measure
from consortium.ingest.understanding.passage import Passage

Parameters = tuple[tuple[str, Parameter], ...]
Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a kind at ``start:end`` of the text."""

    kind: Kind
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """Where the words stand."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Terms:
    """``clear``: nothing in the passage could be read in another way. ``places``: where it says so.

    ``capability`` and ``names`` (by language) where the passage names something narrower than its kind.
    """

    rule: Rule | None
    threshold: Decimal | Formula | None = None
    unit: Unit | None = None
    parameters: Parameters = ()
    capability: str = ""
    clear: bool = True
    places: Places = ()
    names: tuple[tuple[str, str], ...] = ()


LEAST = re.compile(
    r"al menos|minim|como minimo|no (?:inferior|menos|menor)|igual o superior|superior|mas de|cuando menos|contar\w*|"
    r"dispon\w*|deber\w*|exig\w*|acredit\w*|tener|tendra\w*|at least|minimum|not? (?:less|fewer)|or more|exceed\w*|"
    r"more than|must|shall|requir\w*|≥|>|fleet of|hold"
)
"""Words that make a number the least that is wanted."""
_UPPER = re.compile(
    r"(?:no (?:super(?:ior|e|ar)|may(?:or|ores)|exce(?:der|da)) (?:a |de |al )?|maxim[oa] (?:de )?|"
    r"hasta (?:un maximo de )?|inferior(?:es)? a |menor(?:es)? (?:de|a|que) |≤|<=?|no (?:more|greater|higher) than |"
    r"not exceed(?:ing)? |up to |at most |below |less than |maximum (?:of )?)(?:el |the )?\W{0,2}$"
)
_NOT_UPPER = re.compile(r"(?:no|not|nunca|en ningun caso|non|may not be|podra ser)\b[^.;,]{0,12}$")


def is_upper(passage: Passage, start: int) -> bool:
    """Whether what begins at ``start`` is the most that is allowed: "no superior a 60", but not "no inferior a 60"."""
    left = passage.folded[max(0, start - 40) : start]
    found = _UPPER.search(left)
    if found is None:
        return False
    starts_denied = found[0].startswith(("inferior", "menor", "less", "below"))
    return not (starts_denied and _NOT_UPPER.search(left[: found.start()]))


def only(passage: Passage, *whats: str) -> bool:
    """Whether the passage has exactly one number of these kinds."""
    return len(passage.of(*whats)) == 1


def spot(measure: Measure | None) -> Places:
    """Where a number stands."""
    return ((measure.start, measure.end),) if measure else ()


def window(passage: Passage) -> Parameters:
    """The years that count ("en los tres últimos años"), where the passage names one number of them."""
    windows = {m.number for m in passage.of("window") if m.number is not None}
    return (("years", windows.pop()),) if len(windows) == 1 else ()
