"""Asking partners: who lacks what, whom to ask, and what they are sent."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import streamlit as st

from consortium.domain.asking import Question, Topic
from consortium.domain.asking_rows import Why
from consortium.report.questionnaire_letter import Parcel, archive, draft
from consortium.report.questionnaire_texts import Asker, title, why
from consortium.service.asking import Addressee, Inquiry, archive_name, note_asked, parcels
from consortium.ui import act, edge, place, state
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.words import LANGUAGES, plural

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNKNOWN = (Why.MISSING, Why.UNKNOWN, Why.FIGURE, Why.UNIT)
LAPSING = (Why.EXPIRED, Why.EXPIRING, Why.NOT_YET)
_COUNTED = (UNKNOWN, (Why.UNPROVED,), LAPSING)
_DAYS = 10
"""That a partner is given to reply, unless the deadline is nearer."""


def today() -> date:
    """The day by which evidence is judged to have expired."""
    return datetime.now(UTC).date()


def overview(partners: Sequence[Addressee]) -> None:
    """Everybody, with what is open and how it stands."""
    heads = ("entity", "unknown", "unproved", "lapsing", "total", "state", "email")
    rows = [
        (
            p.entity.name or p.entity.id,
            p.count(*UNKNOWN),
            p.count(Why.UNPROVED),
            p.count(*LAPSING),
            len(p.questions),
            standing(p),
            p.entity.email,
        )
        for p in partners
    ]
    columns = [say_plain(f"ask.column.{head}") for head in heads]
    wide = {
        columns[0]: st.column_config.TextColumn(width=300, pinned=True),
        columns[-1]: st.column_config.TextColumn(width=280),
    }
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, column_config=wide)


def by_topic(partners: Sequence[Addressee]) -> None:
    """Every question, with how many partners leave it open and why."""
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in (q for p in partners for q in p.questions):
        asked[question.topic.key].append(question)
    heads = [say_plain(f"ask.column.{head}") for head in ("about", "rows", "unknown", "unproved", "lapsing")]
    rows = [
        (_name(own[0].topic), _rows(own[0].topic), *(sum(q.why in whys for q in own) for whys in _COUNTED))
        for own in sorted(asked.values(), key=len, reverse=True)
    ]
    wide = {heads[0]: st.column_config.TextColumn(width=420, pinned=True)}
    st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, column_config=wide)


def _name(topic: Topic) -> str:
    """What a topic is about, in few words."""
    return topic.name if topic.needs and topic.name else title(topic, current())


def _rows(topic: Topic) -> str:
    return ", ".join(row.id for row in topic.requirements)


def standing(partner: Addressee) -> str:
    """Whether a partner was asked, and whether it has replied."""
    asked = partner.asked
    if asked is None:
        return say_plain("ask.state.none" if partner.questions else "ask.state.complete")
    if asked.replied_at is not None and not partner.waiting:
        return say_plain("ask.state.replied", day=asked.replied_at)
    if asked.reply_by is not None and asked.reply_by < today():
        return say_plain("ask.state.late", day=asked.asked_at, by=asked.reply_by)
    return say_plain("ask.state.waiting", day=asked.asked_at)


def panel(inquiry: Inquiry, partners: Sequence[Addressee]) -> None:
    """Whom to ask, who asks, and what to send."""
    edge.show(state.now().trouble_at("ask"))
    by_id = {p.entity.id: p for p in partners if p.questions}
    if not by_id:
        st.success(say("ask.complete"), icon=":material/task_alt:")
        return
    chosen = [by_id[entity] for entity in _whom(by_id)]
    if not chosen:
        st.caption(say("ask.whom.none"))
        return
    asker, other = _asker(inquiry), _other(chosen)
    theirs = {entity: next(code for code in LANGUAGES if code != current()) for entity in other}
    _download(inquiry, asker, chosen, theirs)
    st.space("small")
    _look(inquiry, asker, chosen, theirs)


def _whom(by_id: dict[str, Addressee]) -> list[str]:
    """The partners chosen; at first those of the coalition on the table."""
    answered = state.now().answered
    members = [m for m in (answered.members if answered else ()) if m in by_id]
    names = {entity: _label(p) for entity, p in by_id.items()}
    return st.multiselect(
        say("ask.whom"),
        list(by_id),
        default=members,
        format_func=names.__getitem__,
        placeholder=say_plain("ask.whom.pick"),
        help=say("ask.whom.help"),
        key="ask-whom",
    )


def _label(partner: Addressee) -> str:
    name = partner.entity.name or partner.entity.id
    return f"{name} · {plural(current(), 'ask.questions', len(partner.questions))}"


def _asker(inquiry: Inquiry) -> Asker:
    who = st.session_state.get(place.WHO) or ""
    with st.container(horizontal=True, gap="medium"):
        team = st.text_input(say("ask.team"), value=_team(), key="ask-team", width=240)
        person = st.text_input(say("ask.person"), value=who, key="ask-person", width=200)
        email = st.text_input(say("ask.email"), key="ask-email", width=240, placeholder=say_plain("ask.email.example"))
        by = st.date_input(say("ask.by"), value=_soon(inquiry), format="DD/MM/YYYY", key="ask-by", width=150)
    return Asker(team.strip(), person.strip(), email.strip(), by if isinstance(by, date) else None)


def _team() -> str:
    """The workspace's name, where a person gave it one."""
    space = state.now().space
    return space.name if space and not space.note and space.name != say_plain("work.first") else ""


def _soon(inquiry: Inquiry) -> date:
    day, deadline = today() + timedelta(_DAYS), inquiry.tender.deadline
    return day if deadline is None or day < deadline else max(today(), deadline - timedelta(1))


def _other(chosen: Sequence[Addressee]) -> list[str]:
    """Those who get theirs in the other language."""
    names = {p.entity.id: p.entity.name or p.entity.id for p in chosen}
    return st.multiselect(
        say("ask.other"),
        list(names),
        format_func=names.__getitem__,
        placeholder=say_plain("ask.other.none"),
        key="ask-other",
    )


def _download(inquiry: Inquiry, asker: Asker, chosen: Sequence[Addressee], theirs: dict[str, str]) -> None:
    lang = current()
    st.download_button(
        say_n("ask.download", len(chosen)),
        lambda: archive(parcels(inquiry, asker, chosen, theirs, lang), lang),
        file_name=archive_name(inquiry.tender, lang),
        mime="application/zip",
        type="primary",
        icon=":material/download:",
        on_click=_noted,
        args=(inquiry, chosen, asker.reply_by),
        key="ask-download",
    )
    st.caption(say("ask.download.help"))


def _noted(inquiry: Inquiry, chosen: Sequence[Addressee], by: date | None) -> None:
    """Whoever downloads a questionnaire is about to send it."""
    state.clear_trouble("ask")
    act.attempt("ask", lambda: note_asked(inquiry, chosen, by))
    place.refresh()


def _look(inquiry: Inquiry, asker: Asker, chosen: Sequence[Addressee], theirs: dict[str, str]) -> None:
    """One partner's letter and questions, to copy and to check before they go out."""
    names = {p.entity.id: p.entity.name or p.entity.id for p in chosen}
    with st.container(border=True):
        entity = st.selectbox(say("ask.look"), list(names), format_func=names.__getitem__, key="ask-look")
        partner = next(p for p in chosen if p.entity.id == entity)
        (parcel,) = parcels(inquiry, asker, (partner,), theirs, current())
        questions, letter = st.tabs([say("ask.tab.questions", n=len(partner.questions)), say("ask.tab.letter")])
        with questions:
            _questions(inquiry, partner.questions, parcel.form.lang)
        with letter:
            _letter(inquiry, partner, parcel)


def _questions(inquiry: Inquiry, questions: Sequence[Question], lang: str) -> None:
    heads = [say_plain(f"ask.column.{name}") for name in ("about", "why", "rows")]
    rows = [
        (
            _name(q.topic),
            why(q, inquiry.tender.deadline, lang),
            _rows(q.topic),
        )
        for q in questions
    ]
    wide = {heads[0]: st.column_config.TextColumn(width=300), heads[1]: st.column_config.TextColumn(width=560)}
    st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, column_config=wide)


def _letter(inquiry: Inquiry, partner: Addressee, parcel: Parcel) -> None:
    letter = parcel.letter
    st.caption(say("ask.letter.copy"))
    st.code(letter.subject, language=None, wrap_lines=True)
    st.code(letter.body, language=None, wrap_lines=True)
    if not letter.to:
        st.caption(say("ask.letter.no_address", entity=partner.entity.name or partner.entity.id))
    noted = (inquiry, (partner,), parcel.form.asker.reply_by)
    with st.container(horizontal=True):
        st.download_button(
            say("ask.one"),
            parcel.data,
            parcel.name,
            XLSX,
            icon=":material/table:",
            key="ask-one",
            on_click=_noted,
            args=noted,
        )
        st.download_button(
            say("ask.draft"),
            lambda: draft(parcel),
            parcel.name.removesuffix(".xlsx") + ".eml",
            "message/rfc822",
            icon=":material/drafts:",
            key="ask-draft",
            help=say("ask.draft.help"),
            on_click=_noted,
            args=noted,
        )
        st.link_button(say("ask.mailto"), letter.link, icon=":material/mail:", help=say("ask.mailto.help"))
