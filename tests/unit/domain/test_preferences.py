"""What coalitions are worth to the aims that a user may set."""

from fractions import Fraction

from consortium.domain.preferences import Favour, Preferences, aims
from consortium.domain.register import Status
from consortium.domain.verify import assess
from tests.unit.domain.builders import case, holds, proof, row


def test_claims_are_the_claimed_values_that_mandatory_rows_rest_on() -> None:
    call = case(row("R"), row("S"), row("T", mandatory=False), holds("A", R="yes", T="yes"), holds("B", S="yes"))
    found = aims(call, assess(call, ("A", "B")), Preferences(("claims",)))
    assert found == (("claims", -2),)
    proved = case(row("R"), proof("A", "R", "yes", status=Status.VERIFIED))
    assert aims(proved, assess(proved, ("A",)), Preferences(("claims",))) == (("claims", 0),)


def test_the_margin_is_the_smallest_of_the_mandatory_thresholds() -> None:
    call = case(
        row("R", "sum", "100", "EUR"), row("S", "sum", "3", "people"), row("T"), holds("A", R="150", S="4", T="yes")
    )
    assert aims(call, assess(call, ("A",)), Preferences(("margin",))) == (("margin", Fraction(1, 3)),)
    bare = case(row("T"), holds("A", T="yes"))
    assert aims(bare, assess(bare, ("A",)), Preferences(("margin",))) == (("margin", 0),)


def test_cost_counts_below_zero_and_favours_count_members() -> None:
    call = case(row("R"), holds("A", R="yes"), holds("B", R="yes"), costs={"A": "2"})
    wish = Preferences(("cost", "known", "points", "unheard of"), (Favour("known", ("A", "C")),))
    assert aims(call, assess(call, ("A", "B")), wish) == (("cost", -2), ("known", 1), ("points", 0))
