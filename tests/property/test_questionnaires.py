"""A questionnaire filled in by any partner comes back as exactly what was answered, and is not asked again."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from consortium.domain.asking import Kind, Question
from consortium.domain.asking_rows import Why
from consortium.domain.call import Requirement, Rule, Tender
from consortium.domain.register import Capability, Mark, Register, Status, Value
from consortium.domain.units import unit
from consortium.service.replies import bring_in_replies, read_replies
from tests.unit.asking.cases import DEADLINE, TODAY, WHOLE, again, call, filled, inquiry, partner, questionnaire, row

NAMES = ("ISO 9001", "Plan de igualdad", "=1+1", "Seguro «RC»; a\nb", "Facturación, 2024", "Vehículos")
FIGURES = ("", "EUR", "k€", "personas", "%")


@dataclass(frozen=True)
class Said:
    """What the partner writes: the cells, and what they mean."""

    cells: tuple[object, ...]
    value: Value | None
    document: str = ""
    until: date | None = None


numbers = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)
later = st.none() | st.integers(0, 900).map(lambda n: DEADLINE + timedelta(n))
rows = st.builds(
    lambda name, rule, figure, threshold: row(
        name, rule, str(threshold) if figure else "", figure, capability=name, text=f"Se exige {name}"
    ),
    st.sampled_from(NAMES),
    st.sampled_from((Rule.ANY, Rule.EACH, Rule.SUM)),
    st.sampled_from(FIGURES),
    st.integers(1, 10**6),
)


@st.composite
def tenders(draw: st.DrawFn) -> Tender:
    found: list[Requirement] = draw(st.lists(rows, min_size=1, max_size=5, unique_by=lambda r: r.id))
    return call(*found)


@st.composite
def recorded(draw: st.DrawFn, tender: Tender) -> Capability | None:
    requirement = draw(st.sampled_from(tender.requirements))
    value = draw(st.sampled_from((Mark.YES, Mark.UNKNOWN)))
    until = draw(st.sampled_from((None, TODAY - timedelta(9), TODAY + timedelta(9))))
    return Capability(
        "E1", requirement.capability, value, None, valid_until=until, status=draw(st.sampled_from(Status))
    )


@st.composite
def answers(draw: st.DrawFn, question: Question) -> Said:
    """An answer to one question; what lapses is answered with a date, as the questionnaire asks."""
    if draw(st.integers(0, 4)) == 0:
        return Said(draw(st.sampled_from((("No lo sé",), ("",), (None,)))), None)
    document, until = draw(st.sampled_from(("", "Certificado 7", "=A1"))), draw(later)
    if until is None and question.row is not None and question.row.valid_until is not None:
        until = DEADLINE
    value: Value = draw(numbers) if question.topic.kind is Kind.NUMBER else draw(st.sampled_from((Mark.YES, Mark.NO)))
    cell = {Mark.YES: "Sí", Mark.NO: "No"}.get(value, value) if isinstance(value, Mark) else value
    if value is Mark.NO or value == 0:
        return Said((cell, document or None, until), value)
    return Said((cell, document or None, until), value, document, until)


@given(st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_answered_comes_back_and_is_not_asked_again(data: st.DataObject) -> None:
    tender = data.draw(tenders())
    own = data.draw(recorded(tender))
    kept = inquiry(tender, Register((WHOLE,), (own,) if own else ()))
    questions = partner(kept).questions
    assume(questions)
    said = {q.topic.key: data.draw(answers(q)) for q in questions}
    reply = filled(questionnaire(kept, data.draw(st.sampled_from(("es", "en")))), {k: v.cells for k, v in said.items()})
    (found,) = read_replies(kept, [("r.xlsx", reply)], TODAY)
    assert found.trouble is None
    bring_in_replies(kept, [found])
    now = {c.name: c for c in again(kept).register.capabilities}
    for question in questions:
        check(question, said[question.topic.key], now.get(question.topic.name))
    open_now = {(q.topic.key, q.why) for q in partner(again(kept)).questions}
    for question in questions:
        answer = said[question.topic.key]
        proved = answer.document or question.why is not Why.UNPROVED
        if answer.value is not None and proved and not verified(question):
            assert (question.topic.key, question.why) not in open_now


def verified(question: Question) -> bool:
    """Whether somebody verified what a partner's word may then not overrule."""
    row_now = question.row
    return row_now is not None and row_now.status is Status.VERIFIED and row_now.valid_on(DEADLINE)


def check(question: Question, said: Said, now: Capability | None) -> None:
    """The row is exactly what was said: nothing lost, nothing more, never better proved than it was shown."""
    if said.value is None:
        assert now == question.row
        return
    assert now is not None
    if verified(question) and now == question.row:
        return
    confirmed = question.row is not None and question.row.valid_on(DEADLINE) and question.row.value == said.value
    assert (now.value, now.unit) == (said.value, question.topic.unit if isinstance(said.value, Decimal) else None)
    assert now.valid_until == (said.until or (question.row.valid_until if question.row and confirmed else None))
    best = Status.EVIDENCED if said.document else Status.CLAIMED
    assert now.status is (max(best, question.row.status) if question.row and confirmed else best)
    assert now.evidence == said.document
    assert unit("k€") != question.topic.unit or now.unit is None or now.unit.word == "k€"
