"""What one entity brings to each row by itself; beside the rule's meaning, worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from consortium.domain.call import Lot, Requirement, Rule, Tender
from consortium.domain.units import unit
from consortium.service.contributing import Brings, contributions
from consortium.service.partners import partner
from tests.unit.partners.desks import ISO, TURNOVER, desk

SUM = Requirement("R1", "Facturación", TURNOVER, rule=Rule.SUM, threshold=Decimal(2_000_000), unit=unit("EUR"))


@pytest.mark.parametrize(
    ("row", "entity", "brings"),
    [
        (SUM, "E1", Brings.ADDS),
        (replace(SUM, threshold=Decimal(1_500_000)), "E1", Brings.COVERS),
        (SUM, "E3", Brings.UNKNOWN),
        (Requirement("R2", "ISO", ISO, rule=Rule.ANY), "E1", Brings.COVERS),
        (Requirement("R2", "ISO", ISO, rule=Rule.ANY), "E3", Brings.LACKS),
        (Requirement("R3", "Ropero", "Ropero", rule=Rule.ANY), "E1", Brings.UNKNOWN),
        (replace(SUM, threshold=None, unread=(("threshold", "ver L"),)), "E1", Brings.UNDETERMINED),
    ],
)
def test_a_row_is_covered_added_to_unknown_or_lacking(row: Requirement, entity: str, brings: Brings) -> None:
    of = desk()
    (found,) = contributions(Tender(requirements=(row,)), partner(of, entity))
    assert found.brings is brings


def test_only_the_lots_chosen_are_judged() -> None:
    rows = (
        Requirement("R1", "ISO", ISO, rule=Rule.ANY, lots=("1",)),
        Requirement("R2", "ISO", ISO, rule=Rule.ANY, lots=("2",)),
    )
    tender = Tender(lots=(Lot("1"), Lot("2")), requirements=rows)
    found = contributions(tender, partner(desk(), "E1"), ("2",))
    assert [c.need.requirement.id for c in found] == ["R2"]
