"""Capacity of non-members: beside the members, only where needed, as few as may be."""

from datetime import date

from consortium.domain.verify import assess, suffices
from tests.unit.domain.builders import case, external, holds, row, states

ANY = row("R", "any", external=True)
SUM = row("S", "sum", "100", external=True)


def test_a_non_member_counts_beside_the_members() -> None:
    question = case(ANY, external("X", "R", "yes"), holds("A", R="no"))
    found = assess(question, ("A",))
    assert (found.covers, found.externals, found.members) == (True, ("X",), ("A",))
    measure = found.outcomes[0].measure
    assert measure is not None
    assert measure.providers == ()


def test_only_a_row_that_allows_it_may_rely_on_one() -> None:
    assert not assess(case(row("R"), external("X", "R", "yes"), holds("A", R="no")), ("A",)).covers


def test_without_a_letter_or_on_expiry_it_counts_for_nothing() -> None:
    unsigned = case(ANY, external("X", "R", "yes", letter=False), holds("A", R="no"))
    lapsed = case(ANY, external("X", "R", "yes", until=date(2026, 11, 30)), holds("A", R="no"))
    assert not assess(unsigned, ("A",)).covers
    assert not assess(lapsed, ("A",)).covers
    assert [f.code for f in unsigned.findings] == ["external_without_letter"]


def test_none_is_chosen_where_none_is_needed() -> None:
    scored = row("P", external=True, mandatory=False, points="9")
    question = case(ANY, scored, external("X", "P", "yes"), holds("A", R="yes", P="no"))
    found = assess(question, ("A",))
    assert (found.externals, found.points) == ((), 0)


def test_of_several_the_fewest_then_most_points_then_the_first() -> None:
    scored = row("P", external=True, mandatory=False, points="9")
    question = case(
        SUM, scored, holds("A", S="50", P="no"),
        external("W", "S", "30"), external("X", "S", "20"), external("Y", "S", "50"), external("Z", "S", "60"),
        external("Z", "P", "yes"),
    )  # fmt: skip
    found = assess(question, ("A",))
    assert (found.externals, found.points) == (("Z",), 9)


def test_a_minimum_for_members_does_not_bind_who_is_none() -> None:
    row_ = row("S", "sum", "100", external=True, member_min="40", floor="10")
    assert assess(case(row_, holds("A", S="60"), external("X", "S", "39"), external("Y", "S", "40")), ("A",)).covers
    assert not assess(case(row_, holds("A", S="60"), external("X", "S", "9"), external("Y", "S", "39")), ("A",)).covers


def test_it_helps_to_make_up_a_number() -> None:
    two = row("R", "count", k="2", external=True)
    assert assess(case(two, holds("A", R="yes"), external("X", "R", "yes")), ("A",)).externals == ("X",)


def test_with_verified_evidence_only_a_claim_is_not_enough() -> None:
    question = case(ANY, external("X", "R", "yes"), holds("A", R="no"), verified=True)
    assert states(assess(question, ("A",))) == {"R": "unknown"}


def test_a_row_that_a_non_member_might_meet_is_unknown() -> None:
    open_ = case(ANY, external("X", "R", "?"), holds("A", R="no"))
    found = assess(open_, ("A",))
    assert (states(found), found.externals) == ({"R": "unknown"}, ())
    unsigned = case(ANY, external("X", "R", "?", letter=False), holds("A", R="no"))
    assert states(assess(unsigned, ("A",))) == {"R": "unmet"}
    assert states(assess(open_, ("A",), externals=())) == {"R": "unmet"}


def test_known_and_unknown_non_members_together_might_make_up_a_sum() -> None:
    parts = SUM, holds("A", S="50"), external("X", "S", "30")
    assert states(assess(case(*parts, external("Y", "S", "?")), ("A",))) == {"S": "unknown"}
    assert states(assess(case(*parts, external("Y", "S", "-1")), ("A",))) == {"S": "unmet"}


def test_an_optional_row_may_hope_for_a_non_member_only_where_a_mandatory_one_needs_it() -> None:
    scored = row("P", external=True, mandatory=False, points="9")
    beside = external("X", "P", "?"), holds("A", R="no", P="no")
    assert states(assess(case(ANY, scored, *beside, external("X", "R", "?")), ("A",)))["P"] == "unknown"
    assert states(assess(case(ANY, scored, *beside, external("Y", "R", "?")), ("A",)))["P"] == "unmet"
    assert states(assess(case(scored, *beside), ("A",))) == {"P": "unmet"}


def test_an_alternative_that_a_non_member_might_meet_leaves_its_group_open() -> None:
    rows = row("R", external=True, group="G/a"), row("S", group="G/b")
    found = assess(case(*rows, external("X", "R", "?"), holds("A", R="no", S="no")), ("A",))
    assert [group.state for group in found.groups] == ["unknown"]


def test_necessity_looks_at_the_parts_with_the_same_non_members() -> None:
    question = case(SUM, holds("A", S="50"), holds("B", S="40"), external("X", "S", "50"))
    assert suffices(question, ("A",), False, externals=("X",))
    assert not suffices(question, ("A",), False)
