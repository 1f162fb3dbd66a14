"""Documents out: the consortium proposal and the templates."""

import re
from dataclasses import replace
from datetime import date
from time import monotonic

from consortium import __version__
from consortium.domain.call import Tender
from consortium.domain.result import Answer
from consortium.domain.verify import assess
from consortium.optimise import NECESSITY_SECONDS, necessity
from consortium.report.dossier import Dossier, Stamp
from consortium.report.proposal import proposal_workbook
from consortium.report.template import register_template, tender_template
from consortium.service.joint import joint_bid
from consortium.service.solving import Solution

SECONDS = 3.0
"""For the evidence about the joint bid beyond its verdict: somebody waits for the document."""
TEMPLATES = {"tender": tender_template, "register": register_template}


def template(kind: str, lang: str) -> bytes:
    """An empty workbook to fill in: ``kind`` is "tender" or "register"."""
    return TEMPLATES[kind](lang)


def viewed(solution: Solution, members: tuple[str, ...]) -> Answer:
    """The answer with another of the equally small coalitions in the place of the first."""
    if members == solution.answer.members:
        return solution.answer
    judged = assess(solution.case, members)
    needed = necessity(solution.case, members, monotonic() + NECESSITY_SECONDS, judged.externals)
    return replace(solution.answer, assessment=judged, necessity=needed)


def proposal(solution: Solution, lang: str, members: tuple[str, ...] | None = None) -> bytes:
    """The consortium proposal as a workbook, for the answer or for ``members`` of one of its alternatives."""
    answer = viewed(solution, members) if members else solution.answer
    stamp = Stamp(
        tender_file=solution.tender.name,
        register_file=solution.register.name,
        tender_sha256=solution.tender.sha256,
        register_sha256=solution.register.sha256,
        version=__version__,
        made_on=date.today(),
        edited=solution.tender.edited,
    )
    dossier = Dossier(
        solution.tender.tender,
        solution.register.register,
        solution.case,
        answer,
        solution.options,
        stamp,
        solution.findings,
        joint_bid(solution.case, solution.register.register.entities, answer, SECONDS) if answer.assessment else None,
    )
    return proposal_workbook(dossier, lang)


def proposal_name(tender: Tender, lang: str) -> str:
    """A file name that any system takes, from the tender's reference or title."""
    stem = re.sub(r"[^\w-]+", "-", tender.reference or tender.title).strip("-_")[:60]
    word = "propuesta" if lang == "es" else "proposal"
    return f"{word}-{stem}.xlsx" if stem else f"{word}.xlsx"
