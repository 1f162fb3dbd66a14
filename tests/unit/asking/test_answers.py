"""What people write into an answer cell, and what is made of it."""

from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.asking import Topic, topics
from consortium.domain.call import Rule
from consortium.domain.findings import Place
from consortium.domain.register import Mark
from consortium.ingest.grid import Cell
from consortium.ingest.questionnaire_answers import Line, answer_of
from tests.unit.asking.cases import call, row

ISO = topics(call(row("ISO 9001")))[0]
MONEY = topics(call(row("Facturación", Rule.SUM, "100000", "EUR")))[0]
STAFF = topics(call(row("Plantilla", Rule.SUM, "10", "personas")))[0]
SHARE = topics(call(row("Inserción", Rule.ANY, "70", "%")))[0]
FACTS = {t.name: t for t in topics(call())}


def line(topic: Topic, answer: Cell, document: str = "", until: Cell = None, percent: bool = False) -> Line:
    return Line(topic, answer, document, until, Place("f", "s", "E9"), Place("f", "s", "H9"), percent)


def read(topic: Topic, answer: Cell, **more: object) -> object:
    """The value read, or the code of the first finding; None where it stays unknown."""
    found, findings = answer_of(line(topic, answer, **more))  # type: ignore[arg-type]
    return found.value if found else findings[0].code if findings else None


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Sí", Mark.YES),
        ("si", Mark.YES),
        ("Yes", Mark.YES),
        (True, Mark.YES),
        ("Sí, desde 2019", Mark.YES),
        ("Sí (AENOR)", Mark.YES),
        ("sí desde 2019", Mark.YES),
        ("No", Mark.NO),
        ("No. Nunca", Mark.NO),
        (False, Mark.NO),
        ("No lo sé", None),
        ("No lo sé, preguntaré", None),
        ("I don't know", None),
        ("?", None),
        ("N/A", None),
        ("en trámite", None),
        ("", None),
        (None, None),
        ("Sí, pero caducado", "ask_not_clear"),
        ("Sí, en trámite", "ask_not_clear"),
        ("No todavía", "ask_not_clear"),
        ("Si se amplía", "ask_not_clear"),
        ("Lo tiene la matriz", "ask_not_clear"),
        (Decimal(2019), "ask_not_clear"),
    ],
)
def test_a_yes_or_no(said: Cell, value: object) -> None:
    assert read(ISO, said) == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (Decimal(1200000), Decimal(1200000)),
        ("1.200.000 €", Decimal(1200000)),
        ("1.200.000,50", Decimal("1200000.50")),
        ("1.200.000 € (ejercicio 2024)", Decimal(1200000)),
        ("250 k€", Decimal(250)),
        ("No", Mark.NO),
        ("no lo sabemos", None),
        ("Sí", "ask_yes_for_figure"),
        ("1.500", "ask_two_readings"),
        ("unos 200.000", "ask_no_figure"),
        ("-5", "ask_no_figure"),
        ("40 personas", "ask_other_unit"),
        ("entre 5 y 10", "ask_no_figure"),
    ],
)
def test_a_figure(said: Cell, value: object) -> None:
    assert read(MONEY, said) == value


def test_a_figure_keeps_its_own_unit_where_that_converts() -> None:
    found, _ = answer_of(line(MONEY, "250 k€"))
    assert found is not None
    assert found.unit is not None
    assert (found.unit.word, found.unit.to_base(Decimal(250))) == ("k€", Decimal(250000))
    plain, _ = answer_of(line(STAFF, Decimal(12)))
    assert plain is not None
    assert plain.unit == STAFF.unit


def test_a_percentage_as_typed_or_as_formatted() -> None:
    assert read(SHARE, Decimal(70)) == Decimal(70)
    assert read(SHARE, Decimal(70), percent=True) == Decimal(70)
    assert read(SHARE, "70 %") == Decimal(70)


def test_the_words_after_an_answer_are_told() -> None:
    _, (told,) = answer_of(line(ISO, "Sí, desde 2019"))
    assert (told.code, told.fields["rest"], str(told.place)) == ("ask_words_left", "desde 2019", "s!E9")


@pytest.mark.parametrize(
    ("until", "day", "dated"),
    [
        (date(2027, 5, 1), date(2027, 5, 1), True),
        ("01/05/2027", date(2027, 5, 1), True),
        ("no caduca", None, True),
        (None, None, False),
        ("mayo de 2027", None, False),
    ],
)
def test_the_last_day(until: Cell, day: date | None, dated: bool) -> None:
    found, findings = answer_of(line(ISO, "Sí", until=until))
    assert found is not None
    assert (found.until, found.dated) == (day, dated)
    assert [f.code for f in findings] == (["ask_no_day"] if until == "mayo de 2027" else [])


def test_a_document_alone_is_an_answer_and_a_document_for_nothing_known_is_not() -> None:
    found, _ = answer_of(line(ISO, None, "Certificado AENOR"))
    assert found is not None
    assert (found.value, found.document) == (None, "Certificado AENOR")
    assert answer_of(line(ISO, "No lo sé", "Certificado AENOR"))[0] is None


@pytest.mark.parametrize(
    ("fact", "said", "text", "codes"),
    [
        ("tax_id", "F-12345674", "F-12345674", []),
        ("tax_id", "F12345679", "F12345679", ["ask_tax_id_doubtful"]),
        ("tax_id", "GB 123 4567 89", "GB 123 4567 89", []),
        ("email", "hola@alba.example", "hola@alba.example", []),
        ("email", "la web de alba", None, ["ask_no_email"]),
        ("territory", "=1+1", "=1+1", []),
        ("legal_form", " ", None, []),
    ],
)
def test_a_fact(fact: str, said: str, text: str | None, codes: list[str]) -> None:
    found, findings = answer_of(line(FACTS[fact], said))
    assert (found.text if found else None, [f.code for f in findings]) == (text, codes)
