"""Who bids together, what each brings, and the papers that prove it."""

from decimal import Decimal

from consortium.domain.register import Capability
from consortium.report.content import Cell, Column, Number, Paragraph, Section, Sign, Table, Verdict
from consortium.report.dossier import Dossier, label, outcomes_of, sole_provider, words_of
from consortium.words import text


def section(dossier: Dossier, lang: str) -> Section:
    """Two tables: the members, and the evidence that the coverage rests on."""
    title = text(lang, "proposal.sheet.members")
    if dossier.answer.assessment is None:
        return Section("members", title, (Paragraph(text(lang, "proposal.no_coalition")),))
    return Section("members", title, (_members(dossier, lang), _evidence(dossier, lang)))


def _members(dossier: Dossier, lang: str) -> Table:
    widths = {"id": 8, "name": 40, "tax_id": 12, "legal_form": 28, "size": 11, "territory": 16, "email": 36}
    columns = [Column(text(lang, f"template.entities.{key}"), width) for key, width in widths.items()]
    columns.insert(2, Column(text(lang, "proposal.lead"), 8))
    columns += [Column(text(lang, f"proposal.members.{key}"), 16) for key in ("counts_in", "only_it", "open")]
    return Table(tuple(columns), tuple(_member(dossier, lang, m) for m in dossier.answer.members))


def _member(dossier: Dossier, lang: str, member: str) -> tuple[Cell, ...]:
    entity, assessment = dossier.entity(member), dossier.assessment
    counted = outcomes_of(assessment, member)
    alone = [label(lang, o.need) for o in counted if sole_provider(o) == member]
    unknown = sum(dossier.holding(i, member).unknown for i, need in enumerate(dossier.case.needs) if need.determined)
    return (
        entity.id,
        entity.name,
        Verdict(Sign.LEAD) if assessment.lead == member else None,
        entity.tax_id,
        entity.legal_form,
        entity.size,
        entity.territory,
        entity.email,
        Number(Decimal(len(counted))),
        ", ".join(alone),
        Number(Decimal(unknown)),
    )


def _evidence(dossier: Dossier, lang: str) -> Table:
    keys = {"id": 8, "name": 40, "capability": 44, "value": 14, "status": 13, "valid_until": 13, "document": 40}
    titles = (
        ("template.entities.id", "id"),
        ("template.entities.name", "name"),
        ("template.capabilities.capability", "capability"),
        ("template.capabilities.value", "value"),
        ("template.capabilities.status", "status"),
        ("template.capabilities.valid_until", "valid_until"),
        ("template.capabilities.evidence", "document"),
        ("template.requirements.id", "id"),
    )
    columns = tuple(Column(text(lang, key), keys[width]) for key, width in titles)
    return Table(
        (*columns[:-1], Column(columns[-1].title, 18)), _papers(dossier, lang), text(lang, "proposal.evidence")
    )


def _papers(dossier: Dossier, lang: str) -> tuple[tuple[Cell, ...], ...]:
    """One row per member and record, with the requirements that it serves."""
    served: dict[tuple[str, Capability], list[str]] = {}
    for i, outcome in enumerate(dossier.assessment.outcomes):
        for member in outcome.measure.providers if outcome.measure else ():
            row = dossier.holding(i, member).row
            if row is not None:
                served.setdefault((member, row), []).append(outcome.need.requirement.id)
    return tuple(
        _paper(dossier, lang, member, row, tuple(dict.fromkeys(ids))) for (member, row), ids in _sorted(served)
    )


def _sorted(
    served: dict[tuple[str, Capability], list[str]],
) -> list[tuple[tuple[str, Capability], list[str]]]:
    return sorted(served.items(), key=lambda item: (item[0][0], item[0][1].name, item[0][1].row))


def _paper(dossier: Dossier, lang: str, member: str, row: Capability, ids: tuple[str, ...]) -> tuple[Cell, ...]:
    value: Cell = (
        Number(row.value, row.unit.word if row.unit else "")
        if isinstance(row.value, Decimal)
        else words_of(lang, "template.choice", row.value.value)
    )
    status = words_of(lang, "template.choice", row.status.name.lower())
    entity = dossier.entity(member)
    return member, entity.name, row.name, value, status, row.valid_until, row.evidence, ", ".join(ids)
