"""Solving as a call and as a job: the same answer, shared between equal questions, cancelled without a trace."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consortium.domain.findings import warning
from consortium.domain.result import Options, Progress, Status
from consortium.errors import JobCancelled
from consortium.jobs import JobBoard
from consortium.service import brings, solve, solving, start_solve
from consortium.service.solving import case_for, solve_key
from tests.unit.domain.builders import case, holds, row
from tests.unit.jobs.functions import gone, until
from tests.unit.service.files import FORTIES, register_file, tender_file


@pytest.fixture(autouse=True)
def board(monkeypatch: pytest.MonkeyPatch) -> Iterator[JobBoard]:
    """A board of its own for every test."""
    own = JobBoard(workers=1)
    monkeypatch.setattr(solving, "board", lambda: own)
    yield own
    own.close()


# as a call


def test_a_solution_has_what_it_was_run_on() -> None:
    tender, register, options = tender_file(), register_file(), Options(exclude=("A",))
    found = solve(tender, register, options)
    assert (found.tender, found.register, found.options) == (tender, register, options)
    assert found.answer.members == ("B", "C", "D")


def test_findings_come_from_the_files_the_pairing_and_the_answer_each_once() -> None:
    doubt = warning("no_deadline")
    tender = tender_file(findings=(doubt,), deadline=None)  # type: ignore[arg-type]
    found = solve(tender, register_file(*FORTIES, unavailable="E"), Options(include=("E",)))
    assert [f.code for f in found.findings] == ["no_deadline", "forced_unavailable"]


def test_with_a_time_limit_the_answer_is_the_same() -> None:
    plain = solve(tender_file(), register_file(), Options())
    limited = solve(tender_file(), register_file(), Options(time_limit=60))
    assert replace(limited.answer, seconds=0, solver=None) == replace(plain.answer, seconds=0, solver=None)


def test_a_run_that_is_stopped_at_its_limit_gives_what_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "_work", _never_ends)
    monkeypatch.setattr(solving, "GRACE_SECONDS", 0.0)
    found = solve(tender_file(), register_file(), Options(time_limit=2.0)).answer
    assert (found.status, found.members, found.lower_bound) == (Status.FEASIBLE, ("A", "B", "C", "D"), 3)


def test_a_run_that_is_stopped_before_its_first_word_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "_work", _never_speaks)
    monkeypatch.setattr(solving, "GRACE_SECONDS", 0.0)
    found = solve(tender_file(), register_file(), Options(time_limit=0.1)).answer
    assert (found.status, found.members, found.lower_bound) == (Status.NOT_FOUND, (), 1)


def _never_ends(report: object, *args: object) -> None:
    report(Progress(0.1, 4, 3, "searching", ("A", "B", "C", "D")))  # type: ignore[operator]
    while True:
        pass


def _never_speaks(report: object, *args: object) -> None:
    while True:
        pass


# as a job


def test_a_job_gives_the_same_answer_as_a_call() -> None:
    job = start_solve(tender_file(), register_file(), Options())
    plain = solve(tender_file(), register_file(), Options())
    assert replace(job.result().answer, seconds=0) == replace(plain.answer, seconds=0)
    done = job.poll()
    assert (done.done, done.best, done.lower_bound, done.position) == (True, 3, 3, 0)


def test_equal_questions_share_one_job() -> None:
    first = start_solve(tender_file(), register_file(), Options())
    second = start_solve(tender_file(), register_file(), Options())
    assert second.job is first.job


@pytest.mark.parametrize(
    "options", [Options(alternatives=5), Options(exclude=("A",)), Options(solver="highs"), Options(verified_only=True)]
)
def test_other_options_are_another_question(options: Options) -> None:
    first = start_solve(tender_file(), register_file(), Options())
    assert start_solve(tender_file(), register_file(), options).job is not first.job


def test_an_edited_tender_is_another_question_whatever_its_file() -> None:
    edited = replace(tender_file(row("turnover", "sum", "120", "EUR")), edited=True)
    assert edited.sha256 == tender_file().sha256
    assert solve_key(edited, register_file(), Options()) != solve_key(tender_file(), register_file(), Options())


def test_the_same_content_under_another_name_is_the_same_question() -> None:
    renamed = replace(tender_file(), name="copy.xlsx")
    assert solve_key(renamed, register_file(), Options()) == solve_key(tender_file(), register_file(), Options())


def test_jobs_beyond_the_processors_wait_in_a_queue_that_tells_their_place(
    monkeypatch: pytest.MonkeyPatch, board: JobBoard
) -> None:
    monkeypatch.setattr(solving, "_work", _never_speaks)
    running = start_solve(tender_file(), register_file(), Options())
    waiting = start_solve(tender_file(), register_file(), Options(exclude=("A",)))
    assert (running.poll().position, waiting.poll().position) == (0, 1)
    assert (waiting.poll().stage, waiting.poll().done) == ("starting", False)


def test_cancel_leaves_neither_process_nor_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(solving, "_work", _tells_its_process)
    job = start_solve(tender_file(), register_file(), Options())
    assert until(lambda: job.poll().best)
    child = int(job.poll().stage)
    assert not gone(child)
    job.cancel()
    with pytest.raises(JobCancelled):
        job.result()
    assert gone(child, within=5)
    assert until(lambda: not list(tmp_path.iterdir()))


def _tells_its_process(report: object, *args: object) -> None:
    report(Progress(0.1, 4, 3, str(os.getpid()), ("A", "B", "C", "D")))  # type: ignore[operator]
    while True:
        pass


def test_a_cancelled_question_can_be_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(solving, "_work", _never_speaks)
        job = start_solve(tender_file(), register_file(), Options())
        job.cancel()
        with pytest.raises(JobCancelled):
            job.result()
    assert start_solve(tender_file(), register_file(), Options()).result().answer.size == 3


# what each member brings


def test_a_member_brings_what_the_others_would_not_meet_without_it() -> None:
    rows = (row("R"), row("S"), row("T", "sum", "100"))
    question = case(*rows, holds("A", R="yes", T="60"), holds("B", R="yes", S="yes", T="40"))
    assert brings(question, ("A", "B")) == {"A": ("T",), "B": ("S", "T")}


def test_a_single_member_brings_everything() -> None:
    assert brings(case(row("R"), row("S"), holds("A", R="yes", S="yes")), ("A",)) == {"A": ("R", "S")}


def test_a_row_of_two_lots_is_brought_once() -> None:
    question = case(row("R", lot="1;2"), holds("A", R="yes"), holds("B", R="no"))
    assert brings(question, ("A", "B")) == {"A": ("R",), "B": ()}


def test_a_member_that_breaks_a_row_brings_nothing_there() -> None:
    question = case(row("R", "each"), holds("A", R="yes"), holds("B", R="no"))
    assert brings(question, ("A", "B")) == {"A": (), "B": ()}


def test_a_case_is_made_under_the_options() -> None:
    made = case_for(tender_file(row("R", lot="1"), row("S", lot="2")), register_file(), Options(lots=("2",)))
    assert (made.lots, [n.requirement.id for n in made.needs]) == (("2",), ["S"])
