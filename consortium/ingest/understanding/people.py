"""Forms that count people and things: named experts, a workforce, vehicles, machines."""

import re
from decimal import Decimal

from consortium.domain import units
from consortium.domain.call import Percent, Rule
from consortium.ingest.understanding.measures import Measure
from consortium.ingest.understanding.passage import Passage
from consortium.ingest.understanding.phrases import phrase_after, phrase_at, without_articles
from consortium.ingest.understanding.terms import LEAST, Hit, Parameters, Terms, is_upper, only, spot

NEAR = 60
"""So many letters may stand between people and their number."""
MANY = 10
"""So many people of one kind are a workforce rather than named experts."""
_GENERIC = re.compile(
    r"(?:personas|trabajador\w*|emplead\w*|people|employees|staff|workers|fte|profesionales)?(?: .*)?"
)


def headcount(passage: Passage, hit: Hit) -> Terms:
    """So many people, of all members together."""
    number = passage.first("number", "members", "contracts")
    if number is None:
        return Terms(hit.kind.rule, clear=False, places=(hit.place,))
    name = _named(passage, number)
    clear = only(passage, "number", "money", "percent", "years") and abs(number.start - hit.start) < NEAR
    return Terms(
        Rule.SUM,
        number.number,
        units.unit("people"),
        capability="" if _GENERIC.fullmatch(name.lower()) else name,
        clear=clear and not is_upper(passage, number.start) and passage.has(LEAST),
        places=(hit.place, *spot(number)),
    )


def things(passage: Passage, hit: Hit) -> Terms:
    """So many vehicles or machines; without a number at least one of them."""
    number = next((m for m in passage.of("number", "contracts") if -70 < hit.start - m.end < 40), None)
    if number is None:
        return Terms(Rule.ANY, capability=phrase_at(passage, hit.start), clear=False, places=(hit.place,))
    clear = only(passage, "number", "contracts", "money", "percent")
    return Terms(
        hit.kind.rule,
        number.number,
        units.unit("vehicles" if hit.kind.name == "vehicles" else "units"),
        capability=phrase_at(passage, hit.start) if number.start > hit.start else _named(passage, number),
        clear=clear and not is_upper(passage, number.start) and passage.has(LEAST),
        places=(hit.place, *(spot(number) if number.start < hit.start else ())),
    )


def _named(passage: Passage, number: Measure) -> str:
    """What stands behind a number, as what is counted."""
    return without_articles(phrase_after(passage, number.end))


_OF_EXPERIENCE = re.compile(r"experien|\bexp\b|antiguedad|qualif")
_OF_TIME = re.compile(r"dedicac|jornada|time|dedicat")
_FULL = re.compile(r"dedicacion (?:exclusiva|completa|plena|total)|full[- ]time|jornada completa")
_HALF = re.compile(r"media jornada|half[- ]time|part[- ]time")
_WTE = re.compile(r"(\d(?:[.,]\d+)?) ?(?:wte|fte)")


def team(passage: Passage, hit: Hit) -> Terms:
    """People in a role, with their least experience and dedication."""
    number = _people(passage, hit)
    people = number.number if number else Decimal(1)
    experience = next((m for m in passage.of("years", "window") if m.start >= hit.end and m.number is not None), None)
    parameters = (*_experience(passage, experience), *_dedication(passage, hit))
    if people is not None and people >= MANY and not parameters:
        return headcount(passage, hit)
    left = [m for m in passage.of("number", "money", "hours") if m is not number and not _WTE.search(passage.here)]
    clear = not left and people is not None and only_one(passage.of("years"))
    clear &= bool(parameters or number) and (experience is not None or not passage.of("time"))
    return Terms(
        Rule.TEAM,
        people,
        units.unit("people"),
        parameters,
        without_articles(phrase_at(passage, hit.start)),
        clear,
        (hit.place, *spot(number), *spot(experience)),
    )


def only_one(measures: tuple[Measure, ...]) -> bool:
    """At most one number, so that it cannot be taken for another's."""
    return len(measures) < 2


def _people(passage: Passage, hit: Hit) -> Measure | None:
    """The number that stands right before the role."""
    counts = [m for m in passage.of("number", "contracts", "members") if 0 <= hit.start - m.end < 24]
    return counts[-1] if counts else None


def _experience(passage: Passage, measure: Measure | None) -> Parameters:
    told = measure is not None and measure.number is not None and passage.has(_OF_EXPERIENCE)
    return (("years", measure.number),) if told and measure and measure.number is not None else ()


def _dedication(passage: Passage, hit: Hit) -> Parameters:
    percent = next((m for m in passage.of("percent") if m.start >= hit.end), None)
    if percent and percent.number is not None and passage.has(_OF_TIME):
        return (("dedication", Percent(percent.number)),)
    if wte := _WTE.search(passage.here):
        return (("dedication", Percent(Decimal(wte[1].replace(",", ".")) * 100)),)
    stated = 100 if passage.has(_FULL) else 50 if passage.has(_HALF) else None
    return () if stated is None else (("dedication", Percent(Decimal(stated))),)
