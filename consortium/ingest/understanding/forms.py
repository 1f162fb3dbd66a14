"""How each form of requirement (kinds.toml) states its threshold. A form never guesses: what is not there is None."""

import re
from collections.abc import Callable
from decimal import Decimal

from consortium.domain import units
from consortium.domain.call import Rule
from consortium.domain.units import PERCENT
from consortium.ingest.understanding.amounts import money, similar
from consortium.ingest.understanding.passage import Passage, whole
from consortium.ingest.understanding.people import headcount, team, things
from consortium.ingest.understanding.phrases import phrase_at, without_articles
from consortium.ingest.understanding.terms import Hit, Terms, is_upper, only, spot, window


def held(passage: Passage, hit: Hit) -> Terms:
    """A yes or no."""
    unexplained = passage.of("money", "number", "percent", "area", "hours", "contracts")
    return Terms(hit.kind.rule, clear=not unexplained, places=(hit.place,))


_CODE = re.compile(r"(iso(?:/iec)?|ohsas|une(?:-en)?|bs ?en|)[- ]*(\d{4,6})")
_OR = re.compile(r"[,/]? ?(?:o|or|u) (?:el |la )?(emas|iso[ -]?\d{4,5})")


def standard(passage: Passage, hit: Hit) -> Terms:
    """A certificate named by its code."""
    code = _CODE.search(passage.folded[hit.start : hit.end])
    name = _family(code[1]) + f" {code[2]}" if code else passage.text[hit.start : hit.end]
    other = _OR.match(passage.folded, hit.end)
    name += f" or {other[1].upper()}" if other else ""
    clear = not passage.of("money", "number", "percent")
    return Terms(hit.kind.rule, capability=name, clear=clear, places=((hit.start, other.end() if other else hit.end),))


def _family(letters: str) -> str:
    if not letters or letters.startswith("iso"):
        return "ISO"
    return "UNE" if letters.startswith("une") else letters.upper()


_THERE = re.compile(r"\b(?:en|in|within|near|located|ubicad\w+|situad\w+|radio)\b")
"""Words that tie a place to a territory."""
_HAVE = re.compile(
    r"\b(?:dispon\w*|contar\w*|tener|tendra\w*|abrir\w*|posee\w*|have|hold|maintain|establish)\b[^.;]{0,40}$"
)


def place(passage: Passage, hit: Hit) -> Terms:
    """An office or premises, of a least size where one is stated."""
    area = passage.first("area", after=hit.start)
    clear = len(passage.of("area")) < 2 and not passage.of("number", "money", "percent", "time", "hours")
    before = passage.folded[max(passage.start, hit.start - 80) : hit.start]
    clear &= passage.has(_THERE) and (hit.start - passage.start < 16 or _HAVE.search(before) is not None)
    unit = units.unit("m2") if area else None
    name = phrase_at(passage, hit.start)
    return Terms(hit.kind.rule, whole(area), unit, (), name, clear, (hit.place, *spot(area)))


def hours(passage: Passage, hit: Hit) -> Terms:
    """Hours of service given."""
    number = passage.first("hours", after=hit.start - 24)
    clear = number is not None and only(passage, "hours", "number", "money", "percent")
    places = (hit.place, *spot(number))
    return Terms(hit.kind.rule, whole(number), units.unit("hours"), window(passage), clear=clear, places=places)


def years(passage: Passage, hit: Hit) -> Terms:
    """Years of experience of an entity."""
    number = passage.first("years", "age")
    clear = number is not None and only(passage, "years", "number", "money", "percent")
    unit = units.unit("years") if number else None
    name = without_articles(phrase_at(passage, hit.start))
    return Terms(hit.kind.rule, whole(number), unit, (), name, clear, (hit.place, *spot(number)))


def ratio(passage: Passage, hit: Hit) -> Terms:
    """A quotient or a percentage that must be reached."""
    number = passage.first("ratio", "percent", "number", after=hit.end)
    if number is None or is_upper(passage, number.start):
        return Terms(hit.kind.rule, clear=False, places=(hit.place,))
    unit = PERCENT if number.what == "percent" else units.unit("ratio")
    clear = only(passage, "ratio", "percent", "number", "money") and number.number is not None
    return Terms(hit.kind.rule, number.number, unit, clear=clear, places=(hit.place, *spot(number)))


def share_of_staff(passage: Passage, hit: Hit) -> Terms:
    """A percentage of the workforce."""
    number = passage.first("percent", after=hit.start)
    if number is None or is_upper(passage, number.start):
        return Terms(hit.kind.rule, clear=False, places=(hit.place,))
    clear = only(passage, "percent", "number", "money")
    return Terms(hit.kind.rule, number.number, PERCENT, clear=clear, places=(hit.place, *spot(number)))


def quota(passage: Passage, hit: Hit) -> Terms:
    """The quota of article 42, which other measures may replace: for a person to decide."""
    number = passage.first("percent", after=hit.start)
    if number is None:
        return Terms(Rule.EACH, clear=False, places=(hit.place,))
    return Terms(Rule.RATIO, number.number, PERCENT, (("mode", "each"),), clear=False, places=(hit.place,))


def score(passage: Passage, hit: Hit) -> Terms:
    """A credit score."""
    number = passage.first("points", "number", after=hit.start)
    clear = number is not None and only(passage, "points", "number", "money", "percent")
    unit = units.unit("points") if number else None
    return Terms(hit.kind.rule, whole(number), unit, clear=clear, places=(hit.place, *spot(number)))


GROUP = re.compile(
    r"(?:grupo[:\s]*\W?(?P<g>[a-v])\W.{0,80}?subgrupo[:\s]*\W?(?P<s>\d{1,2})\b.{0,90}?"
    r"(?:categoria|cat\.?)[:\s]*\W?(?P<c>[1-6]|[a-f])\b(?P<rest>[^;]{0,60}))|"
    r"\b(?P<g2>[a-v])[- ]?0?(?P<s2>\d{1,2})[-,. ]{1,3}(?:(?:categoria|cat\.?)[:\s]*)?(?P<c2>[1-6])\b"
)
_RENAMED = re.compile(r"(?:equival\w+|actual)[^.;]{0,30}(?:cat\.?|categoria)? ?\W?([1-6])\b")
_WORKS = "abcdefghijk"


def classification(passage: Passage, hit: Hit) -> Terms:
    """Group, subgroup and category (RGLCAP 25, 37); letters A to K are of works, L to V of services."""
    found = GROUP.search(passage.folded, passage.start, passage.end)
    if found is None:
        return Terms(hit.kind.rule, clear=False, places=(hit.place,))
    letter, subgroup = found["g"] or found["g2"], found["s"] or found["s2"]
    renamed = _RENAMED.search(found["rest"] or "")
    category = renamed[1] if renamed else found["c"] or found["c2"]
    level = Decimal(category) if category.isdigit() else None
    code, works = f"{letter.upper()}-{int(subgroup)}", letter in _WORKS
    names = (
        ("es", f"{'Obras' if works else 'Servicios'} {code}"),
        ("en", f"{'Works' if works else 'Services'} {code}"),
    )
    last = "rest" if renamed else "c" if found["c"] else "c2"
    places = ((found.start(), found.end(last)),)
    return Terms(hit.kind.rule, level, units.unit("category"), (), dict(names)["en"], level is not None, places, names)


def limit(passage: Passage, hit: Hit) -> Terms:
    """An upper limit, which no rule of the format can hold."""
    return Terms(None, clear=False, places=(hit.place,))


def structure(passage: Passage, hit: Hit) -> Terms:
    """A rule about the coalition itself, which belongs among the tender's facts and options."""
    number = passage.first("percent", after=hit.start)
    return Terms(None, whole(number), PERCENT if number else None, clear=False, places=(hit.place,))


_ELSEWHERE = re.compile(
    r"\b(?:apartados?|anexos?|clausulas?|cuadro|pliego|letra|schedule|appendix|annex|section|clause|table|see|ver|"
    r"vease|"
    r"segun|indicad\w+|senal\w+|establecid\w+|shown|set out|specified|stated)\b"
)


def referral(passage: Passage, hit: Hit) -> Terms:
    """A demand whose terms stand elsewhere."""
    stated = passage.of("money", "number", "percent", "years", "contracts", "members", "hours")
    return Terms(None, clear=passage.has(_ELSEWHERE) and not stated, places=(hit.place,))


def offer(passage: Passage, hit: Hit) -> Terms:
    """What is offered and scored: nothing a register holds."""
    return Terms(None, places=(hit.place,))


FORMS: dict[str, Callable[[Passage, Hit], Terms]] = {
    "money": money,
    "held": held,
    "standard": standard,
    "similar": similar,
    "contracts": similar,
    "headcount": headcount,
    "things": things,
    "place": place,
    "hours": hours,
    "years": years,
    "ratio": ratio,
    "share of staff": share_of_staff,
    "quota": quota,
    "score": score,
    "classification": classification,
    "limit": limit,
    "structure": structure,
    "referral": referral,
    "offer": offer,
    "team": team,
    "people": referral,
}
"""Form -> how to read it."""
