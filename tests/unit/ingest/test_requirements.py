from decimal import Decimal

import pytest

from consortium.domain.call import Alternative, Category, Requirement, Rule, Source
from consortium.domain.findings import Finding, Level
from consortium.ingest.grid import Cell
from consortium.ingest.requirements import requirement_of
from tests.unit.ingest.build import codes, one

SOURCE = Source("f.xlsx", "Requisitos", 7, (("id", "A"), ("text", "B"), ("rule", "C")))


def read(percents: frozenset[str] = frozenset(), **cells: Cell) -> tuple[Requirement, tuple[Finding, ...]]:
    given: dict[str, Cell] = {"id": "R1", "text": "Turnover"}
    return requirement_of(given | cells, SOURCE, percents)


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"category": "exclusion"}, Rule.EACH),
        ({"category": "aptitud", "threshold": Decimal(5), "unit": "EUR"}, Rule.EACH),
        ({"category": "económica", "threshold": Decimal(5), "unit": "k€"}, Rule.SUM),
        ({"threshold": Decimal(5), "unit": "personas"}, Rule.SUM),
        ({"threshold": "1.5x VEC"}, Rule.SUM),
        ({"threshold": Decimal(5), "unit": "%"}, None),
        ({"threshold": Decimal(5)}, Rule.ANY),
        ({"unit": "EUR"}, Rule.ANY),
        ({}, Rule.ANY),
    ],
)
def test_the_default_rule(cells: dict[str, Cell], rule: Rule | None) -> None:
    row, findings = read(**cells)
    assert (row.rule, row.rule_stated) == (rule, False)
    told = [f for f in findings if f.code.startswith("default_rule")]
    assert [f.code for f in told] == ([f"default_rule_{rule}"] if rule else [])
    assert all(f.level is Level.INFO and str(f.place) == "Requisitos!C7" for f in told)


@pytest.mark.parametrize("word", ["suma", "SUM", " Suma ", "súma"])
def test_a_rule_in_either_language(word: str) -> None:
    row, findings = read(rule=word, threshold=Decimal(1))
    assert (row.rule, row.rule_stated) == (Rule.SUM, True)
    assert codes(findings) == []


def test_a_rule_that_is_none_is_unread() -> None:
    row, _ = read(rule="acumulable")
    assert (row.rule, row.unread) == (None, (("rule", "acumulable"),))


def test_an_unreadable_category_leaves_no_default_rule() -> None:
    row, findings = read(category="varios")
    assert (row.category, row.rule, row.unread) == (Category.TECHNICAL, None, (("category", "varios"),))
    assert one(findings, "unknown_category").level is Level.WARNING


def test_an_unreadable_category_beside_a_stated_rule_is_technical() -> None:
    row, findings = read(category="varios", rule="cada")
    assert (row.category, row.rule, row.unread) == (Category.TECHNICAL, Rule.EACH, ())
    assert codes(findings) == ["unknown_category"]


@pytest.mark.parametrize("yes", ["Sí", "S", "X", "✓", "yes", "Obligatorio", True, Decimal(1)])
def test_mandatory_yes(yes: Cell) -> None:
    assert read(mandatory=yes, category="award")[0].mandatory


@pytest.mark.parametrize("no", ["No", "N", "no ", False, Decimal(0), "Opcional"])
def test_mandatory_no(no: Cell) -> None:
    assert not read(mandatory=no)[0].mandatory


def test_award_rows_are_optional_by_default_and_all_others_not() -> None:
    assert not read(category="adjudicación")[0].mandatory
    assert read(category="técnica")[0].mandatory


def test_an_unreadable_mandatory_is_yes_to_be_safe() -> None:
    row, findings = read(mandatory="según lote", category="award")
    assert row.mandatory
    assert one(findings, "unreadable_mandatory").level is Level.WARNING


@pytest.mark.parametrize("cell", ["-1", "muchos", Decimal(-1), "1.500", "10 %", "5 horas"])
def test_bad_points_do_not_count(cell: Cell) -> None:
    row, findings = read(points=cell, mandatory="no")
    assert row.points is None
    assert one(findings, "unreadable_points").fields["value"] == str(cell)


def test_points_of_a_mandatory_row_are_told() -> None:
    assert one(read(points=Decimal(3))[1], "points_on_mandatory").level is Level.INFO
    assert "points_on_mandatory" not in codes(read(points=Decimal(3), mandatory="no")[1])


@pytest.mark.parametrize("text", ["G/a", " G / a "])
def test_an_alternative(text: str) -> None:
    assert read(alternative=text)[0].alternative == Alternative("G", "a")


@pytest.mark.parametrize("cell", ["G", "G/", "/a", "G/a/b", Decimal(3)])
def test_a_malformed_alternative_never_becomes_a_plain_row(cell: Cell) -> None:
    row, _ = read(alternative=cell)
    assert row.alternative is None
    assert row.unread == (("alternative", str(cell)),)


def test_lots_of_a_row() -> None:
    assert read(lot="1; 2;1")[0].lots == ("1", "2")
    assert read(lot=Decimal("1"))[0].lots == ("1",)
    assert read()[0].lots == ()


def test_a_number_as_id_is_its_text() -> None:
    assert read(id=Decimal("1"))[0].id == "1"
    assert read(id=" a1 ")[0].id == "a1"


def test_without_id_it_is_named_after_its_row() -> None:
    row, findings = read(id=None)
    assert row.id == "R7"
    assert str(one(findings, "default_id").place) == "Requisitos!A7"


def test_without_text_it_is_its_capability() -> None:
    row, findings = read(text=None, capability="ISO 9001")
    assert (row.text, row.capability) == ("ISO 9001", "ISO 9001")
    assert "no_text" in codes(findings)
    assert read(text=None)[0].text == "R1"


def test_the_text_is_kept_word_for_word() -> None:
    text = "Volumen  anual\nde «negocios» = 1,5 × VEC"
    assert read(text=text)[0].text == text
    assert read(text=text)[0].capability == text


def test_a_foreign_parameter_is_dropped_with_a_warning() -> None:
    row, findings = read(rule="any", parameters="k=2")
    assert (row.parameters, row.unread) == ((), ())
    assert one(findings, "foreign_parameter").fields["parameter"] == "k=2"


def test_the_threshold_s_text_is_as_shown() -> None:
    row, _ = read(frozenset({"threshold"}), threshold=Decimal(70))
    assert row.threshold_text == "70 %"
