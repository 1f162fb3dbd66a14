"""The starter catalogue of the social and services sector: what is usually asked, under its names in both languages.

Source: ``catalogue.csv``, a line a thing: ``es`` and ``en`` hold names that are one for certain, ``alike`` names that
usually mean it and are only ever proposed, ``source`` where it comes from.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from consortium.domain.codes import coded
from consortium.domain.names import normal

FILE = Path(__file__).with_name("catalogue.csv")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that tenders ask for. The first name of each language is the one to write."""

    es: tuple[str, ...]
    en: tuple[str, ...]
    alike: tuple[str, ...]
    source: str

    @property
    def form(self) -> str:
        """The form under which all its names are compared."""
        return coded(normal(self.es[0]))


def _read() -> tuple[Term, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Term(_names(row["es"]), _names(row["en"]), _names(row["alike"]), row["source"])
            for row in csv.DictReader(file)
        )


def _names(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|"))


TERMS = _read()
SAME: Mapping[str, str] = {normal(name): term.form for term in TERMS for name in (*term.es, *term.en)}
"""Normalised name -> the form of its term."""
