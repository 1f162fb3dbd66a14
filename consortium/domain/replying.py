"""What a partner's answers change in the register. Nothing a partner says is ever verified by saying it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from consortium.domain.asking import Topic
from consortium.domain.asking_rows import capability_why
from consortium.domain.exact import exactly
from consortium.domain.findings import Place
from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, Mark, Person, Reference, Status, Value
from consortium.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered row. ``value`` None: left blank beside a document or a date. ``text`` is the answer to a fact.

    ``dated``: something was said about its last day; with ``until`` None it does not expire.
    """

    topic: Topic
    place: Place
    value: Value | None = None
    unit: Unit | None = None
    until: date | None = None
    dated: bool = False
    document: str = ""
    text: str = ""


class Problem(StrEnum):
    """Why an answer changes nothing."""

    BLANK = "blank"
    """A document or a date without an answer, where none is recorded."""
    VERIFIED = "verified"
    """It contradicts what somebody verified."""
    UNDATED = "undated"
    """What is recorded lapses, and no new last day is given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one answer: the row as it is and as it would be, or why there is none.

    ``before`` None: the row is new; both equal: nothing changes.
    """

    before: Capability | None
    after: Capability | None
    problem: Problem | None = None


def outcome(entity: str, answer: Answer, rows: tuple[Capability, ...], deadline: date | None, today: date) -> Outcome:
    """What an answer makes of the rows that an entity has under that name."""
    _, now = capability_why(answer.topic.needs, rows, deadline, today)
    value = answer.value if answer.value is not None else (now.value if now is not None else Mark.UNKNOWN)
    if value is Mark.UNKNOWN:
        return Outcome(now, None, Problem.BLANK)
    stands = now is not None and now.valid_on(deadline)
    if now is not None and stands and _same(now, answer):
        return Outcome(now, _confirmed(now, answer))
    if now is not None and stands and now.status is Status.VERIFIED and not _refines(now, value):
        return Outcome(now, None, Problem.VERIFIED)
    if now is not None and not stands and not answer.dated and _has(value):
        return Outcome(now, None, Problem.UNDATED)
    unit = answer.unit or (now.unit if now is not None and answer.value is None else None)
    return Outcome(now, _renewed(entity, answer, value, unit, now))


def _has(value: Value) -> bool:
    """Whether there is something to prove: not a no, and not nought."""
    return value is Mark.YES or (isinstance(value, Decimal) and value > 0)


def _same(now: Capability, answer: Answer) -> bool:
    """Whether an answer says what is recorded; a recorded number without a unit is in the unit asked for."""
    if answer.value is None:
        return True
    recorded = _worth(now.value, now.unit or answer.topic.unit)
    return recorded == _worth(answer.value, answer.unit or answer.topic.unit)


def _worth(value: Value, unit: Unit | None) -> tuple[Value, str]:
    if isinstance(value, Mark) or unit is None:
        return value, ""
    with exactly():
        return unit.to_base(value), unit.base


def _refines(now: Capability, value: Value) -> bool:
    """Whether a figure takes the place of a mere yes, or anything that of a question mark."""
    return now.value is Mark.UNKNOWN or (now.value is Mark.YES and isinstance(value, Decimal))


def _confirmed(now: Capability, answer: Answer) -> Capability:
    """The row with the document and the date added; how well it was proved before is not lost."""
    status = max(now.status, Status.EVIDENCED) if answer.document else now.status
    keeps = now.status is Status.VERIFIED or not answer.document
    return replace(
        now,
        status=status,
        evidence=now.evidence if keeps else answer.document,
        valid_until=answer.until if answer.dated and now.status is not Status.VERIFIED else now.valid_until,
    )


def _renewed(entity: str, answer: Answer, value: Value, unit: Unit | None, now: Capability | None) -> Capability:
    document = answer.document if _has(value) else ""
    return Capability(
        entity=entity,
        name=now.name if now is not None else answer.topic.name,
        value=value,
        unit=unit,
        valid_until=answer.until if _has(value) else None,
        status=Status.EVIDENCED if document else Status.CLAIMED,
        evidence=document,
        file=answer.place.file,
        sheet=answer.place.sheet,
        column=answer.place.cell.rstrip("0123456789"),
        row=int(answer.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0),
    )


def told_fact(entity: Entity, answer: Answer) -> Entity:
    """The entity with one fact as answered."""
    return replace(entity, **{answer.topic.name: answer.text})  # type: ignore[arg-type]


def met_reference(told: Reference, own: Sequence[Reference]) -> Reference | None:
    """The recorded contract that a told one is: of the same title and, where both say it, the same end."""
    for known in own:
        ended = known.ended is None or told.ended is None or known.ended == told.ended
        if normal(known.title) == normal(told.title) and ended:
            return known
    return None


def joined_reference(now: Reference, told: Reference) -> Reference:
    """A recorded contract with what was told about it; what the partner left blank stays."""
    return replace(
        now,
        cpv=told.cpv or now.cpv,
        amount=now.amount if told.amount is None else told.amount,
        unit=now.unit if told.amount is None else told.unit,
        own_share=told.own_share if told.amount is not None else now.own_share,
        ended=told.ended or now.ended,
        status=max(now.status, told.status),
    )


def met_person(told: Person, own: Sequence[Person]) -> Person | None:
    """The recorded person of that name."""
    return next((known for known in own if normal(known.name) == normal(told.name)), None)


def joined_person(now: Person, told: Person) -> Person:
    """A recorded person with what was told; roles are added to those known."""
    known = set(map(normal, now.roles))
    return replace(
        now,
        roles=(*now.roles, *(role for role in told.roles if normal(role) not in known)),
        years=now.years if told.years is None else told.years,
        qualification=told.qualification or now.qualification,
        dedication=told.dedication,
    )


def free_id(entity: str, letter: str, taken: Iterable[str]) -> str:
    """An ID that nobody uses yet: one ID in two entities would be one contract."""
    used = set(taken)
    return next(name for n in range(1, len(used) + 2) if (name := f"{entity}-{letter}{n}") not in used)
