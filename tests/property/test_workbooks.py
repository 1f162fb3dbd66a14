"""End to end: random tenders written as workbooks, read, solved, and compared with brute force."""

import json
import random
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from consortium import service
from tests import oracle
from tests.generators import random_case
from tests.generators_all import random_case_of
from tests.property.compare import answered, expected, options, unequal
from tests.spec import Case
from tests.workbooks import write_register, write_tender


def _written(case: Case, folder: Path, language: str, seed: int | None) -> tuple[Path, Path]:
    return (
        write_tender(folder / "tender.xlsx", case.tender, language, seed),
        write_register(folder / "register.xlsx", case.register, language, seed),
    )


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("seed", range(20))
def test_workbooks_say_what_the_spec_says(seed: int, language: str, tmp_path: Path) -> None:
    case = random_case(random.Random(f"{language} {seed}"))
    tender, register = _written(case, tmp_path, language, seed)
    solution = service.solve(
        service.read_tender(tender.read_bytes(), tender.name),
        service.read_register(register.read_bytes(), register.name),
        options(case),
    )
    assert unequal(answered(solution.answer), expected(case)) == {}, case


@pytest.mark.parametrize("seed", range(30))
def test_workbooks_of_all_rules(seed: int, tmp_path: Path) -> None:
    case = random_case_of(random.Random(f"workbook {seed}"))
    tender, register = _written(case, tmp_path, ("es", "en")[seed % 2], seed)
    solution = service.solve(
        service.read_tender(tender.read_bytes(), tender.name),
        service.read_register(register.read_bytes(), register.name),
        options(case),
    )
    theirs = oracle.solve(case)
    told = service.solution_json(solution, "es")
    assert told["size"] == theirs.size
    assert (told["members"], told["externals"]) == (sorted(theirs.members), sorted(theirs.externals))
    assert {gap["requirement"] for gap in told["gaps"]} == theirs.gaps


def _command(case: Case, tender: Path, register: Path) -> list[str]:
    choice = case.choice
    flags = [f"--lot={lot}" for lot in choice.lots]
    flags += [f"--include={i}" for i in choice.include] + [f"--exclude={i}" for i in choice.exclude]
    flags += [f"--max-members={choice.max_members}"] if choice.max_members else []
    flags += ["--verified-only"] if choice.verified_only else []
    return [sys.executable, "-m", "consortium", "solve", str(tender), str(register), *flags, "--json", "-"]


@pytest.mark.parametrize("seed", range(6))
def test_the_command_line(seed: int, tmp_path: Path) -> None:
    case = random_case(random.Random(f"command {seed}"))
    done = subprocess.run(_command(case, *_written(case, tmp_path, "es", None)), capture_output=True, text=True)
    theirs = expected(case)
    assert done.returncode == (0 if theirs["size"] else 3), done.stderr
    ours = json.loads(done.stdout)
    plain = ("status", "size", "lead", "conditional")
    assert {k: ours[k] for k in plain} == {k: theirs[k] for k in plain}
    assert ours["undetermined"] == list(theirs["undetermined"])  # type: ignore[call-overload]
    assert ours["members"] == list(theirs["members"])  # type: ignore[call-overload]
    assert {gap["requirement"] for gap in ours["gaps"]} == theirs["gaps"]
    if theirs["size"]:
        assert [Fraction(ours[k]) for k in ("points", "cost")] == [theirs["points"], theirs["cost"]]
        assert ours["alternatives"]["total"] == theirs["total"]
        assert [tuple(c) for c in ours["alternatives"]["coalitions"]] == list(theirs["coalitions"])[:100]  # type: ignore[call-overload]
        assert {(r["id"], r["lot"]): r["status"] for r in ours["requirements"]} == theirs["requirements"]
        assert {(g["group"], g["lot"]): g["status"] for g in ours["groups"]} == theirs["groups"]
