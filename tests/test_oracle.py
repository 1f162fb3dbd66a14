"""The oracle against answers worked out by hand from the published rules."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.oracle import Answer, check, solve
from tests.spec import Cap, Case, Choice, EntityRow, LotRow, PairRow, RegisterSpec, Row, TenderSpec

NO_CHOICE = Choice()


def register(cells: str, *, pairs: tuple[PairRow, ...] = (), **costs: str) -> RegisterSpec:
    """``"A f 10; B f ?"``: entity, capability, value and perhaps a unit."""
    caps = tuple(Cap(*part.split()) for part in cells.split(";") if part.strip())
    ids = dict.fromkeys([*(c.entity for c in caps), *costs])
    return RegisterSpec(tuple(EntityRow(i, cost=costs.get(i, "")) for i in ids), caps, pairs)


def money(threshold: str, parameters: str = "", **more: str) -> Row:
    return Row("R1", capability="f", rule="sum", threshold=threshold, unit="EUR", parameters=parameters, **more)


def answer(rows: tuple[Row, ...] | Row, partners: RegisterSpec, choice: Choice = NO_CHOICE, **tender: object) -> Answer:
    rows = rows if isinstance(rows, tuple) else (rows,)
    return solve(Case(TenderSpec(rows, **tender), partners, choice))


def status(row: Row, partners: RegisterSpec, members: str, lead: str | None = None, **tender: object) -> str:
    judged = check(Case(TenderSpec((row,), **tender), partners), members.split(","), lead)
    return judged.requirements[row.id, None]


SUM = register("A f 60; B f 40; C f 39.99; D f ?; E f 0.1 k€")


@pytest.mark.parametrize(
    ("row", "members", "expected"),
    [
        (money("100"), "A,B", "met"),
        (money("100"), "A,C", "unmet"),
        (money("100"), "A,D", "unknown"),
        (money("100"), "E", "met"),
        (money("100", "floor=40"), "A,B", "met"),
        (money("100", "floor=50"), "A,B", "unmet"),
        (money("100", "member_min=40%"), "A,B", "met"),
        (money("99", "member_min=40"), "A,C", "unmet"),
        (money("100", "member_min=45; lead_min=60%"), "A,B", "unmet"),
        (money("100", "member_min=40; lead_min=60%"), "A,B", "met"),
        (money("0.1"), "D", "unknown"),
        (money("0"), "D", "met"),
        (replace(money("40"), rule="any"), "C,B", "met"),
        (replace(money("40"), rule="any"), "C,D", "unknown"),
        (replace(money("40"), rule="each"), "A,C", "unmet"),
        (replace(money("40"), rule="each"), "A,D", "unknown"),
        (replace(money("40"), rule="count", parameters="k=2"), "A,B,C", "met"),
        (replace(money("40"), rule="count", parameters="k=3"), "A,B,C", "unmet"),
        (replace(money("40"), rule="count"), "A,B,C", "undetermined"),
        (replace(money("40"), rule="lead"), "A,C", "met"),
        (replace(money("40"), rule=""), "C,D", "unknown"),
        (replace(money("40"), rule="", unit="%"), "A", "undetermined"),
        (replace(money("40"), rule="", category="suitability"), "A,C", "unmet"),
        (replace(money("ver L")), "A", "undetermined"),
        (replace(money("")), "A", "undetermined"),
        (replace(money("-1")), "A", "undetermined"),
        (replace(money("0.1"), unit="k€"), "A,B", "met"),
        (replace(money("40"), unit="hours"), "E", "unknown"),
        (replace(money("40"), rule="ratio", parameters="num=f"), "A", "undetermined"),
        (replace(money(""), rule="share"), "A", "undetermined"),
        (replace(money("40"), parameters="external=yes"), "A", "met"),
        (replace(money("40"), parameters="k=two"), "A", "met"),
        (replace(money("40"), parameters="floor=two"), "A", "undetermined"),
    ],
)
def test_a_row_in_a_coalition(row: Row, members: str, expected: str) -> None:
    assert status(row, SUM, members) == expected


@pytest.mark.parametrize(
    ("formula", "reached", "months", "expected"),
    [
        ("1.5x VEC", "150", "", "met"),
        ("1.5x VEC", "149.99", "", "unmet"),
        ("70% AAV", "35", "24", "met"),
        ("70% AAV", "34.99", "24", "unmet"),
        ("100% AAV", "100", "6", "met"),
        ("100% AAV", "99.99", "11.9", "unmet"),
        ("1x AAV", "85.72", "14", "met"),
        ("1x AAV", "85.71", "14", "unmet"),
        ("70% AAV", "35", "", "undetermined"),
        ("70% AAB", "35", "24", "undetermined"),
    ],
)
def test_formulas(formula: str, reached: str, months: str, expected: str) -> None:
    assert status(money(formula), register(f"A f {reached}"), "A", value="100", months=months) == expected


def test_a_formula_uses_the_lots_figures_and_the_tenders_duration() -> None:
    tender = TenderSpec(
        (money("1x AAV", lot="1;2;3"),), (LotRow("1", "50", "24"), LotRow("2", "80"), LotRow("3")), "999", "48"
    )
    judged = check(Case(tender, register("A f 22")), ("A",))
    assert judged.requirements == {("R1", "1"): "unmet", ("R1", "2"): "met", ("R1", "3"): "undetermined"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((Cap("A", "f", "9", valid_until="2026-01-01"),), "met"),
        ((Cap("A", "f", "9", valid_until="2025-12-31"),), "unmet"),
        ((Cap("A", "f", "9", valid_from="2026-01-01"),), "met"),
        ((Cap("A", "f", "9", valid_from="2026-01-02"),), "unmet"),
        ((Cap("A", "f", "9"), Cap("A", "f", "2", status="verified")), "unmet"),
        ((Cap("A", "f", "9"), Cap("A", "f", "2")), "met"),
        ((Cap("A", "f", "9", status="claimed"), Cap("A", "f", "?", status="verified")), "met"),
        ((Cap("A", "f", "?"), Cap("A", "f", "9", valid_until="2025-12-31")), "unknown"),
        ((Cap("A", "f", "9", unit="hours"),), "unknown"),
        ((Cap("A", "f", "0.009", unit="k€"),), "met"),
        ((Cap("A", "f", "yes"),), "unmet"),
        ((Cap("A", "f", "no"),), "unmet"),
        ((Cap("A", "f", ""),), "unknown"),
        ((Cap("A", "F́  ", "9"),), "met"),
        ((), "unknown"),
    ],
)
def test_evidence_on_the_deadline(cells: tuple[Cap, ...], expected: str) -> None:
    partners = RegisterSpec((EntityRow("A"),), cells)
    assert status(money("9"), partners, "A", deadline="2026-01-01") == expected


def test_yes_and_no_and_what_is_not_held() -> None:
    partners = RegisterSpec(
        tuple(map(EntityRow, "ABCD")),
        (
            Cap("A", "f", "1"),
            Cap("B", "f", "0.99"),
            Cap("C", "f", "yes", valid_until="2020-01-01"),
            Cap("D", "f", "no"),
        ),
    )
    plain = Row("R1", capability="f", rule="any")
    assert [status(plain, partners, m, deadline="2026-01-01") for m in "ABCD"] == ["met", "unmet", "unmet", "unmet"]
    nought = replace(money("0"), rule="any")
    assert [status(nought, partners, m, deadline="2026-01-01") for m in "ABCD"] == ["met", "met", "unmet", "met"]


def test_ties_go_to_points_then_cost_then_ids() -> None:
    rows = (money("10"), Row("R2", category="award", capability="g", points="3"))
    cells = "B f 5; A f 5; b f 5; C f 5; D f 5; D g yes; b g yes"
    got = answer(rows, register(cells, b="2", D="2", A="1"))
    assert (got.size, got.points, got.cost) == (2, 3, 2)
    listed = ["".join(members) for members in got.coalitions]
    assert listed == ["BD", "Bb", "CD", "Cb", "AD", "Ab", "Db", "BC", "AB", "AC"]


def test_the_lead_gives_most_points_then_the_smallest_id() -> None:
    rows = (
        Row("R1", capability="f", rule="lead"),
        Row("R2", capability="g", rule="lead", category="award", points="1"),
        Row("R3", capability="h"),
    )
    got = answer(rows, register("A f yes; B f yes; B g yes; C g yes; C h yes; A h no"))
    assert (got.members, got.lead, got.points) == (("B", "C"), "B", 1)
    assert got.requirements["R2", None] == "met"
    assert answer(rows[2], register("A h yes")).lead is None


def test_groups_of_lots_and_blank_lot_rows() -> None:
    rows = (
        Row("R1", capability="f", alternative="G/a"),
        Row("R2", lot="1;2", capability="g", alternative="G/b", mandatory="no"),
        Row("R3", lot="2", capability="h", alternative="G/b", mandatory="no"),
    )
    partners = register("A g yes; B h yes; C f yes")
    judged = check(Case(TenderSpec(rows), partners), ("A",))
    assert judged.groups == {("G", "1"): "met", ("G", "2"): "unknown"}
    assert answer(rows, partners).members == ("C",)
    assert answer(rows, partners, Choice(lots=("1",))).coalitions == (("A",), ("C",))
    assert list(check(Case(TenderSpec(rows[:1]), partners), ("A",)).groups) == [("G", None)]


def test_undetermined_rows_make_the_answer_conditional() -> None:
    rows = (
        Row("R1", capability="f"),
        Row("R2", capability="g", threshold="ver L"),
        Row("R3", capability="g", rule="acumulable", alternative="G/a"),
        Row("R4", capability="h", rule="acumulable", alternative="H/a"),
        Row("R5", capability="f", alternative="H/b"),
        Row("R6", capability="g", rule="acumulable", mandatory="no"),
    )
    got = answer(rows, register("A f yes"))
    assert (got.conditional, got.undetermined, got.members) == (True, ("G", "R2"), ("A",))
    assert got.groups == {("G", None): "undetermined", ("H", None): "met"}


def test_options_pairs_and_shares() -> None:
    partners = replace(
        register("A f 6; B f 5; C f 5; D f 5"),
        pairs=(PairRow("A", "B", "apart"), PairRow("A", "C", "together")),
    )
    assert answer(money("10"), partners).coalitions == (("A", "C"), ("B", "D"))
    assert answer(money("10"), partners, Choice(include=("B",))).members == ("B", "D")
    assert answer(money("10"), partners, Choice(exclude=("C",))).members == ("B", "D")
    assert answer(money("16"), partners).members == ("A", "C", "D")
    assert answer(money("16"), partners, Choice(max_members=2)).status == "infeasible"
    assert answer(money("16"), partners, minimum_share="33.33").size == 3
    assert answer(money("16"), partners, minimum_share="33.34").status == "infeasible"
    away = replace(partners, entities=(EntityRow("A", available="no"), *partners.entities[1:]))
    assert answer(money("10"), away).members == ("B", "D")
    assert answer(money("10"), away, Choice(include=("A",))).members == ("A", "C")


def test_verified_only_makes_the_rest_unknown() -> None:
    partners = RegisterSpec(
        (EntityRow("A"), EntityRow("B")),
        (Cap("A", "f", "9", status="evidenced"), Cap("B", "f", "9", status="verified")),
    )
    assert answer(money("9"), partners).members == ("A",)
    assert answer(money("9"), partners, Choice(verified_only=True)).members == ("B",)


def test_gaps_name_what_nobody_can_meet() -> None:
    rows = (
        money("100"),
        Row("R2", capability="g"),
        Row("R3", capability="h", alternative="G/a"),
        Row("R4", capability="f"),
    )
    got = answer(rows, register("A f 60; B f 39.99; B g ?; B h no"))
    assert (got.status, got.gaps) == ("infeasible", {"R1", "R2", "G"})


def test_necessity_is_judged_twice() -> None:
    rows = (money("10", lot="1"), Row("R2", lot="2", capability="g"), Row("R3", capability="h", rule="each"))
    got = answer(rows, register("A f 10; A g ?; B g yes; A h yes; B h yes")).necessity
    assert got is not None
    assert (got.verdict, got.alone) == ("amber", {"as_recorded": (), "favourable": ("A", "B")})
    assert got.per_lot["1"] == {"as_recorded": ("A",), "favourable": ("A", "B")}
    assert got.per_lot["2"] == {"as_recorded": ("B",), "favourable": ("A", "B")}


def test_necessity_finds_the_minimal_subsets_without_options() -> None:
    partners = register("A f 6; B f 4; C f 10; D f 3")
    got = answer(money("10"), partners, Choice(include=("A", "B", "D")))
    assert got.necessity is not None
    assert got.necessity.subsets["as_recorded"] == (("A", "B"),)
    assert got.necessity.verdict == "red"
    assert answer(money("10"), partners).necessity.verdict is None  # type: ignore[union-attr]


def test_coverage_is_not_monotone() -> None:
    rows = (money("10"), Row("R2", capability="g", rule="each"))
    got = answer(rows, register("A f 10; A g no; B f 5; B g yes; C f 5; C g yes"))
    assert (got.members, got.points, got.cost) == (("B", "C"), Fraction(0), Fraction(0))


def test_what_covers_as_recorded_covers_favourably_with_undetermined_groups() -> None:
    rows = (
        replace(money("10"), alternative="G/a"),
        Row("R2", capability="g", rule="acumulable", alternative="G/a"),
        Row("R3", capability="g"),
        Row("R4", capability="h"),
    )
    got = answer(rows, register("A f 9; A g yes; A h no; B f 9; B g no; B h yes"), lots=(LotRow("1"),))
    assert got.necessity is not None
    assert (got.undetermined, got.necessity.verdict) == (("G",), "green")
    rows = (*rows[:3], replace(rows[3], lot="2"))
    got = answer(rows, register("A f 9; A g yes; A h no; B f 9; B g no; B h yes"), lots=(LotRow("1"), LotRow("2")))
    assert got.necessity is not None
    assert got.necessity.per_lot["1"] == {"as_recorded": ("A",), "favourable": ("A",)}
