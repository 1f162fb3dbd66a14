"""Replies of partners: read, shown before anything changes, and brought in as one change that can be undone."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from consortium.domain.asking import Topic, topics
from consortium.domain.findings import Finding, Place, info, warning
from consortium.domain.names import normal
from consortium.domain.register import Entity
from consortium.errors import ConsortiumError, FileError, UsageError
from consortium.ingest import open_workbook
from consortium.ingest.questionnaire import Returned, read_reply, returned
from consortium.ingest.questionnaire_zip import unpacked
from consortium.report.questionnaire_texts import title
from consortium.service.asking import Inquiry, records
from consortium.service.files import upload_limit
from consortium.service.reply_changes import Change, changes_of
from consortium.store import Asked, Bid, Kept, Plan
from consortium.words import LANGUAGES


class Turn(StrEnum):
    """What a line of a reply does to the register."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file of replies. ``trouble``: why none of it can be used; else whose it is and what it would change."""

    file: str
    sha256: str
    entity: Entity | None = None
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    note: str = ""
    trouble: ConsortiumError | None = None

    def count(self, turn: Turn) -> int:
        """How many lines do that."""
        return sum(turn_of(change) is turn for change in self.changes)


def turn_of(change: Change) -> Turn:
    """Whether a line is new, changes what is recorded, or says what is known already."""
    if change.kept is None:
        return Turn.NEW
    return Turn.SAME if change.kept.value == change.then else Turn.CHANGED


def read_replies(inquiry: Inquiry, files: Sequence[tuple[str, bytes]], today: date) -> tuple[Incoming, ...]:
    """Every reply in the files (name and bytes), archives opened; never raises for what a file holds."""
    asked = {topic.key: topic for topic in topics(inquiry.tender, inquiry.lots, inquiry.vocabulary)}
    found = [_read(inquiry, asked, name, data, today) for name, data in _single(files)]
    return tuple(_once(found))


def _single(files: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes | ConsortiumError]]:
    for name, data in files:
        try:
            yield from unpacked(data, name, upload_limit())
        except FileError as error:
            yield name, error


def _once(found: Sequence[Incoming]) -> Iterator[Incoming]:
    """A file given twice, or two files of one partner: the first counts, the other says so."""
    first: dict[str, Incoming] = {}
    for incoming in found:
        key = incoming.entity.id if incoming.entity else ""
        before = first.get(key) if key else None
        if before is None:
            first[key] = incoming
            yield incoming
        else:
            code = "ask_same_file" if before.sha256 == incoming.sha256 else "ask_two_replies"
            fields = {"file": incoming.file, "other": before.file, "entity": _name(incoming.entity)}
            yield Incoming(incoming.file, incoming.sha256, incoming.entity, trouble=FileError(code, **fields))


def _name(entity: Entity | None) -> str:
    return (entity.name or entity.id) if entity else ""


def _read(
    inquiry: Inquiry, asked: Mapping[str, Topic], name: str, data: bytes | ConsortiumError, today: date
) -> Incoming:
    if isinstance(data, ConsortiumError):
        return Incoming(name, "", trouble=data)
    digest = sha256(data).hexdigest()
    try:
        book = returned(open_workbook(data, name, upload_limit()))
        entity, noticed = _sender(inquiry, book)
    except ConsortiumError as error:
        return Incoming(name, digest, trouble=error)
    titles = {title(topic, lang): key for key, topic in asked.items() for lang in LANGUAGES}
    reply = read_reply(book, asked, titles, entity.id)
    record = records(inquiry).get(entity.id)
    changes, more = changes_of(inquiry, entity, reply, today)
    findings = (*noticed, *_missing(record, reply.keys, asked, book.file), *reply.findings, *more)
    if record is not None and record.value.reply == digest:
        findings = (info("ask_reply_again", Place(book.file), day=record.value.replied_at), *findings)
    return Incoming(book.file, digest, entity, changes, findings, reply.note)


def _sender(inquiry: Inquiry, book: Returned) -> tuple[Entity, tuple[Finding, ...]]:
    """Whose reply it is. Raises FileError where it is for another tender or workspace, or of nobody known."""
    entities = {entity.id: entity for entity in inquiry.register.entities}
    address = book.address
    if address is None:
        return _by_words(book, entities)
    if address.bid != inquiry.bid:
        known = [kept for kept in inquiry.desk.store.kept(inquiry.desk.workspace, Bid) if kept.uid == address.bid]
        if known:
            raise FileError("ask_other_tender", file=book.file, tender=known[0].value.name)
        raise FileError("ask_other_workspace", file=book.file)
    if address.entity not in entities:
        raise FileError("ask_unknown_entity", file=book.file, entity=address.entity)
    return entities[address.entity], ()


def _by_words(book: Returned, entities: Mapping[str, Entity]) -> tuple[Entity, tuple[Finding, ...]]:
    """The partner that the texts above the questions name, by tax ID or name, where the hidden cells are gone."""
    said = f" {normal(' '.join(book.words))} "
    named = [e for e in entities.values() if any(normal(own) in said for own in (e.tax_id, e.name) if len(own) > 3)]
    longest = max((len(e.name) for e in named), default=0)
    fits = [e for e in named if len(e.name) == longest]
    if len(fits) != 1:
        raise FileError("ask_nobody", file=book.file)
    return fits[0], (warning("ask_by_name", Place(book.file), entity=_name(fits[0])),)


def _missing(
    record: Kept[Asked] | None, keys: frozenset[str], asked: Mapping[str, Topic], file: str
) -> tuple[Finding, ...]:
    """Questions that were put and are no longer in the file."""
    if record is None:
        return ()
    gone = [asked[key] for key in record.value.questions if key in asked and key not in keys]
    names = tuple(topic.name for topic in gone)
    return (warning("ask_rows_gone", Place(file), count=len(gone), names=names),) if gone else ()


def bring_in_replies(inquiry: Inquiry, incoming: Sequence[Incoming]) -> str:
    """Bring replies in, all as one change; its batch, for undo. Raises StoreError where a row was changed since."""
    usable = [reply for reply in incoming if reply.trouble is None and reply.entity is not None]
    if not usable:
        raise UsageError("ask_nothing")
    known, now = records(inquiry), datetime.now(UTC)
    with inquiry.desk.changing("reply") as work:
        for reply in usable:
            work.apply(_plan(reply.changes))
            assert reply.entity is not None
            before = known.get(reply.entity.id)
            if before is None:
                blank = Asked(inquiry.bid, reply.entity.id, (), now, reply=reply.sha256, replied_at=now)
                work.add(blank)
            else:
                work.change(before, replace(before.value, reply=reply.sha256, replied_at=now))
        return work.batch


def _plan(changes: Sequence[Change]) -> Plan:
    added: tuple[Any, ...] = tuple(change.then for change in changes if change.kept is None)
    changed = tuple((c.kept, c.then) for c in changes if c.kept is not None and c.kept.value != c.then)
    return Plan(added, changed, ())


def tally(incoming: Sequence[Incoming]) -> Counter[Turn]:
    """How many lines of all replies are new, changed and the same."""
    return Counter(turn_of(change) for reply in incoming if reply.trouble is None for change in reply.changes)
