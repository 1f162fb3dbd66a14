"""Thresholds at which ratios and shares in proportion break: worked by hand, and with the longest numbers there are."""

import json
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from time import monotonic

import pytest

from consortium.__main__ import main
from consortium.domain.explanation import Breakpoint
from consortium.optimise.explain.ask import Asker
from consortium.optimise.explain.breakpoints import breakpoints
from tests.property.compare import domain_case, options
from tests.spec import Cap, Case, EntityRow, RegisterSpec, Row, TenderSpec
from tests.workbooks import write_register, write_tender

ASKER = Asker("cbc")


def _case(row: Row, **held: tuple[str, ...]) -> Case:
    """Entities A, B, ... with these figures; their turnovers have to come to 100."""
    ids = "ABCDE"[: len(held["turnover"])]
    caps = (Cap(e, name, value, "EUR") for name, own in held.items() for e, value in zip(ids, own, strict=True))
    turnover = Row("R1", capability="turnover", rule="sum", threshold="100", unit="EUR")
    return Case(TenderSpec((turnover, row)), RegisterSpec(tuple(EntityRow(e) for e in ids), tuple(caps)))


def _of_row(case: Case, size: int, asker: Asker = ASKER) -> list[Breakpoint]:
    part = breakpoints(asker, domain_case(case), options(case), size)
    assert part.complete
    return [point for point in part.items if point.requirement == "R2"]


def _pooled(assets: tuple[str, ...], debts: tuple[str, ...], bar: str) -> Case:
    row = Row("R2", rule="ratio", threshold=bar, text="Ratio", parameters="num=assets; den=debts")
    return _case(row, turnover=("50", "50", "0"), assets=assets, debts=debts)


POOLED = _pooled(("4", "4", "2"), ("3", "3", "1"), "1.4")
"""All three together have 10/7; A and B, with turnover enough, 8/6."""


def test_a_pooled_ratio_breaks_at_what_the_smaller_coalition_has() -> None:
    assert _of_row(POOLED, 3) == [Breakpoint("R2", Fraction(4, 3), 3, 2)]


def test_a_ratio_of_each_breaks_at_an_own_ratio_of_somebody() -> None:
    row = Row("R2", rule="ratio", threshold="50", unit="%", text="Ratio", parameters="num=assets; den=debts; mode=each")
    case = _case(row, turnover=("100", "50", "50"), assets=("1", "3", "4"), debts=("3", "3", "5"))
    assert _of_row(case, 2) == [Breakpoint("R2", Fraction(100, 3), 2, 1)]


def test_shares_in_proportion_break_where_the_last_hundredth_of_a_per_cent_is_given_away() -> None:
    """Of 3 k€ A proves 33.33 % and B 66.66 %: C has to take the last hundredth, unless 66.67 % of it is 2 k€."""
    row = Row("R2", capability="works", rule="share", threshold="3", unit="k€", parameters="mode=each")
    case = _case(row, turnover=("50", "50", "0"), works=("1000", "2000", "1"))
    assert _of_row(case, 3) == [Breakpoint("R2", Fraction(20_000, 6667), 3, 2)]


CLOSE = tuple(permutations(("1000", "1000.01", "1000.02")))
"""Whoever of the three is looked at first."""


@pytest.mark.parametrize("assets", CLOSE)
def test_the_best_of_close_coalitions_has_the_greatest_pooled_ratio(assets: tuple[str, ...]) -> None:
    row = Row("R2", rule="ratio", threshold="1.5", text="Ratio", parameters="num=assets; den=debts")
    case = _case(row, turnover=("50", "50", "50", "0"), assets=(*assets, "5000"), debts=("900", "900", "900", "900"))
    assert _of_row(case, 3) == [Breakpoint("R2", Fraction("2000.03") / 1800, 3, 2)]


@pytest.mark.parametrize("assets", CLOSE)
def test_the_best_of_close_members_has_the_greatest_ratio(assets: tuple[str, ...]) -> None:
    row = Row("R2", rule="ratio", threshold="1.5", text="Ratio", parameters="num=assets; den=debts; mode=each")
    turnover, debts = ("100", "100", "100", "50", "50"), ("900", "900", "900", "1", "1")
    case = _case(row, turnover=turnover, assets=(*assets, "5", "5"), debts=debts)
    assert _of_row(case, 2) == [Breakpoint("R2", Fraction("1000.02") / 900, 2, 1)]


@pytest.mark.parametrize("works", CLOSE)
def test_the_best_of_close_coalitions_proves_most_for_every_share(works: tuple[str, ...]) -> None:
    row = Row("R2", capability="works", rule="share", threshold="2005", unit="EUR", parameters="mode=each")
    case = _case(row, turnover=("50", "50", "50", "0"), works=(*works, "5"))
    assert _of_row(case, 3) == [Breakpoint("R2", Decimal("2000.02"), 3, 2)]


def test_a_threshold_that_a_decimal_says_is_one() -> None:
    found = _of_row(_pooled(("5", "5", "2"), ("4", "4", "1"), "1.3"), 3)[0].threshold
    assert isinstance(found, Decimal)
    assert found == Decimal("1.25")


def test_where_nobody_has_anything_the_threshold_has_to_be_0() -> None:
    row = Row("R2", capability="works", rule="share", threshold="3", unit="EUR", parameters="mode=each")
    case = _case(row, turnover=("50", "50", "0"), works=("0", "0", "3"))
    assert _of_row(case, 3) == [Breakpoint("R2", Decimal(0), 3, 2)]


def test_the_longest_numbers_are_as_exact() -> None:
    long, longer = "99999999999999999999." + "9" * 29 + "7", "99999999999999999999." + "9" * 30
    case = _pooled((long, longer, "3"), (longer, longer, "1"), "1")
    expected = (Fraction(long) + Fraction(longer)) / (2 * Fraction(longer))
    assert [point.threshold for point in _of_row(case, 3)] == [expected]


@pytest.mark.parametrize("solver", ["cbc", "highs"])
def test_out_of_time_it_is_not_complete(solver: str) -> None:
    part = breakpoints(Asker(solver, monotonic() - 1), domain_case(POOLED), options(POOLED), 3)
    assert not part.complete
    assert part.items == ()


def test_a_fraction_is_exact_in_the_file_and_rounded_down_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tender = write_tender(tmp_path / "tender.xlsx", POOLED.tender)
    files = [str(tender), str(write_register(tmp_path / "register.xlsx", POOLED.register))]
    assert main(["explain", *files, "--json", "-", "--lang", "es"]) == 0
    part = json.loads(capsys.readouterr().out)["breakpoints"]
    assert part["complete"] is True
    assert {"requirement": "R2", "threshold": "4/3", "size": 3, "next_size": 2} in part["items"]
    assert main(["explain", *files, "--lang", "es"]) == 0
    assert "Si R2 pidiera 1,3333, bastarían 2 miembros en lugar de 3." in capsys.readouterr().out.splitlines()
