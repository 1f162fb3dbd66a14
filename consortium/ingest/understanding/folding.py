"""Text without case and accents, letter for letter, so that what is found in it can be quoted from the original."""

import re
import unicodedata
from functools import lru_cache

_SPANISH = re.compile(
    r"\b(?:el|la|los|las|del|una?|que|con|para|por|se|sus?|al|no|minim[oa]|empresas?|servicios?|acreditar\w*|y|de|"
    r"anos|volumen|negocios?|seguro|certificad\w|contrato|oferta|precio|lotes?|clasificacion|grupo|en|entre|\w+cion)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|for|with|must|shall|an?|by|each|at|least|bidders?|tenderers?|in|to|or|is|are|years?|not|"
    r"turnover|insurance|contracts?|price|members?|certificates?|value|section|office|valid|\w+tion)\b"
)


def fold(text: str) -> str:
    """``text`` in small letters without accents, exactly as long as it was."""
    return text.lower() if text.isascii() else "".join(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    if letter in "´’‘":
        return "'"
    if letter in "\u00a0\u202f\u2009\u2007\t\n\r":
        return " "
    if letter in "ªº":
        return letter
    plain = unicodedata.normalize("NFKD", letter)[0].lower()
    return plain if len(plain) == 1 and plain.strip() else letter


def is_english(folded: str) -> bool:
    """Whether English words outnumber Spanish ones."""
    return len(_ENGLISH.findall(folded)) > len(_SPANISH.findall(folded))
