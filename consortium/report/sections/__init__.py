"""The parts of a proposal, each a function from a dossier to a section of typed cells."""

from collections.abc import Callable

from consortium.report.content import Document, Section
from consortium.report.dossier import Dossier
from consortium.report.sections import (
    alternatives,
    assumptions,
    coverage,
    gaps,
    members,
    necessity,
    requirements,
    stamp,
    summary,
)
from consortium.words import text

SECTIONS: dict[str, Callable[[Dossier, str], Section]] = {
    "summary": summary.section,
    "members": members.section,
    "coverage": coverage.section,
    "requirements": requirements.section,
    "alternatives": alternatives.section,
    "gaps": gaps.section,
    "necessity": necessity.section,
    "assumptions": assumptions.section,
    "stamp": stamp.section,
}
"""In the order in which they are read."""


def document(dossier: Dossier, lang: str) -> Document:
    """The whole proposal in ``lang``."""
    return Document(
        lang,
        dossier.tender.title or text(lang, "proposal.untitled"),
        text(lang, "proposal.notice"),
        tuple(make(dossier, lang) for make in SECTIONS.values()),
    )
