"""What lasts: workspaces, registers and bids, in SQLite or PostgreSQL behind one interface (docs/store.md)."""

from consortium.store.base import MAX_EVIDENCE, Batch, Change, Kept, PersonalValue, Plan, Store, Work, Workspace
from consortium.store.copying import backup, restore
from consortium.store.engine import MEMORY, sqlite_url
from consortium.store.kinds import PERSONAL
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
from consortium.store.registering import REGISTER_WORDS
from consortium.store.sql import open_store

__all__ = [
    "MAX_EVIDENCE",
    "MEMORY",
    "PERSONAL",
    "REGISTER_WORDS",
    "Alias",
    "Asked",
    "Batch",
    "Bid",
    "Change",
    "Chosen",
    "Commitment",
    "ConfirmedMapping",
    "Decision",
    "Distinct",
    "Kept",
    "PersonalValue",
    "Plan",
    "Profile",
    "Proof",
    "ProposalField",
    "Result",
    "Scenario",
    "Store",
    "TenderVersion",
    "Work",
    "Workspace",
    "backup",
    "open_store",
    "restore",
    "sqlite_url",
]
