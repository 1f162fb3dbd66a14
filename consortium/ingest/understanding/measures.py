"""Numbers in a running text, each with what it counts: money, per cent, years, contracts, or a mere reference."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from consortium.domain.call import Formula
from consortium.domain.exact import exactly, in_range
from consortium.ingest.numbers import readings
from consortium.ingest.understanding.contexts import CONTEXTS, CURRENCIES, MULTIPLES, NUMBERS

_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_GROUPED = r"\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?(?![\d.,]\d)|\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?(?!\d)"
_TOKEN = re.compile(
    rf"(?<![\w.,/-])(?:(?P<before>£|€|\$|\b(?:gbp|eur|usd))\s*)?"
    rf"(?:(?P<word>{_WORDS})\b(?:\s*\(\s*(?P<again>{_GROUPED}|\d+)\s*\))?|(?P<digits>{_GROUPED}|\d+(?:[.,]\d+)?)(?!\d))"
    rf"(?:\s*(?P<multiple>k|m|mm|bn|millon(?:es)?|mill|million|thousand|miles|mil)(?:(?![a-z0-9²])|(?=eur))\.?)?"
    rf"(?:\s*[.,]?-?\s*(?:de\s+)?(?P<after>€|euros?\b|eur\b|£|gbp\b|pounds?\b|\$|usd\b)(?!\s*\d))?"
)
_JOINED = re.compile(r"\s*(?:a|al|y|e|o|to|and|or|,|-|–)\s*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SLASHED = re.compile(r"\d\s*/\s*\d|\d-\d|\d(?:\.\d+){2,}")
_LABEL = re.compile(r"\W*(?:[a-z]{0,2}\W?\d{1,3}(?:\.\d{1,3})*(?:\s*[.):]+|-)|[a-z]{1,3}\d?[.)]\d*\)?)(?=\s|[a-z]|$)")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number at ``start:end``. ``what``: a row of ``contexts``, ``money`` (in the currency ``unit``) or ``number``.

    ``number`` is in units, not thousands; None where it has two readings.
    """

    start: int
    end: int
    what: str
    number: Decimal | None
    unit: str = ""


def measures_in(folded: str, english: bool) -> tuple[Measure, ...]:
    """All numbers of a folded text, in order; those of its own label ("10.3.") are left out."""
    label = _LABEL.match(folded)
    start = label.end() if label else 0
    measures: list[Measure] = []
    for found in _TOKEN.finditer(folded, start):
        measure = _measure(folded, found, english)
        measures.append(_like(folded, measures[-1], measure) if measures else measure)
    return tuple(measures)


def _like(folded: str, before: Measure, measure: Measure) -> Measure:
    """The second of two joined references is one too: articles 65 a 77."""
    joined = before.what == "reference" and measure.what == "number"
    if joined and _JOINED.fullmatch(folded[before.end : measure.start]):
        return replace(measure, what="reference")
    return measure


def _measure(folded: str, found: re.Match[str], english: bool) -> Measure:
    currency = CURRENCIES.get((found["before"] or found["after"] or "").rstrip("s"), "")
    number = _number(found, english)
    if currency:
        factor = MULTIPLES.get(found["multiple"] or "", Decimal(1))
        with exactly():
            amount = None if number is None else number * factor
        return Measure(found.start(), found.end(), "money", amount, currency)
    end = found.end(last) if (last := _last_group(found)) else found.end()
    return Measure(found.start(), end, _what(folded, found.start(), end), number)


def _last_group(found: re.Match[str]) -> str:
    """Without a currency the letters after a number belong to what follows: 250 m of cable, 2 M."""
    return "" if found["again"] else ("word" if found["word"] else "digits")


def _number(found: re.Match[str], english: bool) -> Decimal | None:
    digits = found["digits"] or found["again"]
    if not digits:
        return Decimal(NUMBERS[found["word"]])
    several = tuple(filter(in_range, readings(digits)))
    if len(several) < 2:
        return several[0] if several else None
    thousands = "," if english else "."
    return several[0] if thousands in digits or "'" in digits else None


def _what(folded: str, start: int, end: int) -> str:
    left, right = folded[max(0, start - 48) : start], folded[end : end + 64]
    if _SLASHED.search(folded[max(0, start - 3) : end + 3]):
        return "reference"
    if _YEAR.fullmatch(folded[start:end]) and not re.match(r"\s*[a-z€%]", right):
        return "reference"
    for what, before, after in CONTEXTS:
        if (before is None or before.search(left)) and (after is None or after.match(right)):
            return what
    return "number"


_FACTORS = {
    "una vez y media": "1.5", "vez y media": "1.5", "one and a half times": "1.5", "el doble": "2", "the double": "2",
    "twice": "2", "double": "2", "dos veces": "2", "tres veces": "3", "three times": "3", "two times": "2",
    "una vez": "1", "la mitad": "0.5", "half": "0.5", "el triple": "3",
}  # fmt: skip
_TIMES = "|".join(map(re.escape, _FACTORS))
_VALUE = r"(?: contract)? value"
_ANNUAL = (
    r"anualidad media(?: del contrato)?|valor (?:estimado )?(?:anual|medio)(?: medio| anual|"
    r" estimado)*(?: del contrato)?|"
    rf"(?:estimated |average )?(?:annual|yearly){_VALUE}|(?:average )?annual(?:ised)?(?: estimated)?{_VALUE}|aav\b|"
    r"media anual del valor estimado"
)
_TOTAL = (
    r"valor estimado(?: total)?(?: del (?:contrato|lote)(?! anual))?|vec\b|(?:estimated )?(?:total )?contract value|"
    r"estimated (?:total )?value"
)
_FORMULA = re.compile(
    rf"(?:(?P<times>{_TIMES})|(?<!\d)(?P<number>\d{{1,6}}(?:[.,]\d{{1,6}})?)\s*"
    r"(?P<percent>%|por ciento|por cien|per cent|por 100)?|"
    r"(?:inferior|igual(?: o superior)?|superior|equivalente|less than|equal to|at least)(?= (?:a|al|to|the)\b))\s*"
    rf"(?:x|×|\*|veces|times)?\s*(?:(?:of|de|del?|el|la|the|al|su|a|that|to)\s+)*"
    rf"(?:(?P<annual>{_ANNUAL})|(?P<total>{_TOTAL}))"
)


def formula_in(folded: str) -> tuple[Formula, int, int] | None:
    """A threshold in terms of the contract's value ("una vez y media el valor estimado"), and where it stands."""
    found = _FORMULA.search(folded)
    if found is None:
        return None
    written = _FACTORS.get(found["times"] or "", (found["number"] or "1").replace(",", "."))
    with exactly():
        factor = Decimal(written) / (100 if found["percent"] else 1)
    return Formula(factor, "AAV" if found["annual"] else "VEC"), found.start(), found.end()
