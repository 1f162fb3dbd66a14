"""Which recorded names may mean what a requirement asks for: a question for a person, never an answer."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from consortium.domain.catalogue import TERMS
from consortium.domain.names import normal
from consortium.domain.vocabulary import certain

ALIKE = 72.0
"""Likeness in per cent from which two names are worth a question."""
MOST = 5
"""Names proposed for one that is asked."""
_COMMON = 400
"""A word that more names than that bear singles none of them out."""
_SMALL_WORDS = "a al con de del e el en la las lo los o para por su sus u y and for in of or the to with"
_SMALL = frozenset(_SMALL_WORDS.split())


class Why(StrEnum):
    """What speaks for a proposal."""

    CATALOGUE = "catalogue"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recorded name that may be what is asked; ``percent`` says how alike they are."""

    name: str
    percent: int
    why: Why


class Names:
    """Recorded names, laid out to be asked. Making it takes about 10 microseconds a name."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._words = tuple(_words(name) for name in self.names)
        self._shelf: dict[str, list[int]] = defaultdict(list)
        for n, words in enumerate(self._words):
            for word in set(words.split()):
                self._shelf[word].append(n)
        self._terms: dict[int, list[int]] = defaultdict(list)
        for n, name in enumerate(self.names):
            for term in _terms(name):
                self._terms[term].append(n)

    def like(self, asked: str) -> tuple[Proposal, ...]:
        """The names most like ``asked``, best first. Names whose figures differ are never alike."""
        words = _words(asked)
        meant = dict.fromkeys((n for term in _terms(asked) for n in self._terms.get(term, ())), 95)
        near = {n: int(s) for n, s in self._near(words) if n not in meant and _figures_fit(words, self._words[n])}
        ranked = sorted({**meant, **near}.items(), key=lambda item: (-item[1], item[0]))
        return tuple(
            Proposal(self.names[n], percent, Why.CATALOGUE if n in meant else Why.WORDS) for n, percent in ranked[:MOST]
        )

    def _near(self, words: str) -> Iterator[tuple[int, float]]:
        numbers = self._candidates(words)
        choices = {n: self._words[n] for n in numbers}
        for _, score, n in process.extract(words, choices, scorer=_likeness, score_cutoff=ALIKE, limit=4 * MOST):
            yield n, score

    def _candidates(self, words: str) -> Sequence[int]:
        if len(self.names) <= _COMMON:
            return range(len(self.names))
        shelves = sorted((self._shelf.get(word, []) for word in set(words.split())), key=len)
        telling = [shelf for shelf in shelves if len(shelf) <= _COMMON] or shelves[:1]
        return sorted({n for shelf in telling for n in shelf[: 10 * _COMMON]})


def _likeness(a: str, b: str, *, score_cutoff: float | None = None) -> float:
    """As wholes, or where one says all that the other does and more (which is a little less alike)."""
    return float(max(fuzz.token_sort_ratio(a, b), 0.95 * fuzz.token_set_ratio(a, b) if _share(a, b) else 0.0))


def _share(a: str, b: str) -> bool:
    return any(len(word) > 3 or word.isdigit() for word in {*a.split()} & {*b.split()})


@lru_cache(maxsize=131_072)
def _words(name: str) -> str:
    words = re.findall(r"\w+", certain(name))
    return " ".join(word for word in words if word not in _SMALL) or " ".join(words)


def _figures_fit(a: str, b: str) -> bool:
    """ISO 14001 is not ISO 45001, however alike they look; "ISO 9001" may be "ISO 9001:2008"."""
    first, second = ({*re.findall(r"\d+", text)} for text in (a, b))
    return first <= second or second <= first


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, tuple[int, ...]]:
    """Form -> the catalogue's terms that it names or may mean."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for n, term in enumerate(TERMS):
        for form in (term.form, *(certain(name) for name in term.alike), *(normal(name) for name in term.alike)):
            found[form][n] = None
    return {form: tuple(terms) for form, terms in found.items()}


def _terms(name: str) -> tuple[int, ...]:
    return _meanings().get(certain(name), ())
