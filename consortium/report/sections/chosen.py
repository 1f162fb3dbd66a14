"""What was chosen for a coalition beside its members: shares, who performs what, which people, which non-members."""

from collections.abc import Iterator
from decimal import Decimal

from consortium.domain.choosing import task_of
from consortium.domain.exact import plain
from consortium.report.content import Column, Table
from consortium.report.dossier import Dossier, label
from consortium.words import text

Line = tuple[str, str, str]
"""Somebody's ID and name, and what it has or does."""


def table(dossier: Dossier, lang: str) -> Table | None:
    """One row for each; None where no requirement asked for a choice."""
    lines = (*_shares(dossier, lang), *_performers(dossier, lang), *_people(dossier, lang), *_externals(dossier, lang))
    if not lines:
        return None
    titles = ("template.entities.id", "template.entities.name", "rules.shown.part")
    columns = tuple(Column(text(lang, title), width) for title, width in zip(titles, (8, 40, 40), strict=True))
    return Table(columns, lines, text(lang, "rules.shown.title"))


def _shares(dossier: Dossier, lang: str) -> Iterator[Line]:
    for member, share in sorted((dossier.assessment.shares or {}).items()):
        percent = Decimal(plain(share * 100))
        yield member, dossier.entity(member).name, text(lang, "rules.shown.share", percent=percent)


def _performers(dossier: Dossier, lang: str) -> Iterator[Line]:
    case, told = dossier.case, set[tuple[str, str | None]]()
    for i, need in enumerate(case.needs):
        task = task_of(case, i), need.lot
        member = dossier.assessment.performers.get(task)
        if member is not None and task not in told:
            told.add(task)
            name = need.requirement.parameter("task") or label(lang, need)
            yield member, dossier.entity(member).name, text(lang, "rules.condition.task", value=name)


def _people(dossier: Dossier, lang: str) -> Iterator[Line]:
    names = {(p.entity, p.id): f"{p.id} · {p.name}" if p.name else p.id for p in dossier.register.people}
    for i, seats in sorted(dossier.assessment.seats.items()):
        need = dossier.case.needs[i]
        for entity, person in seats:
            what = f"{need.requirement.capability}: {names[entity, person]} ({label(lang, need)})"
            yield entity, dossier.entity(entity).name, what


def _externals(dossier: Dossier, lang: str) -> Iterator[Line]:
    for external in dossier.register.externals:
        if external.id in dossier.assessment.externals and external.letter:
            yield external.id, external.name, text(lang, "rules.shown.external", capability=external.capability)
