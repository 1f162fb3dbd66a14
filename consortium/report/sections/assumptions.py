"""What was taken for granted: the rules of reading, every default, and what was noticed on the way."""

from collections.abc import Iterator
from decimal import Decimal

from consortium.domain.call import Formula
from consortium.domain.exact import plain
from consortium.domain.findings import Finding, Level
from consortium.report.conditions import written
from consortium.report.content import Block, Cell, Column, Paragraph, Section, Table
from consortium.report.dossier import Dossier, amount, label, sentence
from consortium.words import plural, shown, text


def section(dossier: Dossier, lang: str) -> Section:
    """Assumptions, then defaults (info) and warnings that touch the tender or a member."""
    findings = tuple(dict.fromkeys((*dossier.findings, *dossier.answer.findings)))
    relevant = tuple(f for f in findings if _concerns(dossier, f))
    blocks: list[Block] = [_assumed(dossier, lang)]
    for level, title in ((Level.INFO, "proposal.defaults"), (Level.WARNING, "proposal.warnings")):
        rows = tuple(_noticed(lang, f) for f in relevant if f.level is level)
        if rows:
            blocks.append(_table(lang, rows, text(lang, title)))
    if others := len(findings) - len(relevant):
        blocks.append(Paragraph(plural(lang, "proposal.other_findings", others)))
    return Section("assumptions", text(lang, "proposal.sheet.assumptions"), tuple(blocks))


def _concerns(dossier: Dossier, finding: Finding) -> bool:
    """Whether it is about the tender, or about an entity of the answer."""
    entity = finding.fields.get("entity")
    return entity is None or entity in dossier.answer.members


def _table(lang: str, rows: tuple[tuple[Cell, ...], ...], title: str) -> Table:
    return Table((Column(text(lang, "proposal.place"), 32), Column(text(lang, "proposal.noticed"), 110)), rows, title)


def _noticed(lang: str, finding: Finding) -> tuple[Cell, ...]:
    place = " ".join(part for part in (finding.place.file, str(finding.place)) if part)
    return place if finding.place.sheet else finding.place.file, sentence(lang, finding.code, dict(finding.params))


def _assumed(dossier: Dossier, lang: str) -> Table:
    columns = (Column(text(lang, "proposal.subject"), 32), Column(text(lang, "proposal.assumption"), 110))
    return Table(columns, tuple(_assumptions(dossier, lang)), text(lang, "proposal.assumptions.title"))


def _assumptions(dossier: Dossier, lang: str) -> Iterator[tuple[Cell, ...]]:
    tender, options = dossier.tender, dossier.options
    deadline = "deadline" if tender.deadline else "no_deadline"
    yield _told(lang, "evidence", deadline, day=tender.deadline)
    yield _told(lang, "unknown", "verified_only" if options.verified_only else "unknown")
    for need in dossier.case.needs:
        if isinstance(need.requirement.threshold, Formula) and need.threshold is not None:
            found = amount(need, need.threshold)
            assert found is not None
            stated = need.requirement.threshold_text
            told = text(lang, "proposal.assume.formula", formula=stated, amount=written(lang, found))
            yield label(lang, need), told
        if need.number("lead_min") is not None:
            yield label(lang, need), text(lang, "proposal.assume.lead_min")
    if tender.minimum_share:
        yield _told(
            lang, "share", "minimum_share", share=f"{shown(lang, Decimal(plain(tender.minimum_share * 100)))} %"
        )
    if dossier.answer.conditional:
        yield _told(lang, "undecided", "undecided", rows=dossier.answer.undetermined)
    yield _told(lang, "alliance", "pairs")


def _told(lang: str, subject: str, key: str, **fields: object) -> tuple[Cell, ...]:
    return text(lang, f"proposal.subject.{subject}"), text(lang, f"proposal.assume.{key}", **fields)
