"""Entities of the register that may be one: the same tax ID, or nearly the same name."""

from rapidfuzz import fuzz

from consortium.domain.duplicates import Twins
from consortium.domain.duplicates import twins as _twins
from consortium.domain.names import normal
from consortium.domain.register import Register
from consortium.ingest.tax_ids import is_wrong as tax_id_is_wrong
from consortium.ingest.tax_ids import one_way
from consortium.service.desk import Desk
from consortium.service.matching import distinct_names, other_name

__all__ = ["Twins", "tax_id_is_wrong", "tell_apart", "twins", "unanswered"]


def twins(register: Register) -> tuple[Twins, ...]:
    """Pairs that may be one entity, certain ones first. Never joined without a person saying so."""
    tax_ids = {e.id: number for e in register.entities if (number := one_way(e.tax_id))}
    return _twins(register.entities, tax_ids, fuzz.token_sort_ratio)


def unanswered(desk: Desk, register: Register, found: tuple[Twins, ...]) -> tuple[Twins, ...]:
    """Those of ``found`` that nobody has called two."""
    apart = {frozenset(map(normal, pair)) for pair in distinct_names(desk)}
    names = register.names()
    return tuple(t for t in found if frozenset((normal(names[t.a]), normal(names[t.b]))) not in apart)


def tell_apart(desk: Desk, register: Register, pair: Twins) -> None:
    """Say that the two are two, by their names, so that nobody is asked again. Raises StoreError."""
    names = register.names()
    other_name(desk, names[pair.a], names[pair.b])
