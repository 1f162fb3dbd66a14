"""What is missing: needs that nobody can meet, rows that could not be read, facts that nobody has recorded."""

from consortium.domain.need import Need
from consortium.domain.result import Gap
from consortium.domain.verify import State
from consortium.report.content import SIGN_OF, Block, Cell, Column, Number, Paragraph, Section, Table, Verdict
from consortium.report.dossier import Dossier, label, lot_name, sentence, word
from consortium.words import text

IN_MEMBERS = frozenset({"count", "category"})
"""Parts of a gap whose amounts are numbers of members."""


def section(dossier: Dossier, lang: str) -> Section:
    """Gaps, undecided rows and unknown facts of the members; a sentence where there is none."""
    blocks: list[Block] = []
    for found, none in (
        (_gaps(dossier, lang), "proposal.gaps.none"),
        (_undecided(dossier, lang), "proposal.undecided.none"),
        (_unknown(dossier, lang), "proposal.unknown.none"),
    ):
        blocks.append(found if found.rows else Paragraph(text(lang, none)))
    return Section("gaps", text(lang, "proposal.sheet.gaps"), tuple(blocks))


def _gaps(dossier: Dossier, lang: str) -> Table:
    widths = {"what": 20, "text": 50, "part": 46, "required": 16, "best": 16, "shortfall": 16, "nearest": 44}
    columns = tuple(Column(text(lang, f"proposal.gap.{key}"), width) for key, width in widths.items())
    rows = tuple(_gap(dossier, lang, gap) for gap in dossier.answer.gaps)
    return Table(columns, rows, text(lang, "proposal.gaps.title"))


def _gap(dossier: Dossier, lang: str, gap: Gap) -> tuple[Cell, ...]:
    need = _need(dossier, gap)
    where = lot_name(lang, gap.lot)
    unit = need.unit.word if need and need.unit and gap.part not in IN_MEMBERS else ""
    amounts = (None if n is None else Number(n, unit) for n in (gap.required, gap.best_available, gap.shortfall))
    nearest = "; ".join(dossier.named(e) for e in gap.nearest)
    name = f"{gap.requirement} · {where}" if where else gap.requirement
    told = need.requirement.text if need else text(lang, "proposal.gap.group")
    return name, told, word(lang, f"proposal.part.{gap.part}"), *amounts, nearest


def _need(dossier: Dossier, gap: Gap) -> Need | None:
    found = (n for n in dossier.case.needs if n.requirement.id == gap.requirement and n.lot == gap.lot)
    return None if gap.part == "alternatives" else next(found, None)


def _undecided(dossier: Dossier, lang: str) -> Table:
    columns = (
        Column(text(lang, "template.requirements.id"), 20),
        Column(text(lang, "template.requirements.text"), 50),
        Column(text(lang, "proposal.undecided.why"), 46),
        Column(text(lang, "template.requirements.mandatory"), 16),
    )
    rows = tuple(
        (label(lang, need), need.requirement.text, _why(lang, need), _mandatory(lang, need))
        for need in dossier.case.needs
        if not need.determined
    )
    return Table(columns, rows, text(lang, "proposal.undecided.title"))


def _mandatory(lang: str, need: Need) -> str:
    return text(lang, f"template.choice.{'yes' if need.requirement.mandatory else 'no'}")


def _why(lang: str, need: Need) -> str:
    return " ".join(
        sentence(lang, fault.code, {"requirement": need.requirement.id, **dict(fault.params)}) for fault in need.faults
    )


def _unknown(dossier: Dossier, lang: str) -> Table:
    columns = (
        Column(text(lang, "template.requirements.id"), 20),
        Column(text(lang, "template.capabilities.capability"), 50),
        Column(text(lang, "proposal.sheet.members"), 46),
        Column(text(lang, "proposal.verdict"), 16),
    )
    rows = tuple(row for row in _asked(dossier, lang))
    return Table(columns, rows, text(lang, "proposal.unknown.title"))


def _asked(dossier: Dossier, lang: str) -> list[tuple[Cell, ...]]:
    """A row per member and requirement that an answer might still settle."""
    if dossier.answer.assessment is None:
        return []
    found: list[tuple[Cell, ...]] = []
    for i, outcome in enumerate(dossier.assessment.outcomes):
        if outcome.state in (State.MET, State.UNDETERMINED):
            continue
        verdict = Verdict(SIGN_OF[outcome.state], text(lang, f"proposal.state.{outcome.state}"))
        capability = outcome.need.requirement.capability
        found += [
            (label(lang, outcome.need), capability, dossier.named(m), verdict)
            for m in dossier.answer.members
            if dossier.holding(i, m).unknown
        ]
    return found
