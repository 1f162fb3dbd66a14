"""What the cells of a spec mean, straight from the published formats. Shares no code with the product."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from tests.spec import Cap, Row, TenderSpec, split


class Lack(Enum):
    """Why there is no number: shown not to hold, or nobody knows."""

    NOT_HELD = "not held"
    UNKNOWN = "unknown"


Proof = int | Lack
Value = float | int | None
RULES = ("any", "each", "sum", "count", "lead", "share", "classification", "ratio", "references", "team", "performer")
KNOWN_PARAMETERS = {"count": ("k",), "sum": ("floor", "member_min", "lead_min")}
OTHER_NUMBERS = {"references": ("k", "years", "cap", "total"), "team": ("years", "dedication")}
NEEDED = {"count": ("k",), "ratio": ("num", "den")}
STATUSES = {"": 1, "claimed": 1, "evidenced": 2, "verified": 3}
_MONEY = {"eur": ("EUR", 1), "€": ("EUR", 1), "k€": ("EUR", 1000), "m€": ("EUR", 10**6), "usd": ("USD", 1)}


@dataclass(frozen=True)
class Measure:
    """A unit: values in it times ``factor`` are in ``base``."""

    base: str
    factor: int
    kind: str


def plain(text: str) -> str:
    """The form in which names are compared: no case, no accents, single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def measure(word: str) -> Measure | None:
    """The unit of a cell, None where blank."""
    key = word.strip().lower()
    if not key:
        return None
    if key in _MONEY:
        return Measure(*_MONEY[key], "money")
    return Measure("%", 1, "percent") if key == "%" else Measure(plain(word), 1, "count")


def number(text: str) -> Fraction | None:
    """An exact number, None where the text is none."""
    try:
        return Fraction(text.strip())
    except ValueError:
        return None


def day(text: str) -> date | None:
    """A day of an ISO cell, None where blank."""
    return date.fromisoformat(text) if text else None


def default_rule(row: Row) -> str | None:
    """The row's rule, its default where blank, None where undetermined."""
    if row.rule:
        return row.rule if row.rule in RULES else None
    if row.category in ("exclusion", "suitability"):
        return "each"
    unit = measure(row.unit)
    if not row.threshold or unit is None:
        return "any"
    return {"money": "sum", "count": "sum"}.get(unit.kind)


def is_mandatory(row: Row) -> bool:
    """Stated, or by default all but award rows."""
    return row.mandatory == "yes" if row.mandatory else row.category != "award"


@dataclass(frozen=True)
class Need:
    """A row for one chosen lot (or for all: lot None), everything in base units times ``scale``: whole numbers."""

    id: str
    lot: str | None
    rule: str | None
    mandatory: bool
    points: Fraction
    group: tuple[str, str] | None
    undetermined: bool
    bar: int = 1
    k: Fraction = Fraction(0)
    floor: int | None = None
    member_min: int | None = None
    lead_min: int | None = None
    scale: int = 1
    """Numbers here divided by this are in the row's own unit times its factor."""
    factor: int = 1
    plain_sum: bool = False
    proofs: dict[str, Proof] = field(default_factory=dict)
    outside: dict[str, Proof] = field(default_factory=dict)
    """What each external with a letter proves, where the row allows externals."""

    @property
    def key(self) -> tuple[str, str | None]:
        """How the answer names it."""
        return self.id, self.lot

    @property
    def needs_lead(self) -> bool:
        """Whether it holds or not according to who leads."""
        return not self.undetermined and (self.rule == "lead" or (self.rule == "sum" and self.lead_min is not None))


def _formula(row: Row, lot: str | None, tender: TenderSpec) -> Fraction | None:
    """1.5x VEC, 70% AAV in the tender's currency, up to the cent; None where it cannot be known."""
    parts = row.threshold.replace("x ", "x|").replace("% ", "%|").split("|")
    if len(parts) != 2 or parts[1].strip() not in ("VEC", "AAV"):
        return None
    factor = number(parts[0][:-1])
    own = next((x for x in tender.lots or () if x.id == lot), None)
    value = number(tender.value if lot is None else own.value if own else "")
    months = number((own.months if own else "") or tender.months)
    unit = measure(row.unit)
    if factor is None or value is None or unit is None or unit.base != (tender.currency or "EUR"):
        return None
    if parts[1].strip() == "AAV":
        if months is None:
            return None
        value = value * 12 / months if months >= 12 else value
    exact = value * factor / (100 if parts[0].endswith("%") else 1)
    return Fraction(math.ceil(exact * 100), 100)


def _threshold(row: Row, lot: str | None, tender: TenderSpec) -> tuple[Fraction | None, bool]:
    """The threshold in base units, and whether it could be read (a blank one can)."""
    if not row.threshold:
        return None, True
    stated = number(row.threshold)
    if stated is None:
        resolved = _formula(row, lot, tender)
        return resolved, resolved is not None
    unit = measure(row.unit)
    return stated * (unit.factor if unit else 1), stated >= 0


def _parameters(row: Row, rule: str | None, threshold: Fraction | None) -> tuple[dict[str, Fraction], bool]:
    """The rule's own parameters (amounts in base units), and whether all could be read."""
    unit = measure(row.unit)
    found: dict[str, Fraction] = {}
    for name, text in (part.split("=") for part in split(row.parameters)):
        if name not in KNOWN_PARAMETERS.get(rule or "", ()):
            continue
        value = number(text.rstrip("%"))
        if value is None or (text.endswith("%") and (threshold is None or name == "k")):
            return found, False
        if text.endswith("%"):
            found[name] = value * (threshold or 0) / 100
        else:
            found[name] = value if name == "k" else value * (unit.factor if unit else 1)
    return found, True


def proof(cells: Sequence[Cap], row: Row, tender: TenderSpec, verified_only: bool) -> Fraction | Lack:
    """What one entity's cells of one capability prove for a row, in base units."""
    deadline = day(tender.deadline)
    valid = [c for c in cells if deadline is None or _counts_on(c, deadline)]
    if not valid:
        return Lack.NOT_HELD if cells else Lack.UNKNOWN
    known = [(STATUSES[c.status], amount) for c in valid if (amount := _amount(c, row)) is not None]
    if verified_only:
        known = [(status, amount) for status, amount in known if status == STATUSES["verified"]]
    return max(known)[1] if known else Lack.UNKNOWN


def _counts_on(cell: Cap, deadline: date) -> bool:
    start, end = day(cell.valid_from), day(cell.valid_until)
    return (start is None or start <= deadline) and (end is None or deadline <= end)


def _amount(cell: Cap, row: Row) -> Fraction | None:
    own, wanted = measure(cell.unit), measure(row.unit)
    if cell.value in ("", "?") or (own and (wanted is None or own.base != wanted.base)):
        return None
    if cell.value in ("yes", "no"):
        return Fraction(cell.value == "yes")
    unit = own or wanted
    return Fraction(cell.value) * (unit.factor if unit else 1)


def _missing(row: Row, rule: str | None, threshold: Fraction | None) -> bool:
    """Whether something is missing, or cannot be read, that the rule cannot do without."""
    given = dict(part.split("=") for part in split(row.parameters))
    unread = [name for name in OTHER_NUMBERS.get(rule or "", ()) if name in given and not _reads(given[name])]
    lacking = [name for name in NEEDED.get(rule or "", ()) if name not in given]
    return bool(unread or lacking) or (rule in ("sum", "share") and threshold is None)


def _reads(text: str) -> bool:
    return number(text.rstrip("%")) is not None


def allows_externals(row: Row) -> bool:
    """Whether a row may be met with the capacity of a non-member."""
    return "external=yes" in split(row.parameters) and default_rule(row) in ("any", "sum", "count")


def need(row: Row, lot: str | None, tender: TenderSpec, proofs: dict[str, Fraction | Lack],
         outside: dict[str, Fraction | Lack]) -> Need:  # fmt: skip
    """One row for one lot, with whole numbers throughout."""
    rule = default_rule(row)
    threshold, readable = _threshold(row, lot, tender)
    parameters, parsed = _parameters(row, rule, threshold)
    missing = _missing(row, rule, threshold)
    k = parameters.pop("k", Fraction(0))
    bar = Fraction(1) if threshold is None else threshold
    given = [p for p in (*proofs.values(), *outside.values()) if isinstance(p, Fraction)]
    scale = math.lcm(*(x.denominator for x in (bar, *parameters.values(), *given)))
    unit = measure(row.unit)
    group, _, option = row.alternative.partition("/")
    return Need(
        id=row.id,
        lot=lot,
        rule=rule,
        mandatory=is_mandatory(row),
        points=number(row.points) or Fraction(0),
        group=(group, option) if row.alternative else None,
        undetermined=rule is None or not readable or not parsed or missing,
        bar=int(bar * scale),
        k=k,
        **{name: int(value * scale) for name, value in parameters.items()},
        scale=scale,
        factor=unit.factor if unit else 1,
        plain_sum=rule == "sum" and not parameters,
        proofs={e: p if isinstance(p, Lack) else int(p * scale) for e, p in proofs.items()},
        outside={x: p if isinstance(p, Lack) else int(p * scale) for x, p in outside.items()},
    )
