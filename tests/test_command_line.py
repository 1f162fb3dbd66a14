"""The command line as its users meet it: exit statuses, one line a fault, JSON alone on standard output.

Calls are processes of their own; the long tables of faults and options are called in this one, which is faster.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from consortium.__main__ import main
from tests.spec import Cap, EntityRow, LotRow, PairRow, RegisterSpec, Row, TenderSpec
from tests.workbooks import write_register, write_tender

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_data"
SPEC = TenderSpec(
    (
        Row("R1", capability="turnover", rule="sum", threshold="100", unit="EUR"),
        Row("R2", lot="1", capability="iso", rule="any"),
        Row("R3", lot="2", capability="head", rule="lead"),
        Row("R4", capability="office", rule="any", mandatory="no", points="5"),
    ),
    lots=(LotRow("1"), LotRow("2")),
    deadline="2026-12-01",
)
PARTNERS = RegisterSpec(
    tuple(EntityRow(e) for e in "ABCD"),
    (
        *(Cap(e, "turnover", "60") for e in "ABC"),
        Cap("B", "iso", "yes", valid_until="2026-12-01"),
        Cap("A", "head", "yes"),
        Cap("C", "head", "yes"),
        Cap("C", "office", "yes"),
    ),
    (PairRow("A", "D", "apart"),),
)
SOLVE_KEYS = {
    "status", "canonical", "conditional", "undetermined", "size", "lower_bound", "proof", "members", "externals",
    "lead", "shares", "points", "cost", "requirements", "groups", "alternatives", "gaps", "necessity", "findings",
    "seconds", "solver", "inputs", "version",
}  # fmt: skip
CHECK_KEYS = {
    "covers", "conditional", "undetermined", "members", "lead", "shares", "requirements", "groups", "points", "cost",
    "findings",
}  # fmt: skip
REQUIREMENT_KEYS = {
    "id", "lot", "category", "text", "capability", "rule", "threshold", "threshold_text", "unit", "parameters",
    "mandatory", "points", "alternative", "evidence", "source", "sheet", "cell", "proposal",
}  # fmt: skip
FINDING_KEYS = {"level", "code", "file", "sheet", "cell", "params", "message"}
Done = subprocess.CompletedProcess[str]


Call = Callable[..., Done]


def run(*arguments: object, lang: str | None = "en", **environment: str) -> Done:
    """One call as a process."""
    done = subprocess.run(
        [sys.executable, "-m", "consortium", *_spelled(arguments, lang)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return _sound(done)


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    """One call in this process."""

    def called(*arguments: object, lang: str | None = "en") -> Done:
        spelled = _spelled(arguments, lang)
        status = main(spelled)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return _sound(Done(spelled, status, out.decode(), err.decode()))

    return called


def _spelled(arguments: tuple[object, ...], lang: str | None) -> list[str]:
    return [*map(str, arguments), *(() if lang is None else ("--lang", lang))]


def _sound(done: Done) -> Done:
    """No call may ever show a traceback or ask for its maintainer."""
    assert "Traceback" not in done.stderr
    assert "Internal error" not in done.stderr
    return done


def fault(done: Done) -> list[str]:
    """The lines of a call that ended with 2 and said nothing on standard output."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    return done.stderr.splitlines()


def content(done: Done, status: int = 0) -> dict[str, Any]:
    """The JSON that stands alone on standard output."""
    assert (done.returncode, done.stderr) == (status, "")
    read: dict[str, Any] = json.loads(done.stdout)
    return read


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A tender in two lots and its register: A and B, or B and C, which has more points."""
    folder = tmp_path_factory.mktemp("files")
    return write_tender(folder / "tender.xlsx", SPEC), write_register(folder / "register.xlsx", PARTNERS)


def spoilt(path: Path, sheet: str, cell: str, value: object) -> Path:
    """The workbook with another value in one cell."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path


# solve


def test_solve_finds_a_coalition(files: tuple[Path, Path]) -> None:
    done = run("solve", *files)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()[1:]] == ["B", "C"]


def test_solve_json_has_every_key_of_the_format(files: tuple[Path, Path]) -> None:
    found = content(run("solve", *files, "--json", "-"))
    assert set(found) == SOLVE_KEYS
    assert (found["status"], found["members"], found["lead"], found["points"]) == ("optimal", ["B", "C"], "C", "5")
    assert found["alternatives"] == {"complete": True, "total": 2, "coalitions": [["B", "C"], ["A", "B"]]}
    assert found["necessity"]["verdict"] == "green"
    assert {len(digest) for digest in found["inputs"].values()} == {64}


def test_json_to_a_file_leaves_standard_output_to_people(files: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("solve", *files, "--json", tmp_path / "answer.json")
    assert done.stdout.startswith("2 members")
    assert json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))["size"] == 2


@pytest.mark.parametrize(
    ("options", "members"),
    [
        (("--lot", "1"), ["B", "C"]),
        (("--lot", "2"), ["A", "C"]),
        (("--lot", "1", "--lot", "2", "--exclude", "C"), ["A", "B"]),
        (("--include", "A"), ["A", "B"]),
        (("--include", "A", "--include", "C"), ["A", "B", "C"]),
        (("--max-members", "2", "--solver", "highs"), ["B", "C"]),
        (("--time-limit", "30"), ["B", "C"]),
        (("--time-limit", "inf"), ["B", "C"]),
    ],
)
def test_options(call: Call, files: tuple[Path, Path], options: tuple[str, ...], members: list[str]) -> None:
    assert content(call("solve", *files, *options, "--json", "-"))["members"] == members


def test_alternatives_limits_the_list(files: tuple[Path, Path]) -> None:
    found = content(run("solve", *files, "--alternatives", "1", "--json", "-"))["alternatives"]
    assert (found["total"], found["coalitions"]) == (2, [["B", "C"]])


@pytest.mark.parametrize("options", [("--exclude", "B"), ("--max-members", "1"), ("--verified-only",)])
def test_proven_infeasible_is_3(call: Call, files: tuple[Path, Path], options: tuple[str, ...]) -> None:
    found = content(call("solve", *files, *options, "--json", "-"), status=3)
    assert (found["status"], found["members"], found["size"]) == ("infeasible", [], None)


def test_what_is_missing_is_said_with_its_unit(files: tuple[Path, Path]) -> None:
    done = run("solve", *files, "--exclude", "B", "--exclude", "C")
    assert done.returncode == 3
    assert [line.strip() for line in done.stdout.splitlines()[1:]] == [
        "R1: out of reach; short by 40 EUR.",
        "R2: nobody meets it.",
    ]


def test_nothing_found_in_the_time_given_is_4(tmp_path: Path) -> None:
    """Twenty sums that ten of sixty, two of them together, may or may not reach: no time to settle that."""
    rows = tuple(Row(f"R{n}", capability=f"c{n}", rule="sum", threshold="1000", unit="EUR") for n in range(20))
    entities = tuple(EntityRow(f"E{n:02d}") for n in range(60))
    rng = random.Random(5)
    caps = tuple(Cap(e.id, r.capability, str(rng.randint(0, 200))) for e in entities for r in rows)
    tender = write_tender(tmp_path / "t.xlsx", TenderSpec(rows, deadline="2026-12-01"))
    register = write_register(tmp_path / "r.xlsx", RegisterSpec(entities, caps, (PairRow("E00", "E01", "together"),)))
    limits = ("--max-members", "10", "--time-limit", "0.001")
    found = content(run("solve", tender, register, *limits, "--json", "-"), status=4)
    assert (found["status"], found["members"], found["proof"], found["necessity"]) == ("not_found", [], None, None)
    assert 1 <= found["lower_bound"] <= 10


def test_one_member_is_spoken_of_as_one(tmp_path: Path) -> None:
    tender = write_tender(tmp_path / "t.xlsx", TenderSpec((Row("R1", capability="iso", rule="any"),)))
    register = write_register(tmp_path / "r.xlsx", RegisterSpec((EntityRow("A"),), (Cap("A", "iso", "yes"),)))
    assert run("solve", tender, register).stdout.startswith("1 member of this register covers the tender alone")


# the proposal


def test_a_proposal_is_a_workbook(files: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("solve", *files, "--proposal", tmp_path / "out.xlsx")
    assert done.returncode == 0
    assert len(openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames) >= 9


def test_a_proposal_of_no_coalition_says_what_is_missing(files: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("solve", *files, "--exclude", "B", "--proposal", tmp_path / "out.xlsx", lang="es")
    assert done.returncode == 3
    assert (tmp_path / "out.xlsx").exists()


def test_json_on_standard_output_stands_alone_beside_a_proposal(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert content(run("solve", *files, "--json", "-", "--proposal", tmp_path / "out.xlsx"))["size"] == 2


# usage faults


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--lot", "9"), "9"),
        (("--include", "Z"), "Z"),
        (("--exclude", "b"), "b"),
        (("--include", "A", "--exclude", "A"), "A"),
        (("--max-members", "0"), "max-members"),
        (("--max-members", "two"), "two"),
        (("--time-limit", "-1"), "time-limit"),
        (("--time-limit", "nan"), "time-limit"),
        (("--alternatives", "0"), "alternatives"),
        (("--solver", "abacus"), "abacus"),
        (("--proposal", "out.odt"), "out.odt"),
        (("--nonsense",), "nonsense"),
        (("--json", "/nowhere/answer.json"), "/nowhere/answer.json"),
        (("--proposal", "/nowhere/out.xlsx"), "/nowhere/out.xlsx"),
    ],
)
def test_an_impossible_option_is_one_line_that_names_it(
    call: Call, files: tuple[Path, Path], options: tuple[str, ...], named: str
) -> None:
    (line,) = fault(call("solve", *files, *options))
    assert named in line


def test_each_fault_has_its_line(call: Call, files: tuple[Path, Path]) -> None:
    lines = fault(call("solve", *files, "--lot", "9", "--include", "Y", "--exclude", "Z", "--max-members", "0"))
    assert [word in line for word, line in zip(("9", "Y", "Z", "max-members"), lines, strict=True)] == [True] * 4


@pytest.mark.parametrize("arguments", [("sing",), ("solve",), ("solve", "tender.xlsx"), ("read", "poem", "x.xlsx")])
def test_what_is_no_command_is_one_line(call: Call, arguments: tuple[str, ...]) -> None:
    (line,) = fault(call(*arguments))
    assert line.startswith("The command is not understood")


def test_no_command_at_all_is_one_line() -> None:
    (line,) = fault(run(lang=None, LC_ALL="en_GB.UTF-8"))
    assert line.startswith("The command is not understood")


# files


def test_a_missing_file_is_named(files: tuple[Path, Path]) -> None:
    (line,) = fault(run("solve", "absent.xlsx", files[1]))
    assert "absent.xlsx" in line


def test_two_missing_files_have_a_line_each(call: Call) -> None:
    first, second = fault(call("solve", "absent.xlsx", "gone.xlsx"))
    assert "absent.xlsx" in first
    assert "gone.xlsx" in second


def test_a_folder_is_no_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    (line,) = fault(run("solve", files[0], tmp_path))
    assert str(tmp_path) in line


@pytest.mark.parametrize(("name", "data"), [("note.xlsx", b"%PDF-1.7 not a sheet"), ("empty.xlsx", b"")])
def test_a_wrong_type_is_named(call: Call, files: tuple[Path, Path], tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (line,) = fault(call("solve", tmp_path / name, files[1]))
    assert name in line


def test_files_that_changed_places_are_recognised(files: tuple[Path, Path]) -> None:
    lines = fault(run("solve", files[1], files[0]))
    assert [line.split(":")[0] for line in lines] == ["register.xlsx", "tender.xlsx"]


# faults in the tables


def place(file: str, sheet: str, cell: str) -> str:
    return f"{file}, {sheet}, {cell}:"


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("Requirements", "A3", "R1"),
        ("Requirements", "B3", "7"),
        ("Tender", "B5", "31/02/2026"),
    ],
    ids=["duplicate ID", "unknown lot", "impossible date"],
)
def test_a_fault_of_the_tender_names_file_sheet_and_cell(
    call: Call, files: tuple[Path, Path], tmp_path: Path, sheet: str, cell: str, value: str
) -> None:
    tender = spoilt(write_tender(tmp_path / "t.xlsx", SPEC), sheet, cell, value)
    (line,) = fault(call("solve", tender, files[1]))
    assert line.startswith(place("t.xlsx", sheet, cell))


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("Entities", "A3", "A"),
        ("Capabilities", "A5", "Nobody"),
        ("Capabilities", "F5", "2026-13-01"),
        ("Pairs", "B2", "Nobody"),
    ],
    ids=["duplicate ID", "unknown entity", "impossible date", "pair of an unknown entity"],
)
def test_a_fault_of_the_register_names_file_sheet_and_cell(
    call: Call, files: tuple[Path, Path], tmp_path: Path, sheet: str, cell: str, value: str
) -> None:
    register = spoilt(write_register(tmp_path / "r.xlsx", PARTNERS), sheet, cell, value)
    lines = fault(call("solve", files[0], register))
    assert any(line.startswith(place("r.xlsx", sheet, cell)) for line in lines), lines


def test_faults_of_both_files_have_a_line_each(call: Call, tmp_path: Path) -> None:
    tender = spoilt(write_tender(tmp_path / "t.xlsx", SPEC), "Requirements", "A3", "R1")
    register = spoilt(write_register(tmp_path / "r.xlsx", PARTNERS), "Entities", "A3", "A")
    lines = fault(call("check", tender, register, "--members", "A"))
    assert {line.split(",")[0] for line in lines} == {"t.xlsx", "r.xlsx"}


def test_no_requirement_and_no_entity_are_faults(call: Call, files: tuple[Path, Path], tmp_path: Path) -> None:
    tender = write_tender(tmp_path / "t.xlsx", TenderSpec(()))
    register = write_register(tmp_path / "r.xlsx", RegisterSpec(()))
    lines = fault(call("solve", tender, register))
    assert [line.split(":")[0] for line in lines] == ["t.xlsx, Requirements", "r.xlsx, Entities"]


def test_an_unreadable_threshold_stops_nothing_and_makes_the_answer_conditional(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    tender = spoilt(write_tender(tmp_path / "t.xlsx", SPEC), "Requirements", "G3", "ver apartado L")
    found = content(run("solve", tender, files[1], "--json", "-"))
    assert (found["conditional"], found["undetermined"]) == (True, ["R2"])
    assert any((f["sheet"], f["cell"]) == ("Requirements", "G3") for f in found["findings"])


def test_every_finding_has_its_fields_and_its_sentence(files: tuple[Path, Path], tmp_path: Path) -> None:
    register = spoilt(write_register(tmp_path / "r.xlsx", PARTNERS), "Capabilities", "F5", "2026-11-30")
    found = content(run("solve", files[0], register, "--json", "-"), status=3)["findings"]
    assert found
    assert all(set(f) == FINDING_KEYS and f["message"] for f in found)


# check


def test_check_covers(files: tuple[Path, Path]) -> None:
    found = content(run("check", *files, "--members", "C,B", "--json", "-"))
    assert set(found) == CHECK_KEYS
    assert (found["covers"], found["members"], found["lead"], found["shares"]) == (True, ["B", "C"], "C", None)


def test_check_does_not_cover_is_3(files: tuple[Path, Path]) -> None:
    found = content(run("check", *files, "--members", "A,C", "--json", "-"), status=3)
    assert (found["covers"], {r["id"]: r["status"] for r in found["requirements"]}["R2"]) == (False, "unknown")


def test_check_with_a_lead(call: Call, files: tuple[Path, Path]) -> None:
    assert content(call("check", *files, "--members", "A,B,C", "--lead", "A", "--json", "-"))["lead"] == "A"
    assert call("check", *files, "--members", "A,B", "--lead", "B").returncode == 3


def test_check_with_shares(files: tuple[Path, Path]) -> None:
    shares = "B=60%, C=40%"
    found = content(run("check", *files, "--members", "B,C", "--shares", shares, "--json", "-"))
    assert found["shares"] == {"B": "0.6", "C": "0.4"}


def test_check_a_share_under_the_minimum_does_not_cover(call: Call, files: tuple[Path, Path], tmp_path: Path) -> None:
    tender = write_tender(tmp_path / "t.xlsx", replace(SPEC, minimum_share="45"))
    assert call("check", tender, files[1], "--members", "B,C", "--shares", "B=60%,C=40%").returncode == 3
    assert call("check", tender, files[1], "--members", "B,C", "--shares", "B=55%,C=45%").returncode == 0


def test_check_of_a_broken_pair_is_3(call: Call, files: tuple[Path, Path]) -> None:
    assert call("check", *files, "--members", "A,B,C,D").returncode == 3
    assert call("check", *files, "--members", "B,C,D").returncode == 0


def test_check_one_lot(files: tuple[Path, Path]) -> None:
    assert run("check", *files, "--members", "A,C", "--lot", "2").returncode == 0


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--members", "Z"), "Z"),
        (("--members", ","), "member"),
        (("--members", "A,B", "--lead", "C"), "C"),
        (("--members", "A,B", "--shares", "A=60%,B=30%"), "90"),
        (("--members", "A,B", "--shares", "A=100%"), "B"),
        (("--members", "A,B", "--shares", "A=half,B=50%"), "half"),
        (("--members", "A,B", "--shares", ""), "ID=60%"),
        (("--members", "A,B", "--shares", "A=1e999999999%,B=50%"), "1e999999999"),
        (("--members", "A,B", "--shares", "A=60%,A=40%"), "A=40%"),
        (("--members", "A,B", "--shares", "A=33.333%,B=66.667%"), "0.01"),
    ],
)
def test_a_check_that_cannot_be_is_one_line(
    call: Call, files: tuple[Path, Path], options: tuple[str, ...], named: str
) -> None:
    (line,) = fault(call("check", *files, *options))
    assert named in line


# read


def test_read_tender_has_every_key_of_the_format(files: tuple[Path, Path]) -> None:
    found = content(run("read", "tender", files[0], "--json", "-"))
    assert set(found) == {"tender", "lots", "requirements", "tables", "findings"}
    assert set(found["requirements"][0]) == REQUIREMENT_KEYS
    first = found["requirements"][0]
    assert (first["id"], first["rule"], first["threshold"], first["unit"]) == ("R1", "sum", "100", "EUR")
    assert (first["sheet"], first["cell"]) == ("Requirements", "D2")
    assert {"sheet", "header_row", "first_row", "last_row", "columns", "hidden"} == set(found["tables"][0])


def test_read_register_has_every_key_of_the_format(files: tuple[Path, Path]) -> None:
    found = content(run("read", "register", files[1], "--json", "-"))
    assert set(found) == {
        "entities", "capabilities", "references", "people", "external", "pairs", "tables", "findings",
    }  # fmt: skip
    assert set(found["capabilities"][0]) == {
        "entity", "capability", "value", "unit", "valid_from", "valid_until", "status", "sheet", "cell",
    }  # fmt: skip
    assert [e["id"] for e in found["entities"]] == ["A", "B", "C", "D"]


def test_read_ends_well_whatever_it_finds(tmp_path: Path) -> None:
    tender = spoilt(write_tender(tmp_path / "t.xlsx", SPEC), "Requirements", "A3", "R1")
    done = run("read", "tender", tender)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Requirements, A3" in done.stdout


def test_read_cannot_read_is_2(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert "photo.png" in fault(run("read", "register", tmp_path / "photo.png"))[0]


# templates


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize(("kind", "empty"), [("tender", "no_requirements"), ("register", "no_entities")])
def test_a_template_reads_back_with_no_error_but_its_emptiness(
    tmp_path: Path, kind: str, empty: str, lang: str
) -> None:
    assert run("template", kind, tmp_path / "out.xlsx", lang=lang).returncode == 0
    found = content(run("read", kind, tmp_path / "out.xlsx", "--json", "-", lang=lang))["findings"]
    assert [f["code"] for f in found if f["level"] == "error"] == [empty]


def test_a_template_elsewhere_or_of_another_type_is_a_usage_fault() -> None:
    assert "/nowhere/out.xlsx" in fault(run("template", "tender", "/nowhere/out.xlsx"))[0]
    assert "out.csv" in fault(run("template", "tender", "out.csv"))[0]


# languages


def test_lang_decides_what_people_read(files: tuple[Path, Path]) -> None:
    assert "members of this register" in run("solve", *files, lang="en").stdout
    assert "miembros de este registro" in run("solve", *files, lang="es").stdout


def test_without_lang_the_locale_decides_and_spanish_is_the_default(files: tuple[Path, Path]) -> None:
    assert "There is no lot" in fault(run("solve", *files, "--lot", "9", lang=None, LC_ALL="en_GB.UTF-8"))[0]
    assert "no existe en la licitación" in fault(run("solve", *files, "--lot", "9", lang=None, LC_ALL="C.UTF-8"))[0]


def test_faults_speak_the_language_asked_even_when_the_call_cannot_be_parsed() -> None:
    assert fault(run("solve", lang="es"))[0].startswith("La orden no se entiende")
    assert fault(run("solve", lang="en"))[0].startswith("The command is not understood")


def test_json_is_utf_8_whatever_the_terminal_speaks(files: tuple[Path, Path]) -> None:
    spanish = content(run("solve", *files, "--json", "-", lang="es", PYTHONIOENCODING="ascii"))
    assert spanish["size"] == 2
    assert run("solve", *files, lang="es", PYTHONIOENCODING="ascii").returncode == 0


# sample data


def test_the_home_care_sample_is_covered() -> None:
    found = content(run("solve", SAMPLES / "licitacion_ayuda_domicilio.xlsx", SAMPLES / "registro_entidades.xlsx",
                        "--json", "-", lang="es"))  # fmt: skip
    assert (found["status"], found["canonical"]) == ("optimal", True)
    assert found["size"] in (3, 4)
    assert found["alternatives"]["total"] > 1


def test_the_sample_that_cannot_be_covered_has_two_gaps() -> None:
    found = content(run("solve", SAMPLES / "licitacion_sin_cobertura.xlsx", SAMPLES / "registro_entidades.xlsx",
                        "--json", "-", lang="es"), status=3)  # fmt: skip
    assert len(found["gaps"]) == 2
    assert all(set(gap) >= {"requirement", "part", "required", "best_available", "shortfall", "nearest"}
               for gap in found["gaps"])  # fmt: skip


def test_solve_and_check_agree_on_a_sample() -> None:
    files = SAMPLES / "tender_green_elmbrook.xlsx", SAMPLES / "register_social_enterprises.xlsx"
    solved = content(run("solve", *files, "--json", "-"))
    checked = content(run("check", *files, "--members", ",".join(solved["members"]), "--json", "-"))
    for key in ("members", "lead", "points", "cost", "requirements", "groups", "undetermined"):
        assert checked[key] == solved[key], key


@pytest.mark.parametrize("command", ["", "solve", "check"])
def test_help_is_no_fault(command: str) -> None:
    done = run(*command.split(), "--help", lang=None)
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage" in done.stdout
