"""Titles within a sheet, and of sheets: which lot or category of requirements they announce; notes and totals."""

import re
from functools import lru_cache

from consortium.domain.call import Category
from consortium.ingest.texts import chosen, key
from consortium.ingest.vocabulary import CATEGORIES

_LOT = re.compile(
    r"(?:lote|lot|lotto|lotes|partida)(?:\s*(?=\d)|\s+(?:n[.ºo°]*\s*|núm\.?\s*|no\.\s*|#\s*)?)"
    r"(?P<id>\d+[a-z]?|[ivx]+|[a-z])(?![\w])\s*(?:[.:,)\-–—]\s*(?P<title>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERING = re.compile(r"^(?:[a-z]|\d+(?: \d+)*|[ivx]+)\s*[)\-–]+\s*|^\d+(?: \d+)*\s+|^(?:[ivx]+|[a-z])\s+(?=\w{4})")
_BEFORE = re.compile(
    r"^(?:(?:requisitos|condiciones|criterios|medios|bloque|seccion|apartado|solvencia|capacidad|capacitat|solvencia"
    r"|requisits|criteris|requirements|selection|criteria|section|part|capacite|exigences|capacita|requisiti|requisitos"
    r"|capacidade|relativos|relativas|minimos|minima|minimas)\b(?: (?:de|d|di|del|of|for|a|la|el|the|to)\b)*\s*)+"
)
_AFTER = re.compile(r"\s+(?:standing|ability|capacity|capability|requirements|criteria|solvency|capacitat)$")
_TOTAL = re.compile(
    r"(?:sub)?total(?:es|s|i|e)?(?: (?:general|lote \w+|lot \w+|puntos|points|maximo))?|suma total|totaux"
    r"|(?:importe|puntuacion|suma) total|grand total"
)
_NOTE = re.compile(
    r"\s*(?:\(?\*+\)?\s*\w|\(\d\)\s|notas?\b\s*\d*\s*[:.\-–]|n\.?\s?b\.?\s*:|notes?\b\s*\d*\s*[:.\-–]|remarques?\s*:"
    r"|observaci[oó]n(?:es)?\s*:|aclaraci[oó]n(?:es)?\s*:|leyenda\b|legend\b|llegenda\b|légende\b|legenda\b"
    r"|fuente\s*:|fonte\s*:|font\s*:|source\s*:|[✓✔√x]\s*[=:→]\s*\S)",
    re.IGNORECASE,
)
_LONGEST = 120


@lru_cache(maxsize=4096)
def lot_of(text: str) -> tuple[str, str] | None:
    """The lot that a title announces, and what it calls it: "Lote 2: Limpieza" is ("2", "Limpieza")."""
    found = _LOT.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return (found["id"], (found["title"] or "").strip()) if found else None


@lru_cache(maxsize=4096)
def category_of(text: str) -> Category | None:
    """The category that a title announces: "2. SOLVENCIA TÉCNICA" is technical; a bare word announces none."""
    if len(text) > _LONGEST:
        return None
    name = _NUMBERING.sub("", key(text)).strip()
    core = _AFTER.sub("", _BEFORE.sub("", name)).strip()
    return chosen(core, CATEGORIES) if core != name else _whole(name)


def _whole(name: str) -> Category | None:
    """A category named in several words, such as "economic and financial"."""
    return chosen(name, CATEGORIES) if len(name.split()) > 2 else None


def is_total(text: str) -> bool:
    """Whether a cell is the label of a total."""
    return _TOTAL.fullmatch(key(text)) is not None


def is_note(text: str) -> bool:
    """Whether a text is a note, a legend or the name of a source."""
    return _NOTE.match(text) is not None
