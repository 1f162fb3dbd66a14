"""Texts that demand nothing of a bidder: titles, denials, budget data, duties of execution (notes.toml)."""

import re

from consortium.domain.proposal import Proposal
from consortium.ingest.understanding.library import NOTES
from consortium.ingest.understanding.passage import Passage

_VERB = re.compile(
    r"\b(?:debe\w*|habra\w*|acredita\w*|sera\w*|tendra\w*|dispon\w*|cont(?:ar|ara|aran)|exig\w*|must|shall|will|should|"
    r"hold|have|has|be|is|are|require\w*|posee\w*|aport\w*|figur\w*|hallar\w*|estar|haber|ser|podra\w*|se)\b"
)
_THING = re.compile(r"\biso\b|rolece|\d{4,}")
_BRACKETS = re.compile(r"\([^()]*\)")
_CAPITALS = 0.6
"""So much of a title is written in capitals."""


def heading(passage: Passage) -> Proposal | None:
    """A title: capitals throughout without verb or number, or a few words before a colon. None for any other text."""
    text = passage.text.strip()
    letters = [letter for letter in _BRACKETS.sub("", text) if letter.isalpha()]
    if not letters:
        return _title(text, not any(letter.isdigit() for letter in text))
    words, numbers = len(passage.folded.split()), any(m.what != "reference" for m in passage.measures)
    if numbers:
        return None
    if text.endswith(":") and words < 20:
        return _title(text, words < 12)
    capitals = sum(letter.isupper() for letter in letters) / len(letters) > _CAPITALS
    plain = ":" not in text and not passage.has(_VERB) and not passage.has(_THING)
    return _title(text, True) if capitals and words > 2 and plain else None


def _title(text: str, certain: bool) -> Proposal:
    return Proposal(is_requirement=False, certain=certain, words=text, source="title")


def note(passage: Passage, sure: bool) -> Proposal | None:
    """That a text demands nothing, as the ``sure`` notes or the others tell; None where none does."""
    for kind in NOTES:
        found = kind.pattern.search(passage.folded) if kind.sure is sure else None
        if found and not (kind.unless and kind.unless.search(passage.folded)):
            words = passage.text[found.start() : found.end()].strip()
            return Proposal(is_requirement=False, certain=sure, words=words, source=kind.source)
    return None
