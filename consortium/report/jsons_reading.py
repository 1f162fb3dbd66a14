"""What was read of a tender or a register, JSON-ready, exactly as the published format says (docs/formats.md)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from consortium.domain.call import Formula, Percent, Requirement, Tender
from consortium.domain.exact import exactly, plain
from consortium.domain.findings import Finding
from consortium.domain.need import Need
from consortium.domain.needs import need
from consortium.domain.proposal import Proposal, threshold_text
from consortium.domain.register import Capability, Entity, External, Mark, Person, Reference, Register
from consortium.report.jsons import Json, amount, findings, unit_word


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
        "unit": unit_word(row.unit),
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
        "unit": unit_word(proposed.unit),
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
        "entities": [_entity(row) for row in read.entities],
        "capabilities": [_capability(row) for row in read.capabilities],
        "references": [_reference(row) for row in read.references],
        "people": [_person(row) for row in read.people],
        "external": [_external(row) for row in read.externals],
        "pairs": [
            {"a": p.a, "b": p.b, "relation": "together" if p.together else "apart", "reason": p.reason}
            for p in read.pairs
        ],
        "tables": tables,
        "findings": findings(found, lang),
    }


def _entity(row: Entity) -> Json:
    return {
        "id": row.id,
        "name": row.name,
        "tax_id": row.tax_id,
        "legal_form": row.legal_form,
        "size": row.size,
        "sectors": list(row.sectors),
        "territory": row.territory,
        "email": row.email,
        "cost": amount(row.cost),
        "available": row.available,
    }


def _reference(row: Reference) -> Json:
    return {
        "id": row.id,
        "entity": row.entity,
        "title": row.title,
        "cpv": row.cpv,
        "amount": amount(row.amount),
        "unit": unit_word(row.unit),
        "own_share": amount(row.own_share),
        "ended": row.ended.isoformat() if row.ended else None,
        "status": row.status.name.lower(),
    }


def _person(row: Person) -> Json:
    return {
        "id": row.id,
        "entity": row.entity,
        "name": row.name,
        "roles": list(row.roles),
        "years": amount(row.years),
        "qualification": row.qualification,
        "dedication": amount(row.dedication),
    }


def _external(row: External) -> Json:
    return {
        "id": row.id,
        "name": row.name,
        "capability": row.capability,
        "value": _value(row.value),
        "unit": unit_word(row.unit),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "letter": row.letter,
        "executes": row.executes,
    }


def _value(value: Decimal | Mark) -> str:
    return value.value if isinstance(value, Mark) else plain(value)


def _capability(row: Capability) -> Json:
    return {
        "entity": row.entity,
        "capability": row.name,
        "value": _value(row.value),
        "unit": unit_word(row.unit),
        "valid_from": row.valid_from.isoformat() if row.valid_from else None,
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "status": row.status.name.lower(),
        "sheet": row.place.sheet or None,
        "cell": row.place.cell or None,
    }
