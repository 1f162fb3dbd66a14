"""From what a partner said to the rows of the register that it adds or changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from consortium.domain import evidence
from consortium.domain.asking import Kind
from consortium.domain.findings import Finding, Place, warning
from consortium.domain.register import Capability, Entity, Person, Reference, Register
from consortium.domain.replying import (
    Answer,
    Problem,
    free_id,
    joined_person,
    joined_reference,
    met_person,
    met_reference,
    outcome,
    told_fact,
)
from consortium.ingest.questionnaire import Reply
from consortium.service.asking import Inquiry
from consortium.store import Kept

PROBLEMS: dict[Problem | None, str] = {
    Problem.BLANK: "ask_answer_blank",
    Problem.VERIFIED: "ask_verified",
    Problem.UNDATED: "ask_without_date",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row as it would be, and as it is kept now (None: new). ``name`` is what it is about, ``place`` the answer."""

    name: str
    then: Any
    kept: Kept[Any] | None = None
    place: Place = Place()


def changes_of(
    inquiry: Inquiry, entity: Entity, reply: Reply, today: date
) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    """The rows that a reply adds or changes, and what it says that cannot be taken over."""
    facts = [answer for answer in reply.answers if answer.topic.kind is Kind.FACT]
    others = [answer for answer in reply.answers if answer.topic.kind is not Kind.FACT]
    held, findings = _held(inquiry, entity.id, others, today)
    lists = (*_references(inquiry, entity.id, reply.references), *_people(inquiry, entity.id, reply.people))
    return (*held, *lists, *_facts(inquiry, entity.id, facts)), findings


def _held(
    inquiry: Inquiry, entity: str, answers: Sequence[Answer], today: date
) -> tuple[tuple[Change, ...], tuple[Finding, ...]]:
    kept = inquiry.desk.store.kept(inquiry.desk.workspace, Capability, entity=entity)
    index = evidence.index(Register(capabilities=tuple(k.value for k in kept)), inquiry.vocabulary)
    changes: list[Change] = []
    findings: list[Finding] = []
    taken: set[str] = set()
    for answer in answers:
        rows = index.of(answer.topic.name).get(entity, ())
        became = outcome(entity, answer, rows, inquiry.tender.deadline, today)
        if became.after is None:
            findings.append(warning(PROBLEMS[became.problem], answer.place, question=answer.topic.name))
            continue
        now = next((k for k in kept if k.value is became.before and k.uid not in taken), None)
        taken |= {now.uid} if now is not None else set()
        changes.append(Change(became.after.name, became.after, now, answer.place))
        findings += _lapses(answer, became.after, inquiry.tender.deadline)
    return tuple(changes), tuple(findings)


def _lapses(answer: Answer, row: Capability, deadline: date | None) -> Iterator[Finding]:
    if deadline is not None and row.valid_until is not None and row.valid_until < deadline:
        told = {"question": answer.topic.name, "day": row.valid_until, "deadline": deadline}
        yield warning("ask_still_lapses", answer.place, **told)


def _facts(inquiry: Inquiry, entity: str, answers: Sequence[Answer]) -> Iterator[Change]:
    if answers:
        (now,) = inquiry.desk.store.kept(inquiry.desk.workspace, Entity, id=entity)
        then = now.value
        for answer in answers:
            then = told_fact(then, answer)
        yield Change("", then, now, answers[0].place)


def _references(inquiry: Inquiry, entity: str, told: Sequence[Reference]) -> Iterator[Change]:
    kept = {k.value.id: k for k in inquiry.desk.store.kept(inquiry.desk.workspace, Reference, entity=entity)}
    used = {reference.id for reference in inquiry.register.references}
    for reference in told:
        now = met_reference(reference, [k.value for k in kept.values()])
        if now is not None:
            yield Change(now.title, joined_reference(now, reference), kept.pop(now.id))
            continue
        new = free_id(entity, "R", used)
        used.add(new)
        yield Change(reference.title, replace(reference, id=new))


def _people(inquiry: Inquiry, entity: str, told: Sequence[Person]) -> Iterator[Change]:
    kept = {k.value.id: k for k in inquiry.desk.store.kept(inquiry.desk.workspace, Person, entity=entity)}
    used = {person.id for person in inquiry.register.people}
    for person in told:
        now = met_person(person, [k.value for k in kept.values()])
        if now is not None:
            yield Change(now.name, joined_person(now, person), kept.pop(now.id))
            continue
        new = free_id(entity, "P", used)
        used.add(new)
        yield Change(person.name, replace(person, id=new))
