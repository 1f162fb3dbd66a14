"""Solvers that die at any moment, and temporary folders that are full: one clear error or a true answer, no remains."""

import os
import random
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic

import pytest

from consortium.domain.result import Options, Status
from consortium.errors import JobError, SolverError
from consortium.jobs import JobBoard
from consortium.optimise import model
from consortium.service import SolveJob, solving, start_solve
from consortium.service.files import RegisterFile, TenderFile
from tests.convert import to_domain
from tests.large import edge_sums
from tests.unit.jobs.functions import gone, until

FEW, MANY = 6, 100
LONGEST = 1.5
"""Seconds into a run at which a process of it is killed at the latest."""


@pytest.fixture(autouse=True)
def board(monkeypatch: pytest.MonkeyPatch) -> Iterator[JobBoard]:
    """A board of its own for every test."""
    _before.clear()
    _before.update(children(os.getpid()))
    own = JobBoard(workers=2)
    monkeypatch.setattr(solving, "board", lambda: own)
    yield own
    own.close()


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A temporary folder of its own, to see what is left behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def hard(seed: int) -> SolveJob:
    """A run that takes some seconds: sums that differ by cents."""
    case = edge_sums(60, 4, seed)
    tender, register = to_domain(case.tender, case.register)
    return start_solve(TenderFile("t", "", tender), RegisterFile("r", "", register), Options(time_limit=20.0))


_before: set[int] = set()
"""Processes that other tests of this run have begun."""


def started() -> list[int]:
    """What the runs of this test have begun."""
    return [p for p in children(os.getpid()) if p not in _before]


def children(process: int) -> list[int]:
    """All processes below one, whichever of its threads began them; itself left out."""
    found = []
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{process}/task"):
            found += map(int, Path(f"/proc/{process}/task/{thread}/children").read_text().split())
    return [p for child in found for p in (child, *children(child))]


def end(job: SolveJob, temporary: Path, seen: set[int]) -> None:
    """The run ended in a true answer or one clear error, and nothing of it is left."""
    with suppress(SolverError, JobError):
        answer = job.result().answer
        assert answer.status in Status
        assert answer.assessment is None or answer.assessment.covers
    assert until(lambda: all(map(gone, seen)), 2.0)
    assert until(lambda: not os.listdir(temporary), 2.0)


def _kill_at_random(temporary: Path, rng: random.Random) -> None:
    job = hard(rng.randrange(10))
    instant, seen = monotonic() + rng.uniform(0.05, LONGEST), set[int]()
    while monotonic() < instant and not job.job.done:
        seen.update(started())
    victims = [p for p in started() if not gone(p)]
    seen.update(victims)
    if victims:
        with suppress(ProcessLookupError):
            os.kill(rng.choice(victims), signal.SIGKILL)
    end(job, temporary, seen)


def test_a_process_of_a_run_is_killed_at_any_moment(temporary: Path) -> None:
    for seed in range(FEW):
        _kill_at_random(temporary, random.Random(f"kill {seed}"))


@pytest.mark.slow
def test_a_hundred_killed(temporary: Path) -> None:
    for seed in range(FEW, MANY):
        _kill_at_random(temporary, random.Random(f"kill {seed}"))


def test_a_full_temporary_folder_is_one_clear_error(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    case = edge_sums(8, 2)
    tender, register = to_domain(case.tender, case.register)
    monkeypatch.setattr(model.tempfile, "TemporaryDirectory", full)
    with pytest.raises(SolverError) as caught:
        solving.solve(TenderFile("t", "", tender), RegisterFile("r", "", register), Options())
    assert (caught.value.code, caught.value.fields["reason"]) == ("solver_no_room", "No space left on device")
    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(JobError) as refused:
        hard(0).result()
    assert refused.value.code == "job_no_room"
    assert os.listdir(temporary) == []


def test_two_at_once_and_one_of_them_cancelled(temporary: Path) -> None:
    first, second = hard(1), hard(2)
    assert until(lambda: started())
    seen = set(started())
    first.cancel()
    end(second, temporary, seen)
    assert first.so_far().answer.status in (Status.NOT_FOUND, Status.FEASIBLE, Status.OPTIMAL)
