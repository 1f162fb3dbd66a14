"""The evidence for the joint bid: whether fewer of the members would do (CNMC S/0519/14; domain.md, section 5)."""

from collections.abc import Iterator, Mapping

from consortium.domain.explanation import NecessityBoth
from consortium.domain.joint import JointBid
from consortium.domain.result import Necessity
from consortium.report import joint as said
from consortium.report.content import Block, Cell, Column, Paragraph, Section, Table
from consortium.report.dossier import Dossier
from consortium.report.whys_necessity import rivalry
from consortium.words import plural, text

Row = tuple[Cell, ...]
Questions = Mapping[str, str]


def section(dossier: Dossier, lang: str) -> Section:
    """A verdict in one sentence, N1 to N4 with what each rests on, each lot by itself, and possible competitors."""
    title = text(lang, "proposal.sheet.necessity")
    if not dossier.answer.members:
        return Section("necessity", title, (Paragraph(text(lang, "proposal.no_coalition")),))
    joint = dossier.joint
    evidence = _evidence(dossier, joint, lang) if joint is not None and len(joint.members) > 1 else ()
    law = Paragraph(text(lang, "proposal.necessity.law"))
    return Section("necessity", title, (*_verdict(dossier.answer.necessity, lang), *evidence, law))


def _verdict(found: Necessity | None, lang: str) -> Iterator[Block]:
    if found is None:
        yield Paragraph(text(lang, "proposal.necessity.incomplete"))
        return
    verdict = found.verdict or "none"
    yield Paragraph(text(lang, f"proposal.necessity.{verdict}"), strong=True)
    yield Paragraph(text(lang, f"proposal.necessity.why_{verdict}"))


def _evidence(dossier: Dossier, joint: JointBid, lang: str) -> Iterator[Block]:
    whole = {name: text(lang, f"proposal.necessity.{name}") for name in ("n1", "n2")}
    yield _table(_readings(joint.needed, whole, lang), "", lang)
    undecided = dossier.answer.undetermined
    if undecided:
        yield Paragraph(plural(lang, "necessity.undecided", len(undecided), rows=undecided))
    *_, least, rivals = said.points(joint, dossier.answer, dossier.options, lang)
    for point in (least, rivals):
        yield Paragraph(f"{text(lang, f'necessity.{point.name}')} {point.said}")
    yield from map(Paragraph, rivalry(joint.pairs, lang, dossier.named))
    if joint.lots:
        rows = (row for lot, both in joint.lots for row in _readings(both, _of_lot(dossier, lot, lang), lang))
        yield _table(rows, text(lang, "necessity.lots"), lang)


def _of_lot(dossier: Dossier, lot: str, lang: str) -> Questions:
    title = said.lot_title(dossier.tender, lot, lang)
    return {name: text(lang, f"necessity.lot.{name}", lot=title) for name in ("n1", "n2")}


def _table(rows: Iterator[Row], title: str, lang: str) -> Table:
    heads = (("question", 62), ("as_recorded", 40), ("favourable", 40))
    columns = tuple(Column(text(lang, f"proposal.necessity.{name}"), width) for name, width in heads)
    return Table(columns, tuple(rows), title)


def _readings(both: NecessityBoth, ask: Questions, lang: str) -> Iterator[Row]:
    """N1 and N2 in both readings; once more without the non-members, where the bid relies on any."""
    yield from _rows(both.relying, ask, lang)
    if both.externals:
        without = text(lang, "necessity.without.named", externals=both.externals)
        yield from _rows(both.without, {name: f"{question} ({without})" for name, question in ask.items()}, lang)


def _rows(found: Necessity | None, ask: Questions, lang: str) -> Iterator[Row]:
    if found is None:
        untold = text(lang, "necessity.open")
        yield from ((question, untold, untold) for question in ask.values())
        return
    both = found.as_recorded, found.favourable
    yield (ask["n1"], *(", ".join(reading.alone) or text(lang, "proposal.nobody") for reading in both))
    yield (ask["n2"], *(said.called(reading.subsets) or text(lang, "proposal.no_part") for reading in both))
