"""Entities of the register that may be one: the same tax ID, or nearly the same name."""

from rapidfuzz import fuzz

from consortium.domain.duplicates import Twins
from consortium.domain.duplicates import twins as _twins
from consortium.domain.register import Register
from consortium.ingest.tax_ids import one_way


def twins(register: Register) -> tuple[Twins, ...]:
    """Pairs that may be one entity, certain ones first. Never joined without a person saying so."""
    tax_ids = {e.id: number for e in register.entities if (number := one_way(e.tax_id))}
    return _twins(register.entities, tax_ids, fuzz.token_sort_ratio)
