"""What each rule means, clause by clause (docs/model.md)."""

from decimal import Decimal

from tests.unit.domain.builders import LAPSED, outcome, row, state

# any


def test_any_is_met_by_one_member_that_holds_it_on_its_own() -> None:
    assert state(row("R", "any", "100"), A="60", B="100") == "met"


def test_any_never_adds_members_up() -> None:
    assert state(row("R", "any", "100"), A="60", B="60") == "unmet"


def test_any_without_threshold_takes_a_yes() -> None:
    assert state(row("R", "any"), A="no", B="yes") == "met"


def test_any_tells_the_best_single_value_and_who_holds_it() -> None:
    measure = outcome(row("R", "any", "100"), A="60", B="120", C="100").measure
    assert measure is not None
    assert (measure.required, measure.provided, measure.providers) == (100, 120, ("B", "C"))


# each


def test_each_is_met_where_every_member_holds_it() -> None:
    assert state(row("R", "each", "10"), A="10", B="11") == "met"


def test_each_fails_by_a_single_member() -> None:
    assert state(row("R", "each", "10"), A="10", B="9.99") == "unmet"


def test_each_counts_members() -> None:
    measure = outcome(row("R", "each"), A="yes", B="no", C="yes").measure
    assert measure is not None
    assert (measure.required, measure.provided, measure.providers) == (3, 2, ("A", "C"))
    assert measure.in_members


# sum


def test_sum_is_met_at_the_threshold_itself() -> None:
    assert state(row("R", "sum", "100", "EUR"), A="60", B="40") == "met"


def test_sum_one_cent_short_is_not_covered() -> None:
    assert state(row("R", "sum", "100", "EUR"), A="60", B="39.99") == "unmet"


def test_sum_is_exact_where_binary_fractions_are_not() -> None:
    assert state(row("R", "sum", "0.3", "EUR"), A="0.1", B="0.2") == "met"


def test_sum_of_a_billion_and_a_cent_is_exact() -> None:
    assert state(row("R", "sum", "1000000000.01", "EUR"), A="1000000000", B="0.01") == "met"
    assert state(row("R", "sum", "1000000000.02", "EUR"), A="1000000000", B="0.01") == "unmet"


def test_sum_adds_a_recorded_negative_as_it_stands() -> None:
    assert state(row("R", "sum", "100", "EUR"), A="120", B="-30") == "unmet"


def test_sum_converts_units() -> None:
    assert state(row("R", "sum", "0.1", "M€"), A="60 k€", B="40000 EUR") == "met"


def test_sum_tells_what_is_added_and_who_adds() -> None:
    measure = outcome(row("R", "sum", "100", "EUR"), A="60", B="0", C="70").measure
    assert measure is not None
    assert (measure.required, measure.provided, measure.providers) == (100, 130, ("A", "C"))


def test_sum_with_floor_counts_only_contributions_of_that_size() -> None:
    assert state(row("R", "sum", "100", "EUR", floor="50"), A="60", B="49.99") == "unmet"
    assert state(row("R", "sum", "100", "EUR", floor="50"), A="50", B="50") == "met"


def test_sum_with_floor_asks_nothing_of_the_others() -> None:
    assert state(row("R", "sum", "100", "EUR", floor="50"), A="100", B="1") == "met"


def test_sum_with_member_min_asks_it_of_every_member() -> None:
    assert state(row("R", "sum", "100", "EUR", member_min="20%"), A="90", B="20") == "met"
    assert state(row("R", "sum", "100", "EUR", member_min="20%"), A="90", B="19.99") == "unmet"


def test_sum_with_lead_min_asks_it_of_the_lead() -> None:
    requirement = row("R", "sum", "100", "EUR", lead_min="60%")
    assert state(requirement, "A", A="60", B="40") == "met"
    assert state(requirement, "B", A="60", B="40") == "unmet"


def test_lead_min_sets_the_lead_free_of_member_min() -> None:
    requirement = row("R", "sum", "100", "EUR", lead_min="10", member_min="50")
    assert state(requirement, "A", A="10", B="90") == "met"
    assert state(requirement, "B", A="10", B="90") == "unmet"


def test_limits_that_are_plain_numbers_are_in_the_rows_unit() -> None:
    assert state(row("R", "sum", "100", "k€", floor="50"), A="60000 EUR", B="50000 EUR") == "met"
    assert state(row("R", "sum", "100", "k€", floor="50"), A="60000 EUR", B="49999 EUR") == "unmet"


# count


def test_count_is_met_by_k_members() -> None:
    assert state(row("R", "count", "10", k="2"), A="10", B="10", C="0") == "met"


def test_count_is_not_met_by_one_member_fewer() -> None:
    assert state(row("R", "count", "10", k="2"), A="1000", B="9") == "unmet"


def test_count_counts_members_in_its_measure() -> None:
    measure = outcome(row("R", "count", k="2"), A="yes", B="no", C="yes", D="yes").measure
    assert measure is not None
    assert (measure.required, measure.provided, measure.providers) == (2, 3, ("A", "C", "D"))
    assert measure.in_members


# lead


def test_lead_is_met_only_by_the_lead() -> None:
    assert state(row("R", "lead"), "A", A="yes", B="no") == "met"
    assert state(row("R", "lead"), "B", A="yes", B="no") == "unmet"


def test_lead_compares_the_leads_value_alone() -> None:
    measure = outcome(row("R", "lead", "50"), "B", A="80", B="30").measure
    assert measure is not None
    assert (measure.required, measure.provided, measure.providers) == (50, 30, ())


# the values themselves


def test_a_number_of_one_or_more_is_a_yes_where_there_is_no_threshold() -> None:
    assert state(row("R", "any"), A="1") == "met"
    assert state(row("R", "any"), A="0.99") == "unmet"


def test_a_yes_against_a_threshold_proves_one_of_the_base_unit() -> None:
    assert state(row("R", "sum", "2", "EUR"), A="yes", B="yes") == "met"
    assert state(row("R", "any", "1", "k€"), A="yes") == "unmet"


def test_no_is_zero() -> None:
    assert state(row("R", "any", "0"), A="no") == "met"
    assert state(row("R", "any"), A="no") == "unmet"


def test_what_is_not_held_never_meets_a_threshold_of_zero() -> None:
    for rule, parameters in (("any", {}), ("each", {}), ("sum", {}), ("count", {"k": "1"})):
        assert state(row("R", rule, "0", **parameters), A=LAPSED) == "unmet", rule
    assert state(row("R", "lead", "0"), "A", A=LAPSED) == "unmet"


def test_one_member_that_holds_it_carries_a_sum_over_a_threshold_of_zero() -> None:
    assert state(row("R", "sum", "0"), A=LAPSED, B="0") == "met"


def test_what_is_not_held_never_reaches_a_minimum_of_zero() -> None:
    assert state(row("R", "sum", "10", member_min="0"), A="10", B=LAPSED) == "unmet"


def test_requirements_and_proofs_share_the_measure_of_the_base_unit() -> None:
    measure = outcome(row("R", "sum", "1.5", "k€"), A="700 EUR", B="1 k€").measure
    assert measure is not None
    assert (measure.required, measure.provided) == (Decimal(1500), Decimal(1700))
