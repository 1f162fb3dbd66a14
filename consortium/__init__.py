"""Consortium Builder: who must bid together, proven and explained."""

__version__ = "0.1.0"
