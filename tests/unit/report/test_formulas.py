"""The registry of formulas and the small pieces; what they compute is tested by recalculating them."""

from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.rules.registry import RULES
from consortium.report.formulas import FORMULAS, Spot, group_verdict, option_verdict, overall_verdict, verdict


def spot(threshold: str | None = "$G9", **numbers: int) -> Spot:
    found = {name: Decimal(n) for name, n in numbers.items()}
    return Spot("$H9:$J9", "$H$6:$J$6", threshold, "$L9", "$M9", "$K9", found, 4)


def test_every_rule_has_a_formula() -> None:
    assert set(FORMULAS) == set(RULES)


def test_every_comparison_of_values_is_guarded() -> None:
    """To a spreadsheet text is greater than any number, so no value meets >= without ISNUMBER before it."""
    for formula in filter(None, FORMULAS.values()):
        for row in (spot(k=2), spot(None, k=2), spot(k=2, floor=10, member_min=5, lead_min=7)):
            text = verdict(formula, row) + formula.provided(row)
            assert text.count("($H9:$J9>=") == text.count("ISNUMBER($H9:$J9)*($H9:$J9>=")


def test_a_floor_and_minima_are_numbers_in_the_formula() -> None:
    total = FORMULAS[Rule.SUM]
    assert total is not None
    text = verdict(total, spot(floor=10, member_min=5, lead_min=7))
    assert "$H9:$J9>=5" in text
    assert "$H9:$J9>=7" in text
    assert '$H$6:$J$6<>"★"' in text


def test_groups_and_the_whole_read_signs_not_colours() -> None:
    assert option_verdict(("R8", "R9")) == '=IF(OR(R8="✗",R9="✗"),"✗",IF(OR(R8="?",R9="?"),"?","✓"))'
    assert group_verdict(("R20", "R21")) == '=IF(OR(R20="✓",R21="✓"),"✓",IF(OR(R20="?",R21="?"),"?","✗"))'
    assert overall_verdict("A1:A2", "B1:B2", "yes").count('B1:B2="yes"') == 2
