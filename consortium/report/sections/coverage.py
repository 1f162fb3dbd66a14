"""The coverage matrix: every requirement against every member."""

from datetime import date

from consortium.domain.evidence import Holding
from consortium.domain.need import Need
from consortium.domain.rules.registry import RULES
from consortium.domain.verify import GroupOutcome, Outcome, State, alone
from consortium.report.content import (
    Cell,
    Matrix,
    MatrixGroup,
    MatrixRow,
    Number,
    Paragraph,
    Section,
    Sign,
    Verdict,
)
from consortium.report.dossier import Dossier, amount
from consortium.report.marks import amounts, short_of
from consortium.words import text


def section(dossier: Dossier, lang: str) -> Section:
    """The matrix, or a sentence where there is no coalition to show."""
    title = text(lang, "proposal.sheet.coverage")
    if dossier.answer.assessment is None:
        return Section("coverage", title, (Paragraph(text(lang, "proposal.no_coalition")),))
    return Section("coverage", title, (matrix(dossier),))


def matrix(dossier: Dossier) -> Matrix:
    """What each member proves for each need, in the row's unit, and how the rows stand."""
    assessment = dossier.assessment
    return Matrix(
        members=tuple((m, dossier.entity(m).name) for m in assessment.members),
        lead=assessment.lead,
        rows=tuple(_row(dossier, i, outcome) for i, outcome in enumerate(assessment.outcomes)),
        groups=tuple(_group(outcome) for outcome in assessment.groups),
    )


def _row(dossier: Dossier, i: int, outcome: Outcome) -> MatrixRow:
    held = {m: dossier.holding(i, m) for m in dossier.answer.members}
    if outcome.need.determined and not RULES[outcome.need.rule].by_value:
        cells = tuple(_alone(alone(dossier.case, i, m)) for m in held)
    else:
        cells = tuple(cell(outcome.need, h) for h in held.values())
    return MatrixRow(outcome.need, outcome.state, cells, _expiry(outcome, held), outcome.measure)


def _alone(outcome: Outcome) -> Cell:
    """What a member shows where no single value tells it: what it provides by itself."""
    assert outcome.measure is not None
    if outcome.state is State.UNKNOWN:
        return Verdict(Sign.UNKNOWN)
    provided, _ = amounts(outcome)
    unit = outcome.need.unit
    return Number(short_of(provided), unit.word if unit and not outcome.measure.in_members else "")


def _expiry(outcome: Outcome, held: dict[str, Holding]) -> date | None:
    rows = [held[m].row for m in outcome.measure.providers] if outcome.measure else []
    return min((row.valid_until for row in rows if row and row.valid_until), default=None)


def cell(need: Need, held: Holding) -> Cell:
    """A number in the row's unit, or a sign: yes, no, not held (lapsed), not known."""
    if held.unknown:
        return Verdict(Sign.UNKNOWN)
    if held.number is None:
        return Verdict(Sign.NOT_HELD)
    if need.threshold is None and held.number in (0, 1):
        return Verdict(Sign.MET if held.number else Sign.UNMET)
    return amount(need, held.number)


def _group(outcome: GroupOutcome) -> MatrixGroup:
    options = tuple((o.name, o.needs, o.determined) for o in outcome.group.options)
    return MatrixGroup(outcome.group, outcome.state, options)
