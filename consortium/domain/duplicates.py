"""Entities that may be one under two names: certain by tax ID, a question by likeness of name."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from consortium.domain.names import normal
from consortium.domain.register import Entity

ALIKE = 90.0
"""Likeness in per cent from which two names are worth a question."""
COMMON = 25
"""A word that more entities than that bear tells nothing about which of them are alike."""
_FORMS = """
    sl slu sll slp sa sau sal sc scoop coop sca scp sccl cb ute aie ltd limited plc llp cic inc gmbh srl spa lda sarl
    sociedad limitada anonima laboral cooperativa unipersonal fundacion asociacion federacion empresa insercion
    centro especial empleo iniciativa social the and de del la las los el y e i en para por
"""
FORMS = frozenset(_FORMS.split())
"""Legal forms and small words, which two names of one entity often do not share."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two entities that may be one. ``by`` is "tax_id" or "name"; ``percent`` says how alike the names are."""

    a: str
    b: str
    by: str
    percent: int = 100


def twins(
    entities: Sequence[Entity], tax_ids: Mapping[str, str], likeness: Callable[[str, str], float]
) -> tuple[Twins, ...]:
    """Pairs by tax ID (entity -> its one way of writing, absent where unknown), then by name, most alike first.

    Two entities with different tax IDs are two; names that differ in a number are two names.
    """
    certain = {(a, b): Twins(a, b, "tax_id") for a, b in _same(entities, tax_ids)}
    asked = [
        Twins(a, b, "name", int(percent))
        for (a, first), (b, second) in _near(entities)
        if (a, b) not in certain and not _two(a, b, tax_ids) and _figures(first) == _figures(second)
        if (percent := likeness(first, second)) >= ALIKE
    ]
    return (*certain.values(), *sorted(asked, key=lambda t: (-t.percent, t.a, t.b)))


def core(name: str) -> str:
    """What is left of a name without its legal form: "Acoge, S. Coop." and "Cooperativa Acoge" are both "acoge"."""
    words = re.findall(r"\w+", re.sub(r"(?<=\b\w)\.\s?(?=\w\b)|\.", "", normal(name)))
    return " ".join(w for w in words if (w not in FORMS and len(w) > 1) or w.isdigit()) or " ".join(words)


def _same(entities: Iterable[Entity], tax_ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        if tax_ids.get(entity.id):
            groups[tax_ids[entity.id]].append(entity.id)
    for ids in groups.values():
        yield from combinations(ids, 2)


def _near(entities: Iterable[Entity]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Pairs (ID, core of the name) that share a telling word or their beginning."""
    cores = {e.id: core(e.name) for e in entities if e.name}
    shelf: dict[str, list[str]] = defaultdict(list)
    for entity, text in cores.items():
        for mark in {text, *text.split(), text.replace(" ", "")[:6] + "…"}:
            shelf[mark].append(entity)
    pairs = {pair for ids in shelf.values() if len(ids) <= COMMON for pair in combinations(ids, 2)}
    order = {entity: n for n, entity in enumerate(cores)}
    for a, b in sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]])):
        yield (a, cores[a]), (b, cores[b])


def _two(a: str, b: str, tax_ids: Mapping[str, str]) -> bool:
    mine, other = tax_ids.get(a), tax_ids.get(b)
    return bool(mine and other and mine != other)


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)
