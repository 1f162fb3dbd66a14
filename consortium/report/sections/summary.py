"""The first page: what comes out, for whom, and how sure it is."""

from decimal import Decimal

from consortium.domain.result import Answer, Gap
from consortium.domain.verify import State
from consortium.report.content import Block, Cell, Facts, Number, Paragraph, Percentage, Section
from consortium.report.dossier import Dossier, lot_name, word
from consortium.words import plural, text


def section(dossier: Dossier, lang: str) -> Section:
    """Headline, result and the facts of the tender."""
    blocks: list[Block] = [Paragraph(headline(dossier.answer, lang), strong=True)]
    if dossier.options.narrowed:
        blocks.append(Paragraph(text(lang, "proposal.narrowed"), strong=True))
    if dossier.answer.conditional:
        rows = dossier.answer.undetermined
        blocks.append(Paragraph(plural(lang, "proposal.conditional", len(rows), rows=rows), strong=True))
    blocks.append(Facts(_result(dossier, lang), text(lang, "proposal.summary.result")))
    if dossier.answer.gaps:
        blocks.append(
            Facts(tuple(_missing(lang, gap) for gap in dossier.answer.gaps), text(lang, "proposal.gaps.title"))
        )
    blocks.append(Facts(_tender(dossier, lang), text(lang, "proposal.summary.tender")))
    return Section("summary", text(lang, "proposal.sheet.summary"), tuple(blocks))


def headline(answer: Answer, lang: str) -> str:
    """The answer in one sentence; it never says more than is proven."""
    key = f"proposal.headline.{answer.status}"
    if answer.size is None:
        return text(lang, key)
    return plural(lang, key, answer.size, bound=answer.lower_bound or 1)


def _result(dossier: Dossier, lang: str) -> tuple[tuple[str, Cell], ...]:
    answer = dossier.answer
    proof = text(lang, f"proposal.proof.{answer.proof}") if answer.proof else text(lang, "proposal.proof.none")
    rows: list[tuple[str, Cell]] = []
    if answer.assessment is not None:
        rows += [(text(lang, "proposal.members_n"), Number(Decimal(len(answer.members))))]
        rows += [("", dossier.named(m)) for m in answer.members]
        rows += _judged(dossier, lang)
    if answer.lower_bound is not None:
        rows.append((text(lang, "proposal.lower_bound"), Number(Decimal(answer.lower_bound))))
    rows.append((text(lang, "proposal.proof"), proof))
    return tuple(rows)


def _missing(lang: str, gap: Gap) -> tuple[str, Cell]:
    where = lot_name(lang, gap.lot)
    return f"{gap.requirement} · {where}" if where else gap.requirement, word(lang, f"proposal.part.{gap.part}")


def _judged(dossier: Dossier, lang: str) -> list[tuple[str, Cell]]:
    answer, assessment = dossier.answer, dossier.assessment
    demanded = len(dossier.case.demands()) + len(dossier.case.demanded_groups())
    found: list[tuple[str, Cell]] = []
    if assessment.lead:
        found.append((text(lang, "proposal.lead"), dossier.named(assessment.lead)))
    covered = text(lang, "proposal.n_of_m", n=assessment.demands_met, m=demanded)
    found.append((text(lang, "proposal.demands_met"), covered))
    found.append((text(lang, "proposal.points"), Number(assessment.points)))
    if assessment.cost:
        found.append((text(lang, "proposal.cost"), Number(assessment.cost)))
    found.append((text(lang, "proposal.equally_small"), equally_small(answer, lang)))
    unknown = sum(o.state is State.UNKNOWN for o in assessment.outcomes)
    found.append((text(lang, "proposal.unknown_rows"), Number(Decimal(unknown))))
    found.append((text(lang, "proposal.sheet.necessity"), _needed(answer, lang)))
    return found


def _needed(answer: Answer, lang: str) -> str:
    if answer.necessity is None:
        return text(lang, "proposal.necessity.incomplete")
    return text(lang, f"proposal.necessity.{answer.necessity.verdict or 'none'}")


def equally_small(answer: Answer, lang: str) -> Cell:
    """How many coalitions of the same size there are, as far as it is known."""
    ties = answer.alternatives
    if ties.total is not None:
        return Number(Decimal(ties.total))
    return text(lang, "proposal.at_least", n=len(ties.coalitions))


def _tender(dossier: Dossier, lang: str) -> tuple[tuple[str, Cell], ...]:
    tender = dossier.tender
    value = None if tender.estimated_value is None else Number(tender.estimated_value, tender.currency)
    months = None if tender.duration_months is None else Number(tender.duration_months)
    rows: tuple[tuple[str, Cell], ...] = (
        ("reference", tender.reference),
        ("title", tender.title),
        ("buyer", tender.buyer),
        ("cpv", "; ".join(tender.cpv)),
        ("estimated_value", value),
        ("duration_months", months),
        ("deadline", tender.deadline),
        ("minimum_share", Percentage(tender.minimum_share) if tender.minimum_share else None),
    )
    word = text(lang, "template.requirements.lot")
    lots: list[tuple[str, Cell]] = [(f"{word} {i}", _lot(dossier, i)) for i in dossier.case.lots]
    return tuple((text(lang, f"template.facts.{key}"), cell) for key, cell in rows if cell) + tuple(lots)


def _lot(dossier: Dossier, lot_id: str) -> str:
    lot = dossier.tender.lot(lot_id)
    return lot.title if lot and lot.title else lot_id
