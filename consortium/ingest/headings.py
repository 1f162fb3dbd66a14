"""Headings that are like those known, or contain one: what they may mean, and how sure that is."""

from functools import lru_cache

from rapidfuzz import fuzz

from consortium.ingest.texts import heading, key
from consortium.ingest.vocabulary import HEADINGS

_SHORTEST, _ANYWHERE = 3, 5
"""Letters that a known heading needs to be looked for at the beginning of another, and anywhere in it."""
_LONGEST = 80
_ALIKE = 86
"""Likeness, in per cent, from which a heading may be another one misspelt."""

Guess = tuple[str, int, str]
"""A field, the confidence in per cent, and the reason (part, likeness)."""


@lru_cache(maxsize=16_384)
def likely(kind: str, text: str) -> tuple[Guess, ...]:
    """What fields a heading that names none may mean, the surest first; at most 85 %, never certain."""
    name = key(heading(text)[0]) or key(text)
    if not name or len(text) > _LONGEST:
        return ()
    best: dict[str, Guess] = {}
    for field, words in HEADINGS[kind].items():
        for word in map(key, words):
            guess = _guess(field, word, name)
            if guess is not None and guess[1] > best.get(field, ("", 0, ""))[1]:
                best[field] = guess
    return tuple(sorted(best.values(), key=lambda guess: (-guess[1], guess[0])))


def _guess(field: str, word: str, name: str) -> Guess | None:
    if len(word) < _SHORTEST:
        return None
    if f"{name} ".startswith(f"{word} ") or (len(word) >= _ANYWHERE and f" {word} " in f" {name} "):
        return field, 40 + 45 * len(word) // len(name), "part"
    if len(word) < _ANYWHERE:
        return None
    alike = max(fuzz.ratio(word, name), fuzz.token_sort_ratio(word, name))
    return (field, min(85, int(alike * 0.9)), "likeness") if alike >= _ALIKE else None
