"""The Spanish classification of a joint bid (RGLCAP 52), with the published checks."""

from decimal import Decimal

import pytest

from consortium.domain.law.classification import LIMITED_WORKS, SERVICES, WORKS, Scale, subgroup
from consortium.domain.verify import Assessment, assess
from tests.unit.domain.builders import LAPSED, case, holds, row

C4 = "Works C-4"


def judged(wanted: str, shares: dict[str, str] | None = None, name: str = C4, **categories: str) -> Assessment:
    """Members with the categories they record; "" is nothing recorded."""
    held = [holds(member, **{name: value}) for member, value in categories.items() if value]
    question = case(row("R", "classification", wanted, capability=name), *held, entities=" ".join(categories))
    given = None if shares is None else {m: Decimal(share) for m, share in shares.items()}
    return assess(question, tuple(categories), shares=given)


def category(shares: dict[str, str], **categories: str) -> Decimal:
    measure = judged("6", shares, **categories).outcomes[0].measure
    assert measure is not None
    return measure.provided


def test_the_published_checks() -> None:
    """3+3 at 50/50 is 1,200 and category 4; at 95/5 it is 750 and category 3; 1+1 is exactly 150 and stays 1."""
    assert category({"A": "0.5", "B": "0.5"}, A="3", B="3") == 4
    assert category({"A": "0.95", "B": "0.05"}, A="3", B="3") == 3
    assert category({"A": "0.5", "B": "0.5"}, A="1", B="1") == 1


def test_twenty_per_cent_is_enough_for_the_whole_category() -> None:
    assert category({"A": "0.8", "B": "0.2"}, A="3", B="3") == 4
    assert category({"A": "0.9199", "B": "0.0801"}, A="3", B="3") == 4
    assert category({"A": "0.92", "B": "0.08"}, A="3", B="3") == 3


def test_shares_are_chosen_so_that_the_category_is_reached() -> None:
    """Of three members the two with category 3 need 840 between them: any shares will do but the thinnest."""
    found = judged("4", A="3", B="3", C="1")
    assert found.outcomes[0].state == "met"
    assert found.shares is not None
    assert sorted(found.shares.values()) == [Decimal("0.3333"), Decimal("0.3333"), Decimal("0.3334")]


def test_one_member_of_the_category_is_enough_whatever_its_share() -> None:
    assert judged("4", {"A": "0", "B": "1"}, A="4", B="1").outcomes[0].state == "met"


def test_between_two_categories_the_higher_one_is_asked_for() -> None:
    assert judged("3.5", A="3").outcomes[0].state == "unmet"
    assert judged("3.5", A="4").outcomes[0].state == "met"


@pytest.mark.parametrize(
    ("categories", "state"),
    [
        ({"A": "4", "B": ""}, "unknown"),
        ({"A": "4", "B": "no"}, "unmet"),
        ({"A": "4", "B": LAPSED}, "unmet"),
        ({"A": "3", "B": "?"}, "unknown"),
        ({"A": "1", "B": "1"}, "unmet"),
    ],
)
def test_the_gate_binds_every_member_however_the_category_is_reached(categories: dict[str, str], state: str) -> None:
    assert judged("4", None, C4, **categories).outcomes[0].state == state


def test_another_subgroup_opens_the_gate_and_adds_nothing() -> None:
    question = case(
        row("R", "classification", "4", capability=C4), holds("A", **{C4: "4"}), holds("B", **{"Obras A-1": "1"})
    )
    assert assess(question, ("A", "B")).outcomes[0].state == "met"
    assert assess(question, ("B",)).outcomes[0].state == "unknown"


def test_the_gate_can_be_off() -> None:
    rows = row("R", "classification", "4", capability=C4, gate=False)
    question = case(rows, holds("A", **{C4: "4"}), entities="B")
    assert assess(question, ("A", "B")).outcomes[0].state == "met"


def test_both_languages_name_one_subgroup() -> None:
    question = case(row("R", "classification", "4", capability="Obras C-4"), holds("A", **{"works c-4": "4"}))
    assert assess(question, ("A",)).outcomes[0].state == "met"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Works C-4", ("works", "c", 4)),
        ("OBRAS c-04", ("works", "c", 4)),
        ("Servicios L6", ("services", "l", 6)),
        ("Services L-6 bis", None),
        ("C-4", None),
    ],
)
def test_names_of_subgroups(name: str, found: tuple[str, str, int] | None) -> None:
    read = subgroup(name)
    assert (None if read is None else (read.kind, read.group, read.number)) == found


def test_groups_i_j_and_k_end_at_category_four() -> None:
    assert [subgroup(f"Works {group}-1").scale for group in "ijkc"] == [LIMITED_WORKS] * 3 + [WORKS]  # type: ignore[union-attr]
    assert judged("4", None, "Works I-1", A="5").outcomes[0].state == "met"
    assert judged("5", None, "Works I-1", A="5").outcomes[0].state == "unmet"


@pytest.mark.parametrize("scale", [WORKS, LIMITED_WORKS, SERVICES])
def test_a_scale_rises_and_every_midpoint_lies_in_its_own_bracket(scale: Scale) -> None:
    assert list(scale.middle) == sorted(set(scale.middle))
    for n, middle in enumerate(scale.middle, start=1):
        assert scale.reached(Decimal(middle)) == n
    for n, upper in enumerate(scale.upper, start=1):
        assert scale.reached(Decimal(upper)) == n
        assert scale.reached(Decimal(upper) + 1) == n + 1
