"""The registry of kinds: which type lives in which table, and which of its fields are personal data.

A personal field's column holds a key; the value stands in the table ``personal`` and can be destroyed there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from sqlalchemy import Table

from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, External, Pair, Person, Reference
from consortium.store import tables
from consortium.store.codec import Codec, Plain, field_codecs
from consortium.store.records import (
    Alias,
    Asked,
    Bid,
    Chosen,
    Commitment,
    ConfirmedMapping,
    Decision,
    Distinct,
    Profile,
    Proof,
    ProposalField,
    Result,
    Scenario,
    TenderVersion,
)

Row = Mapping[str, Plain]
"""A record as its columns hold it, without workspace, uid and version."""


@dataclass(frozen=True)
class Kind:
    """One kind of record. ``word`` names it in the catalogues."""

    type: Any
    table: Table
    word: str
    personal: frozenset[str] = frozenset()
    about_person: bool = False
    """The whole record is about one person: erasing the person removes it."""
    search: Callable[[Any], str] | None = None
    """The text under which it is found, ``normal``."""
    later: tuple[tuple[str, Plain], ...] = ()
    """Columns that an earlier release did not have, and what they hold in rows from then (log, portable files)."""

    @property
    def name(self) -> str:
        """As the audit log and the portable file call it."""
        return self.table.name

    @cached_property
    def codecs(self) -> dict[str, Codec]:
        """How each field is written to its column and read back, in the order of the fields."""
        return {name: codec.column for name, codec in field_codecs(self.type).items()}

    @cached_property
    def compound(self) -> frozenset[str]:
        """The fields whose columns hold JSON."""
        return frozenset(name for name, codec in field_codecs(self.type).items() if not codec.scalar)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The fields, in order."""
        return tuple(field.name for field in fields(self.type))

    def row(self, value: Any) -> dict[str, Plain]:
        """The columns of a record; personal fields still hold their values. Raises StoreError for odd text."""
        return {name: codec.encode(getattr(value, name)) for name, codec in self.codecs.items()}

    def value(self, row: Row) -> Any:
        """The record of a row whose personal fields hold their values. Raises ValueError or TypeError."""
        return self.type(**{name: codec.decode(row[name]) for name, codec in self.codecs.items()})


def _entity_text(e: Entity) -> str:
    return normal("\n".join((e.id, e.name, e.tax_id, e.legal_form, e.territory, *e.sectors)))


def _kinds() -> tuple[Kind, ...]:
    t = tables
    return (
        Kind(Profile, t.profile, "store.profile"),
        Kind(Entity, t.entity, "store.entity", frozenset({"email"}), search=_entity_text),
        Kind(Capability, t.capability, "store.capability", search=lambda c: normal(c.name)),
        Kind(Proof, t.proof, "store.proof", frozenset({"verified_by"})),
        Kind(Reference, t.reference, "store.reference"),
        Kind(Person, t.person, "store.person", frozenset({"id", "name", "qualification"}), about_person=True),
        Kind(External, t.external, "store.external", frozenset({"name"})),
        Kind(Pair, t.pair, "store.pair"),
        Kind(Commitment, t.commitment, "store.commitment"),
        Kind(Alias, t.alias, "store.alias"),
        Kind(Distinct, t.distinct_names, "store.distinct_names"),
        Kind(Asked, t.asked, "store.asked", frozenset({"by"})),
        Kind(ConfirmedMapping, t.mapping, "store.mapping"),
        Kind(Bid, t.bid, "store.bid"),
        Kind(TenderVersion, t.tender_version, "store.tender_version", frozenset({"by"}), later=(("layout", ""),)),
        Kind(Chosen, t.chosen, "store.chosen"),
        Kind(Result, t.result, "store.result", later=(("key", ""),)),
        Kind(Scenario, t.scenario, "store.scenario"),
        Kind(Decision, t.decision, "store.decision", frozenset({"by"})),
        Kind(ProposalField, t.proposal_field, "store.proposal_field", frozenset({"value"})),
    )


KINDS = _kinds()
BY_TYPE: Mapping[type[Any], Kind] = {kind.type: kind for kind in KINDS}
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
PERSONAL: Mapping[str, frozenset[str]] = {kind.word: kind.personal for kind in KINDS}
"""The personal fields of each kind, by its word."""
