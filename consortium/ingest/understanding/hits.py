"""Which kinds of requirement stand in a text, in order, each with the part of the text that speaks of it."""

import re
from collections.abc import Iterable

from consortium.ingest.understanding.library import KINDS
from consortium.ingest.understanding.passage import Passage
from consortium.ingest.understanding.several import distinct, is_list, parts
from consortium.ingest.understanding.terms import Hit

Found = tuple[tuple[Passage, Hit], ...]

_EVIDENCE = re.compile(
    r"(?:(?:se (?:acredit|justific|prob)ar\w*|(?:acredit|justific)andose|acreditar\w*|justificar\w*),? "
    r"(?:mediante|por medio de|con|a traves de) (?:el |la |los |las |sus? )?(?:cuentas|certific|declarac|present|aport|"
    r"document|copia|relacion firmada|libros|titul|curric|informe|tc2|rnt|poliza|recibo|contratos de trabajo)|"
    r"mediante (?:la )?(?:presentacion|aportacion|certificad)|lo que se probara|avalad\w+ (?:con|por)|"
    r"acreditad\w+ (?:mediante|con|por)|cuyo certificado|(?:to be )?(?:evidenced|demonstrated|supported) by|"
    r"as evidence|se aportaran?|aportando|a cuyo fin|(?:expedid|emitid|firmad)\w+ por|grant income|parent company|"
    r"medio de acreditacion|debidamente (?:inscrit|registrad)\w+)[^.;,]*"
)
"""Words about the proof of a demand name other things that are not demanded."""
_NEGATED = re.compile(
    r"(?:not required to (?:hold|have)|no se exig\w+|no es necesari\w+|need not|without (?:the )?need|sin necesidad de|"
    r"en lugar de|no longer)[^.;,]*"
)
_TEAM = re.compile(
    r"experien|titulac|titulad|\bgrado\b|licenciatura|diplomatura|dedicac|adscri|equipo|medios personales|perfil|"
    r"jornada|"
    r"qualif|key (?:personnel|staff)|named|establishment|\bwte\b|\bfte\b|degree|chartered|diploma|curricul|\bcv\b|"
    r"full[- ]time|team|personal minimo|ciclo formativo|master"
)
_ONE_CONTRACT = re.compile(r"\b(?:un|una|a|an|one) (?:contrato|proyecto|contract|project)")


def hits_in(passage: Passage) -> Found:
    """The demands of a text. Empty where it names nothing known."""
    found = _apart(passage, sorted(_all(passage), key=lambda hit: (hit.start, -hit.kind.rank)))
    best = max((hit.kind.rank for hit in found), default=0)
    found = [hit for hit in found if hit.kind.rank > 0 or best == 0]
    listed = is_list(passage)
    if best == 2 and not listed:
        found = [hit for hit in found if hit.kind.rank == 2 or hit.kind.form == "standard"]
    if not found:
        return ()
    return parts(passage, distinct(passage, found))


def _all(passage: Passage) -> list[Hit]:
    """The supported hits of all kinds; those in words of proof only where there are no others, denied ones never."""
    denied = [m.span() for m in _NEGATED.finditer(passage.here)]
    proof = [m.span() for m in _EVIDENCE.finditer(passage.here)]
    matches = ((kind, match) for kind in KINDS for match in kind.pattern.finditer(passage.here))
    hits = [Hit(kind, match.start(), match.end()) for kind, match in matches]
    hits = [hit for hit in hits if not _inside(hit, denied) and _supported(passage, hit)]
    return [hit for hit in hits if not _inside(hit, proof)] or hits


def _inside(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start < end for start, end in spans)


def _supported(passage: Passage, hit: Hit) -> bool:
    """Whether the text has what a kind of common words needs beside them to be meant."""
    if hit.kind.form == "team":
        return passage.has(_TEAM)
    if hit.kind.form == "things":
        return bool(passage.of("number", "contracts")) or hit.kind.rank == 1
    if hit.kind.form == "headcount":
        return bool(passage.of("number", "members")) or "plantilla media" in passage.here
    if hit.kind.form == "contracts":
        return bool(passage.of("contracts")) or passage.has(_ONE_CONTRACT)
    return True


def _apart(passage: Passage, hits: Iterable[Hit]) -> list[Hit]:
    """Hits that do not overlap: of two the one of the higher rank, then the longer, then the earlier kind."""
    order = {kind.name: n for n, kind in enumerate(KINDS)}
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-h.kind.rank, -(h.end - h.start), order[h.kind.name])):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
