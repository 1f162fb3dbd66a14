"""Rows per lot, and alternatives of which one must be met whole."""

from consortium.domain.case import Case
from consortium.domain.verify import assess
from tests.unit.domain.builders import case, holds, lot, proof, row, states

# lots


def test_a_row_is_judged_once_for_each_of_its_lots() -> None:
    question = case(row("R", lot="1;2"), holds("A", R="yes"))
    assert states(assess(question, ("A",))) == {"R@1": "met", "R@2": "met"}


def test_a_blank_lot_row_is_judged_once() -> None:
    question = case(row("R"), row("S", lot="1;2"))
    assert [need.lot for need in question.needs] == [None, "1", "2"]


def test_only_the_lots_chosen_count() -> None:
    question = case(row("R", lot="1"), row("S", lot="2"), row("T"), chosen=("2",))
    assert [need.requirement.id for need in question.needs] == ["S", "T"]


def test_no_choice_is_all_lots() -> None:
    assert case(row("R", lot="1"), row("S", lot="2")).lots == ("1", "2")


def test_each_lot_has_its_own_threshold() -> None:
    lots = (lot("1", "100"), lot("2", "200"))
    question = case(row("R", "sum", "1x VEC", lot="1;2"), holds("A", R="150"), lots=lots)
    assert states(assess(question, ("A",))) == {"R@1": "met", "R@2": "unmet"}


def test_lots_hold_by_themselves() -> None:
    question = case(row("R", "sum", "100", lot="1;2"), holds("A", R="100"))
    assert assess(question, ("A",)).covers


def test_points_are_counted_per_lot() -> None:
    question = case(row("R", lot="1;2", points="3", mandatory=False), holds("A", R="yes"))
    assert assess(question, ("A",)).points == 6


def test_a_lot_without_rows_of_its_own_asks_only_for_the_common_ones() -> None:
    question = case(row("R"), row("S", lot="1"), lots=(lot("1"), lot("2")), chosen=("2",))
    assert [need.requirement.id for need in question.needs] == ["R"]


# groups


def group_states(question: Case, *members: str) -> dict[tuple[str, str | None], tuple[str, str | None]]:
    return {(g.group.name, g.group.lot): (str(g.state), g.option) for g in assess(question, members).groups}


def test_one_alternative_met_whole_meets_the_group() -> None:
    question = case(row("R", group="G/a"), row("S", group="G/b"), holds("A", R="no", S="yes"))
    assert group_states(question, "A") == {("G", None): ("met", "b")}


def test_a_row_of_an_alternative_asks_nothing_by_itself() -> None:
    question = case(row("R", group="G/a"), row("S", group="G/b"), holds("A", R="no", S="yes"))
    assert assess(question, ("A",)).covers


def test_rows_of_one_alternative_hold_together() -> None:
    rows = (row("R", group="G/a"), row("S", group="G/a"), row("T", group="G/b"))
    question = case(*rows, holds("A", R="yes", S="no", T="no"))
    assert group_states(question, "A") == {("G", None): ("unmet", None)}
    assert not assess(question, ("A",)).covers


def test_a_group_is_unknown_where_an_alternative_may_still_hold() -> None:
    question = case(row("R", group="G/a"), row("S", group="G/b"), holds("A", R="no", S="?"))
    assert group_states(question, "A") == {("G", None): ("unknown", None)}


def test_different_members_may_meet_the_rows_of_one_alternative() -> None:
    question = case(row("R", group="G/a"), row("S", group="G/a"), holds("A", R="yes"), holds("B", S="yes"))
    assert group_states(question, "A", "B") == {("G", None): ("met", "a")}


def test_of_several_met_alternatives_the_first_by_name_is_told() -> None:
    question = case(row("S", group="G/b"), row("R", group="G/a"), holds("A", R="yes", S="yes"))
    assert group_states(question, "A") == {("G", None): ("met", "a")}


def test_groups_of_one_name_in_different_lots_are_different_groups() -> None:
    rows = (row("R", lot="1", group="G/a"), row("S", lot="2", group="G/a"))
    question = case(*rows, holds("A", R="yes", S="no"))
    assert group_states(question, "A") == {("G", "1"): ("met", "a"), ("G", "2"): ("unmet", None)}


def test_a_blank_lot_row_belongs_to_the_group_of_every_chosen_lot() -> None:
    rows = (row("R", lot="1", group="G/a"), row("S", group="G/b"), row("T", lot="2"))
    question = case(*rows, holds("A", R="yes", S="yes", T="yes"))
    assert group_states(question, "A") == {("G", "1"): ("met", "a"), ("G", "2"): ("met", "b")}


def test_a_group_of_blank_lot_rows_alone_is_one_group() -> None:
    rows = (row("R", group="G/a"), row("S", group="G/b"), row("T", lot="1;2"))
    assert [(g.name, g.lot) for g in case(*rows).groups] == [("G", None)]


def test_a_group_is_mandatory_if_one_of_its_rows_is() -> None:
    optional = row("R", group="G/a", mandatory=False)
    assert case(optional, row("S", group="G/b")).groups[0].mandatory
    assert not case(optional).groups[0].mandatory


def test_an_optional_group_that_fails_does_not_stop_the_coalition() -> None:
    question = case(row("Q"), row("R", group="G/a", mandatory=False), holds("A", Q="yes", R="no"))
    assert assess(question, ("A",)).covers


def test_an_alternative_with_an_undetermined_row_is_never_met() -> None:
    rows = (row("R", group="G/a"), row("S", None, group="G/a"), row("T", group="G/b"))
    question = case(*rows, proof("A", "R", "yes"), proof("A", "T", "no"))
    assert group_states(question, "A") == {("G", None): ("unmet", None)}


def test_a_group_all_of_whose_alternatives_have_an_undetermined_row_is_undetermined() -> None:
    question = case(row("Q"), row("R", None, group="G/a"), row("S", None, group="G/b"), holds("A", Q="yes"))
    assert group_states(question, "A") == {("G", None): ("undetermined", None)}
    assert question.undetermined() == ("G",)
    assert assess(question, ("A",)).covers


def test_an_undetermined_row_inside_a_group_that_can_be_judged_is_not_listed() -> None:
    assert case(row("R", None, group="G/a"), row("S", group="G/b")).undetermined() == ()


def test_an_optional_row_in_a_group_gives_its_points_when_met() -> None:
    rows = (row("R", group="G/a"), row("S", group="G/b", mandatory=False, points="4"))
    assert assess(case(*rows, holds("A", R="yes", S="yes")), ("A",)).points == 4
