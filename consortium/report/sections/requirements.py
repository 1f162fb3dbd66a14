"""The requirements word for word, as they were read, and how each stands."""

from consortium.domain.need import Need
from consortium.domain.verify import Outcome
from consortium.report.conditions import conditions
from consortium.report.content import SIGN_OF, Cell, Column, Number, Section, Table, Verdict
from consortium.report.dossier import Dossier, amount, word
from consortium.words import text

WIDTHS = {
    "id": 9,
    "lot": 5,
    "category": 12,
    "text": 44,
    "capability": 24,
    "rule": 11,
    "threshold": 14,
    "parameters": 18,
    "mandatory": 11,
    "points": 7,
    "alternative": 11,
    "evidence": 22,
    "source": 18,
}


def section(dossier: Dossier, lang: str) -> Section:
    """One table, a row per requirement and lot."""
    columns = [Column(text(lang, f"template.requirements.{key}"), width) for key, width in WIDTHS.items()]
    columns += [Column(text(lang, "proposal.verdict"), 10), Column(text(lang, "proposal.providers"), 14)]
    rows = tuple(_row(lang, need, outcome) for need, outcome in _judged(dossier))
    title = text(lang, "proposal.sheet.requirements")
    return Section("requirements", title, (Table(tuple(columns), rows),))


def _judged(dossier: Dossier) -> tuple[tuple[Need, Outcome | None], ...]:
    assessment = dossier.answer.assessment
    return tuple((need, assessment.outcomes[i] if assessment else None) for i, need in enumerate(dossier.case.needs))


def _row(lang: str, need: Need, outcome: Outcome | None) -> tuple[Cell, ...]:
    row = need.requirement
    alternative = f"{row.alternative.group}/{row.alternative.option}" if row.alternative else ""
    return (
        row.id,
        need.lot or "",
        word(lang, f"template.choice.{row.category}"),
        row.text,
        row.capability,
        word(lang, f"template.choice.{row.rule}") if row.rule else "",
        _threshold(need),
        conditions(lang, need),
        text(lang, f"template.choice.{'yes' if row.mandatory else 'no'}"),
        None if row.points is None else Number(row.points),
        alternative,
        row.evidence,
        row.clause,
        None if outcome is None else Verdict(SIGN_OF[outcome.state], text(lang, f"proposal.state.{outcome.state}")),
        ", ".join(outcome.measure.providers) if outcome and outcome.measure else "",
    )


def _threshold(need: Need) -> Cell:
    """The resolved number; the text as it stands where it could not be read."""
    if need.threshold is None:
        return need.requirement.threshold_text
    return amount(need, need.threshold)
