"""How each form of requirement states its threshold and its parameters. A form never guesses: what is not there is None."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain import units
from consortium.domain.call import Formula, Parameter, Percent, Rule
from consortium.domain.units import PERCENT, Unit
from consortium.ingest.understanding.library import Kind
from consortium.ingest.understanding.measures import Measure, formula_in
from consortium.ingest.understanding.passage import Passage, whole
from consortium.ingest.understanding.phrases import phrase_after, phrase_at, without_articles

Parameters = tuple[tuple[str, Parameter], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a kind at ``start:end`` of the text."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a passage says of one kind. ``clear``: nothing in it could be read in another way; ``places``: where it says so."""

    rule: Rule | None
    threshold: Decimal | Formula | None = None
    unit: Unit | None = None
    parameters: Parameters = ()
    capability: str = ""
    clear: bool = True
    places: tuple[tuple[int, int], ...] = ()


_UPPER = re.compile(
    r"(?:no (?:super(?:ior|e|ar)|may(?:or|ores)|exce(?:der|da)) (?:a |de |al )?|maxim[oa] (?:de )?|hasta (?:un maximo de )?|inferior(?:es)? a |menor(?:es)? (?:de|a|que) |≤|<=?|"
    r"no (?:more|greater|higher) than |not exceed(?:ing)? |up to |at most |below |less than |maximum (?:of )?)(?:el |the )?\W{0,2}$"
)
_NOT_UPPER = re.compile(r"(?:no|not|nunca|en ningun caso|non|may not be|podra ser)\b[^.;,]{0,12}$")


def is_upper(passage: Passage, measure: Measure) -> bool:
    """Whether a number is the most that is allowed: "no superior a 60", but not "no inferior a 60"."""
    left = passage.folded[max(0, measure.start - 40) : measure.start]
    found = _UPPER.search(left)
    if found is None:
        return False
    starts_denied = found[0].startswith(("inferior", "menor", "less", "below"))
    return not (starts_denied and _NOT_UPPER.search(left[: found.start()]))


def money(passage: Passage, hit: Hit) -> Terms:
    """An amount, or a formula of the contract's value where no amount is stated."""
    amounts = [m for m in passage.of("money") if not is_upper(passage, m)]
    formula = formula_in(passage.here)
    places = ((hit.start, hit.end),)
    if not amounts:
        if formula is None or not isinstance(formula[0], Formula):
            return Terms(hit.kind.rule, clear=False, places=places)
        where = (passage.start + formula[1], passage.start + formula[2])
        return Terms(hit.kind.rule, formula[0], clear=len(passage.of("number", "percent")) < 2, places=(*places, where))
    chosen = next((m for m in amounts if m.start >= hit.start), amounts[-1])
    alone = len({(m.number, m.unit) for m in amounts}) == 1 and len(amounts) == len(passage.of("money"))
    unit = units.currency_unit(chosen.unit)
    clear = alone and chosen.number is not None and chosen.unit != "USD"
    return Terms(hit.kind.rule, chosen.number, unit, _window(passage), "", clear, (*places, (chosen.start, chosen.end)))


def held(passage: Passage, hit: Hit) -> Terms:
    """A yes or no."""
    unexplained = passage.of("money", "number", "percent", "area", "hours", "contracts")
    return Terms(hit.kind.rule, clear=not unexplained, places=((hit.start, hit.end),))


_CODE = re.compile(r"(iso(?:/iec)?|ohsas|une(?:-en)?|bs ?en|)[- ]*(\d{4,6})")


def standard(passage: Passage, hit: Hit) -> Terms:
    """A certificate named by its code."""
    words = passage.folded[hit.start : hit.end]
    code = _CODE.search(words)
    name = passage.text[hit.start : hit.end]
    if code:
        family = "ISO" if code[1].startswith("iso") or not code[1] else ("UNE" if code[1].startswith("une") else code[1].upper())
        name = f"{family} {code[2]}"
    more = re.compile(r"[,/]? ?(?:o|or|u) (?:el |la )?(emas|iso[ -]?\d{4,5})").match(passage.folded, hit.end)
    if more:
        name += f" or {more[1].upper()}"
    clear = not passage.of("money", "number", "percent")
    return Terms(hit.kind.rule, capability=name, clear=clear, places=((hit.start, more.end() if more else hit.end),))


_BEST = re.compile(
    r"mayor ejecucion|mejor (?:ano|ejercicio)|importe anual|anual acumulad|acumulad\w+|best year|aggregate|in total|combined value|total value|"
    r"en conjunto|importe (?:total|global|conjunto)|cumulative|suma de"
)
_EACH_ONE = re.compile(r"cada un[oa]|each (?:worth|with|of|having)|per contract|por (?:contrato|trabajo|servicio|proyecto|obra)\b|each\b|apiece|individual(?:mente|ly)?|referees?|or more\b|uno de ellos")
_ONE = re.compile(r"\b(?:al menos|como minimo|minimo|at least|a minimum of|haber\w* \w+ |minimum of|least) (?:de )?(?:un|una|uno|one|a|1)\b|\bun contrato\b|\ba contract\b|\bone (?:\w+ ){0,3}(?:contract|project)")
_CPV = re.compile(r"cpv[^.;)]{0,80}|(?:tres primeros|primeros tres|first three) digit\w*[^.;)]{0,50}")
_ENOUGH = re.compile(r"(?:up to|hasta|max(?:imum|imo)?(?: of| de)?|no (?:more|mas) (?:than|de)) \W?$")


def similar(passage: Passage, hit: Hit) -> Terms:
    """Past contracts: an amount of the best year (sum), or so many of them (references)."""
    number = next((m for m in passage.of("contracts") if not _ENOUGH.search(passage.folded[: m.start][-24:])), None)
    one = _ONE.search(passage.folded, passage.start, passage.end)
    k = number.number if number else (Decimal(1) if one else None)
    amount = money(passage, hit)
    best, cpv = passage.has(_BEST), _cpv(passage)
    parameters = (*_window(passage), *((("cpv", cpv),) if cpv else ()))
    name = f"{hit.kind.name} CPV {cpv.replace(',', ', ')}" if cpv else hit.kind.name
    places = amount.places + (((number.start, number.end),) if number else ())
    if k is None or (best and number is None):
        rule = Rule.SUM if best or isinstance(amount.threshold, Formula) else None
        clear = amount.clear and rule is not None and not passage.of("number", "hours", "years")
        return Terms(rule or (Rule.REFERENCES if amount.threshold is None else Rule.SUM), amount.threshold, amount.unit, parameters, name, clear, places)
    apart = best and amount.threshold is not None and not passage.has(_EACH_ONE)
    clear = (amount.clear or not passage.of("money")) and not apart and not passage.of("number", "percent", "hours", "years")
    clear &= amount.threshold is None or passage.has(_EACH_ONE) or k == 1
    counted = (("k", k), *parameters)
    if isinstance(amount.threshold, Formula):
        clear = False
    named = name if cpv else _contracts(passage, number, hit)
    return Terms(Rule.REFERENCES, amount.threshold, amount.unit, counted, named, clear, places)


def _contracts(passage: Passage, number: Measure | None, hit: Hit) -> str:
    """The contracts in the text's own words, where the words are about them."""
    words = phrase_after(passage, number.end) if number else ""
    return without_articles(words) or hit.kind.name


def _cpv(passage: Passage) -> str:
    codes: dict[str, None] = {}
    for found in _CPV.finditer(passage.here):
        codes |= dict.fromkeys(re.findall(r"(?<![\d.])\d{2,8}(?![\d.]*\s*(?:€|eur|%|an|dig|primer))(?=\D|$)", found[0]))
    return ",".join(code for code in codes if len(code) > 1)


def _window(passage: Passage) -> Parameters:
    windows = {m.number for m in passage.of("window") if m.number is not None}
    return (("years", windows.pop()),) if len(windows) == 1 else ()


LEAST = re.compile(
    r"al menos|minim|como minimo|no (?:inferior|menos|menor)|igual o superior|superior|mas de|cuando menos|contar\w*|dispon\w*|deber\w*|exig\w*|acredit\w*|tener|tendra\w*|"
    r"at least|minimum|not? (?:less|fewer)|or more|exceed\w*|more than|must|shall|requir\w*|≥|>|fleet of|hold"
)
"""Words that make a number the least that is wanted."""


def headcount(passage: Passage, hit: Hit) -> Terms:
    """So many people, of all members together."""
    number = passage.first("number", "members", "contracts", after=0)
    if number is None:
        return Terms(hit.kind.rule, clear=False, places=((hit.start, hit.end),))
    name = without_articles(phrase_after(passage, number.end))
    generic = re.fullmatch(r"(?:personas|trabajador\w*|emplead\w*|people|employees|staff|workers|fte|profesionales)?(?: .*)?", name.lower())
    clear = len(passage.of("number", "money", "percent", "years")) == 1 and not is_upper(passage, number) and passage.has(LEAST)
    places = ((hit.start, hit.end), (number.start, number.end))
    return Terms(Rule.SUM, number.number, units.unit("people"), (), "" if generic else name, clear, places)


def things(passage: Passage, hit: Hit) -> Terms:
    """So many vehicles or machines; one where an article stands before it."""
    number = next((m for m in passage.of("number", "contracts") if -70 < hit.start - m.end < 40), None)
    places = ((number.start, hit.end),) if number and number.start < hit.start else ((hit.start, hit.end),)
    name = without_articles(phrase_after(passage, number.end)) if number else phrase_at(passage, hit.start)
    unit = units.unit("vehicles") if hit.kind.name == "vehicles" else units.unit("units")
    if number is None:
        return Terms(Rule.ANY, None, None, (), name, False, places)
    clear = len(passage.of("number", "contracts", "money", "percent")) == 1 and not is_upper(passage, number) and passage.has(LEAST)
    return Terms(hit.kind.rule, number.number, unit, (), name, clear, places)


def place(passage: Passage, hit: Hit) -> Terms:
    """An office or premises, of a least size where one is stated."""
    area = passage.first("area", after=hit.start)
    clear = len(passage.of("area")) < 2 and not passage.of("number", "money", "percent")
    unit = units.unit("m2") if area else None
    places = ((hit.start, hit.end), *(((area.start, area.end),) if area else ()))
    return Terms(hit.kind.rule, whole(area), unit, (), phrase_at(passage, hit.start), clear, places)


def hours(passage: Passage, hit: Hit) -> Terms:
    """Hours of service given."""
    number = passage.first("hours", after=hit.start - 24)
    clear = number is not None and len(passage.of("hours", "number", "money", "percent")) == 1
    places = ((hit.start, hit.end), *(((number.start, number.end),) if number else ()))
    return Terms(hit.kind.rule, whole(number), units.unit("hours"), _window(passage), "", clear, places)


def years(passage: Passage, hit: Hit) -> Terms:
    """Years of experience of an entity."""
    number = passage.first("years", "age", after=0)
    clear = number is not None and len(passage.of("years", "number", "money", "percent")) == 1
    places = ((hit.start, hit.end), *(((number.start, number.end),) if number else ()))
    name = without_articles(phrase_at(passage, hit.start))
    return Terms(hit.kind.rule, whole(number), units.unit("years") if number else None, (), name, clear, places)


def ratio(passage: Passage, hit: Hit) -> Terms:
    """A quotient or a percentage that must be reached."""
    number = passage.first("ratio", "percent", "number", after=hit.end)
    if number is None or is_upper(passage, number):
        return Terms(hit.kind.rule, clear=False, places=((hit.start, hit.end),))
    unit = PERCENT if number.what == "percent" else units.unit("ratio")
    clear = len(passage.of("ratio", "percent", "number", "money")) == 1 and number.number is not None
    return Terms(hit.kind.rule, number.number, unit, (), "", clear, ((hit.start, hit.end), (number.start, number.end)))


def share_of_staff(passage: Passage, hit: Hit) -> Terms:
    """A percentage of the workforce."""
    number = passage.first("percent", after=hit.start)
    if number is None or is_upper(passage, number):
        number = None
    clear = number is not None and len(passage.of("percent", "number", "money")) == 1
    places = ((hit.start, hit.end), *(((number.start, number.end),) if number else ()))
    return Terms(hit.kind.rule, whole(number), PERCENT if number else None, (), "", clear, places)


def quota(passage: Passage, hit: Hit) -> Terms:
    """The quota of article 42, which other measures may replace: for a person to decide."""
    number = passage.first("percent", after=hit.start)
    places = ((hit.start, hit.end),)
    if number is None:
        return Terms(Rule.EACH, clear=False, places=places)
    return Terms(Rule.RATIO, number.number, PERCENT, (("mode", "each"),), "", False, places)


def score(passage: Passage, hit: Hit) -> Terms:
    """A credit score."""
    number = passage.first("points", "number", after=hit.start)
    clear = number is not None and len(passage.of("points", "number", "money", "percent")) == 1
    places = ((hit.start, hit.end), *(((number.start, number.end),) if number else ()))
    return Terms(hit.kind.rule, whole(number), units.unit("points") if number else None, (), "", clear, places)


GROUP = re.compile(
    r"(?:grupo[:\s]*\W?(?P<g>[a-v])\W.{0,80}?subgrupo[:\s]*\W?(?P<s>\d{1,2})\b.{0,90}?(?:categoria|cat\.?)[:\s]*\W?(?P<c>[1-6]|[a-f])\b(?P<rest>[^;]{0,60}))"
    r"|\b(?P<g2>[a-v])[- ]?0?(?P<s2>\d{1,2})[-,. ]{1,3}(?:(?:categoria|cat\.?)[:\s]*)?(?P<c2>[1-6])\b"
)
_RENAMED = re.compile(r"(?:equival\w+|actual)[^.;]{0,30}(?:cat\.?|categoria)? ?\W?([1-6])\b")
WORKS = "abcdefghijk"


def classification(passage: Passage, hit: Hit) -> Terms:
    """Group, subgroup and category (RGLCAP 25, 37); letters A to K are of works, L to V of services."""
    found = GROUP.search(passage.folded, passage.start, passage.end)
    if found is None:
        return Terms(hit.kind.rule, clear=False, places=((hit.start, hit.end),))
    letter, subgroup, category = (found["g"] or found["g2"], found["s"] or found["s2"], found["c"] or found["c2"])
    renamed = _RENAMED.search(found["rest"] or "")
    category = renamed[1] if renamed else category
    name = f"{'Works' if letter in WORKS else 'Services'} {letter.upper()}-{int(subgroup)}"
    level = Decimal(category) if category.isdigit() else None
    return Terms(hit.kind.rule, level, units.unit("category"), (), name, level is not None, (found.span(),))


def limit(passage: Passage, hit: Hit) -> Terms:
    """An upper limit, which no rule of the format can hold."""
    return Terms(None, clear=False, places=((hit.start, hit.end),))


def structure(passage: Passage, hit: Hit) -> Terms:
    """A rule about the coalition itself, which belongs among the tender's facts and options."""
    number = passage.first("percent", after=hit.start)
    return Terms(None, whole(number), PERCENT if number else None, (), "", False, ((hit.start, hit.end),))


_ELSEWHERE = re.compile(
    r"\b(?:apartados?|anexos?|clausulas?|cuadro|pliego|letra|schedule|appendix|annex|section|clause|table|see|ver|vease|segun|indicad\w+|senal\w+|establecid\w+|shown|set out|specified|stated)\b"
)


def referral(passage: Passage, hit: Hit) -> Terms:
    """A demand whose terms stand elsewhere."""
    clear = passage.has(_ELSEWHERE) and not passage.of("money", "number", "percent", "years", "contracts", "members", "hours")
    return Terms(None, clear=clear, places=((hit.start, hit.end),))


def offer(passage: Passage, hit: Hit) -> Terms:
    """What is offered and scored: nothing a register holds."""
    return Terms(None, places=((hit.start, hit.end),))


MANY = 10
"""So many people of one kind are a workforce rather than named experts."""


def team(passage: Passage, hit: Hit) -> Terms:
    """People in a role, with their least experience and dedication."""
    before = passage.folded[passage.start : hit.start]
    number = next((m for m in reversed(passage.measures) if m.end <= hit.start and hit.start - m.end < 24 and m.what in ("number", "contracts", "members")), None)
    people = number.number if number else Decimal(1)
    experience = next((m for m in passage.of("years", "window") if m.start >= hit.end and m.number is not None), None)
    full = re.search(r"dedicacion (?:exclusiva|completa|plena|total)|full[- ]time|jornada completa", passage.here)
    percent = next((m for m in passage.of("percent") if m.start >= hit.end), None)
    half = re.search(r"media jornada|half[- ]time|part[- ]time", passage.here)
    wte = re.search(r"(\d(?:[.,]\d+)?) ?(?:wte|fte)", passage.here)
    parameters: list[tuple[str, Parameter]] = []
    if experience and re.search(r"experien|\bexp\b|antiguedad|qualif", passage.here):
        parameters.append(("years", experience.number or Decimal(0)))
    if percent and percent.number is not None and re.search(r"dedicac|jornada|time|dedicat", passage.here):
        parameters.append(("dedication", Percent(percent.number)))
    elif full:
        parameters.append(("dedication", Percent(Decimal(100))))
    elif half:
        parameters.append(("dedication", Percent(Decimal(50))))
    elif wte:
        parameters.append(("dedication", Percent(Decimal(wte[1].replace(",", ".")) * 100)))
    left = [m for m in passage.of("number", "money", "hours") if m is not number and not wte]
    clear = not left and people is not None and not (experience is None and passage.of("time")) and len(passage.of("years")) < 2 and "o superior" not in before
    name = without_articles(phrase_at(passage, hit.start))
    if people is not None and people >= MANY and not parameters:
        return headcount(passage, hit)
    return Terms(Rule.TEAM, people, units.unit("people"), tuple(parameters), name, clear, ((number.start if number else hit.start, hit.end), *(((experience.start, experience.end),) if experience else ())))


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
"""Form (kinds.toml) -> how to read it."""
