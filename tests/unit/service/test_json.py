"""The published JSON: every field, exact amounts as text."""

import json
from decimal import Decimal
from typing import Any

from consortium import __version__
from consortium.domain.register import Capability
from consortium.domain.result import Options
from consortium.service import check, check_json, solution_json, solve
from tests.unit.domain.builders import LAPSED, holds, row
from tests.unit.service.files import register_file, tender_file

SOLVE = {
    "status", "canonical", "conditional", "undetermined", "size", "lower_bound", "proof", "members", "externals",
    "lead", "shares", "points", "cost", "requirements", "groups", "alternatives", "gaps", "necessity", "findings",
    "seconds", "solver", "inputs", "version",
}  # fmt: skip
CHECK = {
    "covers", "conditional", "undetermined", "members", "lead", "shares", "requirements", "groups", "points", "cost",
    "findings",
}  # fmt: skip
ROW = {"id", "lot", "rule", "mandatory", "unit", "status", "required", "provided", "providers"}
GAP = {"requirement", "part", "required", "best_available", "shortfall", "nearest"}
FINDING = {"level", "code", "file", "sheet", "cell", "params", "message"}


def solved(*parts: Any, **facts: Any) -> dict[str, Any]:
    rows = [p for p in parts if not isinstance(p, tuple)]
    proofs: list[Capability] = [c for p in parts if isinstance(p, tuple) for c in p]
    content = solution_json(solve(tender_file(*rows), register_file(*proofs, **facts), Options()), "en")
    read: dict[str, Any] = json.loads(json.dumps(content))
    return read


def first_row(*parts: Any, **facts: Any) -> dict[str, Any]:
    found: dict[str, Any] = solved(*parts, **facts)["requirements"][0]
    return found


def test_solve_has_every_field_of_the_format_and_no_other() -> None:
    assert set(solved()) == SOLVE


def test_an_optimal_answer() -> None:
    found = solved()
    expected = {
        "status": "optimal", "canonical": True, "conditional": False, "undetermined": [], "size": 3, "lower_bound": 3,
        "proof": "exact", "members": ["A", "B", "C"], "externals": [], "lead": None, "shares": None, "points": "0",
        "cost": "0", "groups": [], "gaps": [], "version": __version__,
        "inputs": {"tender_sha256": "aa", "register_sha256": "bb"},
    }  # fmt: skip
    assert {key: found[key] for key in expected} == expected
    assert found["alternatives"]["total"] == len(found["alternatives"]["coalitions"]) == 10
    assert found["alternatives"]["complete"] is True
    assert found["alternatives"]["coalitions"][0] == ["A", "B", "C"]


def test_where_nothing_covers_what_does_not_apply_is_null_or_empty() -> None:
    found = solved(row("R", "sum", "100", "k€"), holds("A", R="99999.99 EUR"))
    expected = {
        "status": "infeasible", "canonical": False, "size": None, "lower_bound": None, "members": [], "lead": None,
        "points": None, "cost": None, "requirements": [], "groups": [], "necessity": None,
        "alternatives": {"complete": True, "total": 0, "coalitions": []},
    }  # fmt: skip
    assert {key: found[key] for key in expected} == expected


def test_a_gap_has_its_fields_in_the_rows_unit() -> None:
    (gap,) = solved(row("R", "sum", "100", "k€"), holds("A", R="99999.99 EUR"))["gaps"]
    assert set(gap) >= GAP
    assert {key: gap[key] for key in GAP} == {
        "requirement": "R", "part": "threshold", "required": "100", "best_available": "99.99999",
        "shortfall": "0.00001", "nearest": ["A"],
    }  # fmt: skip


def test_a_row_has_its_fields() -> None:
    found = first_row(row("R", "sum", "1.5", "k€", lot="2"), holds("B", R="900 EUR"), holds("A", R="1"))
    assert set(found) == ROW
    assert found == {
        "id": "R", "lot": "2", "rule": "sum", "mandatory": True, "unit": "k€", "status": "met", "required": "1.5",
        "provided": "1.9", "providers": ["A", "B"],
    }  # fmt: skip


def test_any_provides_the_best_single_value() -> None:
    found = first_row(row("R", "any", "10"), holds("A", R="12.50"))
    assert (found["required"], found["provided"]) == ("10", "12.5")


def test_each_and_count_compare_members() -> None:
    for requirement, expected in (
        (row("R", "each", "5", "k€"), ("1", "1")),
        (row("R", "count", "5", "k€", k="1"), ("1", "1")),
    ):
        found = first_row(requirement, holds("A", R="7"))
        assert (found["required"], found["provided"]) == expected


def test_an_undetermined_row_compares_nothing() -> None:
    found = first_row(row("R", None), row("S"), holds("A", S="yes"))
    assert (found["status"], found["rule"], found["required"], found["provided"]) == ("undetermined", None, None, None)
    assert found["providers"] == []


def test_a_row_of_two_lots_has_two_entries() -> None:
    rows = solved(row("R", lot="1;2"), holds("A", R="yes"))["requirements"]
    assert [(r["id"], r["lot"]) for r in rows] == [("R", "1"), ("R", "2")]


def test_a_blank_lot_row_has_one_entry_without_lot() -> None:
    rows = solved(row("R"), row("S", lot="1;2"), holds("A", R="yes", S="yes"))["requirements"]
    assert [(r["id"], r["lot"]) for r in rows] == [("R", None), ("S", "1"), ("S", "2")]


def test_a_group_has_its_fields() -> None:
    found = solved(row("R", group="G/a"), row("S", group="G/b"), holds("A", S="yes", R="no"))
    assert found["groups"] == [{"group": "G", "lot": None, "status": "met", "alternative": "b"}]


def test_undetermined_lists_rows_and_groups_together() -> None:
    found = solved(row("Z", None), row("R", None, group="G/a"), row("S"), holds("A", S="yes"))
    assert (found["conditional"], found["undetermined"]) == (True, ["G", "Z"])


def test_a_lead_is_named_where_a_row_needs_one() -> None:
    assert solved(row("R", "lead"), holds("B", R="yes"))["lead"] == "B"


def test_points_and_cost_are_exact_text() -> None:
    scored = row("S", mandatory=False, points="0.1", lot="1;2")
    found = solved(scored, holds("A", S="yes"), costs={"A": "1234567.89"})
    assert (found["points"], found["cost"]) == ("0.2", "1234567.89")


def test_necessity_has_both_readings_every_lot_and_a_verdict() -> None:
    found = solved(row("R", lot="1"), row("S"), holds("A", R="yes", S="?"), holds("B", R="no", S="yes"))["necessity"]
    assert found == {
        "as_recorded": {"alone": [], "subsets": []},
        "favourable": {"alone": ["A"], "subsets": [["A"]]},
        "per_lot": {"1": {"as_recorded": [], "favourable": ["A"]}},
        "verdict": "amber",
    }


def test_a_coalition_of_one_has_no_verdict() -> None:
    assert solved(row("R"), holds("A", R="yes"))["necessity"]["verdict"] is None


def test_a_finding_has_its_fields_and_a_sentence() -> None:
    (found,) = solved(row("R"), holds("A", R="yes"), holds("B", R=LAPSED))["findings"]
    assert set(found) == FINDING
    assert (found["level"], found["code"], found["file"], found["sheet"], found["cell"]) == (
        "warning", "evidence_expired", "register.xlsx", "Capabilities", "C2",
    )  # fmt: skip
    assert found["params"]["date"] == "2026-11-30"
    assert "B" in found["message"]


def test_sentences_are_in_the_language_asked() -> None:
    solution = solve(tender_file(row("R")), register_file(*holds("A", R="yes"), *holds("B", R=LAPSED)), Options())
    spanish, english = ([f["message"] for f in solution_json(solution, lang)["findings"]] for lang in ("es", "en"))  # type: ignore[attr-defined]
    assert spanish != english


def test_check_has_every_field_of_the_format_and_no_other() -> None:
    shares = {"A": Decimal("0.5"), "B": Decimal("0.3"), "C": Decimal("0.2")}
    found = check_json(check(tender_file(), register_file(), ("C", "A", "B"), "B", shares), "en")
    assert set(found) == CHECK
    assert (found["covers"], found["members"], found["lead"]) == (True, ["A", "B", "C"], "B")
    assert found["shares"] == {"A": "0.5", "B": "0.3", "C": "0.2"}


def test_check_of_a_coalition_that_does_not_cover_still_tells_every_row() -> None:
    found: Any = check_json(check(tender_file(), register_file(), ("A",)), "en")
    assert (found["covers"], found["shares"], found["lead"]) == (False, None, None)
    assert [(r["status"], r["required"], r["provided"]) for r in found["requirements"]] == [("unmet", "100", "40")]
