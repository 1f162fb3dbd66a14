"""Requirement texts in Spanish and English, understood as proposals for a person to confirm."""

from consortium.ingest.understanding.reading import understand
from consortium.ingest.understanding.rows import agreed, confirmed_rows, proposal_of, proposals_of, settled

__all__ = ["agreed", "confirmed_rows", "proposal_of", "proposals_of", "settled", "understand"]
