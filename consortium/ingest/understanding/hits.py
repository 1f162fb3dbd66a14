"""Which kinds of requirement stand in a text, in order, each with the part of the text that speaks of it."""

import re
from collections.abc import Iterable, Iterator

from consortium.ingest.understanding.forms import Hit
from consortium.ingest.understanding.library import KINDS
from consortium.ingest.understanding.passage import Passage

Found = tuple[tuple[Passage, Hit], ...]

_EVIDENCE = re.compile(
    r"(?:(?:se (?:acredit|justific|prob)ar\w*|(?:acredit|justific)andose|acreditar\w*|justificar\w*),? (?:mediante|por medio de|con|a traves de) (?:el |la |los |las |sus? )?(?:cuentas|certific|declarac|present|aport|document|copia|relacion firmada|"
    r"libros|titul|curric|informe|tc2|rnt|poliza|recibo|contratos de trabajo)|mediante (?:la )?(?:presentacion|aportacion|certificad)|"
    r"lo que se probara|avalad\w+ (?:con|por)|"
    r"acreditad\w+ (?:mediante|con|por)|cuyo certificado|(?:to be )?(?:evidenced|demonstrated|supported) by|as evidence|se aportaran?|aportando|a cuyo fin|expedid\w+ por|emitid\w+ por|firmad\w+ por|grant income|parent company|medio de acreditacion|debidamente (?:inscrit|registrad)\w+)"
    r"[^.;,]*"
)
"""Words about the proof of a demand name other things that are not demanded."""
_NEGATED = re.compile(
    r"(?:not required to (?:hold|have)|no se exig\w+|no es necesari\w+|need not|without (?:the )?need|sin necesidad de|en lugar de|no longer)[^.;,]*"
)
_LIST = re.compile(r"(?:^|[\s;:(])(?:[a-e1-6ivx]{1,3}\)|\([a-e1-6ivx]{1,3}\))\s|;\s")
_FIRM = frozenset({"money", "standard", "classification", "quota", "share of staff", "score"})
_TEAM = re.compile(
    r"experien|titulac|titulad|\bgrado\b|licenciatura|diplomatura|dedicac|adscri|equipo|medios personales|perfil|jornada|qualif|key (?:personnel|staff)|named|establishment|\bwte\b|\bfte\b|degree|chartered|diploma|curricul|\bcv\b|full[- ]time|team|personal minimo|ciclo formativo|master"
)


def hits_in(passage: Passage) -> Found:
    """The demands of a text. Empty where it names nothing known."""
    found = _apart(passage, sorted(_all(passage), key=lambda hit: (hit.start, -hit.kind.rank)))
    best = max((hit.kind.rank for hit in found), default=0)
    found = [hit for hit in found if hit.kind.rank > 0 or best == 0]
    listed = len(_LIST.findall(passage.here)) > 1
    if best == 2 and not listed:
        found = [hit for hit in found if hit.kind.rank == 2 or hit.kind.form == "standard"]
    if not found:
        return ()
    return _parts(passage, _distinct(passage, found))


def _all(passage: Passage) -> Iterator[Hit]:
    silent = [m.span() for pattern in (_EVIDENCE, _NEGATED) for m in pattern.finditer(passage.here)]
    loud: list[Hit] = []
    quiet: list[Hit] = []
    for kind in KINDS:
        for match in kind.pattern.finditer(passage.here):
            hit = Hit(kind, match.start(), match.end())
            aside = any(a <= hit.start < b for a, b in silent)
            if _supported(passage, hit):
                (quiet if aside else loud).append(hit)
    negated = [m.span() for m in _NEGATED.finditer(passage.here)]
    return iter(loud or [h for h in quiet if not any(a <= h.start < b for a, b in negated)])


def _supported(passage: Passage, hit: Hit) -> bool:
    """Whether the text has what a kind of common words needs beside them to be meant."""
    form = hit.kind.form
    if form == "team":
        return passage.has(_TEAM)
    if form == "things":
        return bool(passage.of("number", "contracts")) or hit.kind.rank == 1
    if form == "headcount":
        return bool(passage.of("number", "members"))
    if form == "contracts":
        return bool(passage.of("contracts")) or bool(re.search(r"\b(?:un|una|a|an|one) (?:contrato|proyecto|contract|project)", passage.here))
    if form == "nothing":
        return bool(passage.of("money", "contracts", "window", "number")) or "cpv" in passage.here or "valor" in passage.here or "anualidad" in passage.here
    return True


def _apart(passage: Passage, hits: Iterable[Hit]) -> list[Hit]:
    """Hits that do not overlap: of two the one of the higher rank, then the longer, then the earlier kind."""
    order = {kind.name: n for n, kind in enumerate(KINDS)}
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-h.kind.rank, -(h.end - h.start), order[h.kind.name])):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


_OR = re.compile(r"\bo bien\b|\bor \([a-e]\)|\bor else\b|alternativ|\bo\b[^,;]{0,14}$|\bor\b[^,;]{0,14}$")


def _distinct(passage: Passage, hits: list[Hit]) -> list[Hit]:
    """The first hit of each demand."""
    first = hits[0]
    kept = [first]
    for hit in hits[1:]:
        if _another(passage, kept, hit):
            kept.append(hit)
    return kept


def _another(passage: Passage, kept: list[Hit], hit: Hit) -> bool:
    """Whether a hit is a demand of its own beside those before it."""
    forms = {own.kind.form for own in kept}
    same = [own for own in kept if own.kind.name == hit.kind.name]
    between = passage.folded[kept[-1].end : hit.start]
    if hit.kind.form == "standard":
        words = {passage.folded[own.start : own.end] for own in same}
        digits = {"".join(filter(str.isdigit, w)) for w in words}
        mine = "".join(filter(str.isdigit, passage.folded[hit.start : hit.end]))
        return mine not in digits and not re.fullmatch(r"[,/]? ?(?:o|or|u) (?:el |la )?", between) and (not same or forms == {"standard"})
    if hit.kind.form in ("team", "things"):
        number = [m for m in passage.measures if kept[-1].start < m.start and m.end <= hit.start and m.what in ("number", "contracts", "members")]
        listed = re.search(r"(?:,|\by|\be|\band|;|\+|\n)\s*(?:un[oa]?|an?|one|el|la|\d+|dos|tres|cuatro|two|three|four|[a-z]+)[^,;]{0,24}$", between)
        return forms <= {hit.kind.form} and bool(listed) and (bool(number) or bool(re.search(r"\b(?:un|una|an?|one)\b[^,;]{0,12}$", between)))
    if same:
        return False
    if hit.kind.rank == 2 or _LIST.search(between) or _OR.search(between):
        return hit.kind.rank > 0 and (hit.kind.rank == 2 or hit.kind.form in _FIRM or bool(passage.part(hit.start - 24, passage.end).of("contracts")))
    firm = hit.kind.form in _FIRM
    return firm and bool(passage.of("money")) and len(passage.of("money")) > 1


def _parts(passage: Passage, hits: list[Hit]) -> Found:
    """Each hit with the stretch from it (the first: from the beginning) to the next one."""
    if len(hits) == 1:
        return ((passage, hits[0]),)
    starts = [passage.start, *(_begin(passage, before, hit) for before, hit in zip(hits, hits[1:], strict=False)), passage.end]
    return tuple((passage.part(a, b), hit) for a, b, hit in zip(starts, starts[1:], hits, strict=False))


def _begin(passage: Passage, before: Hit, hit: Hit) -> int:
    """Where the words about a hit begin: after the last comma, "and" or mark of a list before it."""
    between = passage.folded[before.end : hit.start]
    marks = list(re.finditer(r"[;:]|\.\s(?=[a-z])|\b[a-e]\)|\([a-e]\)|(?<!\d),(?!\d)|\b(?:y|e|and|o|or)\b|\n", between))
    return before.end + marks[-1].end() if marks else hit.start
