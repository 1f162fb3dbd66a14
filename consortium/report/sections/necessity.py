"""The evidence for the joint bid: whether fewer of the members would do (CNMC S/0519/14; domain.md, section 5)."""

from consortium.domain.result import Necessity
from consortium.report.content import Block, Cell, Column, Paragraph, Section, Table
from consortium.report.dossier import Dossier
from consortium.words import text


def section(dossier: Dossier, lang: str) -> Section:
    """A verdict in one sentence, both readings, and who could bid for one lot alone."""
    title = text(lang, "proposal.sheet.necessity")
    found = dossier.answer.necessity
    if found is None:
        why = "proposal.necessity.incomplete" if dossier.answer.members else "proposal.no_coalition"
        return Section("necessity", title, (Paragraph(text(lang, why)),))
    verdict = found.verdict or "none"
    blocks: list[Block] = [Paragraph(text(lang, f"proposal.necessity.{verdict}"), strong=True)]
    blocks.append(Paragraph(text(lang, f"proposal.necessity.why_{verdict}")))
    if found.verdict is not None:
        blocks.append(_readings(found, lang))
    if found.per_lot:
        blocks.append(_per_lot(dossier, found, lang))
    blocks.append(Paragraph(text(lang, "proposal.necessity.law")))
    return Section("necessity", title, tuple(blocks))


def _readings(found: Necessity, lang: str) -> Table:
    columns = (
        Column(text(lang, "proposal.necessity.question"), 62),
        Column(text(lang, "proposal.necessity.as_recorded"), 40),
        Column(text(lang, "proposal.necessity.favourable"), 40),
    )
    both = (found.as_recorded, found.favourable)
    alone: tuple[Cell, ...] = tuple(", ".join(s.alone) or text(lang, "proposal.nobody") for s in both)
    subsets: tuple[Cell, ...] = tuple(_sets(s.subsets) or text(lang, "proposal.no_part") for s in both)
    rows = (
        (text(lang, "proposal.necessity.n1"), *alone),
        (text(lang, "proposal.necessity.n2"), *subsets),
    )
    return Table(columns, rows)


def _sets(subsets: tuple[tuple[str, ...], ...]) -> str:
    return "; ".join(" + ".join(subset) for subset in subsets)


def _per_lot(dossier: Dossier, found: Necessity, lang: str) -> Table:
    columns = (
        Column(text(lang, "template.requirements.lot"), 62),
        Column(text(lang, "proposal.necessity.as_recorded"), 40),
        Column(text(lang, "proposal.necessity.favourable"), 40),
    )
    nobody = text(lang, "proposal.nobody")
    rows: list[tuple[Cell, ...]] = []
    for lot, (recorded, favourable) in found.per_lot.items():
        part = dossier.tender.lot(lot)
        name = f"{lot}: {part.title}" if part and part.title else lot
        rows.append((name, ", ".join(recorded) or nobody, ", ".join(favourable) or nobody))
    return Table(columns, tuple(rows), text(lang, "proposal.necessity.per_lot"))
