"""Headings that are like known ones, and what a column holds."""

from collections.abc import Sequence

import pytest

from consortium.ingest.columns import field_name, field_names, profile, roles_of
from consortium.ingest.headings import likely
from consortium.ingest.mapping import Role
from consortium.ingest.view import View
from consortium.ingest.vocabulary import HEADINGS
from tests.unit.ingest.build import Rows, sheet

LONG = "La empresa debe acreditar que cumple con esta condición antes del plazo"


def roles(head: Sequence[str | None], *body: Sequence[object], kind: str = "requirements") -> dict[str, Role]:
    view = View("f.xlsx", sheet("Hoja", [head, *body]))
    names = {c: name for c, name in enumerate(head) if name}
    return {role.heading: role for role in roles_of(view, names, kind, range(1, len(body) + 1))}


def test_a_known_heading_inside_another() -> None:
    assert likely("requirements", "Importe mínimo exigido")[0][::2] == ("threshold", "part")


def test_a_known_heading_misspelt() -> None:
    assert likely("requirements", "Descripcíon del requsito")[0][::2] == ("text", "likeness")


def test_likeness_is_never_certain() -> None:
    for words in HEADINGS["requirements"].values():
        for word in words:
            assert all(guess[1] <= 85 for guess in likely("requirements", word + "s"))


@pytest.mark.parametrize("text", ["", "x" * 90, "Observaciones del técnico municipal", "Teléfono", "7"])
def test_what_is_like_nothing(text: str) -> None:
    assert likely("requirements", text) == ()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Requisit", "text"),
        ("Exigence", "text"),
        ("Seuil", "threshold"),
        ("Limiar", "threshold"),
        ("Soglia", "threshold"),
        ("Obrigatório", "mandatory"),
        ("Obbligatorio", "mandatory"),
        ("Lotto", "lot"),
        ("Justificatif", "evidence"),
        ("Unità", "unit"),
        ("Punteggio", "points"),
        ("Clàusula", "source"),
        ("Mitjà d'acreditació", "evidence"),
        ("Regola RTI", "rule"),
        ("Import mínim", "threshold"),
        ("Excloent", "mandatory"),
        ("Critère", "text"),
    ],
)
def test_headings_of_other_languages(heading: str, field: str) -> None:
    assert roles((heading, "Otra"))[heading].field == field


def test_a_published_heading_is_certain_whatever_it_holds() -> None:
    told = roles(("ID", "Category", "Requirement"), *[("1", "varios", "x")] * 6)
    assert {role.field for role in told.values()} == {"id", "category", "text"}
    assert {role.confidence for role in told.values()} == {100}


def test_a_column_of_repeated_codes_is_a_reference() -> None:
    told = roles(("Ref.", "Requisito"), *[("A.1", f"{LONG} {n}") for n in range(6)])
    assert (told["Ref."].field, told["Ref."].reason, told["Ref."].doubtful) == ("source", "repeats", True)


def test_a_column_of_different_codes_is_an_id() -> None:
    told = roles(("Ref.", "Requisito"), *[(f"A.{n}", LONG) for n in range(6)])
    assert (told["Ref."].field, told["Ref."].doubtful) == ("id", False)


def test_a_type_that_names_no_category_is_not_read() -> None:
    told = roles(("Tipo", "Requisito"), *[("Personal", LONG)] * 5)
    assert told["Tipo"].field == ""
    told = roles(("Tipo", "Requisito"), *[("Solvencia técnica", LONG)] * 5)
    assert told["Tipo"].field == "category"


def test_content_that_speaks_against_a_heading_makes_it_doubtful() -> None:
    told = roles(("Importe", "Requisito"), *[("ver el anexo", LONG)] * 5)
    assert (told["Importe"].field, told["Importe"].doubtful) == ("threshold", True)


def test_long_texts_are_the_requirement_where_no_heading_says_so() -> None:
    told = roles(("Nº", "Qué se pide"), *[(n, LONG) for n in range(5)])
    assert (told["Qué se pide"].field, told["Qué se pide"].reason) == ("text", "content")


def test_short_texts_are_not() -> None:
    assert roles(("Nº", "Qué"), *[(n, "dos palabras") for n in range(5)])["Qué"].field == ""


def test_columns_of_lots_hold_yes_and_no() -> None:
    told = roles(("Requisito", "Lote 1", "Lote 2"), ("a", "sí", "no"), ("b", "no", "sí"))
    assert [told[name].field for name in ("Lote 1", "Lote 2")] == ["applies", "applies"]
    assert not told["Lote 1"].doubtful


def test_ticks_under_other_headings_are_likely_lots() -> None:
    told = roles(("Requisito", "Norte", "Sur"), ("a", "X", None), ("b", "X", "X"))
    assert told["Norte"].field == told["Sur"].field == "applies"
    assert told["Norte"].doubtful


def test_answers_and_equal_headings_are_no_lots() -> None:
    assert roles(("Requisito", "Duro", "Blando"), ("a", "yes", "no"), ("b", "no", "yes"))["Duro"].field == ""
    assert roles(("Requisito", "Norte"), ("a", "X"))["Norte"].field == ""


def test_the_profile_of_a_column() -> None:
    rows: Rows = (("sí", "12 €"), ("no", "12 €"), (None, "un texto más largo"), ("sí", None))
    view = View("f.xlsx", sheet("Hoja", rows))
    answers, texts = profile(view, 0, range(4)), profile(view, 1, range(4))
    assert (answers.filled, answers.answers) == (3, 1.0)
    assert (texts.filled, texts.distinct, round(texts.numbers, 2)) == (3, 2 / 3, 0.67)


def test_fields_have_names_in_both_languages() -> None:
    for kind in HEADINGS:
        for field in field_names(kind):
            assert field_name(kind, field, "es")
            assert field_name(kind, field, "en")
    assert field_name("requirements", "applies", "es") == "Lote"
