"""Bytes -> domain objects and findings."""
