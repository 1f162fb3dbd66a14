"""The figures: what they draw, and that there is always a sign beside the colour."""

from decimal import Decimal

import pytest

from consortium.domain.call import Alternative, Lot, Requirement, Rule, Tender
from consortium.domain.case import Case, case_of
from consortium.domain.register import Capability, Entity, Mark, Register, Value
from consortium.domain.result import Alternatives
from consortium.domain.units import unit
from consortium.domain.verify import Assessment, assess
from consortium.report import charts
from consortium.report.marks import SIGNS, Tone, compact, heading, joint_mark, member_mark, plain, row_label, with_unit
from consortium.report.palette import DARK, LIGHT

NAMES = {"A": "Cuidados del Alberche, Sociedad Cooperativa de Iniciativa Social", "B": "Hogar", "C": "C"}


def need(ident: str, rule: Rule = Rule.ANY, threshold: int | None = None, **more: object) -> Requirement:
    limit = None if threshold is None else Decimal(threshold)
    return Requirement(**{"id": ident, "text": ident, "capability": ident, "rule": rule, "threshold": limit, **more})  # type: ignore[arg-type]


def case(*rows: Requirement, lots: tuple[str, ...] = (), **held: dict[str, Value]) -> Case:
    tender = Tender(requirements=rows, lots=tuple(Lot(lot) for lot in lots))
    capabilities = tuple(Capability(e, name, value) for e, own in held.items() for name, value in own.items())
    return case_of(tender, Register(tuple(Entity(e) for e in held), capabilities))


def mixed() -> tuple[Case, Assessment]:
    made = case(
        need("yes"),
        need("sum", Rule.SUM, 100, unit=unit("k€")),
        need("best", Rule.ANY, 50),
        need("each", Rule.EACH),
        need("open", Rule.SUM, unread=(("threshold", "?"),)),
        A={"yes": Mark.YES, "sum": Decimal(70), "best": Decimal(80), "each": Mark.YES},
        B={"yes": Mark.NO, "sum": Decimal(60), "best": Decimal(60), "each": Mark.UNKNOWN},
    )
    return made, assess(made, ("A", "B"))


def marks(made: Case, judged: Assessment, i: int) -> list[Tone]:
    return [member_mark(made, i, judged.outcomes[i], m, "es").tone for m in judged.members]


def test_each_cell_says_how_the_member_stands() -> None:
    made, judged = mixed()
    assert marks(made, judged, 0) == [Tone.MET, Tone.ABSENT]
    assert marks(made, judged, 1) == [Tone.PARTIAL, Tone.PARTIAL]
    assert marks(made, judged, 2) == [Tone.MET, Tone.MET]
    assert marks(made, judged, 3) == [Tone.MET, Tone.UNKNOWN]
    assert marks(made, judged, 4) == [Tone.BLANK, Tone.BLANK]


def test_every_cell_carries_the_sign_of_its_tone() -> None:
    made, judged = mixed()
    for i, outcome in enumerate(judged.outcomes):
        for mark in (*(member_mark(made, i, outcome, m, "es") for m in "AB"), joint_mark(outcome, "es")):
            assert mark.short.startswith(SIGNS[mark.tone])


def test_numbers_in_cells_are_in_the_rows_unit() -> None:
    made, judged = mixed()
    mark = member_mark(made, 1, judged.outcomes[1], "A", "es")
    assert mark.short == "+ 70"
    assert mark.full == "Suma una parte: 70 k€"
    joint = joint_mark(judged.outcomes[1], "en")
    assert joint.short == "✓ 130 / 100"
    assert joint.full == "Met: 130 k€ / 100 k€"


def test_a_no_is_alarming_only_where_the_row_must_be_met_by_itself() -> None:
    made = case(
        need("must"),
        need("points", mandatory=False, points=Decimal(3)),
        need("way", alternative=Alternative("G", "a")),
        need("other", alternative=Alternative("G", "b")),
        A=dict.fromkeys(("must", "points", "way"), Mark.NO) | {"other": Mark.YES},
    )
    judged = assess(made, ("A",))
    tones = [joint_mark(outcome, "es").tone for outcome in judged.outcomes]
    assert tones == [Tone.FAILED, Tone.ABSENT, Tone.ABSENT, Tone.MET]


def test_lapsed_and_unrecorded_are_told_apart_beside_the_cell() -> None:
    made, judged = mixed()
    assert member_mark(made, 3, judged.outcomes[3], "B", "es").full == "No se sabe"
    assert member_mark(made, 0, judged.outcomes[0], "C", "es").full == "No consta"


def test_matrix_has_a_row_per_need_and_a_column_more_than_members() -> None:
    made, judged = mixed()
    figure = charts.coverage_matrix(made, judged, NAMES, "es")
    assert figure is not None
    heat = figure.data[0]
    assert len(heat.z) == 5
    assert {len(line) for line in heat.z} == {3}
    texts = [words for trace in figure.data[1:] for words in trace.text]
    assert len(texts) == 15
    assert figure.layout.height > 5 * charts.ROW_HEIGHT


def test_the_palette_paints_every_tone_in_its_own_colour() -> None:
    for palette in (LIGHT, DARK):
        assert len(palette.tones) == len(Tone)
        assert len(set(palette.tones)) == len(Tone)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_on_every_tone_is_readable(palette: object) -> None:
    assert isinstance(palette, type(LIGHT))
    for tone, colour in zip(Tone, palette.tones, strict=True):
        ink = palette.on_met if tone is Tone.MET else palette.ink
        assert contrast(ink, colour) >= 4, tone
    for colour in (palette.ink, palette.line):
        assert contrast(colour, palette.ground) >= 4.5


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_bars_add_up_where_values_do_and_show_the_best_where_they_do_not() -> None:
    made, judged = mixed()
    figure = charts.coverage_bars(made, judged, NAMES, "es")
    assert figure is not None
    parts = {trace.name: list(trace.x) for trace in figure.data}
    assert parts == {NAMES["A"]: [70.0, 160.0], "Hogar": [60.0, 0.0]}


def test_the_bar_of_an_unmet_row_is_the_nearest_members() -> None:
    made = case(need("best", Rule.ANY, 50), A={"best": Decimal(20)}, B={"best": Decimal(40)})
    figure = charts.coverage_bars(made, assess(made, ("A", "B")), NAMES, "es")
    assert figure is not None
    assert {trace.name: list(trace.x) for trace in figure.data} == {"Hogar": [80.0]}


def test_a_cent_short_never_reads_a_hundred_per_cent() -> None:
    made = case(need("sum", Rule.SUM, 10**12), A={"sum": Decimal(10**12) - Decimal("0.01")})
    figure = charts.coverage_bars(made, assess(made, ("A",)), NAMES, "es")
    assert figure is not None
    assert figure.layout.annotations[0].text == "✗ 99 %"


def test_frequency_ranks_entities_and_marks_those_shown() -> None:
    found = Alternatives(True, 4, (), {"A": 4, "B": 1, "C": 3})
    figure = charts.frequency(found, NAMES, ("A", "B"), "en")
    assert figure is not None
    assert list(figure.data[0].x) == [4, 3, 1]
    assert list(figure.data[0].text) == ["● 4 of 4", "3 of 4", "● 1 of 4"]


def test_nothing_to_draw_is_none_not_an_empty_figure() -> None:
    empty = case(need("yes"), A={"yes": Mark.YES})
    assert charts.coverage_bars(empty, assess(empty, ("A",)), NAMES, "es") is None
    assert charts.frequency(Alternatives(), NAMES, (), "es") is None
    rowless = case(A={})
    assert charts.coverage_matrix(rowless, assess(rowless, ("A",)), NAMES, "es") is None


@pytest.mark.parametrize(
    ("value", "spanish", "english"),
    [("1250000", "1,25 M", "1.25M"), ("900", "900", "900"), ("0.5", "0,5", "0.5"), ("9999.50", "9.999,5", "9,999.5")],
)
def test_short_numbers_follow_the_language(value: str, spanish: str, english: str) -> None:
    assert compact(Decimal(value), "es") == spanish
    assert compact(Decimal(value), "en") == english


@pytest.mark.parametrize(
    ("value", "word", "shown"),
    [
        ("1250000.5", "EUR", "1.250.000,50 EUR"),
        ("1250000", "EUR", "1.250.000 EUR"),
        ("0.005", "EUR", "0,005 EUR"),
        ("1.5", "M€", "1,5 M€"),
        ("1.5", "personas", "1,5 personas"),
    ],
)
def test_half_a_euro_is_fifty_cents(value: str, word: str, shown: str) -> None:
    made = case(need("sum", Rule.SUM, 1, unit=unit(word)), A={})
    assert with_unit(Decimal(value), made.needs[0], "es") == shown


@pytest.mark.parametrize(("word", "told"), [("k€", True), ("M€", True), ("EUR", False), ("personas", False)])
def test_a_row_in_thousands_or_millions_says_so(word: str, told: bool) -> None:
    made = case(need("sum", Rule.SUM, 1, unit=unit(word)), A={})
    assert row_label(made.needs[0], "es").endswith(f" · {word}") == told


@pytest.mark.parametrize(("value", "shown"), [("100.00", "100"), ("1E+3", "1000"), ("0.50", "0.5"), ("0.00", "0")])
def test_plain_drops_idle_zeros_only(value: str, shown: str) -> None:
    assert str(plain(Decimal(value))) == shown
    assert plain(Decimal(value)) == Decimal(value)


def test_labels_are_short_and_name_lot_and_group() -> None:
    made = case(
        need("R1", lots=("1",), alternative=Alternative("G", "a"), capability="palabra " * 20), lots=("1",), A={}
    )
    label = row_label(made.needs[0], "es")
    assert label.startswith("<b>R1</b> · G/a · lote 1 · palabra")
    assert len(label) < 70
    assert heading("A", NAMES["A"]).count("<br>") == 3
    assert heading("C", "C") == "<b>C</b>"
