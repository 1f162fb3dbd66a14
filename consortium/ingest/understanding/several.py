"""When a text asks for several things: which of its hits is a demand of its own, and which words speak of it."""

import re
from itertools import pairwise

from consortium.ingest.understanding.passage import Passage
from consortium.ingest.understanding.terms import Hit

_LIST = re.compile(r"(?:^|[\s;:(])(?:[a-e1-6ivx]{1,3}\)|\([a-e1-6ivx]{1,3}\))\s|;\s")
_OR = re.compile(r"\bo bien\b|\bor \([a-e]\)|\bor else\b|alternativ|\bo\b[^,;]{0,14}$|\bor\b[^,;]{0,14}$")
_OR_EQUAL = re.compile(r"[,/]? ?(?:o|or|u) (?:el |la )?")
_JOINED = re.compile(
    r"(?:,|\by|\be|\band|;|\+|\n)\s*(?:un[oa]?|an?|one|el|la|\d+|dos|tres|cuatro|two|three|four|[a-z]+)[^,;]{0,24}$"
)
_ONE_MORE = re.compile(r"\b(?:un|una|an?|one)\b[^,;]{0,12}$")
_MARK = re.compile(r"[;:]|\.\s(?=[a-z])|\b[a-e]\)|\([a-e]\)|(?<!\d),(?!\d)|\b(?:y|e|and|o|or)\b|\n")
_FIRM = frozenset({"money", "standard", "classification", "quota", "share of staff", "score"})
"""Forms whose words are not used in passing."""


def is_list(passage: Passage) -> bool:
    """Whether a passage is written as a list: a) b) c), or parted by semicolons."""
    return len(_LIST.findall(passage.here)) > 1


def distinct(passage: Passage, hits: list[Hit]) -> list[Hit]:
    """The first hit of each demand; ``hits`` in order, at least one."""
    kept = [hits[0]]
    for hit in hits[1:]:
        if _another(passage, kept, hit):
            kept.append(hit)
    return kept


def _another(passage: Passage, kept: list[Hit], hit: Hit) -> bool:
    """Whether a hit is a demand of its own beside those before it."""
    between = passage.folded[kept[-1].end : hit.start]
    if hit.kind.form == "standard":
        return _other_standard(passage, kept, hit, between)
    if hit.kind.form in ("team", "things"):
        return _next_counted(passage, kept, hit, between)
    if any(own.kind.name == hit.kind.name for own in kept):
        return False
    if hit.kind.rank == 2:
        return True
    if _LIST.search(between) or _OR.search(between):
        counted = passage.part(hit.start - 24, passage.end).of("contracts")
        return hit.kind.rank > 0 and (hit.kind.form in _FIRM or bool(counted))
    return hit.kind.form in _FIRM and len(passage.of("money")) > 1


def _other_standard(passage: Passage, kept: list[Hit], hit: Hit, between: str) -> bool:
    """Another certificate by its number; "ISO 14001 o EMAS" is one demand."""
    same = [own for own in kept if own.kind.name == hit.kind.name]
    known = {_number(passage, own) for own in same}
    alone = not same or len(same) == len(kept)
    return _number(passage, hit) not in known and not _OR_EQUAL.fullmatch(between) and alone


def _number(passage: Passage, hit: Hit) -> str:
    return "".join(filter(str.isdigit, passage.folded[hit.start : hit.end]))


def _next_counted(passage: Passage, kept: list[Hit], hit: Hit, between: str) -> bool:
    """The next role or vehicle of an enumeration, with a number or an article of its own."""
    if any(own.kind.form != hit.kind.form for own in kept) or not _JOINED.search(between):
        return False
    counts = passage.of("number", "contracts", "members")
    numbered = any(kept[-1].start < m.start and m.end <= hit.start for m in counts)
    return numbered or _ONE_MORE.search(between) is not None


def parts(passage: Passage, hits: list[Hit]) -> tuple[tuple[Passage, Hit], ...]:
    """Each hit with the stretch from it (the first: from the beginning) to the next one."""
    if len(hits) == 1:
        return ((passage, hits[0]),)
    begins = [_begin(passage, before, hit) for before, hit in pairwise(hits)]
    starts = [passage.start, *begins, passage.end]
    return tuple((passage.part(a, b), hit) for (a, b), hit in zip(pairwise(starts), hits, strict=True))


def _begin(passage: Passage, before: Hit, hit: Hit) -> int:
    """Where the words about a hit begin: after the last comma, "and" or mark of a list before it."""
    marks = list(_MARK.finditer(passage.folded[before.end : hit.start]))
    return before.end + marks[-1].end() if marks else hit.start
