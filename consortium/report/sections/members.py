"""Who bids together, what each brings, and the papers that prove it."""

from decimal import Decimal

from consortium.domain.register import Capability
from consortium.report.content import Cell, Column, Number, Paragraph, Section, Sign, Table, Verdict
from consortium.report.dossier import Dossier, label, outcomes_of, sole_provider, word
from consortium.report.sections import chosen
from consortium.words import text


def section(dossier: Dossier, lang: str) -> Section:
    """The members, what was chosen beside them, and the evidence that the coverage rests on."""
    title = text(lang, "proposal.sheet.members")
    if dossier.answer.assessment is None:
        return Section("members", title, (Paragraph(text(lang, "proposal.no_coalition")),))
    beside = chosen.table(dossier, lang)
    blocks = (_members(dossier, lang), *((beside,) if beside else ()), _evidence(dossier, lang))
    return Section("members", title, blocks)


def _members(dossier: Dossier, lang: str) -> Table:
    columns = (
        Column(text(lang, "template.entities.id"), 8),
        Column(text(lang, "template.entities.name"), 40),
        Column(text(lang, "template.entities.legal_form"), 40),
        Column(text(lang, "template.entities.tax_id"), 14),
        Column(text(lang, "template.entities.size"), 13),
        Column(text(lang, "proposal.lead"), 13),
        Column(text(lang, "template.entities.email"), 36),
        Column(text(lang, "template.entities.territory"), 18),
        Column(text(lang, "proposal.members.counts_in"), 11),
        Column(text(lang, "proposal.members.only_it"), 18),
        Column(text(lang, "proposal.members.open"), 11),
    )
    return Table(columns, tuple(_member(dossier, lang, m) for m in dossier.answer.members))


def _member(dossier: Dossier, lang: str, member: str) -> tuple[Cell, ...]:
    entity, assessment = dossier.entity(member), dossier.assessment
    counted = outcomes_of(assessment, member)
    alone = [label(lang, o.need) for o in counted if sole_provider(o) == member]
    unknown = sum(dossier.holding(i, member).unknown for i, need in enumerate(dossier.case.needs) if need.determined)
    return (
        entity.id,
        entity.name,
        entity.legal_form,
        entity.tax_id,
        entity.size,
        Verdict(Sign.LEAD) if assessment.lead == member else None,
        entity.email,
        entity.territory,
        Number(Decimal(len(counted))),
        ", ".join(alone),
        Number(Decimal(unknown)),
    )


def _evidence(dossier: Dossier, lang: str) -> Table:
    columns = (
        Column(text(lang, "template.entities.id"), 8),
        Column(text(lang, "template.entities.name"), 40),
        Column(text(lang, "template.capabilities.capability"), 40),
        Column(text(lang, "template.capabilities.value"), 14),
        Column(text(lang, "template.capabilities.status"), 13),
        Column(text(lang, "template.capabilities.valid_until"), 13),
        Column(text(lang, "template.capabilities.evidence"), 36),
        Column(text(lang, "template.sheet.requirements"), 18),
    )
    return Table(columns, _papers(dossier, lang), text(lang, "proposal.evidence"))


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
        else word(lang, f"template.choice.{row.value.value}")
    )
    status = word(lang, f"template.choice.{row.status.name.lower()}")
    entity = dossier.entity(member)
    return member, entity.name, row.name, value, status, row.valid_until, row.evidence, ", ".join(ids)
