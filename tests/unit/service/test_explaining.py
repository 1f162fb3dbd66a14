"""What an explanation adds about the joint bid itself: necessity with and without non-members, rivalry, options."""

from dataclasses import replace

import pytest

from consortium.domain.register import Entity
from consortium.domain.result import Options, Verdict
from consortium.service import explain, explanation_lines, necessity_both
from consortium.service.explaining import Explained
from tests.unit.domain.builders import case, external, holds, row
from tests.unit.service.files import register_file, tender_file

RELYING = row("R", "sum", "100", "EUR", external=True)
"""A has 60 and B 30, and the non-member X 50: with X, A does without B; without X, even both fall short."""
HELD = (*holds("A", R="60"), *holds("B", R="30"))
X = external("X", "R", "50")


def explained(*options: str, **facts: str) -> Explained:
    registered = register_file(*HELD, others=(X,))
    people = tuple(Entity(id, sectors=("limpieza",), territory=facts.get(id, "")) for id in "AB")
    registered = replace(registered, register=replace(registered.register, entities=people))
    return explain(tender_file(RELYING), registered, Options(include=options))


def test_necessity_with_a_non_member_and_without() -> None:
    both = necessity_both(case(RELYING, *HELD, X), ("A", "B"))
    assert both.externals == ("X",)
    assert both.relying is not None
    assert (both.relying.verdict, both.relying.as_recorded.subsets) == (Verdict.RED, (("A",),))
    assert both.without is not None
    assert both.without.verdict is Verdict.GREEN


def test_without_non_members_it_is_judged_once() -> None:
    both = necessity_both(case(row("R", "sum", "100"), *holds("A", R="60"), *holds("B", R="40")), ("A", "B"))
    assert both.externals == ()
    assert both.relying is both.without is not None


def test_out_of_time_nothing_is_claimed() -> None:
    both = necessity_both(case(RELYING, *HELD, X), ("A", "B"), -1.0)
    assert (both.relying, both.without) == (None, None)


@pytest.mark.parametrize(("lang", "red", "green"), [("en", "(red)", "(green)"), ("es", "(rojo)", "(verde)")])
def test_both_are_said(lang: str, red: str, green: str) -> None:
    said = explanation_lines(explained("A", "B", A="Toledo", B="Toledo"), lang)
    assert "X" in said[-4]
    assert red in said[-4]
    assert green in said[-3]
    assert "limpieza" in said[-2]
    assert "Toledo" in said[-2]
    assert all("{" not in line for line in said)


def test_a_blank_territory_is_no_evidence() -> None:
    said = explanation_lines(explained("A", "B", A="Toledo"), "en")
    assert said[-2] == (
        "Whether they compete is not recorded, as their sector or territory is missing in the register: A + B."
    )


def test_each_lot_is_told_and_who_competes_for_it() -> None:
    """Both can bid for lot 1 alone; lot 2 takes both."""
    rows = (row("R", lot="1"), row("S", lot="2"), row("T", lot="2"))
    held = (*holds("A", R="yes", S="yes", T="no"), *holds("B", R="yes", S="no", T="yes"))
    said = explanation_lines(explain(tender_file(*rows), register_file(*held), Options()), "en")
    assert "Lot 1: as recorded this would do: A; B." in said
    assert "Lot 2: no part of the 2 would do, not even taking what is not recorded as good." in said
    assert said[-2] == "Lot 1: as recorded these could each bid alone, and so compete: A, B."


def test_one_member_needs_no_joint_bid_and_has_no_rivals() -> None:
    said = explanation_lines(explained(A="Toledo", B="Toledo"), "en")
    assert not any("legal advice" in line for line in said)


def test_options_that_shut_everybody_out_are_told() -> None:
    shut = explain(tender_file(), register_file(), Options(include=("A", "B"), max_members=1))
    assert "options_impossible" in {f.code for f in shut.findings}
    short = explain(tender_file(), register_file(), Options(max_members=1))
    assert "options_impossible" not in {f.code for f in short.findings}
