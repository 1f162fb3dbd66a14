"""Requirement texts in Spanish and English, understood as proposals for a person to confirm."""

from consortium.ingest.understanding.reading import understand
from consortium.ingest.understanding.rows import confirmed_rows, proposal_of, proposals_of, settled

__all__ = ["confirmed_rows", "proposal_of", "proposals_of", "settled", "understand"]
