"""The words around a number in a cell: at least, more than, at most, without VAT; numbers in words; ranges.

The words are data (wording.toml).
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from consortium.domain.names import normal

_WORDS = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
_LEAST, _STRICT, _MOST, _BEHIND = (
    tuple(sorted(_WORDS[name], key=len, reverse=True)) for name in ("least", "strict", "most", "behind")
)
_NONE = frozenset(_WORDS["none"])
NUMBERS: dict[str, int] = {
    word: n for words in _WORDS["numbers"].values() for n, own in enumerate(words, start=1) for word in own.split()
}
"""Counts in words up to twenty in six languages; no word means two numbers."""
_VAT = r"\b(?:iva|i\.v\.a\.|igic|vat|tva)"
_TAX = re.compile(r"iva|i\.v\.a|vat|igic|tva|\bht\b|taxes|impuestos", re.IGNORECASE)
_WITHOUT_VAT = re.compile(
    r"[,;(\[]?\s*(?:\b(?:sin|sense|sem|hors|senza|excl\.?|excluding|ex|without|net of|before|excluid[oa] el) "
    r"(?:iva|i\.v\.a\.|igic|vat|tva|taxes|impuestos)\b|"
    rf"{_VAT} (?:no incluido|no inclos|nao incluido|excluido|exclos|excl\b\.?|excluded|exclusa|aparte|esclusa)|"
    r"\+\s*iva\b|\bht\b)\s*[)\]]?",
    re.IGNORECASE,
)
_WITH_VAT = re.compile(
    r"[,;(\[]?\s*(?:\b(?:con|amb|com|including|incl\.?|inc\.?|with) (?:iva|i\.v\.a\.|igic|vat)\b|"
    rf"{_VAT} (?:incluido|inclos|incl\b\.?|included|comprise|inclusa)|\bttc\b)\s*[)\]]?",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:entre|between|de|from|tra|entre les)\s+(?P<low>.*?\d\S*|\w+)\s+(?:y|e|i|a|and|to|et)\s+(?P<high>\d.*|\w+.*)|"
    r"(?P<low2>\d[\d.,]*)\s*(?:-|–|—|a|to)\s*(?P<high2>\d[\d.,]*.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A cell's text without its wording. ``notes``: strict (more than, exactly so much would not do), vat.

    ``problem``: maximum, range (``bounds`` are its two ends), or "".
    """

    text: str
    notes: tuple[str, ...] = ()
    problem: str = ""
    bounds: tuple[str, str] = ("", "")


def says_none(text: str) -> bool:
    """Whether a cell says that no number applies: a dash, N.A."""
    return normal(text) in _NONE


def without_vat(text: str) -> str:
    """A text without its remark that VAT is not included."""
    return _WITHOUT_VAT.sub(" ", text).strip() if _TAX.search(text) else text


@lru_cache(maxsize=16_384)
def wording(text: str) -> Wording:
    """What is said around a number: "al menos 3", "> 5 M€ (IVA incluido)", "entre 5 y 10"."""
    bare = without_vat(text)
    notes: tuple[str, ...] = ()
    if _WITH_VAT.search(bare):
        bare, notes = _WITH_VAT.sub(" ", bare).strip(), ("vat",)
    found = _RANGE.fullmatch(bare)
    if found and (found["low2"] or not _is_plain(found["low"])):
        ends = (found["low"] or found["low2"]).strip(), (found["high"] or found["high2"]).strip()
        return Wording(bare, notes, "range", ends)
    for words, note, problem in ((_LEAST, "", ""), (_MOST, "", "maximum"), (_STRICT, "strict", "")):
        rest = _after(bare, words)
        if rest is not None:
            return Wording(_worded(rest), (*notes, note) if note else notes, problem)
    return Wording(_worded(_before(bare)), notes)


def _is_plain(text: str) -> bool:
    return normal(text) not in NUMBERS and not any(c.isdigit() for c in text)


def _after(text: str, words: tuple[str, ...]) -> str | None:
    """The rest of a text that begins with one of ``words``."""
    folded = normal(text)
    for word in words:
        if folded.startswith(word) and not (word[-1].isalpha() and folded[len(word) : len(word) + 1].isalpha()):
            return " ".join(text.split())[len(word) :].lstrip(" :")
    return None


def _before(text: str) -> str:
    """A text without words such as "o más" behind its number."""
    folded, whole = normal(text), " ".join(text.split())
    for word in _BEHIND:
        if folded.endswith(word) and folded != word and folded[0].isdigit() and len(folded) == len(whole):
            return whole[: -len(word)].strip()
    return text


def _worded(text: str) -> str:
    """A text whose number is a word, in digits: "tres personas", "tres (3)"."""
    found = re.fullmatch(r"([^\W\d]+(?:-[^\W\d]+)?)\s*(?:\((\d+)\))?(\s.*)?", text, re.DOTALL)
    number = NUMBERS.get(normal(found[1])) if found else None
    if found is None or number is None or (found[2] and int(found[2]) != number):
        return text
    return f"{number}{found[3] or ''}"
