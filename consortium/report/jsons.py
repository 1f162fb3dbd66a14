"""Answers as JSON-ready dictionaries, exactly as the published format says (docs/formats.md). Amounts are strings."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from consortium.domain.call import Formula, Percent, Requirement, Tender
from consortium.domain.exact import exactly, plain
from consortium.domain.findings import Finding
from consortium.domain.need import Need
from consortium.domain.needs import need
from consortium.domain.proposal import Proposal, threshold_text
from consortium.domain.register import Capability, Mark, Register
from consortium.domain.result import Alternatives, Answer, Gap, Necessity, Smaller
from consortium.domain.units import Unit
from consortium.domain.verify import Assessment, GroupOutcome, Outcome
from consortium.words import text

Json = dict[str, object]


def amount(number: Decimal | None) -> str | None:
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
        "unit": _unit(outcome.need.unit),
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


def _unit(unit: Unit | None) -> str | None:
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


def tender(
    read: Tender, tables: list[Json], found: Sequence[Finding], lang: str, proposals: Mapping[str, Proposal]
) -> Json:
    """What ``read tender`` prints. ``proposals``: what texts propose, by row ID."""
    return {
        "tender": {
            "reference": read.reference,
            "title": read.title,
            "buyer": read.buyer,
            "cpv": list(read.cpv),
            "estimated_value": amount(read.estimated_value),
            "currency": read.currency,
            "duration_months": amount(read.duration_months),
            "deadline": read.deadline.isoformat() if read.deadline else None,
            "minimum_share": amount(read.minimum_share),
        },
        "lots": [
            {
                "id": lot.id,
                "title": lot.title,
                "estimated_value": amount(lot.estimated_value),
                "duration_months": amount(lot.duration_months),
            }
            for lot in read.lots
        ],
        "requirements": [_requirement(read, row, proposals.get(row.id)) for row in read.requirements],
        "tables": tables,
        "findings": findings(found, lang),
    }


def _requirement(call: Tender, row: Requirement, proposed: Proposal | None) -> Json:
    place = row.source.at("text")
    return {
        "id": row.id,
        "lot": ";".join(row.lots) or None,
        "category": str(row.category),
        "text": row.text,
        "capability": row.capability,
        "rule": str(row.rule) if row.rule else None,
        "threshold": amount(_threshold(call, row)),
        "threshold_text": row.threshold_text or None,
        "unit": _unit(row.unit),
        "parameters": {name: _parameter(value) for name, value in row.parameters},
        "mandatory": row.mandatory,
        "points": amount(row.points),
        "alternative": f"{row.alternative.group}/{row.alternative.option}" if row.alternative else None,
        "evidence": row.evidence,
        "source": row.clause,
        "sheet": place.sheet or None,
        "cell": place.cell or None,
        "proposal": None if proposed is None else _proposal(proposed),
    }


def _proposal(proposed: Proposal) -> Json:
    """What a row's text proposes; a formula as it is written, since nobody has agreed to it yet."""
    return {
        "is_requirement": proposed.is_requirement,
        "count": proposed.count,
        "category": str(proposed.category) if proposed.category else None,
        "rule": str(proposed.rule) if proposed.rule else None,
        "capability": proposed.capability or None,
        "threshold": threshold_text(proposed.threshold, plain) or None,
        "unit": _unit(proposed.unit),
        "parameters": {name: _parameter(value) for name, value in proposed.parameters},
        "certain": proposed.certain,
        "words": proposed.words,
    }


def _threshold(call: Tender, row: Requirement) -> Decimal | None:
    """The threshold in the row's unit; null where it differs from lot to lot or could not be resolved."""
    if not isinstance(row.threshold, Formula):
        return row.threshold
    needs: list[Need] = [need(call, row, lot) for lot in row.lots or (None,)]
    with exactly():
        values = {None if n.threshold is None else n.in_unit(n.threshold) for n in needs}
    return values.pop() if len(values) == 1 else None


def _parameter(value: object) -> object:
    if isinstance(value, Percent):
        return f"{plain(value.number)}%"
    return plain(value) if isinstance(value, Decimal) else value


def register(read: Register, tables: list[Json], found: Sequence[Finding], lang: str) -> Json:
    """What ``read register`` prints."""
    return {
        "entities": [
            {
                "id": e.id,
                "name": e.name,
                "tax_id": e.tax_id,
                "legal_form": e.legal_form,
                "size": e.size,
                "sectors": list(e.sectors),
                "territory": e.territory,
                "email": e.email,
                "cost": amount(e.cost),
                "available": e.available,
            }
            for e in read.entities
        ],
        "capabilities": [_capability(row) for row in read.capabilities],
        "references": [
            {
                "id": r.id,
                "entity": r.entity,
                "title": r.title,
                "cpv": r.cpv,
                "amount": amount(r.amount),
                "unit": _unit(r.unit),
                "own_share": amount(r.own_share),
                "ended": r.ended.isoformat() if r.ended else None,
                "status": r.status.name.lower(),
            }
            for r in read.references
        ],
        "people": [
            {
                "id": p.id,
                "entity": p.entity,
                "name": p.name,
                "roles": list(p.roles),
                "years": amount(p.years),
                "qualification": p.qualification,
                "dedication": amount(p.dedication),
            }
            for p in read.people
        ],
        "external": [
            {
                "id": x.id,
                "name": x.name,
                "capability": x.capability,
                "value": _value(x.value),
                "unit": _unit(x.unit),
                "valid_until": x.valid_until.isoformat() if x.valid_until else None,
                "letter": x.letter,
                "executes": x.executes,
            }
            for x in read.externals
        ],
        "pairs": [
            {"a": p.a, "b": p.b, "relation": "together" if p.together else "apart", "reason": p.reason}
            for p in read.pairs
        ],
        "tables": tables,
        "findings": findings(found, lang),
    }


def _value(value: Decimal | Mark) -> str:
    return value.value if isinstance(value, Mark) else plain(value)


def _capability(row: Capability) -> Json:
    return {
        "entity": row.entity,
        "capability": row.name,
        "value": _value(row.value),
        "unit": _unit(row.unit),
        "valid_from": row.valid_from.isoformat() if row.valid_from else None,
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "status": row.status.name.lower(),
        "sheet": row.place.sheet or None,
        "cell": row.place.cell or None,
    }
