"""A requirement's text as a proposal: what is asked for, how members combine, how much, and how sure that is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from consortium.domain.call import Category, Parameter, Percent, Rule
from consortium.domain.proposal import Proposal
from consortium.ingest.parameters import BELONGS
from consortium.ingest.understanding.forms import FORMS, GROUP, Hit, Terms
from consortium.ingest.understanding.hits import Found, hits_in
from consortium.ingest.understanding.library import CUES, DENIED, NOTES, PARTS, Cue, Note
from consortium.ingest.understanding.measures import Measure
from consortium.ingest.understanding.passage import Passage, passage_of

LONGEST = 4000
"""Letters of a text that are looked at."""

_AWARD = re.compile(
    r"\bpuntos?\b|\bpoints?\b(?! of)|se valorar[ae]n?\b|\bweight(?:ing)?\b|% of (?:the )?(?:overall|total|available|quality) (?:score|marks|evaluation|weight\w*|points)|"
    r"\btotal marks\b|\bscored\b|award criteri|criterios? (?:de adjudicacion|evaluable)|\bmarks\b|juicio de valor"
)
_ALTERNATIVES = re.compile(
    r"\bo bien (?!aport|present|compromis|acredit)|\beither\b|alternativamente|a eleccion (?:del|de la)|de una de estas|indistintamente|alternatively|cualquiera de (?:los|las) (?:siguientes|dos)|one of the following|uno de los siguientes|"
    r"\bo,? en su defecto|sustituir|in lieu of|podra acreditarse (?:tambien )?(?:mediante|con)"
)
_DOUBTS = re.compile(
    r"\bsalvo\b|\bexcepto\b|\bunless\b|\bsave\b|\bexcept\b|en su caso|if applicable|where applicable|as appropriate|preferibl\w*|preferabl\w*|desirable|expected|se valorar|(?<!no )podra (?:ser(?! aportad| acreditad)|sustituir)|reducid\w+|reduccion|\bmitad\b|\bor lower\b|"
    r"sin perjuicio|\bmay be (?:replaced|substituted|waived|reduced)|ideally|se recomienda|encouraged|where (?:relevant|required)|cuando proceda|si procede"
)


@lru_cache(maxsize=8192)
def understand(text: str) -> Proposal:
    """What a text demands. Never raises; what is not understood is left open."""
    passage = passage_of(text[:LONGEST])
    firm = _heading(passage) or _note(passage, sure=True)
    if firm is not None:
        return firm
    found = hits_in(passage)
    if not found or all(hit.kind.rank == 0 for _, hit in found):
        doubtful = _note(passage, sure=False)
        if doubtful is not None:
            return doubtful
    if not found:
        return _unknown(passage)
    if len(found) == 1 and len(lots := _lots(passage)) > 1:
        return _by_lot(found[0][1], lots)
    made = tuple(_proposal(passage, part, hit, len(found) > 1) for part, hit in _each_class(found))
    several, other_way = bool(made[1:]), passage.has(_ALTERNATIVES)
    certain = made[0].certain and (several or not other_way)
    return replace(made[0], more=made[1:], alternatives=several and other_way, certain=certain)


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
    parts = tuple((mark[1].upper(), passage.part(mark.start(), end)) for mark, end in zip(marks, ends, strict=False))
    return parts if all(len(part.of("money")) == 1 for _, part in parts) else ()


def _by_lot(hit: Hit, lots: tuple[tuple[str, Passage], ...]) -> Proposal:
    """One demand with an amount for each lot."""
    made = [replace(_proposal(part, part, Hit(hit.kind, part.start, part.start), False), lot=lot) for lot, part in lots]
    return replace(made[0], more=tuple(made[1:]))


def _note(passage: Passage, sure: bool) -> Proposal | None:
    """That it demands nothing, and why."""
    for note in NOTES:
        found = note.pattern.search(passage.folded) if note.sure is sure else None
        if found and not (note.unless and note.unless.search(passage.folded)):
            return _nothing(passage, note, found)
    return None


def _nothing(passage: Passage, note: Note, found: re.Match[str]) -> Proposal:
    words = passage.text[found.start() : found.end()].strip()
    return Proposal(is_requirement=False, certain=note.sure, words=words, source=note.source)


_VERB = re.compile(
    r"\b(?:debe\w*|habra\w*|acredita\w*|sera\w*|tendra\w*|dispon\w*|cont(?:ar|ara|aran)|exig\w*|must|shall|will|should|hold|have|has|be|is|are|require\w*|posee\w*|aport\w*|figur\w*|hallar\w*|estar|haber|ser|podra\w*|se)\b"
)


def _heading(passage: Passage) -> Proposal | None:
    """A title: capitals throughout, or a few words without verb, number or colon."""
    text = passage.text.strip()
    letters = [c for c in re.sub(r"\([^()]*\)", "", text) if c.isalpha()]
    words = passage.folded.split()
    if not letters:
        return Proposal(is_requirement=False, certain=not any(c.isdigit() for c in text), words=text)
    capitals = sum(c.isupper() for c in letters) / len(letters)
    numbers = any(m.what not in ("reference",) for m in passage.measures)
    if len(words) >= 2 and capitals > 0.6 and not numbers and not _VERB.search(passage.folded) and ":" not in text.rstrip(":"):
        certain = len(words) > 2 and not re.search(r"\biso\b|rolece|\d{4,}", passage.folded)
        return Proposal(is_requirement=False, certain=certain, words=text, source="heading") if certain else None
    if text.endswith(":") and not numbers and len(words) < 20:
        return Proposal(is_requirement=False, certain=len(words) < 12, words=text, source="heading")
    return None


def _unknown(passage: Passage) -> Proposal:
    """A text in which nothing known stands: a requirement as far as anybody can tell."""
    if passage.has(_AWARD):
        return Proposal(category=Category.AWARD)
    cue, where = next(_cues(passage), (None, (0, 0)))
    if cue is None or cue.name not in ("count", "each", "lead"):
        return Proposal()
    terms, _ = _plain(cue, passage, where, Terms(None))
    return Proposal(True, Category.TECHNICAL, terms.rule, parameters=terms.parameters, words=passage.quote([where]))


def _proposal(passage: Passage, part: Passage, hit: Hit, among: bool) -> Proposal:
    terms = FORMS[hit.kind.form](part, hit)
    award = part.has(_AWARD) and hit.kind.form != "score"
    if award:
        return _award(part, hit, terms)
    reach = passage if not among else part
    terms, stated, clear = _combined(reach, part, hit, terms)
    sure = stated or hit.kind.sure
    certain = bool(sure and clear and terms.clear and not part.has(_DOUBTS)) and not _takes_back(part)
    certain = certain and hit.kind.form != "offer"
    name = terms.capability or hit.kind.name
    return Proposal(
        True, hit.kind.category, terms.rule, name, terms.threshold, terms.unit, _own(terms), certain,
        part.quote(terms.places), () if terms.capability else hit.kind.names, hit.kind.source,
    )  # fmt: skip


_PLAIN_NO = re.compile(
    r"\b(?:no|not|nunca|en ningun caso)\b(?: \w+){0,3} (?:inferior|menor|menos|less|fewer|lower)\w*|\bno (?:hallarse|estar|encontrarse|incurrir|haber|hallarnos|estan|esta)\w*|"
    r"ningun[oa]? de las|none of|ausencia de|no\. |\bno [a-z]+ may contribute|sin (?:iva|animo de lucro|incluir|excepcion)|\bnot[- ]for[- ]profit|without vat|not yet|no member"
)
_NO = re.compile(r"\b(?:no|not|nunca|never|sin|without|ningun[oa]?|neither|nor|tampoco)\b")


def _takes_back(part: Passage) -> bool:
    """Whether a text denies something in words that are not known to mean a minimum or a clean record."""
    left = _PLAIN_NO.sub(_blank, DENIED.sub(_blank, part.here))
    return _NO.search(left) is not None


def _own(terms: Terms) -> tuple[tuple[str, Parameter], ...]:
    """The parameters that the rule takes."""
    belongs = BELONGS[terms.rule] if terms.rule else frozenset()
    return tuple((name, value) for name, value in terms.parameters if name in belongs)


def _award(part: Passage, hit: Hit, terms: Terms) -> Proposal:
    """A scored row: what a register can hold stays with its rule, an offer has none."""
    can_hold = hit.kind.form in ("standard", "held")
    clear = hit.kind.form in ("standard", "offer") and len(part.of("points", "percent")) == 1
    certain = clear and not re.search(r"minim|below|inferior|umbral|por cada|per each|alcance", part.here)
    rule = (Rule.ANY if hit.kind.form == "standard" else terms.rule) if can_hold else None
    names = () if terms.capability else hit.kind.names
    return Proposal(True, Category.AWARD, rule, terms.capability or hit.kind.name, None, None, (), certain, part.quote(terms.places), names, hit.kind.source)


Combined = tuple[Terms, bool, bool]


def _combined(reach: Passage, part: Passage, hit: Hit, terms: Terms) -> Combined:
    """The terms with the rule that the text states, whether it states one, and whether it is clear."""
    found = tuple(_cues(reach))
    elsewhere = _referred(part, hit, terms)
    if elsewhere is not None:
        return elsewhere, True, True
    least = _least(reach, part, terms)
    if least is not None:
        return least
    if not found:
        return terms, terms.rule is not hit.kind.rule or hit.kind.form in FREE, True
    cue, where = found[0]
    others = {c.name for c, _ in found[1:]} - {cue.name} - COVERS.get(cue.name, frozenset())
    clear = not others
    place = (*terms.places, where)
    adjust = _BY_FORM.get(hit.kind.form, _plain)
    adjusted, fits = adjust(cue, reach, where, terms)
    return replace(adjusted, places=place), fits, clear and fits


COVERS = {"share": frozenset({"each", "sum", "any"}), "count": frozenset({"each", "any"}), "performer": frozenset({"any"})}
"""Cue -> the cues that say nothing else beside it."""
FREE = frozenset({"similar", "team", "classification", "ratio", "share of staff", "offer", "referral"})
"""Forms whose rule does not depend on who of a coalition brings what."""


def _cues(passage: Passage) -> Iterator[tuple[Cue, tuple[int, int]]]:
    """The cues in it, those that come first in the data first; what one has taken is not there for the next."""
    here = DENIED.sub(_blank, passage.here)
    for cue in CUES:
        found = cue.pattern.search(here)
        if found:
            yield cue, (passage.start + found.start(), passage.start + found.end())
            here = cue.pattern.sub(_blank, here)


def _blank(found: re.Match[str]) -> str:
    return "~" * len(found[0])


_REFERRED = re.compile(
    r"(?:\bver\b|vease|segun|indicad\w+|senala\w*|establecid\w+|fijad\w+|conforme a|\bsee\b|set out|shown|specified|stated|listed|described)[^.;]{0,25}"
    r"(?:apartados?|anexos?|clausulas?|cuadro|pliego|letra|pcap|schedule|appendix|annex|section|clause|table|part)\b"
)


def _referred(part: Passage, hit: Hit, terms: Terms) -> Terms | None:
    """Terms of a demand for an amount whose amount stands elsewhere."""
    wants = hit.kind.form in ("money", "similar", "contracts", "headcount", "ratio") or "habilitacion" in part.here
    if not wants or terms.threshold is not None or terms.parameters or not part.has(_REFERRED):
        return None
    return replace(terms, rule=None, clear=not part.of("money", "number", "percent", "contracts"))


def _plain(cue: Cue, passage: Passage, where: tuple[int, int], terms: Terms) -> tuple[Terms, bool]:
    """The cue's rule in place of the default."""
    if cue.name == "count":
        return _counted(passage, where, terms)
    if cue.name == "performer":
        task = _task(passage, where)
        return replace(terms, rule=Rule.PERFORMER, parameters=(("task", task),) if task else ()), True
    if cue.name == "share" and terms.threshold is None:
        return terms, False
    if cue.name == "sum" and terms.threshold is None:
        return terms, False
    return replace(terms, rule=cue.rule, parameters=cue.sets), True


def _counted(passage: Passage, where: tuple[int, int], terms: Terms) -> tuple[Terms, bool]:
    inside = [m for m in passage.measures if where[0] <= m.start < where[1] and m.number is not None]
    if not inside:
        return terms, False
    k = inside[0].number or Decimal(1)
    return replace(terms, rule=Rule.COUNT, parameters=(("k", k),)), k == k.to_integral_value()


_TASK_END = re.compile(r"\b(?:debera\w*|habra\w*|tendra\w*|must|shall|will|has|have|acredita\w*|dispon\w*|contara\w*|estara\w*|under|en (?:el|la) contrat\w*)\b|[,.;:()]")


def _task(passage: Passage, where: tuple[int, int]) -> str:
    rest = passage.folded[where[1] : where[1] + 80]
    found = _TASK_END.search(rest)
    words = passage.text[where[1] : where[1] + (found.start() if found else len(rest))].strip()
    words = re.sub(r"^(?:el|la|los|las|the|a|an|estos?|estas?|dichos?|dichas?)\s+", "", words, flags=re.IGNORECASE)
    return words if 2 < len(words) < 60 else ""


def _ratio(cue: Cue, passage: Passage, where: tuple[int, int], terms: Terms) -> tuple[Terms, bool]:
    modes = {"each": "each", "sum": "pooled"}
    if cue.name not in modes:
        return terms, False
    return replace(terms, parameters=(("mode", modes[cue.name]),)), True


def _kept(cue: Cue, passage: Passage, where: tuple[int, int], terms: Terms) -> tuple[Terms, bool]:
    """References and teams are the coalition's: only the lead, or a number of members, changes that."""
    if cue.name == "sum":
        return terms, True
    if cue.name in ("lead", "each", "count") and terms.rule not in (Rule.TEAM, Rule.CLASSIFICATION, None):
        adjusted, _ = _plain(cue, passage, where, terms)
        return adjusted, False
    return terms, False


_BY_FORM = {
    "ratio": _ratio, "share of staff": _ratio, "similar": _kept, "team": _kept, "classification": _kept, "quota": _kept,
    "structure": _kept, "limit": _kept, "referral": _kept, "offer": _kept,
}  # fmt: skip


def _least(reach: Passage, part: Passage, terms: Terms) -> Combined | None:
    """A total with a least contribution of each member, or of the lead."""
    if terms.rule is not Rule.SUM or terms.threshold is None:
        return None
    here, parameters, places = reach.here, dict[str, Parameter](), list[tuple[int, int]]()
    used: list[Measure] = []
    for cue in PARTS:
        found = cue.pattern.search(here)
        number = _number_in(reach, found) if found else None
        if found is None or number is None or number.number is None:
            continue
        used.append(number)
        parameters[cue.name] = Percent(number.number) if number.what == "percent" else number.number
        places.append((reach.start + found.start(), reach.start + found.end()))
        here = here[: found.start()] + "~" * (found.end() - found.start()) + here[found.end() :]
    totals = [m for m in reach.of("money") if m not in used and m.number is not None]
    if not parameters or (not totals and any(m.what == "money" for m in used)):
        return None
    threshold = totals[0].number if totals else terms.threshold
    clear = len({m.number for m in totals}) < 2 and all(m in used for m in reach.of("percent"))
    made = replace(terms, threshold=threshold, parameters=tuple(parameters.items()), places=(*terms.places, *places), clear=True)
    return made, True, clear


def _number_in(reach: Passage, found: re.Match[str]) -> Measure | None:
    """The percentage or amount in the words of a least contribution."""
    start, end = reach.start + found.start(), reach.start + found.end()
    return next((m for m in reach.of("percent", "money") if start <= m.start < end), None)
