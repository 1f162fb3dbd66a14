"""The Coverage sheet, worked out by a spreadsheet program, says what the verifier says."""

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from consortium.domain.call import Rule
from consortium.domain.case import case_of
from consortium.domain.register import Mark
from consortium.domain.verify import State, assess
from consortium.report.content import SIGN_OF
from consortium.report.coverage_plan import BEFORE, FIRST, OVERALL, POINTS, Plan
from consortium.report.dossier import Dossier
from consortium.report.proposal import proposal_workbook
from tests.unit.report.dossiers import drawn, showcase
from tests.unit.report.sheets import needs_libreoffice, opened, recalculated

pytestmark = needs_libreoffice
SEEDS = range(16)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Dossier, Any]]:
    """Dossiers with their workbooks as recalculated; one run of the program for all of them."""
    dossiers = {f"drawn{seed}": drawn(seed) for seed in SEEDS} | {"showcase": showcase()}
    files = {name: proposal_workbook(d, "es") for name, d in dossiers.items()}
    files["edited"] = edited(files["showcase"])
    books = recalculated(files, tmp_path_factory.mktemp("lo"))
    return {name: (dossiers.get(name, showcase()), books[name]) for name in files}


def edited(data: bytes) -> bytes:
    """The showcase with other values typed in: a lead chosen by hand, a number, a sign, a blank."""
    book = opened(data)
    sheet = book["Cobertura"]
    column = len(BEFORE) + 1
    sheet["D4"].value = sheet.cell(FIRST - 1, column + 1).value
    sheet.cell(position("R10"), column + 2).value = 3
    sheet.cell(position("R09"), column).value = "—"
    sheet.cell(position("R05"), column).value = None
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def position(id_: str, lot: str | None = None) -> int:
    needs = showcase().case.needs
    return FIRST + next(i for i, n in enumerate(needs) if n.requirement.id == id_ and lot in (None, n.lot))


def column(sheet: Worksheet, dossier: Dossier, key: str) -> Iterator[tuple[int, Any]]:
    plan = Plan(len(dossier.answer.members))
    for i in range(len(dossier.case.needs)):
        yield i, sheet.cell(FIRST + i, plan.column(key)).value


@pytest.mark.parametrize("name", [f"drawn{seed}" for seed in SEEDS] + ["showcase"])
def test_verdicts_are_the_verifiers(judged: dict[str, tuple[Dossier, Any]], name: str) -> None:
    dossier, book = judged[name]
    expected = [(i, SIGN_OF[o.state].value) for i, o in enumerate(dossier.assessment.outcomes)]
    assert list(column(book["Cobertura"], dossier, "verdict")) == expected


@pytest.mark.parametrize("name", [f"drawn{seed}" for seed in SEEDS] + ["showcase"])
def test_amounts_are_the_verifiers(judged: dict[str, tuple[Dossier, Any]], name: str) -> None:
    dossier, book = judged[name]
    for key in ("required", "provided"):
        for i, shown in column(book["Cobertura"], dossier, key):
            measure = dossier.assessment.outcomes[i].measure
            if measure is None:
                assert shown is None
                continue
            exact = getattr(measure, key)
            wanted = exact if measure.in_members else dossier.case.needs[i].in_unit(exact)
            assert Decimal(str(shown)) == pytest.approx(wanted, abs=Decimal("0.000001"))


@pytest.mark.parametrize("name", [f"drawn{seed}" for seed in SEEDS] + ["showcase"])
def test_groups_points_and_the_whole(judged: dict[str, tuple[Dossier, Any]], name: str) -> None:
    dossier, book = judged[name]
    sheet, assessment = book["Cobertura"], dossier.assessment
    plan = Plan(len(dossier.answer.members))
    found = {}
    for r in range(FIRST + len(dossier.case.needs), sheet.max_row + 1):
        if sheet.cell(r, 1).value and sheet.cell(r, plan.column("mandatory")).value:
            lot = sheet.cell(r, plan.column("lot")).value
            found[sheet.cell(r, 1).value, lot] = sheet.cell(r, plan.column("verdict")).value
    assert found == {(g.group.name, g.group.lot): SIGN_OF[g.state].value for g in assessment.groups}
    assert Decimal(str(sheet[POINTS].value)) == assessment.points
    assert (sheet[OVERALL].value == "✓") is assessment.covers
    assert (sheet[OVERALL].value == "✗") is _something_fails(dossier)


def _something_fails(dossier: Dossier) -> bool:
    assessment = dossier.assessment
    rows = [o.state for o in assessment.outcomes if o.need.stands_alone]
    groups = [g.state for g in assessment.groups if g.group.mandatory]
    return State.UNMET in rows + groups


def test_a_changed_value_changes_the_verdict(judged: dict[str, tuple[Dossier, Any]]) -> None:
    """The same edits made in the register give the same verdicts."""
    dossier, book = judged["edited"]
    changes = {("E3", "c-R10"): Decimal(3), ("E1", "c-R09"): Mark.NO, ("E1", "c-R05"): Mark.UNKNOWN}
    rows = tuple(
        replace(
            c, value=changes.get((c.entity, c.name), c.value), unit=None if (c.entity, c.name) in changes else c.unit
        )
        for c in dossier.register.capabilities
    )
    case = case_of(dossier.tender, replace(dossier.register, capabilities=rows))
    expected = assess(case, dossier.answer.members, "E2")
    shown = dict(column(book["Cobertura"], dossier, "verdict"))
    assert shown == {i: SIGN_OF[o.state].value for i, o in enumerate(expected.outcomes)}
    before = [o.state for o in dossier.assessment.outcomes]
    assert sum(o.state is not b for o, b in zip(expected.outcomes, before, strict=True)) >= 4


def test_the_draws_reach_every_rule_and_state() -> None:
    seen = {(o.need.rule, o.state) for seed in SEEDS for o in drawn(seed).assessment.outcomes}
    rules = (Rule.ANY, Rule.EACH, Rule.COUNT, Rule.LEAD, Rule.SUM)
    assert seen == {(rule, state) for rule in rules for state in (State.MET, State.UNMET, State.UNKNOWN)}


def test_parts_of_the_thresholds(judged: dict[str, tuple[Dossier, Any]]) -> None:
    _, book = judged["showcase"]
    sheet = book["Cobertura"]
    label = next(c.row for c in sheet["C"] if c.value == "R05 · lote 1")
    parts = [sheet.cell(label, len(BEFORE) + n).value for n in (1, 2, 3)]
    assert parts == pytest.approx([909000 / 1440000, 710000 / 1440000, 456000 / 1440000])
    below_floor = next(c.row for c in sheet["C"] if c.value == "R07")
    assert sheet.cell(below_floor, len(BEFORE) + 3).value == 0
