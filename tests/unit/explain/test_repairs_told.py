"""Repairs and the ideal partner of rules that look at more than one value, by hand: amounts, JSON and sentences."""

from dataclasses import replace

import pytest

from consortium.domain.explanation import Explanation, Thing
from consortium.domain.result import Options
from consortium.optimise.explain import explain
from consortium.report.jsons_explain import explanation
from consortium.report.whys import lines
from consortium.words import LANGUAGES
from tests.property.compare import domain_case
from tests.spec import Cap, Case, EntityRow, PersonRow, RefRow, RegisterSpec, Row, TenderSpec

RATIO = Row("R1", rule="ratio", threshold="1.5", parameters="num=assets; den=debts")
REFERENCES = Row("R2", capability="Works", rule="references", threshold="100", unit="EUR", parameters="k=2; total=500")
TEAM = Row("R3", capability="Nurse", rule="team", threshold="2", parameters="years=5")
GATE = (
    Row("R4", capability="Works C-4", rule="classification", threshold="2"),
    Row("R5", capability="Services L-6", rule="classification", threshold="1"),
)
FIGURES = (Cap("A", "assets", "10", "EUR"), Cap("A", "debts", "20", "EUR"))


def _explained(
    *rows: Row, entities: str = "A", away: str = "", include: tuple[str, ...] = (), **sheets: tuple[object, ...]
) -> Explanation:
    ids = tuple(EntityRow(e, available="no" if e in away else "") for e in entities)
    register = RegisterSpec(ids, **sheets)  # type: ignore[arg-type]
    case = Case(TenderSpec(rows, deadline="2026-06-15"), register)
    return explain(domain_case(case), Options(include=include))


def _repairs(done: Explanation) -> list[list[tuple[str, str | None, str | None, str | None, str | None]]]:
    assert done.repairs.complete
    return [[(str(c.kind), c.entity, c.name, c.before, c.after) for c in r.changes] for r in done.repairs.items]


def _partner(done: Explanation) -> list[tuple[str, str | None]]:
    assert done.ideal_partner.complete
    assert done.ideal_partner.items is not None
    return [
        (one.capability, None if one.value is None else str(one.value)) for one in done.ideal_partner.items.capabilities
    ]


def test_a_ratio_falls_or_its_numerator_rises() -> None:
    done = _explained(RATIO, capabilities=FIGURES)
    assert _repairs(done) == [
        [("capability", "A", "assets", "10", "30")],
        [("threshold", None, None, "1.5", "0.5")],
    ]
    assert _partner(done) == [("assets", "20"), ("debts", "0")]


def test_a_denominator_that_nobody_knows_is_proved() -> None:
    done = _explained(RATIO, capabilities=(FIGURES[0], Cap("A", "debts", "?", "EUR")))
    assert _repairs(done) == [[("evidence", "A", "debts", "?", "1")]]


def test_a_threshold_that_no_decimal_says_falls_to_ten_places() -> None:
    done = _explained(RATIO, capabilities=(FIGURES[0], Cap("A", "debts", "30", "EUR")))
    assert ("threshold", None, None, "1.5", "0.3333333333") in [changes[0] for changes in _repairs(done)]


def test_each_further_reference_is_a_change_of_its_own() -> None:
    assert _repairs(_explained(REFERENCES)) == [
        [("capability", "A", None, None, "100"), ("capability", "A", None, None, "400")]
    ]
    one = (RefRow("r1", "A", amount="150", unit="EUR", ended="2025-01-01"),)
    assert _repairs(_explained(REFERENCES, references=one)) == [[("capability", "A", None, None, "350")]]
    assert _partner(_explained(REFERENCES)) == [("Works", "100"), ("Works", "400")]


def test_a_reference_of_which_something_is_not_known_is_proved() -> None:
    dated = replace(REFERENCES, parameters="years=3")
    unknown = (RefRow("r1", "A", amount="150", unit="EUR"),)
    assert _repairs(_explained(dated, references=unknown)) == [[("evidence", "A", "r1", "?", "150")]]
    small = (RefRow("r1", "A", amount="90", unit="EUR"),)
    assert ("capability", "A", None, None, "100") in _repairs(_explained(dated, references=small))[0]


def test_people_are_counted() -> None:
    people = (PersonRow("p", "A", "Nurse", "7"), PersonRow("q", "A", "Nurse", ""))
    assert _repairs(_explained(TEAM, people=people)) == [
        [("evidence", "A", None, "1", "2")],
        [("threshold", None, None, "2", "1")],
    ]
    assert _repairs(_explained(TEAM))[0] == [("capability", "A", None, None, "2")]
    assert _partner(_explained(TEAM, people=people[:1])) == [("Nurse", "1")]


def test_one_classification_opens_every_gate() -> None:
    classified = (Cap("A", "Works C-4", "2"), Cap("A", "Services L-6", "1"))
    iso = Row("R6", capability="ISO", rule="any")
    assert _partner(_explained(*GATE, iso, capabilities=classified)) == [("Works C-4", "1"), ("ISO", None)]
    assert _partner(
        _explained(*(replace(row, parameters="gate=off") for row in GATE), iso, capabilities=classified)
    ) == [("ISO", None)]


TAXES = Row("R7", capability="Taxes", rule="each")


def test_the_include_of_somebody_who_is_not_available_goes_whole() -> None:
    """Dropped, that entity is not chosen: the others cover. Kept, it has to prove the row."""
    done = _explained(TAXES, entities="AB", away="A", include=("A",), capabilities=(Cap("B", "Taxes", "yes"),))
    assert _repairs(done) == [
        [("capability", "A", None, None, "yes")],
        [("option", None, None, "include:A", None)],
    ]


def test_dropping_an_include_does_not_bring_in_who_is_not_available() -> None:
    row = Row("R8", capability="Taxes", rule="any")
    done = _explained(row, TAXES, entities="AB", away="A", include=("A",), capabilities=(Cap("A", "Taxes", "?"),))
    assert _repairs(done) == [[("evidence", "A", None, "?", "yes")]]


def test_of_too_many_repairs_some_are_told() -> None:
    done = _explained(Row("R9", capability="Van", rule="count", parameters="k=3"), entities="ABCDEFGHI")
    assert not done.repairs.complete
    assert {len(repair.changes) for repair in done.repairs.items} == {3}
    assert 1 < len(done.repairs.items) < 84


def test_the_json_says_which_of_several_things() -> None:
    done = _explained(RATIO, capabilities=FIGURES)
    told = explanation(done, (), ("", ""), "", "en")
    assert told["repairs"]["items"][0]["changes"] == [  # type: ignore[index]
        {"kind": "capability", "requirement": "R1", "entity": "A", "from": "10", "to": "30", "capability": "assets"}
    ]
    assert told["ideal_partner"]["items"]["capabilities"][1] == {  # type: ignore[index]
        "capability": "debts", "rule": "ratio", "value": "0", "unit": "EUR", "requirement": "R1",
    }  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_of_everything_that_can_be_brought(lang: str) -> None:
    yes = replace(REFERENCES, threshold="", unit="", parameters="k=2; years=3")
    people = (PersonRow("q", "A", "Nurse", ""),)
    known = (RefRow("r1", "A", amount="150", unit="EUR"),)
    cases = (
        _explained(RATIO, capabilities=FIGURES),
        _explained(RATIO, capabilities=(FIGURES[0], Cap("A", "debts", "?", "EUR"))),
        _explained(RATIO, capabilities=(Cap("A", "assets", "?", "EUR"), FIGURES[1])),
        _explained(REFERENCES),
        _explained(replace(REFERENCES, parameters="years=3"), references=known),
        _explained(yes),
        _explained(yes, references=known),
        _explained(TEAM),
        _explained(replace(TEAM, threshold="1"), people=people),
    )
    said = [line for done in cases for line in lines(done, lang)]
    assert all(line.endswith((".", ".)")) and "{" not in line for line in said)
    things = {c.thing for done in cases for r in done.repairs.items for c in r.changes}
    assert things == set(Thing)
    assert any("r1" in line for line in said)
    assert any("debts" in line for line in said)
