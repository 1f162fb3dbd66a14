"""What lasts: workspaces, registers and bids, in SQLite or PostgreSQL behind one interface (docs/store.md)."""

from consortium.store.base import MAX_EVIDENCE, Batch, Change, Kept, PersonalValue, Plan, Store, Work, Workspace
from consortium.store.copying import restore
from consortium.store.engine import MEMORY, sqlite_url
from consortium.store.records import (
    Alias,
    Bid,
    Chosen,
    Commitment,
    ConfirmedMapping,
    Decision,
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
    "REGISTER_WORDS",
    "Alias",
    "Batch",
    "Bid",
    "Change",
    "Chosen",
    "Commitment",
    "ConfirmedMapping",
    "Decision",
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
    "open_store",
    "restore",
    "sqlite_url",
]
