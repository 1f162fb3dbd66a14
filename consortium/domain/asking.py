"""What a call leaves to ask of a partner: unknown, unproved, lapsed or about to lapse, and nothing else.

A topic is what the call asks about, whoever answers; a question is a topic with the reason why one entity is asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from consortium.domain import evidence, proving
from consortium.domain.asking_rows import Why, capability_why, gravest, listed_why
from consortium.domain.call import Call, Requirement, Rule
from consortium.domain.exact import exactly
from consortium.domain.names import normal
from consortium.domain.need import Need
from consortium.domain.needs import needs_of
from consortium.domain.register import Capability, Entity, Person, Reference, Register
from consortium.domain.units import Unit
from consortium.domain.vocabulary import PLAIN, Vocabulary

FACTS = ("tax_id", "legal_form", "territory", "email")
"""What a proposal cannot do without of every member."""
_PARTS = ("num", "den")
"""The parameters of a ratio that name capabilities."""


class Kind(StrEnum):
    """What sort of answer a topic takes."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CATEGORY = "category"
    REFERENCES = "references"
    PEOPLE = "people"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask about. ``key`` names it for machines and is the same as long as the call asks for it.

    ``name`` is the capability as the call writes it, or the field of a fact; ``unit`` that of the figure asked for.
    """

    key: str
    kind: Kind
    name: str = ""
    unit: Unit | None = None
    needs: tuple[Need, ...] = ()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The rows that ask for it, each once."""
        return tuple(dict.fromkeys(need.requirement for need in self.needs))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that people are asked for, each once."""
        return tuple(dict.fromkeys(row.capability for row in self.requirements)) if self.kind is Kind.PEOPLE else ()


@dataclass(frozen=True, slots=True)
class Question:
    """Why one entity is asked about a topic; ``row`` is what the register says now, None where nothing."""

    topic: Topic
    why: Why
    row: Capability | None = None


def topics(call: Call, lots: tuple[str, ...] = (), vocabulary: Vocabulary = PLAIN) -> tuple[Topic, ...]:
    """All that the call asks for in the lots chosen (none: all), in the order of its rows; then the facts."""
    chosen = tuple(lot.id for lot in call.lots if not lots or lot.id in lots)
    named: dict[tuple[Kind | None, str], list[tuple[str, Need]]] = defaultdict(list)
    for need in needs_of(call, chosen):
        for kind, name in _subjects(need):
            named[kind, vocabulary.key(name)].append((name, need))
    found = [topic for (kind, _), asked in named.items() for topic in _topics(kind, asked)]
    return (*found, *(Topic(f"fact:{name}", Kind.FACT, name) for name in FACTS))


def _subjects(need: Need) -> Iterator[tuple[Kind | None, str]]:
    """What a need is about: its capability, the two parts of a ratio, or a list of contracts or people."""
    row = need.requirement
    if row.rule is Rule.REFERENCES:
        yield Kind.REFERENCES, ""
    elif row.rule is Rule.TEAM:
        yield Kind.PEOPLE, ""
    elif row.rule is Rule.RATIO:
        yield from ((Kind.NUMBER, part) for name in _PARTS if isinstance(part := row.parameter(name), str))
    else:
        yield (Kind.CATEGORY if row.rule is Rule.CLASSIFICATION else None), row.capability


def _topics(kind: Kind | None, asked: list[tuple[str, Need]]) -> Iterator[Topic]:
    """Needs of one name: one topic for each unit that does not convert to the others; yes/no goes with the first."""
    needs = tuple(need for _, need in asked)
    name = asked[0][0]
    if kind is not None:
        yield Topic(f"{kind}:{normal(name)}".rstrip(":"), kind, name if kind not in _LISTS else "", None, needs)
        return
    measured: dict[str, list[Need]] = defaultdict(list)
    for need in filter(_measured, needs):
        measured[need.unit.base if need.unit else ""].append(need)
    plain = tuple(need for need in needs if not _measured(need))
    if not measured:
        yield Topic(f"yes_no:{normal(name)}", Kind.YES_NO, name, None, plain)
    for base, own in measured.items():
        key = f"number:{normal(name)}" + (f":{base}" if base else "")
        yield Topic(key, Kind.NUMBER, name, own[0].unit, (*own, *plain))
        plain = ()


def _measured(need: Need) -> bool:
    """Whether a figure is asked for, also where how much could not be read."""
    return need.threshold is not None or need.unit is not None or need.requirement.rule in (Rule.SUM, Rule.SHARE)


_LISTS = (Kind.REFERENCES, Kind.PEOPLE)
_LAST = 10**9


@dataclass(frozen=True, slots=True)
class Records:
    """What a register records of each topic, by its key, then by entity; made once for all entities.

    ``lists``: for each need of contracts or people, how those of an entity suit it; None: not known.
    """

    rows: Mapping[str, Mapping[str, tuple[Capability, ...]]]
    lists: Mapping[str, tuple[Mapping[str, tuple[bool | None, ...]], ...]]


def questions(
    call: Call,
    register: Register,
    today: date,
    lots: tuple[str, ...] = (),
    entities: Iterable[str] | None = None,
    vocabulary: Vocabulary = PLAIN,
) -> dict[str, tuple[Question, ...]]:
    """What to ask of each entity (of ``entities``; all where None), the most valuable first.

    First what is mandatory and not known, where fewest can prove it; then what is only claimed; then what gives points
    or is itself undecided; facts last. A certificate that lapses before the deadline is asked for, what holds is not.
    """
    asked = topics(call, lots, vocabulary)
    known = records_of(register, asked, call.deadline, vocabulary)
    with exactly():
        rare = {topic.key: _holders(topic, known, call.deadline) for topic in asked}
    place = {topic.key: n for n, topic in enumerate(asked)}
    wanted = None if entities is None else set(entities)

    def worth_asking(question: Question) -> tuple[int, int, int]:
        return _tier(question), rare[question.topic.key], place[question.topic.key]

    with exactly():
        return {
            entity.id: tuple(sorted(_of_entity(entity, asked, known, call.deadline, today), key=worth_asking))
            for entity in register.entities
            if wanted is None or entity.id in wanted
        }


def records_of(register: Register, asked: tuple[Topic, ...], day: date | None, vocabulary: Vocabulary) -> Records:
    """Lay a register out by what is asked."""
    files = proving.files_of(register, day, False, vocabulary)
    return Records(
        {t.key: files.capabilities.of(t.name) for t in asked if t.kind not in (*_LISTS, Kind.FACT)},
        {t.key: tuple(_suiting(files, need) for need in t.needs) for t in asked if t.kind in _LISTS},
    )


def _suiting(files: proving.Files, need: Need) -> Mapping[str, tuple[bool | None, ...]]:
    """The contracts or people of each entity that suit a need or may; all of them where the need is undetermined."""
    found: dict[str, tuple[bool | None, ...]] = defaultdict(tuple)
    if not need.determined:
        pool: Sequence[Reference | Person] = files.people if need.requirement.rule is Rule.TEAM else files.references
        for item in pool:
            found[item.entity] += (True,)
        return found
    proofs = proving.proofs_of(files, need)
    for line in proofs.lines:
        found[line.entity] += (line.counts if line.own is not None else None,)
    for fit in proofs.fits:
        found[fit.entity] += (fit.suits,)
    return found


def _of_entity(
    entity: Entity, asked: tuple[Topic, ...], known: Records, deadline: date | None, today: date
) -> Iterator[Question]:
    for topic in asked:
        why, row = _reason(topic, entity, known, deadline, today)
        if why is not None:
            yield Question(topic, why, row)


def _reason(
    topic: Topic, entity: Entity, known: Records, deadline: date | None, today: date
) -> tuple[Why | None, Capability | None]:
    if topic.kind is Kind.FACT:
        return (None if getattr(entity, topic.name).strip() else Why.MISSING), None
    if topic.kind in _LISTS:
        return gravest(listed_why(own.get(entity.id, ())) for own in known.lists[topic.key]), None
    return capability_why(topic.needs, known.rows[topic.key].get(entity.id, ()), deadline, today)


def _tier(question: Question) -> int:
    if question.topic.kind is Kind.FACT:
        return 6
    needs = [need for need in question.topic.needs if need.requirement.mandatory]
    if not needs:
        return 4
    if question.why is Why.UNPROVED:
        return 3
    if question.topic.kind not in _LISTS and not any(need.determined for need in needs):
        return 5
    return 1 if any(need.stands_alone for need in needs) else 2


def _holders(topic: Topic, known: Records, deadline: date | None) -> int:
    """How many entities of the register prove something towards the topic; lists come last, they take longest."""
    if topic.kind in (*_LISTS, Kind.FACT):
        return _LAST
    held = (evidence.holding(topic.needs[0], rows, deadline, False).number for rows in known.rows[topic.key].values())
    return sum(number is not None and number > Decimal(0) for number in held)
