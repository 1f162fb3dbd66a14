"""Faults of files as the command line tells them: one clear line each, naming file, sheet and cell."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from consortium.__main__ import main

TENDER = {"Tender": [("Deadline", "31/12/2026")], "Requirements": [("ID", "Requirement", "Rule"), ("R1", "ISO", "any")]}
REGISTER = {
    "Entities": [("ID", "Name"), ("E1", "Alpha")],
    "Capabilities": [("Entity", "Capability", "Value"), ("E1", "ISO", "yes")],
}
Sheets = dict[str, list[tuple[object, ...]]]


def write(path: Path, sheets: Sheets) -> str:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


def solve(folder: Path, tender: Sheets, register: Sheets, *options: str) -> int:
    files = write(folder / "pliego.xlsx", tender), write(folder / "registro.xlsx", register)
    return main(["solve", *files, "--lang", "es", *options])


def test_clean_files_solve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert solve(tmp_path, TENDER, REGISTER, "--json", "-") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["members"], {f["level"] for f in answer["findings"]}) == (["E1"], {"info"})


FLAWS: Sequence[tuple[str, Sheets, Sheets, str]] = (
    ("an unknown entity", {}, {"Capabilities": [("E9", "ISO", "yes")]}, "registro.xlsx, Capabilities, A3"),
    ("an entity twice", {}, {"Entities": [("E1", "Again")]}, "registro.xlsx, Entities, A3"),
    ("a requirement twice", {"Requirements": [("R1", "again", "any")]}, {}, "pliego.xlsx, Requirements, A3"),
    ("a pair of one", {}, {"Pairs": [("A", "B", "Relation"), ("E1", "E1", "apart")]}, "registro.xlsx, Pairs, B2"),
    ("a currency that is none", {"Tender": [("Currency", "duros")]}, {}, "pliego.xlsx, Tender, B2"),
    ("a share above the whole", {"Tender": [("Minimum share", 130)]}, {}, "pliego.xlsx, Tender, B2"),
)  # fmt: skip


def more(base: Sheets, extra: Sheets) -> Sheets:
    return {title: [*base.get(title, []), *extra.get(title, [])] for title in {**base, **extra}}


@pytest.mark.parametrize(("flaw", "tender", "register", "place"), FLAWS, ids=lambda v: str(v)[:30])
def test_a_flaw_that_would_make_the_answer_wrong_stops_with_one_line(
    flaw: str, tender: Sheets, register: Sheets, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert solve(tmp_path, more(TENDER, tender), more(REGISTER, register)) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1, flaw
    assert lines[0].startswith(f"{place}: ")


def test_an_impossible_deadline_stops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tender = {**TENDER, "Tender": [("Fecha límite", "31/02/2026")]}
    assert solve(tmp_path, tender, REGISTER) == 2
    assert capsys.readouterr().err.startswith("pliego.xlsx, Tender, B1: «31/02/2026» no existe")


@pytest.mark.parametrize("missing", ["Entities", "Requirements"])
def test_a_missing_sheet_is_named(missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tender = {title: rows for title, rows in TENDER.items() if title != missing}
    register = {title: rows for title, rows in REGISTER.items() if title != missing}
    assert solve(tmp_path, tender, register) == 2
    assert {"Entities": "Entidades", "Requirements": "Requisitos"}[missing] in capsys.readouterr().err


def test_files_in_the_wrong_places_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert solve(tmp_path, REGISTER, TENDER) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["pliego.xlsx", "registro.xlsx"]


def test_warnings_do_not_stop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tender = more(TENDER, {"Requirements": [("R2", "x", "ver apartado L"), ("R3", "y", "count")]})
    assert solve(tmp_path, tender, REGISTER, "--json", "-") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["conditional"], answer["undetermined"]) == (True, ["R2", "R3"])
    warnings = [f for f in answer["findings"] if f["level"] == "warning"]
    assert {f["code"] for f in warnings} == {"unreadable_rule", "count_without_k"}
    assert all(f["cell"] and f["message"].startswith(f["params"]["requirement"]) for f in warnings)


@pytest.mark.parametrize("kind", ["tender", "register"])
def test_read_ends_well_whatever_it_finds(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "x.xlsx", {"Notes": [("hello",)]})
    assert main(["read", kind, file, "--lang", "en", "--json", "-"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert [f["level"] for f in read["findings"]] == ["info", "error"]


def test_a_tender_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("ID", "Requirement", "Threshold", "Unit", "Parameters"), ("R1", "Turnover", "1.250,50", "k€", "floor=5%")]
    file = write(tmp_path / "t.xlsx", {"Requirements": rows})
    main(["read", "tender", file, "--lang", "en", "--json", "-"])
    read = json.loads(capsys.readouterr().out)
    row = read["requirements"][0]
    assert (row["threshold"], row["threshold_text"], row["unit"], row["rule"]) == ("1250.5", "1.250,50", "k€", "sum")
    assert (row["parameters"], row["sheet"], row["cell"]) == ({"floor": "5%"}, "Requirements", "B2")
    assert read["tables"][0]["columns"] == {"id": "A", "text": "B", "threshold": "C", "unit": "D", "parameters": "E"}
