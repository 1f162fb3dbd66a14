"""Requirement texts in Spanish and English, understood as proposals for a person to confirm."""

from consortium.ingest.understanding.reading import understand

__all__ = ["understand"]
