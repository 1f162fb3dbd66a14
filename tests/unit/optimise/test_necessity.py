"""Would fewer have covered? Judged twice: as recorded, and with every unknown in the members' favour."""

from time import monotonic

from consortium.domain.case import Case
from consortium.domain.result import Necessity, Options, Verdict
from consortium.optimise import necessity, solve
from tests.unit.domain.builders import LAPSED, case, holds, reference, row

MINUTE = 60.0


def judged(question: Case, *members: str) -> Necessity:
    found = necessity(question, members, monotonic() + MINUTE)
    assert found is not None
    return found


def needed_both() -> Case:
    return case(row("R", "sum", "100"), holds("A", R="60"), holds("B", R="40"))


def test_green_where_nobody_and_no_part_covers() -> None:
    found = judged(needed_both(), "A", "B")
    assert found.verdict is Verdict.GREEN
    assert (found.as_recorded.alone, found.as_recorded.subsets) == ((), ())
    assert (found.favourable.alone, found.favourable.subsets) == ((), ())


def test_red_where_a_member_alone_covers_as_recorded() -> None:
    found = judged(case(row("R"), holds("A", R="yes"), holds("B", R="yes")), "A", "B")
    assert found.verdict is Verdict.RED
    assert found.as_recorded.alone == ("A", "B")


def test_amber_where_one_covers_only_if_the_unknown_is_in_its_favour() -> None:
    question = case(row("R"), row("S"), holds("A", R="yes", S="?"), holds("B", S="yes", R="no"))
    found = judged(question, "A", "B")
    assert found.verdict is Verdict.AMBER
    assert (found.as_recorded.alone, found.favourable.alone) == ((), ("A",))


def test_not_recorded_is_as_unknown_as_a_question_mark() -> None:
    question = case(row("R"), row("S"), holds("A", R="yes"), holds("B", S="yes", R="no"))
    assert judged(question, "A", "B").favourable.alone == ("A",)


def test_an_unknown_is_not_held_as_recorded_even_at_a_threshold_of_zero() -> None:
    question = case(row("R", "any", "0"), row("S"), holds("A", R="?", S="yes"), holds("B", R="0", S="no"))
    found = judged(question, "A", "B")
    assert (found.as_recorded.alone, found.favourable.alone) == ((), ("A",))


def test_a_reference_whose_amount_nobody_asks_for_is_held_as_recorded() -> None:
    question = case(row("R", "references", k="1"), reference("r1", "A"), entities="A B")
    assert judged(question, "A", "B").as_recorded.alone == ("A",)


def test_a_reference_without_its_amount_counts_towards_their_number_but_not_towards_their_amounts() -> None:
    two = row("R", "references", unit_word="EUR", k="2", total="100")
    held = reference("r1", "A", "100"), reference("r2", "A"), reference("r3", "B", "60"), reference("r4", "B")
    assert judged(case(two, *held), "A", "B").as_recorded.alone == ("A",)


def test_a_reference_without_the_amount_asked_for_is_not_held_as_recorded() -> None:
    question = case(row("R", "references", "10", "EUR"), reference("r1", "A"), reference("r2", "B", "10"))
    found = judged(question, "A", "B")
    assert (found.as_recorded.alone, found.favourable.alone) == (("B",), ("A", "B"))


def test_lapsed_evidence_is_in_nobodys_favour() -> None:
    question = case(row("R"), row("S"), holds("A", R="yes", S=LAPSED), holds("B", S="yes", R=LAPSED))
    assert judged(question, "A", "B").verdict is Verdict.GREEN


def test_an_undetermined_row_is_left_out_as_recorded_and_met_in_the_favourable_reading() -> None:
    question = case(row("R"), row("S", None), holds("A", R="yes"), holds("B", R="no"))
    found = judged(question, "A", "B")
    assert (found.as_recorded.alone, found.favourable.alone) == (("A",), ("A",))


def test_an_alternative_with_an_undetermined_row_counts_only_in_the_favourable_reading() -> None:
    rows = (row("R", group="G/a"), row("S", None, group="G/b"))
    found = judged(case(*rows, holds("A", R="yes"), holds("B", R="no")), "A", "B")
    assert (found.as_recorded.alone, found.favourable.alone) == (("A",), ("A", "B"))


def test_subsets_are_the_minimal_proper_ones() -> None:
    question = case(row("R", "sum", "100"), *(holds(e, R="50") for e in "ABC"))
    found = judged(question, "A", "B", "C")
    assert found.as_recorded.subsets == (("A", "B"), ("A", "C"), ("B", "C"))
    assert found.as_recorded.alone == ()


def test_a_member_that_covers_alone_is_a_subset_too_and_hides_larger_ones() -> None:
    question = case(row("R", "sum", "100"), holds("A", R="100"), holds("B", R="50"), holds("C", R="50"))
    found = judged(question, "A", "B", "C")
    assert found.as_recorded.alone == ("A",)
    assert found.as_recorded.subsets == (("A",), ("B", "C"))


def test_a_smaller_part_is_found_although_one_member_more_breaks_it() -> None:
    rows = (row("R", "each", group="G/a"), row("S", "sum", "3", group="G/b"))
    question = case(*rows, holds("A", R="yes", S="1"), holds("B", R="no", S="1"), holds("C", R="no", S="1"))
    assert judged(question, "A", "B", "C").as_recorded.alone == ("A",)


def test_a_negative_member_is_seen_to_be_dispensable() -> None:
    question = case(row("R", "sum", "90"), holds("A", R="100"), holds("B", R="-5"))
    assert judged(question, "A", "B").as_recorded.alone == ("A",)


def test_one_member_has_no_verdict() -> None:
    assert judged(case(row("R"), holds("A", R="yes")), "A").verdict is None


def test_per_lot_tells_who_could_bid_for_it_alone_and_changes_no_verdict() -> None:
    rows = (row("R", lot="1"), row("S", lot="2"))
    question = case(*rows, holds("A", R="yes", S="no"), holds("B", S="yes", R="?"))
    found = judged(question, "A", "B")
    assert found.per_lot == {"1": (("A",), ("A", "B")), "2": (("B",), ("B",))}
    assert found.verdict is Verdict.AMBER


def test_rows_of_every_lot_count_for_each_lot() -> None:
    question = case(row("R", lot="1"), row("S", "each"), holds("A", R="yes", S="no"), holds("B", S="yes", R="no"))
    assert judged(question, "A", "B").per_lot == {"1": ((), ())}


def test_pairs_do_not_matter() -> None:
    question = case(row("R"), holds("A", R="yes"), holds("B", R="no"), together=("AB",))
    assert judged(question, "A", "B").as_recorded.alone == ("A",)


def test_options_do_not_matter() -> None:
    question = case(row("R"), holds("A", R="yes"), holds("B", R="no"))
    found = solve(question, Options(include=("B",))).necessity
    assert found is not None
    assert (found.verdict, found.as_recorded.alone) == (Verdict.RED, ("A",))


def test_verified_only_matters() -> None:
    question = case(row("R"), row("S", "any", "0"), holds("A", R="yes"), holds("B", R="yes"), verified=True)
    found = judged(question, "A", "B")
    assert (found.as_recorded.alone, found.favourable.alone) == ((), ("A", "B"))


def test_any_member_of_a_part_may_lead_it() -> None:
    question = case(row("R", "lead"), row("S"), holds("A", R="yes", S="yes"), holds("B", R="yes", S="no"))
    assert judged(question, "A", "B").as_recorded.alone == ("A",)


def test_too_many_parts_for_the_time_give_no_verdict_rather_than_a_wrong_one() -> None:
    assert necessity(needed_both(), ("A", "B"), monotonic() - 1) is None
