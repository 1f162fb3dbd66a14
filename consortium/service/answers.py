"""Answers that are kept: written as the published JSON, and rebuilt from it when one comes back.

The coalition is never taken on trust: the verifier judges it again over tender and register as they stand now.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from consortium.domain.case import Case
from consortium.domain.findings import Finding, Level, Place
from consortium.domain.result import (
    Alternatives,
    Answer,
    Coalition,
    Gap,
    Necessity,
    Options,
    Proof,
    Smaller,
    Status,
    Verdict,
)
from consortium.domain.verify import assess
from consortium.errors import ConsortiumError
from consortium.service.exports import solution_json
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.solving import Solution, case_for

Json = Mapping[str, Any]


def written(solution: Solution, lang: str) -> str:
    """The published JSON of a solution, and beside it how often each entity occurs in all equally small coalitions."""
    counts = solution.answer.alternatives.counts
    kept = {**solution_json(solution, lang), "counts": None if counts is None else dict(counts)}
    return json.dumps(kept, ensure_ascii=False)


def outcome(text: str) -> tuple[str, int | None]:
    """Status and size of a kept answer."""
    found = json.loads(text)
    return str(found["status"]), found["size"]


def restored(text: str, tender: TenderFile, register: RegisterFile, options: Options) -> Solution | None:
    """A kept answer over the files as they are now; None where its members, lots or rows are no longer there."""
    found = json.loads(text)
    members = tuple(found["members"])
    if not set(members) <= {entity.id for entity in register.register.entities}:
        return None
    try:
        case = case_for(tender, register, options)
        own = _own_findings(found["findings"], tender.findings, register.findings, case.findings)
        return Solution(tender, register, options, case, _answer(found, case, members, own))
    except ConsortiumError:
        return None


def _answer(found: Json, case: Case, members: tuple[str, ...], own: tuple[Finding, ...]) -> Answer:
    return Answer(
        status=Status(found["status"]),
        canonical=found["canonical"],
        undetermined=tuple(found["undetermined"]),
        lower_bound=found["lower_bound"],
        proof=Proof(found["proof"]) if found["proof"] else None,
        assessment=assess(case, members) if members else None,
        alternatives=_alternatives(found["alternatives"], found["counts"], case),
        gaps=tuple(map(_gap, found["gaps"])),
        necessity=_necessity(found["necessity"]),
        findings=own,
        seconds=found["seconds"],
        solver=found["solver"],
    )


def _alternatives(found: Json, counts: Mapping[str, int] | None, case: Case) -> Alternatives:
    listed = (tuple(members) for members in found["coalitions"])
    there = tuple(_coalition(case, members) for members in listed if set(members) <= set(case.entities))
    return Alternatives(found["complete"], found["total"], there, counts)


def _coalition(case: Case, members: tuple[str, ...]) -> Coalition:
    points = assess(case, members).points if case.scored() else Decimal(0)
    return Coalition(members, points, sum((case.costs[member] for member in members), Decimal(0)))


def _gap(found: Json) -> Gap:
    amounts = {name: _amount(found[name]) for name in ("required", "best_available", "shortfall")}
    return Gap(found["requirement"], found["lot"], found["part"], nearest=tuple(found["nearest"]), **amounts)


def _amount(text: str | None) -> Decimal | None:
    """An amount as published; a fraction that has no end (``1/3``) is not an amount to show."""
    return None if text is None or "/" in text else Decimal(text)


def _necessity(found: Json | None) -> Necessity | None:
    if found is None:
        return None
    per_lot = {
        lot: (tuple(alone["as_recorded"]), tuple(alone["favourable"])) for lot, alone in found["per_lot"].items()
    }
    verdict = Verdict(found["verdict"]) if found["verdict"] else None
    return Necessity(_smaller(found["as_recorded"]), _smaller(found["favourable"]), per_lot, verdict)


def _smaller(found: Json) -> Smaller:
    return Smaller(tuple(found["alone"]), tuple(map(tuple, found["subsets"])))


def _own_findings(found: Sequence[Json], *told: Sequence[Finding]) -> tuple[Finding, ...]:
    """What was noticed of the answer itself: it stands in no cell, and neither files nor case say it now."""
    known = {finding.code for findings in told for finding in findings}
    return tuple(
        Finding(Level(f["level"]), f["code"], Place(), tuple(f["params"].items()))
        for f in found
        if not (f["file"] or f["sheet"] or f["cell"]) and f["code"] not in known
    )
