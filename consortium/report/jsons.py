"""Answers as JSON-ready dictionaries, exactly as the published format says (docs/formats.md). Amounts are strings."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from consortium.domain.exact import exactly, plain
from consortium.domain.findings import Finding
from consortium.domain.result import Alternatives, Answer, Gap, Necessity, Smaller
from consortium.domain.units import Unit
from consortium.domain.verify import Assessment, GroupOutcome, Outcome
from consortium.words import text

Json = dict[str, object]


def amount(number: Decimal | Fraction | None) -> str | None:
    """An exact amount as text, None as null."""
    return None if number is None else plain(number)


def finding(found: Finding, lang: str) -> Json:
    """One finding with its sentence."""
    return {
        "level": str(found.level),
        "code": found.code,
        "file": found.place.file or None,
        "sheet": found.place.sheet or None,
        "cell": found.place.cell or None,
        "params": {name: _param(value) for name, value in found.params},
        "message": text(lang, f"findings.{found.code}", **found.fields),
    }


def _param(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple | list):
        return [_param(item) for item in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def findings(found: Iterable[Finding], lang: str) -> list[Json]:
    """Findings in their order."""
    return [finding(f, lang) for f in found]


def _outcome(outcome: Outcome) -> Json:
    row = outcome.need.requirement
    required, provided = _compared(outcome)
    return {
        "id": row.id,
        "lot": outcome.need.lot,
        "rule": str(row.rule) if row.rule else None,
        "mandatory": row.mandatory,
        "unit": unit_word(outcome.need.unit),
        "status": str(outcome.state),
        "required": required,
        "provided": provided,
        "providers": sorted(outcome.measure.providers) if outcome.measure else [],
    }


def _compared(outcome: Outcome) -> tuple[str | None, str | None]:
    measure = outcome.measure
    if measure is None:
        return None, None
    with exactly():
        if measure.exact is not None:
            return plain(outcome.need.in_unit(measure.required)), plain(measure.exact)
        pair = (measure.required, measure.provided)
        required, provided = pair if measure.in_members else map(outcome.need.in_unit, pair)
        return plain(required), plain(provided)


def unit_word(unit: Unit | None) -> str | None:
    """A unit as it was written; null without one."""
    return unit.word if unit else None


def _group(outcome: GroupOutcome) -> Json:
    return {
        "group": outcome.group.name,
        "lot": outcome.group.lot,
        "status": str(outcome.state),
        "alternative": outcome.option,
    }


def _judged(assessment: Assessment | None) -> Json:
    if assessment is None:
        blank: Json = dict.fromkeys(("lead", "shares", "points", "cost"))
        return {"members": [], **blank, "requirements": [], "groups": []}
    return {
        "members": list(assessment.members),
        "lead": assessment.lead,
        "shares": _shares(assessment),
        "points": amount(assessment.points),
        "cost": amount(assessment.cost),
        "requirements": [_outcome(o) for o in assessment.outcomes],
        "groups": [_group(g) for g in assessment.groups],
    }


def _shares(assessment: Assessment) -> dict[str, str] | None:
    """Fractions by member, exact; null where no row needs them and none were given."""
    return {m: plain(share) for m, share in sorted(assessment.shares.items())} if assessment.shares else None


def _alternatives(found: Alternatives) -> Json:
    return {
        "complete": found.complete,
        "total": found.total,
        "coalitions": [list(c.members) for c in found.coalitions],
    }


def _gap(gap: Gap) -> Json:
    return {
        "requirement": gap.requirement,
        "lot": gap.lot,
        "part": gap.part,
        "required": amount(gap.required),
        "best_available": amount(gap.best_available),
        "shortfall": amount(gap.shortfall),
        "nearest": list(gap.nearest),
    }


def _smaller(found: Smaller) -> Json:
    return {"alone": list(found.alone), "subsets": [list(s) for s in found.subsets]}


def _necessity(found: Necessity | None) -> Json | None:
    if found is None:
        return None
    return {
        "as_recorded": _smaller(found.as_recorded),
        "favourable": _smaller(found.favourable),
        "per_lot": {
            lot: {"as_recorded": list(recorded), "favourable": list(favourable)}
            for lot, (recorded, favourable) in found.per_lot.items()
        },
        "verdict": str(found.verdict) if found.verdict else None,
    }


def solution(answer: Answer, found: Sequence[Finding], inputs: tuple[str, str], version: str, lang: str) -> Json:
    """What ``solve`` prints. ``inputs``: the SHA-256 of tender and register."""
    return {
        "status": str(answer.status),
        "canonical": answer.canonical,
        "conditional": answer.conditional,
        "undetermined": list(answer.undetermined),
        "size": answer.size,
        "lower_bound": answer.lower_bound,
        "proof": str(answer.proof) if answer.proof else None,
        "externals": list(answer.assessment.externals) if answer.assessment else [],
        **_judged(answer.assessment),
        "alternatives": _alternatives(answer.alternatives),
        "gaps": [_gap(gap) for gap in answer.gaps],
        "necessity": _necessity(answer.necessity),
        "findings": findings(found, lang),
        "seconds": round(answer.seconds, 3),
        "solver": answer.solver,
        "inputs": {"tender_sha256": inputs[0], "register_sha256": inputs[1]},
        "version": version,
    }


def check(
    assessment: Assessment,
    covers: bool,
    undetermined: tuple[str, ...],
    found: Sequence[Finding],
    lang: str,
) -> Json:
    """What ``check`` prints."""
    return {
        "covers": covers,
        "conditional": bool(undetermined),
        "undetermined": list(undetermined),
        **_judged(assessment),
        "findings": findings(found, lang),
    }
