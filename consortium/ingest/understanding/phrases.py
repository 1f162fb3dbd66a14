"""What is asked for in the text's own words."""

import re

from consortium.ingest.understanding.passage import Passage

_END = re.compile(
    r"[,.;:()\[\]–—]| (?:con|que|en los|en el|durante|por importe|de al menos|como minimo|y|e|with|which|who|that|"
    r"in the last|of at least|of not|"
    r"within|during|holding|for the|at the|and|each|realizad\w*|ejecutad\w*|prestad\w*|sera\w*|debera\w*|must|shall|"
    r"todos|no menos|por un|disponibles?|adscrit\w*|"
    r"a jornada|a tiempo|propi\w+|dedicad\w+|titulad\w+|in post|on|qualified|dispon\w*) | (?:≥|>)|$"
)
_ARTICLES = re.compile(r"(?:el|la|los|las|un|una|unos|unas|de|del|the|an|a|of|no\.|named|al|por)\s+", re.IGNORECASE)


def phrase_after(passage: Passage, start: int) -> str:
    """The words from ``start`` to where the phrase ends."""
    while start < passage.end and not passage.folded[start].isalpha():
        start += 1
    found = _END.search(passage.folded, start + 1)
    end = min(found.start() if found else passage.end, start + 60, passage.end)
    return passage.text[start:end].strip()


def phrase_at(passage: Passage, start: int) -> str:
    """The phrase that begins with the word at ``start``."""
    while start > passage.start and passage.folded[start - 1].isalpha():
        start -= 1
    return phrase_after(passage, start)


def without_articles(phrase: str) -> str:
    """A phrase without the articles and prepositions before its first word."""
    while (found := _ARTICLES.match(phrase)) is not None:
        phrase = phrase[found.end() :]
    return phrase
