"""Checking a given coalition, without a solver."""

from decimal import Decimal

import pytest

from consortium.errors import UsageError
from consortium.service import Check, check
from tests.unit.domain.builders import holds, row
from tests.unit.service.files import FORTIES, register_file, tender_file

LED = row("head", "lead")


def checked(*members: str, **asked: object) -> Check:
    return check(tender_file(), register_file(), members, **asked)  # type: ignore[arg-type]


def test_it_covers_or_it_does_not() -> None:
    assert checked("A", "B", "C").covers
    assert not checked("A", "B").covers


def test_it_need_not_be_smallest() -> None:
    assert checked("A", "B", "C", "D", "E").covers


def test_without_lead_the_best_is_taken() -> None:
    found = check(tender_file(LED), register_file(*holds("A", head="no"), *holds("B", head="yes")), ("A", "B"))
    assert (found.assessment.lead, found.covers) == ("B", True)


def test_with_a_lead_it_is_judged_with_that_one() -> None:
    files = tender_file(LED), register_file(*holds("A", head="no"), *holds("B", head="yes"))
    assert not check(*files, ("A", "B"), lead="A").covers
    assert check(*files, ("A", "B"), lead="B").covers


def test_without_shares_the_best_are_taken_and_with_shares_it_is_judged_with_those() -> None:
    files = tender_file(row("worth", "share", "100")), register_file(*holds("A", worth="110"), *holds("B", worth="60"))
    chosen, given = {"A": Decimal("0.8"), "B": Decimal("0.2")}, {"A": Decimal("0.79"), "B": Decimal("0.21")}
    found = check(*files, ("A", "B"))
    assert (found.assessment.shares, found.covers) == (chosen, True)
    found = check(*files, ("A", "B"), shares=given)
    assert (found.assessment.shares, found.covers) == (given, False)


def test_a_broken_pair_does_not_cover() -> None:
    files = tender_file(), register_file(*FORTIES, apart=("AB",))
    assert not check(*files, ("A", "B", "C")).covers
    assert check(*files, ("A", "C", "D")).covers


def told(found: Check) -> list[tuple[str, dict[str, object]]]:
    return [(finding.code, finding.fields) for finding in found.findings]


def test_a_broken_pair_is_named() -> None:
    files = tender_file(), register_file(*FORTIES, apart=("AB",), together=("CD",))
    assert told(check(*files, ("A", "B", "C"))) == [
        ("pair_apart", {"a": "A", "b": "B"}),
        ("pair_together", {"a": "C", "b": "D"}),
    ]
    assert told(check(*files, ("A", "C", "D"))) == []


def test_shares_below_the_minimum_are_named() -> None:
    files = tender_file(minimum_share="0.3"), register_file()
    shares = {"A": Decimal("0.2"), "B": Decimal("0.3"), "C": Decimal("0.5")}
    found = check(*files, ("A", "B", "C"), shares=shares)
    assert not found.covers
    assert told(found) == [("share_too_small", {"entity": "A", "share": Decimal(20), "least": Decimal(30)})]


def test_more_members_than_minimum_shares_are_told() -> None:
    found = check(tender_file(minimum_share="0.3"), register_file(), ("A", "B", "C", "D"))
    assert not found.covers
    assert told(found) == [("share_impossible", {"n": 4, "least": Decimal(30)})]
    assert str(found.findings[0].fields["least"]) == "30"


def test_an_unavailable_member_is_a_warning_only() -> None:
    found = check(tender_file(), register_file(*FORTIES, unavailable="A"), ("A", "B", "C"))
    assert found.covers
    assert [f.code for f in found.findings] == ["forced_unavailable"]


def test_lots_limit_what_is_judged() -> None:
    files = tender_file(row("R", lot="1"), row("S", lot="2")), register_file(*holds("A", R="yes", S="no"))
    assert check(*files, ("A",), lots=("1",)).covers
    assert not check(*files, ("A",)).covers


def test_verified_only_makes_claims_unknown() -> None:
    assert not checked("A", "B", "C", verified_only=True).covers


def thirds(*shares: str) -> dict[str, Decimal]:
    return dict(zip("ABC", map(Decimal, shares), strict=True))


def test_shares_under_the_minimum_do_not_cover() -> None:
    files = tender_file(minimum_share="0.2"), register_file()
    assert check(*files, ("A", "B", "C"), shares=thirds("0.6", "0.2", "0.2")).covers
    assert not check(*files, ("A", "B", "C"), shares=thirds("0.61", "0.2", "0.19")).covers


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        (("0.5", "0.3", "0.1999"), "share_sum"),
        (("0.33335", "0.33335", "0.3333"), "share_step"),
        (("1.2", "-0.1", "-0.1"), "share_step"),
    ],
)
def test_shares_that_cannot_be(shares: tuple[str, ...], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked("A", "B", "C", shares=thirds(*shares))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"lead": "D"}, "lead_no_member"),
        ({"shares": {"A": Decimal(1)}}, "share_missing"),
        (
            {"shares": {"A": Decimal("0.5"), "B": Decimal("0.25"), "C": Decimal("0.25"), "Z": Decimal(0)}},
            "share_no_member",
        ),
        ({"lots": ("9",)}, "unknown_lot_option"),
    ],
)
def test_what_does_not_fit_the_members_is_a_usage_error(asked: dict[str, object], code: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked("A", "B", "C", **asked)
    assert caught.value.code == code


def test_an_unknown_member_and_no_member_are_usage_errors() -> None:
    for members, code in ((("Z",), "unknown_id_option"), ((), "no_members")):
        with pytest.raises(UsageError) as caught:
            checked(*members)
        assert caught.value.code == code
