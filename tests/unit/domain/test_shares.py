"""Rules by share, and the exact search for shares in whole hundredths of a per cent."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from consortium.domain.call import Requirement
from consortium.domain.polytope import Polytope
from consortium.domain.shares import WHOLE, Terms, fairest, free, shares_for
from consortium.domain.verify import Assessment, assess
from tests.unit.domain.builders import LAPSED, case, holds, row

SUM, EACH = row("R", "share", "100"), row("R", "share", "100", mode="each")


def judged(*rows: Requirement, minimum: str = "0", shares: dict[str, str] | None = None, **values: str) -> Assessment:
    held = [holds(member, **{r.id: value for r in rows}) for member, value in values.items() if value]
    given = None if shares is None else {m: Decimal(share) for m, share in shares.items()}
    question = case(*rows, *held, entities=" ".join(values), minimum_share=minimum)
    return assess(question, tuple(values), shares=given)


def test_values_are_weighted_by_the_shares_given() -> None:
    """0.4 x 160 + 0.6 x 60 = 100."""
    half = judged(SUM, shares={"A": "0.4", "B": "0.6"}, A="160", B="60")
    assert (half.outcomes[0].state, half.outcomes[0].measure and half.outcomes[0].measure.provided) == ("met", 100)
    assert judged(SUM, shares={"A": "0.3999", "B": "0.6001"}, A="160", B="60").outcomes[0].state == "unmet"


def test_the_shares_chosen_stray_least_from_equal() -> None:
    found = judged(SUM, A="110", B="60")
    assert found.shares == {"A": Decimal("0.8"), "B": Decimal("0.2")}
    assert judged(SUM, A="160", B="60").shares == {"A": Decimal("0.5"), "B": Decimal("0.5")}


def test_the_minimum_share_binds_the_choice() -> None:
    assert judged(SUM, minimum="0.2", A="110", B="60").outcomes[0].state == "met"
    assert judged(SUM, minimum="0.2001", A="110", B="60").outcomes[0].state == "unmet"
    assert not judged(SUM, minimum="0.51", A="110", B="110").covers


def test_in_proportion_every_member_proves_its_part() -> None:
    found = judged(EACH, A="70", B="30")
    assert found.shares == {"A": Decimal("0.7"), "B": Decimal("0.3")}
    assert judged(EACH, A="70", B="29.99").outcomes[0].state == "unmet"
    assert judged(EACH, A="100", B="?").shares == {"A": Decimal(1), "B": Decimal(0)}


@pytest.mark.parametrize(
    ("values", "mode", "state"),
    [
        (("100", LAPSED), "each", "unmet"),
        (("150", LAPSED), "sum", "met"),
        (("90", "?"), "sum", "unknown"),
        (("90", ""), "each", "unknown"),
        (("90", LAPSED), "sum", "unmet"),
    ],
)
def test_what_is_not_known_or_not_held(values: tuple[str, str], mode: str, state: str) -> None:
    found = judged(row("R", "share", "100", mode=mode), A=values[0], B=values[1])
    assert found.outcomes[0].state == state


def test_lapsed_proof_meets_not_even_a_threshold_of_nothing() -> None:
    assert judged(row("R", "share", "0"), A=LAPSED).outcomes[0].state == "unmet"


def test_two_rows_have_to_be_met_by_the_same_shares() -> None:
    """R wants A to have 80 %, S wants B to have 80 %."""
    rows = row("R", "share", "100"), row("S", "share", "100")
    question = case(*rows, holds("A", R="110", S="60"), holds("B", R="60", S="110"))
    assert sorted(o.state for o in assess(question, ("A", "B")).outcomes) == ["met", "unmet"]


def test_without_a_row_that_needs_them_there_are_no_shares() -> None:
    assert assess(case(row("R"), holds("A", R="yes")), ("A",)).shares is None


def test_equal_shares_of_three_are_as_equal_as_can_be() -> None:
    assert sorted(fairest(3, 0, []) or ()) == [3333, 3333, 3334]
    assert fairest(4, 0, [free(4)]) == (2500,) * 4
    assert shares_for(3, 3334, []) is None


def by_trying(minimum: int, terms: list[Terms]) -> list[tuple[int, int]]:
    """Every pair of shares that does."""
    pairs = ((u, WHOLE - u) for u in range(minimum, WHOLE - minimum + 1))
    return [pair for pair in pairs if all(t.met(pair) for t in terms)]


@pytest.mark.parametrize("seed", range(60))
def test_two_members_agree_with_trying_every_share(seed: int) -> None:
    rng = random.Random(seed)
    terms = [
        Terms((rng.choice((WHOLE, 7000)), rng.choice((WHOLE, 6000))), (rng.randrange(99), rng.randrange(99)),
              rng.choice((10, 50)) * rng.choice((2000, WHOLE)) + rng.randrange(3), rng.choice((2000, WHOLE)))
        for _ in range(rng.randint(1, 3))
    ]  # fmt: skip
    minimum = rng.choice((0, 0, 1500))
    every, found = by_trying(minimum, terms), fairest(2, minimum, terms)
    assert (found is None) == (not every)
    if found is not None:
        assert found in every
        assert max(found) == min(max(pair) for pair in every)


def test_a_thin_slab_between_whole_shares_is_empty() -> None:
    """3 u + ... must be odd where every gain is even: no branching finds out, the common step does."""
    gains = (2, 4, 8, 16)
    level = 4 * WHOLE + 1
    slab = [Terms((WHOLE,) * 4, gains, level), Terms((WHOLE,) * 4, tuple(-g for g in gains), -level)]
    assert shares_for(4, 0, slab) is None
    exact = [Terms((WHOLE,) * 4, gains, level + 1), Terms((WHOLE,) * 4, tuple(-g for g in gains), -level - 1)]
    found = shares_for(4, 0, exact)
    assert found is not None
    assert sum(g * u for g, u in zip(gains, found, strict=True)) == level + 1


def test_the_polytope_finds_a_point_or_proves_that_there_is_none() -> None:
    half = Polytope(2, {0: 1, 1: 1}, 1, (({0: 2}, 1), ({1: 2}, 1)))
    assert half.point((0, 0), (1, 1)) == (Fraction(1, 2), Fraction(1, 2))
    assert Polytope(2, {0: 1, 1: 1}, 1, (({0: 2}, 1), ({1: 3}, 2))).point((0, 0), (1, 1)) is None
    assert half.point((0, 0), (1, 0)) is None
