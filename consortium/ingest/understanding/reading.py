"""A requirement's text as a proposal: what is asked for, how members combine, how much, and how sure that is."""

import re
from dataclasses import replace
from functools import lru_cache

from consortium.domain.call import Category, Parameter, Rule
from consortium.domain.proposal import Proposal
from consortium.ingest.parameters import BELONGS
from consortium.ingest.understanding.combining import blank, by_cue, combined, cues
from consortium.ingest.understanding.forms import FORMS, GROUP
from consortium.ingest.understanding.hits import Found, hits_in
from consortium.ingest.understanding.library import DENIED
from consortium.ingest.understanding.notes import heading, note
from consortium.ingest.understanding.passage import Passage, passage_of
from consortium.ingest.understanding.terms import Hit, Terms

LONGEST = 4000
"""Letters of a text that are looked at."""

_AWARD = re.compile(
    r"\d\)? ?(?:puntos?|points?)\b(?! of)|se valorar[ae]n?\b|\bweight(?:ing)?\b|\btotal marks\b|\bscored\b|"
    r"award criteri|"
    r"% of (?:the )?(?:overall|total|available|quality) (?:score|marks|evaluation|weight\w*|points)|\bmarks\b|"
    r"criterios? (?:de adjudicacion|evaluable)|juicio de valor"
)
_ALTERNATIVES = re.compile(
    r"\bo bien (?!aport|present|compromis|acredit)|\beither\b|alternativamente|a eleccion (?:del|de la)|"
    r"de una de estas|"
    r"indistintamente|alternatively|cualquiera de (?:los|las) (?:siguientes|dos)|one of the following|"
    r"uno de los siguientes|\bo,? en su defecto|sustituir|in lieu of|podra acreditarse (?:tambien )?(?:mediante|con)"
)
_DOUBTS = re.compile(
    r"\bsalvo\b|\bexcepto\b|\bunless\b|\bsave\b|\bexcept\b|en su caso|if applicable|where applicable|as appropriate|"
    r"preferibl\w*|preferabl\w*|desirable|expected|se valorar|(?<!no )podra (?:ser(?! aportad| acreditad| unic)|"
    r"sustituir)|"
    r"reducid[oa]s? (?:al?|en)\b|reduccion|\bmitad\b|\bor lower\b|sin perjuicio|\bmay be (?:replaced|substituted|"
    r"waived|reduced)|"
    r"ideally|"
    r"se recomienda|encouraged|where (?:relevant|required)|cuando proceda|si procede"
)
_PLAIN_NO = re.compile(
    r"\b(?:no|not|nunca|en ningun caso)\b(?: \w+){0,3} (?:inferior|menor|menos|less|fewer|lower)\w*|"
    r"\bno (?:hallarse|estar|encontrarse|incurrir|haber|estan|esta)\w*|ningun[oa]? de las|none of|ausencia de|no\. |"
    r"\bno [a-z]+ may contribute|no prohibicion|no (?:incluid|inscrit)[oa]s?|no sera obstaculo|"
    r"sin (?:importe|iva|animo de lucro|incluir|excepcion)|\bnot[- ]for[- ]profit|without vat|no member"
)
"""Denials that mean a minimum or a clean record."""
_NO = re.compile(r"\b(?:no|not|nunca|never|sin|without|ningun[oa]?|neither|nor|tampoco)\b")
_PER_UNIT = re.compile(r"minim|below|inferior|umbral|por cada|per each|alcance")


@lru_cache(maxsize=8192)
def understand(text: str) -> Proposal:
    """What a text demands. Never raises; what is not understood is left open."""
    passage = passage_of(text[:LONGEST])
    nothing = heading(passage) or note(passage, sure=True)
    if nothing is not None:
        return nothing
    found = hits_in(passage)
    if not found or all(hit.kind.rank == 0 for _, hit in found):
        nothing = note(passage, sure=False)
        if nothing is not None:
            return nothing
    if not found:
        return _unknown(passage)
    lots = _lots(passage) if len(found) == 1 else ()
    return _by_lot(found[0][1], lots) if len(lots) > 1 else _joined(passage, _each_class(found))


def _joined(passage: Passage, found: Found) -> Proposal:
    """The demands of a text as one proposal: the first, with the others behind it."""
    together = all(hit.kind.form == "standard" for _, hit in found) or len(found) == 1
    first, *more = (_proposal(passage if together else part, part, hit) for part, hit in found)
    other_way = passage.has(_ALTERNATIVES)
    certain = first.certain and (bool(more) or not other_way)
    return replace(first, more=tuple(more), alternatives=bool(more) and other_way, certain=certain)


def _each_class(found: Found) -> Found:
    """The same, where one that names several classifications stands once for each."""
    if len(found) > 1 or found[0][1].kind.form != "classification":
        return found
    passage, hit = found[0]
    starts = [m.start() for m in GROUP.finditer(passage.folded)]
    parts = zip(starts, [*starts[1:], passage.end], strict=False)
    return tuple((passage.part(a, b), Hit(hit.kind, a, b)) for a, b in parts) or found


_LOT = re.compile(r"\b(?:lotes?|lots?) (?:n\.?º ?|no\.? ?)?(\w{1,3})\b")


def _lots(passage: Passage) -> tuple[tuple[str, Passage], ...]:
    """The parts of a text that speak of one lot each, where every part has an amount."""
    marks = list(_LOT.finditer(passage.folded))
    ends = [mark.start() for mark in marks[1:]] + [passage.end]
    parts = tuple((m[1].upper(), passage.part(m.start(), end)) for m, end in zip(marks, ends, strict=False))
    return parts if all(len(part.of("money")) == 1 for _, part in parts) else ()


def _by_lot(hit: Hit, lots: tuple[tuple[str, Passage], ...]) -> Proposal:
    """One demand with an amount for each lot."""
    hits = ((lot, part, Hit(hit.kind, part.start, part.start)) for lot, part in lots)
    first, *more = (replace(_proposal(part, part, own), lot=lot) for lot, part, own in hits)
    return replace(first, more=tuple(more))


def _unknown(passage: Passage) -> Proposal:
    """A text in which nothing known stands: a requirement as far as anybody can tell."""
    if passage.has(_AWARD):
        return Proposal(category=Category.AWARD)
    cue, where = next(cues(passage), (None, (0, 0)))
    if cue is None or cue.name not in ("count", "each", "lead"):
        return Proposal()
    terms, _ = by_cue(cue, passage, where, Terms(None))
    return Proposal(True, Category.TECHNICAL, terms.rule, parameters=terms.parameters, words=passage.quote([where]))


def _proposal(reach: Passage, part: Passage, hit: Hit) -> Proposal:
    terms = FORMS[hit.kind.form](part, hit)
    if (part.has(_AWARD) and hit.kind.form != "score") or hit.kind.form == "offer":
        return _award(part, hit, terms)
    terms, stated, clear = combined(reach, part, hit, terms)
    certain = (stated or hit.kind.sure) and clear and terms.clear and not part.has(_DOUBTS) and not _takes_back(part)
    return Proposal(
        category=hit.kind.category,
        rule=terms.rule,
        capability=terms.capability or hit.kind.name,
        threshold=terms.threshold,
        unit=terms.unit,
        parameters=_own(terms),
        certain=certain,
        words=part.quote(terms.places),
        names=terms.names or (() if terms.capability else hit.kind.names),
        source=hit.kind.source,
    )


def _takes_back(part: Passage) -> bool:
    """Whether a text denies something in words that are not known to mean a minimum or a clean record."""
    return _NO.search(_PLAIN_NO.sub(blank, DENIED.sub(blank, part.here))) is not None


def _own(terms: Terms) -> tuple[tuple[str, Parameter], ...]:
    """The parameters that the rule takes."""
    belongs = BELONGS[terms.rule] if terms.rule else frozenset()
    return tuple((name, value) for name, value in terms.parameters if name in belongs)


def _award(part: Passage, hit: Hit, terms: Terms) -> Proposal:
    """A scored row: what a register can hold stays with its rule, an offer has none."""
    rules = {"standard": Rule.ANY, "held": terms.rule}
    one = len(part.of("points", "percent")) == 1 and not part.has(_PER_UNIT)
    return Proposal(
        category=Category.AWARD,
        rule=rules.get(hit.kind.form),
        capability=terms.capability or hit.kind.name,
        certain=one and hit.kind.form in ("standard", "offer"),
        words=part.quote(terms.places),
        names=() if terms.capability else hit.kind.names,
        source=hit.kind.source,
    )
