"""The coalitions that are as small as the answer, best first."""

from collections.abc import Mapping
from decimal import Decimal

from consortium.domain.result import Alternatives
from consortium.report.content import Cell, Column, Number, Paragraph, Percentage, Section, Sign, Table, Verdict
from consortium.report.dossier import Dossier
from consortium.words import plural, text


def section(dossier: Dossier, lang: str) -> Section:
    """How many there are, each of them, and how often each entity occurs."""
    title = text(lang, "proposal.sheet.alternatives")
    ties = dossier.answer.alternatives
    if not ties.coalitions:
        return Section("alternatives", title, (Paragraph(text(lang, "proposal.no_coalition")),))
    blocks = (Paragraph(_how_many(ties, lang)), _coalitions(dossier, lang))
    if not ties.counts or not ties.total:
        return Section("alternatives", title, blocks)
    return Section("alternatives", title, (*blocks, _occurrences(dossier, ties.counts, ties.total, lang)))


def _how_many(ties: Alternatives, lang: str) -> str:
    listed = len(ties.coalitions)
    if not ties.complete or ties.total is None:
        return plural(lang, "proposal.alternatives.some", listed)
    if listed < ties.total:
        return text(lang, "proposal.alternatives.listed", n=listed, total=ties.total)
    return plural(lang, "proposal.alternatives.all", ties.total)


def _coalitions(dossier: Dossier, lang: str) -> Table:
    columns = (
        Column(text(lang, "proposal.rank"), 8),
        Column(text(lang, "proposal.sheet.members"), 26),
        Column(text(lang, "template.entities.name"), 100),
        Column(text(lang, "proposal.points"), 9),
        Column(text(lang, "proposal.cost"), 9),
        Column(text(lang, "proposal.proposed"), 12),
    )
    found = dossier.register.names()
    rows: list[tuple[Cell, ...]] = []
    for n, coalition in enumerate(dossier.answer.alternatives.coalitions, start=1):
        names = "; ".join(found[m] for m in coalition.members)
        ids = ", ".join(coalition.members)
        proposed = Verdict(Sign.LEAD) if coalition.members == dossier.answer.members else None
        rows.append((Number(Decimal(n)), ids, names, Number(coalition.points), Number(coalition.cost), proposed))
    return Table(columns, tuple(rows))


def _occurrences(dossier: Dossier, counts: Mapping[str, int], total: int, lang: str) -> Table:
    columns = (
        Column(text(lang, "proposal.rank"), 8),
        Column(text(lang, "template.entities.id"), 26),
        Column(text(lang, "template.entities.name"), 100),
        Column(text(lang, "proposal.occurs"), 9),
        Column("%", 9),
    )
    ranked = sorted(((n, e) for e, n in counts.items() if n), key=lambda pair: (-pair[0], pair[1]))
    names = dossier.register.names()
    rows = tuple(
        (Number(Decimal(i)), e, names[e], Number(Decimal(n)), Percentage(Decimal(n) / Decimal(total)))
        for i, (n, e) in enumerate(ranked, start=1)
    )
    return Table(columns, rows, text(lang, "proposal.occurrences"))
