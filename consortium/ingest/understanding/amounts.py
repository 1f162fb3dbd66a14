"""Forms with an amount: money or a formula of the contract's value, and past contracts."""

import re
from decimal import Decimal

from consortium.domain import units
from consortium.domain.call import Formula, Rule
from consortium.ingest.understanding.measures import Measure, formula_in
from consortium.ingest.understanding.passage import Passage
from consortium.ingest.understanding.phrases import phrase_after, without_articles
from consortium.ingest.understanding.terms import LEAST, Hit, Parameters, Terms, is_upper, spot, window


def money(passage: Passage, hit: Hit) -> Terms:
    """An amount, or a formula of the contract's value where no amount is stated."""
    amounts = [m for m in passage.of("money") if not is_upper(passage, m.start)]
    if not amounts:
        return _formula(passage, hit)
    chosen = next((m for m in amounts if m.start >= hit.start), amounts[-1])
    alone = len({(m.number, m.unit) for m in amounts}) == 1 and len(amounts) == len(passage.of("money"))
    stray = passage.of("percent") and formula_in(passage.here) is None
    return Terms(
        hit.kind.rule,
        chosen.number,
        units.currency_unit(chosen.unit),
        window(passage),
        clear=alone and chosen.number is not None and not stray,
        places=(hit.place, *spot(chosen)),
    )


def _formula(passage: Passage, hit: Hit) -> Terms:
    found = formula_in(passage.here)
    if found is None:
        return Terms(hit.kind.rule, clear=False, places=(hit.place,))
    formula, start, end = found
    where = (passage.start + start, passage.start + end)
    if is_upper(passage, where[0]):
        return Terms(hit.kind.rule, clear=False, places=(hit.place,))
    clear = len(passage.of("number", "percent")) < 2
    return Terms(hit.kind.rule, formula, clear=clear, places=(hit.place, where))


_BEST = re.compile(
    r"mayor ejecucion|mejor (?:ano|ejercicio)|importe anual|anual acumulad|acumulad\w+|best year|aggregate|in total|"
    r"combined value|total value|en conjunto|importe (?:total|global|conjunto)|cumulative|suma de"
)
_EACH_ONE = re.compile(
    r"cada un[oa]|per contract|por (?:contrato|trabajo|servicio|proyecto|obra)\b|each\b|apiece|individual(?:mente|ly)?|"
    r"referees?|or more\b|uno de ellos"
)
_ONE = re.compile(
    r"\b(?:al menos|como minimo|minimo|at least|minimum of|haber\w* \w+) (?:de )?(?:un|una|uno|one|a|1)\b|"
    r"\bun contrato\b|\ba contract\b|\bone (?:\w+ ){0,3}(?:contract|project)"
)
_CPV = re.compile(r"cpv[^.;)]{0,80}|(?:tres primeros|primeros tres|first three) digit\w*[^.;)]{0,50}")
_CODE = re.compile(r"(?<![\d.])\d{2,8}(?![\d.]*\s*(?:€|eur|%|an|dig|primer))(?=\D|$)")
_UP_TO = re.compile(r"(?:up to|hasta|max(?:imum|imo)?(?: of| de)?|no (?:more|mas) (?:than|de)) \W?$")
_OTHER = ("number", "hours", "years")


def similar(passage: Passage, hit: Hit) -> Terms:
    """Past contracts: an amount of the best year (sum), or so many of them (references)."""
    counted = next((m for m in passage.of("contracts") if not _UP_TO.search(passage.folded[: m.start][-24:])), None)
    k = counted.number if counted else (Decimal(1) if passage.has(_ONE) else None)
    if k is None or (passage.has(_BEST) and counted is None):
        return _best_year(passage, hit)
    return _references(passage, hit, counted, k)


def _best_year(passage: Passage, hit: Hit) -> Terms:
    amount, codes = money(passage, hit), _cpv(passage)
    stated = passage.has(_BEST) or isinstance(amount.threshold, Formula)
    return Terms(
        Rule.REFERENCES if amount.threshold is None and not stated else Rule.SUM,
        amount.threshold,
        amount.unit,
        (*window(passage), *_parameter(codes)),
        _named(hit.kind.name, codes),
        amount.clear and stated and not passage.of(*_OTHER),
        amount.places,
        _names(hit, codes),
    )


def _references(passage: Passage, hit: Hit, counted: Measure | None, k: Decimal) -> Terms:
    amount, codes, apart = money(passage, hit), _cpv(passage), passage.has(_EACH_ONE)
    clear = amount.clear or not passage.of("money")
    clear &= not (passage.has(_BEST) and amount.threshold is not None and not apart)
    clear &= amount.threshold is None or apart or k == 1
    clear &= amount.threshold is not None or bool(passage.of("window")) or passage.has(LEAST)
    clear &= not isinstance(amount.threshold, Formula) and not passage.of("percent", *_OTHER)
    words = without_articles(phrase_after(passage, counted.end)) if counted and not codes else ""
    return Terms(
        Rule.REFERENCES,
        amount.threshold,
        amount.unit,
        (("k", k), *window(passage), *_parameter(codes)),
        words or _named(hit.kind.name, codes),
        clear,
        (*amount.places, *spot(counted)),
        _names(hit, codes),
    )


def _cpv(passage: Passage) -> tuple[str, ...]:
    """The CPV codes, or beginnings of codes, that decide what is similar."""
    return tuple(dict.fromkeys(code for found in _CPV.finditer(passage.here) for code in _CODE.findall(found[0])))


def _parameter(codes: tuple[str, ...]) -> Parameters:
    return (("cpv", ",".join(codes)),) if codes else ()


def _named(name: str, codes: tuple[str, ...]) -> str:
    """Contracts of some codes; "" without codes: the kind's own name will do."""
    return f"{name} CPV {', '.join(codes)}" if codes else ""


def _names(hit: Hit, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The same in each language, without what the kind's name says of the best year."""
    return tuple((lang, _named(name.partition(":")[0], codes)) for lang, name in hit.kind.names if codes)
