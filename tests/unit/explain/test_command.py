"""``explain`` and ``model`` on the command line: the published JSON, sentences in both languages, exit statuses."""

import json
from pathlib import Path

import pytest

from consortium import service
from consortium.__main__ import main
from consortium.domain.result import Options
from consortium.words import LANGUAGES

SAMPLES = Path(__file__).parents[3] / "sample_data"
COVERED = (str(SAMPLES / "licitacion_ayuda_domicilio.xlsx"), str(SAMPLES / "registro_entidades.xlsx"))
UNCOVERED = (str(SAMPLES / "licitacion_sin_cobertura.xlsx"), COVERED[1])
PARTS = (
    "membership",
    "replacement",
    "lots",
    "conflicts",
    "repairs",
    "ideal_partner",
    "frontier",
    "breakpoints",
)


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["explain", *arguments, "--json", "-", "--lang", "en"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return answer


def test_every_part_says_whether_it_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    answer = _json(capsys, *COVERED)
    for part in PARTS:
        assert answer[part].keys() == {"complete", "items"}  # type: ignore[attr-defined]
        assert answer[part]["complete"] is True, part  # type: ignore[index]
    assert answer["conditional"] is False
    assert answer["undetermined"] == []


def test_membership_agrees_with_the_alternatives_of_solve(capsys: pytest.CaptureFixture[str]) -> None:
    found = _json(capsys, *COVERED)["membership"]["items"]  # type: ignore[index]
    tender = service.read_tender(*service.read_bytes(COVERED[0]))
    register = service.read_register(*service.read_bytes(COVERED[1]))
    alternatives = service.solve(tender, register, Options()).answer.alternatives
    assert found["counts"] == alternatives.counts
    assert {*found["core"], *found["optional"], *found["never"]} == {e.id for e in register.register.entities}


def test_the_frontier_ends_with_everything_at_the_answers_size(capsys: pytest.CaptureFixture[str]) -> None:
    steps = _json(capsys, *COVERED)["frontier"]["items"]  # type: ignore[index]
    assert [step["max_members"] for step in steps] == [1, 2, 3, 4]
    assert steps[-1]["covered"] == steps[-1]["of"]
    assert all(step["covered"] < step["of"] for step in steps[:-1])


def test_what_nothing_covers_is_explained_too(capsys: pytest.CaptureFixture[str]) -> None:
    answer = _json(capsys, *UNCOVERED)
    assert answer["conflicts"]["items"] == [  # type: ignore[index]
        {"requirements": ["6"], "options": []},
        {"requirements": ["9"], "options": []},
    ]
    first = answer["repairs"]["items"][0]  # type: ignore[index]
    assert len(first["changes"]) == 2
    assert first["changes"][0].keys() == {"kind", "requirement", "entity", "from", "to"}
    assert answer["replacement"]["items"] == {}  # type: ignore[index]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("files", [COVERED, UNCOVERED])
def test_sentences(files: tuple[str, str], lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *files, "--lang", lang]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) > 5
    assert all(line.endswith((".", ".)")) and "{" not in line for line in said)


def test_an_option_in_conflict_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    answer = _json(capsys, *COVERED, "--max-members", "3")
    assert ["max_members"] in [c["options"] for c in answer["conflicts"]["items"]]  # type: ignore[index]
    assert {"kind": "option", "requirement": None, "entity": None, "from": "max_members", "to": None} in [
        change
        for repair in answer["repairs"]["items"]
        for change in repair["changes"]  # type: ignore[index]
    ]
    assert main(["explain", *COVERED, "--max-members", "3", "--lang", "en"]) == 0
    assert "the maximum number of members" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["lp", "mps"])
def test_the_model_is_written(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / f"model.{kind}"
    assert main(["model", *COVERED, str(out)]) == 0
    assert out.read_text(encoding="utf-8").strip()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["model", *COVERED, "model.txt"],
        ["model", *COVERED, "no/such/folder/model.lp"],
        ["explain", *COVERED, "--include", "E01", "--exclude", "E01"],
        ["explain", *COVERED, "--time-limit", "0"],
        ["explain", COVERED[0]],
    ],
)
def test_faults_end_with_2_and_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--lang", "en"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


def test_verified_beside_all_and_why_in_and_out() -> None:
    tender = service.read_tender(*service.read_bytes(COVERED[0]))
    register = service.read_register(*service.read_bytes(COVERED[1]))
    everything, verified = service.verified_beside_all(tender, register, Options())
    assert everything.members == ("E01", "E02", "E10", "E12")
    assert verified.size is None or verified.size >= 4
    done = service.explain(tender, register, Options())
    assert all(not swap.covers for swap in service.why_in(done.case, everything.members))
    barriers, swaps = service.why_out(done.case, Options(), everything.members, "E04")
    assert not barriers.found
    assert {swap.leaves for swap in swaps if swap.covers} == {"E01", "E02"} & {s.leaves for s in swaps if s.covers}
    partner, proven = service.with_partner(done.case, Options(), {})
    assert (partner.members, proven) == (everything.members, True)
    assert service.newcomer(done.case) not in done.case.entities
