"""Asking partners for what a tender leaves open: who lacks what, the questionnaires, and who was asked when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from consortium.domain.asking import Question, questions
from consortium.domain.asking_form import Address
from consortium.domain.asking_rows import Why
from consortium.domain.call import Tender
from consortium.domain.register import Entity, Register
from consortium.domain.vocabulary import PLAIN, Vocabulary
from consortium.report.questionnaire import questionnaire_workbook
from consortium.report.questionnaire_letter import Parcel, file_stem, letter
from consortium.report.questionnaire_texts import Asker, Questionnaire
from consortium.service.desk import Desk
from consortium.store import Asked, Kept
from consortium.words import text


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked about: the tender of a bid (its uid), the register as it stands, the lots chosen (none: all)."""

    desk: Desk
    bid: str
    tender: Tender
    register: Register
    lots: tuple[str, ...] = ()
    vocabulary: Vocabulary = PLAIN


@dataclass(frozen=True, slots=True)
class Addressee:
    """One entity with what it would be asked now, and what it was asked last, None where it was not."""

    entity: Entity
    questions: tuple[Question, ...]
    asked: Asked | None = None

    def count(self, *whys: Why) -> int:
        """How many questions have one of these reasons."""
        return sum(question.why in whys for question in self.questions)

    @property
    def waiting(self) -> bool:
        """Whether it was asked and has not replied since."""
        return self.asked is not None and (self.asked.replied_at is None or self.asked.replied_at < self.asked.asked_at)


def partners(inquiry: Inquiry, today: date) -> tuple[Addressee, ...]:
    """Every entity with its questions, in the order of the register."""
    found = questions(inquiry.tender, inquiry.register, today, inquiry.lots, vocabulary=inquiry.vocabulary)
    asked = {entity: kept.value for entity, kept in records(inquiry).items()}
    return tuple(Addressee(e, found[e.id], asked.get(e.id)) for e in inquiry.register.entities)


def records(inquiry: Inquiry) -> dict[str, Kept[Asked]]:
    """Who was asked for the bid, by entity."""
    return {kept.value.entity: kept for kept in inquiry.desk.store.kept(inquiry.desk.workspace, Asked, bid=inquiry.bid)}


def parcels(
    inquiry: Inquiry, asker: Asker, chosen: Sequence[Addressee], langs: Mapping[str, str], lang: str
) -> tuple[Parcel, ...]:
    """A questionnaire with its letter for each partner that there is something to ask of.

    ``langs``: the language of those that do not take ``lang``.
    """
    return tuple(_parcel(inquiry, asker, p, langs.get(p.entity.id, lang)) for p in chosen if p.questions)


def _parcel(inquiry: Inquiry, asker: Asker, partner: Addressee, lang: str) -> Parcel:
    address = Address(inquiry.desk.workspace, inquiry.bid, partner.entity.id)
    form = Questionnaire(address, asker, partner.entity, inquiry.tender, partner.questions, lang)
    return Parcel(form, file_stem(form, "ask.file") + ".xlsx", questionnaire_workbook(form), letter(form))


def archive_name(tender: Tender, lang: str) -> str:
    """A file name for all questionnaires of a tender, that any system takes."""
    stem = re.sub(r"[^\w-]+", "-", tender.reference or tender.title).strip("-_")[:50]
    return "-".join(part for part in (text(lang, "ask.file.zip"), stem) if part) + ".zip"


def note_asked(inquiry: Inquiry, chosen: Sequence[Addressee], reply_by: date | None) -> None:
    """Remember that these partners were asked now, as one change. Raises StoreError."""
    known, now = records(inquiry), datetime.now(UTC)
    with inquiry.desk.changing("ask") as work:
        for partner in chosen:
            keys = tuple(question.topic.key for question in partner.questions)
            entity, before = partner.entity.id, known.get(partner.entity.id)
            fresh = Asked(inquiry.bid, entity, keys, now, inquiry.desk.by, reply_by)
            if before is None:
                work.add(fresh)
            else:
                old = before.value
                work.change(before, replace(fresh, reply=old.reply, replied_at=old.replied_at))
