"""What a questionnaire says: each question, why it is asked, and what the call asks for, in the partner's words."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from textwrap import shorten

from consortium.domain.asking import Kind, Question, Topic
from consortium.domain.asking_form import Address
from consortium.domain.call import Call, Requirement, Tender
from consortium.domain.need import Need
from consortium.domain.register import Capability, Entity, Mark
from consortium.report.marks import plain, with_unit
from consortium.words import number, plural, text

LONGEST = 420
"""Characters of a requirement's text that are quoted beside a question."""
_SECONDS = 40
"""That a question takes."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where the reply goes, and by when; each may be blank."""

    team: str = ""
    person: str = ""
    email: str = ""
    reply_by: date | None = None


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All that goes into one partner's questionnaire."""

    address: Address
    asker: Asker
    entity: Entity
    call: Call
    questions: tuple[Question, ...]
    lang: str

    @property
    def name(self) -> str:
        """The partner's name."""
        return self.entity.name or self.entity.id

    @property
    def about(self) -> str:
        """The call's title, or its reference."""
        return self.call.title or (self.call.reference if isinstance(self.call, Tender) else "") or self.address.bid

    @property
    def minutes(self) -> int:
        """How long it takes to fill in."""
        return max(2, ceil(len(self.questions) * _SECONDS / 60))

    @property
    def signed(self) -> str:
        """The line under a letter."""
        return " · ".join(part for part in (self.asker.person, self.asker.team) if part)


def title(topic: Topic, lang: str) -> str:
    """A topic as a question."""
    if topic.kind is Kind.FACT:
        return text(lang, f"ask.question.fact.{topic.name}")
    return text(lang, f"ask.question.{topic.kind}", name=topic.name)


def why(question: Question, deadline: date | None, lang: str) -> str:
    """Why it is asked, with what is recorded."""
    topic, row = question.topic, question.row
    if topic.kind is Kind.FACT:
        return text(lang, f"ask.example.{topic.name}")
    if topic.kind in (Kind.REFERENCES, Kind.PEOPLE):
        return text(lang, f"ask.why.{topic.kind}.{question.why}", roles=topic.roles)
    fields = {"value": said(row, topic, lang), "day": row.valid_until, "deadline": deadline} if row else {}
    return text(lang, f"ask.why.{question.why}", **fields)


def said(row: Capability, topic: Topic, lang: str) -> str:
    """A recorded value in words."""
    if isinstance(row.value, Mark):
        return text(lang, f"ask.value.{row.value.name.lower()}")
    unit = row.unit or topic.unit
    return f"{number(lang, plain(row.value))} {unit.word if unit else ''}".strip()


def asked(topic: Topic, lang: str) -> str:
    """What the call asks for, row by row: the text, how much, for whom, and where it stands."""
    needs = {need.requirement: need for need in reversed(topic.needs)}
    return "\n".join(_asked(row, needs[row], lang) for row in topic.requirements)


def _asked(row: Requirement, need: Need, lang: str) -> str:
    hints = []
    if need.threshold is not None and need.determined:
        hints.append(text(lang, "ask.least", amount=with_unit(need.in_unit(need.threshold), need, lang)))
    if row.rule is not None:
        hints.append(text(lang, f"ask.together.{row.rule}"))
    if not row.mandatory:
        hints.append(text(lang, "ask.optional"))
    where = " · ".join(part for part in (row.id, row.clause) if part)
    said = shorten(row.text or row.capability, LONGEST, placeholder=" …")
    return "\n".join(part for part in (said, " ".join(hints), where) if part)


def greeting(form: Questionnaire) -> str:
    """Who asks and why."""
    if not form.asker.team:
        return text(form.lang, "ask.greeting.nobody", tender=form.about)
    return text(form.lang, "ask.greeting", team=form.asker.team, tender=form.about)


def practical(form: Questionnaire) -> str:
    """How long it takes, by when, and where it goes."""
    back = {"email": form.asker.email} if form.asker.email else {}
    parts = [plural(form.lang, "ask.time", len(form.questions), minutes=form.minutes)]
    if form.asker.reply_by is not None:
        parts.append(text(form.lang, "ask.reply_by", day=form.asker.reply_by))
    parts.append(text(form.lang, "ask.reply_to" if back else "ask.reply_back", **back))
    return " ".join(parts)
