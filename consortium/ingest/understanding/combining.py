"""How members combine, as far as a text says it: each, any, the lead, so many, together, with a least contribution."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from consortium.domain.call import Parameter, Percent, Rule
from consortium.ingest.understanding.library import CUES, DENIED, PARTS, Cue
from consortium.ingest.understanding.measures import Measure
from consortium.ingest.understanding.passage import Passage
from consortium.ingest.understanding.terms import Hit, Terms

Place = tuple[int, int]
Combined = tuple[Terms, bool, bool]
"""Terms, whether the text states how members combine (or it cannot matter), and whether that is clear."""

FREE = frozenset({"similar", "contracts", "team", "classification", "ratio", "share of staff", "offer", "referral"})
"""Forms whose rule does not depend on who of a coalition brings what."""
COVERS = {
    "share": frozenset({"each", "sum", "any"}),
    "count": frozenset({"each", "any"}),
    "performer": frozenset({"any"}),
}
"""Cue -> the cues that say nothing else beside it."""


def combined(reach: Passage, part: Passage, hit: Hit, terms: Terms) -> Combined:
    """``terms`` of ``part`` with what ``reach`` (``part`` itself, or the whole text) says of the members."""
    elsewhere = _referred(part, hit, terms)
    if elsewhere is not None:
        return elsewhere, True, True
    least = _least(reach, terms)
    if least is not None:
        return least
    found = tuple(cues(reach))
    if not found:
        return terms, terms.rule is not hit.kind.rule or hit.kind.form in FREE, True
    cue, where = found[0]
    others = {other.name for other, _ in found[1:]} - {cue.name} - COVERS.get(cue.name, frozenset())
    adjusted, fits = _BY_FORM.get(hit.kind.form, by_cue)(cue, reach, where, terms)
    return replace(adjusted, places=(*terms.places, where)), fits, fits and not others


def cues(passage: Passage) -> Iterator[tuple[Cue, Place]]:
    """The cues in a passage, in the order of the data; what one has taken is not there for the next."""
    here = DENIED.sub(blank, passage.here)
    for cue in CUES:
        found = cue.pattern.search(here)
        if found:
            yield cue, (passage.start + found.start(), passage.start + found.end())
            here = cue.pattern.sub(blank, here)


def blank(found: re.Match[str]) -> str:
    """Signs that no pattern finds, in the place of what was found."""
    return "~" * len(found[0])


_REFERRED = re.compile(
    r"(?:\bver\b|vease|segun|indicad\w+|senala\w*|establecid\w+|fijad\w+|conforme a|\bsee\b|set out|shown|specified|"
    r"stated|"
    r"listed|described)[^.;]{0,25}(?:apartados?|anexos?|clausulas?|cuadro|pliego|letra|pcap|schedule|appendix|annex|"
    r"section|clause|table|part)\b"
)
_WANT_AMOUNT = frozenset({"money", "similar", "contracts", "headcount", "ratio"})


def _referred(part: Passage, hit: Hit, terms: Terms) -> Terms | None:
    """The terms of a demand for an amount whose amount stands elsewhere."""
    wants = hit.kind.form in _WANT_AMOUNT or "habilitacion" in part.here
    if not wants or terms.threshold is not None or terms.parameters or not part.has(_REFERRED):
        return None
    return replace(terms, rule=None, clear=not part.of("money", "number", "percent", "contracts"))


def by_cue(cue: Cue, passage: Passage, where: Place, terms: Terms) -> tuple[Terms, bool]:
    """The cue's rule in place of the default, and whether it fits."""
    if cue.name == "count":
        return _counted(passage, where, terms)
    if cue.name == "performer":
        task = _task(passage, where)
        return replace(terms, rule=Rule.PERFORMER, parameters=(("task", task),) if task else ()), True
    if cue.name in ("share", "sum") and terms.threshold is None:
        return terms, False
    return replace(terms, rule=cue.rule, parameters=cue.sets), True


def _counted(passage: Passage, where: Place, terms: Terms) -> tuple[Terms, bool]:
    inside = (m.number for m in passage.measures if where[0] <= m.start < where[1] and m.number is not None)
    k = next(inside, None)
    if k is None:
        return terms, False
    return replace(terms, rule=Rule.COUNT, parameters=(("k", k),)), k == k.to_integral_value()


_TASK_END = re.compile(
    r"\b(?:debera\w*|habra\w*|tendra\w*|must|shall|will|has|have|acredita\w*|dispon\w*|contara\w*|estara\w*|under|"
    r"en (?:el|la) contrat\w*)\b|[,.;:()]"
)
_ARTICLE = re.compile(r"^(?:el|la|los|las|del|de|the|a|an|of|estos?|estas?|dichos?|dichas?)\s+", re.IGNORECASE)


def _task(passage: Passage, where: Place) -> str:
    """What the performer performs: the words behind the cue."""
    rest = passage.folded[where[1] : where[1] + 80]
    found = _TASK_END.search(rest)
    words = passage.text[where[1] : where[1] + (found.start() if found else len(rest))].strip()
    words = _ARTICLE.sub("", words)
    return words if 2 < len(words) < 60 else ""


def _ratio(cue: Cue, passage: Passage, where: Place, terms: Terms) -> tuple[Terms, bool]:
    modes = {"each": "each", "sum": "pooled"}
    if cue.name not in modes:
        return terms, False
    return replace(terms, parameters=(("mode", modes[cue.name]),)), True


def _references(cue: Cue, passage: Passage, where: Place, terms: Terms) -> tuple[Terms, bool]:
    """Past contracts are the coalition's; only the lead, all or a number of members changes that."""
    if cue.name not in ("lead", "each", "count"):
        return terms, cue.name == "sum"
    return by_cue(cue, passage, where, terms)[0], False


def _own(cue: Cue, passage: Passage, where: Place, terms: Terms) -> tuple[Terms, bool]:
    """What keeps its rule whatever is said of members."""
    return terms, cue.name == "sum"


_BY_FORM: dict[str, Callable[[Cue, Passage, Place, Terms], tuple[Terms, bool]]] = {
    "ratio": _ratio,
    "share of staff": _ratio,
    "similar": _references,
    "contracts": _references,
    **dict.fromkeys(("team", "classification", "quota", "structure", "limit", "referral", "people", "offer"), _own),
}


def _least(reach: Passage, terms: Terms) -> Combined | None:
    """A total with a least contribution of each member, or of the lead."""
    if terms.rule is not Rule.SUM or terms.threshold is None:
        return None
    parts = tuple(_parts(reach))
    used = [number for _, number, _ in parts]
    totals = [m for m in reach.of("money") if m not in used and m.number is not None]
    if not parts or (not totals and any(m.what == "money" for m in used)):
        return None
    made = replace(
        terms,
        threshold=totals[0].number if totals else terms.threshold,
        parameters=tuple((cue.name, _value(number)) for cue, number, _ in parts),
        places=(*terms.places, *(where for _, _, where in parts)),
        clear=True,
    )
    return made, True, len({m.number for m in totals}) < 2 and all(m in used for m in reach.of("percent"))


def _parts(reach: Passage) -> Iterator[tuple[Cue, Measure, Place]]:
    """The least contributions that a passage names, each with its number; none takes the words of another."""
    here = reach.here
    for cue in PARTS:
        found = cue.pattern.search(here)
        if not found:
            continue
        where = (reach.start + found.start(), reach.start + found.end())
        numbers = (m for m in reach.of("percent", "money") if where[0] <= m.start < where[1] and m.number is not None)
        number = next(numbers, None)
        if number is not None:
            yield cue, number, where
            here = here[: found.start()] + blank(found) + here[found.end() :]


def _value(measure: Measure) -> Parameter:
    number = measure.number or Decimal(0)
    return Percent(number) if measure.what == "percent" else number
