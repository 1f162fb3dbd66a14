"""Formulas, units, parameters, and the rows that cannot be determined."""

from dataclasses import replace
from decimal import Decimal

import pytest

from consortium.domain.call import Lot, Requirement, Tender
from consortium.domain.need import Need
from consortium.domain.needs import need
from tests.unit.domain.builders import lot, row, tender


def only(requirement: Requirement, in_lot: str | None = None, **facts: str | tuple[Lot, ...]) -> Need:
    return need(tender(requirement, **facts), requirement, in_lot)  # type: ignore[arg-type]


def faults(requirement: Requirement, **facts: str) -> list[str]:
    return [fault.code for fault in only(requirement, **facts).faults]


# formulas


def test_vec_is_the_estimated_value() -> None:
    assert only(row("R", "sum", "1.5x VEC"), value="1000").threshold == 1500


def test_aav_is_the_value_per_year() -> None:
    assert only(row("R", "sum", "70% AAV"), value="1000", months="24").threshold == 350


def test_aav_of_less_than_a_year_is_the_value_itself() -> None:
    assert only(row("R", "sum", "70% AAV"), value="1000", months="11").threshold == 700


def test_aav_of_exactly_a_year_is_the_value_itself() -> None:
    assert only(row("R", "sum", "1x AAV"), value="1000", months="12").threshold == 1000


def test_a_formula_is_rounded_up_to_the_cent() -> None:
    assert only(row("R", "sum", "1x AAV"), value="1000", months="36").threshold == Decimal("333.34")


def test_a_formula_is_in_the_tenders_currency_and_shown_in_the_rows_unit() -> None:
    found = only(row("R", "sum", "1.5x VEC", "k€"), value="1000")
    assert found.threshold == 1500
    assert found.in_unit(Decimal(1500)) == Decimal("1.5")


def test_a_formula_without_unit_takes_the_currency_of_the_tender() -> None:
    found = only(row("R", "sum", "1x VEC"), value="1000").unit
    assert found is not None
    assert found.word == "EUR"


def test_a_formula_without_estimated_value_is_undetermined() -> None:
    assert faults(row("R", "sum", "1.5x VEC")) == ["formula_figures"]


def test_a_yearly_formula_without_duration_is_undetermined() -> None:
    assert faults(row("R", "sum", "70% AAV"), value="1000") == ["formula_figures"]


def test_a_formula_in_a_unit_that_is_not_the_tenders_money_is_undetermined() -> None:
    assert faults(row("R", "sum", "1.5x VEC", "people"), value="1000") == ["formula_unit"]
    assert faults(row("R", "sum", "1.5x VEC", "USD"), value="1000") == ["formula_unit"]


def test_a_row_of_a_lot_takes_the_value_of_its_lot() -> None:
    found = only(row("R", "sum", "1.5x VEC", lot="1"), "1", value="9999", lots=(lot("1", "1000"),))
    assert found.threshold == 1500


def test_a_lot_without_duration_takes_the_tenders() -> None:
    found = only(row("R", "sum", "1x AAV", lot="1"), "1", months="24", lots=(lot("1", "1000"),))
    assert found.threshold == 500


def test_a_lot_with_its_own_duration_keeps_it() -> None:
    found = only(row("R", "sum", "1x AAV", lot="1"), "1", months="24", lots=(lot("1", "1000", "48"),))
    assert found.threshold == 250


def test_a_lot_without_value_leaves_its_formula_undetermined() -> None:
    found = only(row("R", "sum", "1.5x VEC", lot="1"), "1", value="9999", lots=(lot("1"),))
    assert [fault.code for fault in found.faults] == ["formula_figures"]


def test_a_blank_lot_row_takes_the_value_of_the_tender() -> None:
    assert only(row("R", "sum", "1.5x VEC"), value="2000", lots=(lot("1", "1000"),)).threshold == 3000


# parameters


def test_a_percentage_is_of_the_rows_threshold() -> None:
    assert only(row("R", "sum", "50", "k€", member_min="20%")).number("member_min") == 10_000


def test_a_percentage_of_a_formula_is_of_what_it_comes_to() -> None:
    assert only(row("R", "sum", "1.5x VEC", lead_min="60%"), value="1000").number("lead_min") == 900


def test_a_plain_number_is_in_the_rows_unit() -> None:
    assert only(row("R", "sum", "50", "k€", floor="5")).number("floor") == 5000


def test_k_is_a_number_of_members_whatever_the_unit() -> None:
    assert only(row("R", "count", "50", "k€", k="2")).number("k") == 2


def test_a_parameter_of_another_rule_is_ignored() -> None:
    found = only(row("R", "any", "50", k="2", member_min="20%"))
    assert found.determined
    assert found.numbers == ()


@pytest.mark.parametrize("k", ["0", "1.5", "50%"])
def test_k_is_a_whole_number_from_one_on(k: str) -> None:
    assert faults(row("R", "count", k=k)) == ["parameter_value"]


def test_a_negative_limit_cannot_be() -> None:
    assert faults(row("R", "sum", "10", floor="-1")) == ["parameter_value"]


# undetermined rows


def test_no_rule_is_undetermined() -> None:
    assert faults(row("R", None)) == ["rule_undetermined"]


@pytest.mark.parametrize("field", ["rule", "threshold", "unit", "parameters"])
def test_what_could_not_be_read_leaves_the_row_undetermined(field: str) -> None:
    rule = None if field == "rule" else "any"
    assert faults(row("R", rule, unread=((field, "ver apartado L"),))) == [f"unreadable_{field}"]


def test_count_without_k_is_undetermined() -> None:
    assert faults(row("R", "count")) == ["count_without_k"]


def test_sum_without_threshold_is_undetermined() -> None:
    assert faults(row("R", "sum")) == ["sum_without_threshold"]


def test_share_without_threshold_is_undetermined() -> None:
    assert faults(row("R", "share")) == ["share_without_threshold"]


@pytest.mark.parametrize("given", [{}, {"num": "Activo"}, {"den": "Pasivo"}])
def test_a_ratio_without_one_of_its_parts_is_undetermined(given: dict[str, str]) -> None:
    assert faults(row("R", "ratio", "1", **given)) == ["ratio_without_parts"]


@pytest.mark.parametrize("name", ["Facturación", "Obras C", "Works 4", "C-4"])
def test_a_classification_of_no_subgroup_is_undetermined(name: str) -> None:
    assert faults(row("R", "classification", "3", capability=name)) == ["classification_subgroup"]


@pytest.mark.parametrize("parameter", [{"k": "1.5"}, {"cap": "0"}, {"years": "2.5"}, {"total": "10%"}])
def test_a_parameter_out_of_range_leaves_references_undetermined(parameter: dict[str, str]) -> None:
    assert faults(row("R", "references", **parameter)) == ["parameter_value"]


def test_external_means_nothing_to_each_and_lead() -> None:
    assert faults(row("R", "each", external=True)) == []
    assert faults(row("R", "lead", external=True)) == []


def test_a_fault_names_the_column_to_blame() -> None:
    (fault,) = only(row("R", "count")).faults
    assert fault.field == "parameters"


# what a row needs of its tender


def test_a_row_without_threshold_behaves_as_a_threshold_of_one_base_unit() -> None:
    assert only(row("R", "any")).least == 1
    assert only(row("R", "any", "0")).least == 0


def test_a_row_in_another_currency_keeps_it() -> None:
    requirement = row("R", "sum", "100", "USD")
    call: Tender = replace(tender(requirement), currency="EUR")
    found = need(call, requirement, None)
    assert found.unit is not None
    assert (found.determined, found.unit.base) == (True, "USD")
