import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from consortium.errors import JobCancelled, JobError, JobMemory, JobTimeout
from consortium.jobs import Job, JobBoard
from tests.unit.jobs import functions
from tests.unit.jobs.functions import gone, until

ROOT = Path(__file__).parents[3]


@pytest.fixture
def fifo(tmp_path):
    path = tmp_path / "fifo"
    os.mkfifo(path)
    return path


@pytest.fixture
def board():
    board = JobBoard(workers=1)
    yield board
    board.close()


def test_progress_and_result():
    job = Job.start(functions.count, 500)
    assert job.result(20) == 500
    progress = job.poll()
    assert (progress.latest, progress.done, progress.cancelled, progress.position) == (499, True, False, 0)
    assert job.poll().elapsed == progress.elapsed > 0


def test_progress_is_seen_while_it_runs(fifo):
    job = Job.start(functions.hold, str(fifo))
    assert until(lambda: job.poll().latest == "begun")
    assert not job.poll().done
    with pytest.raises(TimeoutError):
        job.result(0)
    fifo.write_text("go on")
    assert job.result(20) == "go on"


def test_a_result_larger_than_any_pipe():
    assert len(Job.start(functions.megabytes, 64).result(20)) == 64 * 1024**2


def test_its_folder_is_its_own_and_goes_with_it():
    first, second = Job.start(functions.where), Job.start(functions.where)
    folder, temporary, chosen = first.result(20)
    assert folder == temporary == chosen != second.result(20)[0]
    assert not Path(folder).exists()


def test_cancel_leaves_nothing():
    job = Job.start(functions.family_that_reports)
    *processes, folder = until(lambda: job.poll().latest)
    assert Path(folder).is_dir()
    job.cancel()
    assert len(processes) == 4
    assert all(map(gone, processes))
    assert not Path(folder).exists()
    assert job.poll().cancelled
    with pytest.raises(JobCancelled):
        job.result(0)


def test_an_answer_leaves_nothing():
    processes = Job.start(functions.family_that_answers).result(20)
    assert len(processes) == 4
    assert all(map(gone, processes))


def test_cancel_at_once():
    job = Job.start(functions.count, 10**9)
    job.cancel()
    assert job.done
    assert job.failed


def test_cancel_after_the_end_changes_nothing():
    job = Job.start(functions.count, 1)
    assert job.result(20) == 1
    job.cancel()
    assert job.result(0) == 1
    assert not job.poll().cancelled


def test_its_deadline():
    job = Job.start(functions.family_that_reports, timeout=1.0)
    with pytest.raises(JobTimeout):
        job.result(20)
    *processes, folder = job.poll().latest
    assert all(map(gone, processes))
    assert not Path(folder).exists()


def test_what_it_takes_to_load_is_not_its_time():
    job = Job.start(functions.count, 10**9, timeout=0.1)
    with pytest.raises(JobTimeout):
        job.result(20)
    assert job.poll().latest is not None


def test_its_guardian_is_killed():
    job = Job.start(functions.close_family)
    worker, child, folder = until(lambda: job.poll().latest)
    guardian = int(Path(f"/proc/{worker}/stat").read_text().split()[3])
    os.kill(guardian, signal.SIGKILL)
    with pytest.raises(JobError) as caught:
        job.result(20)
    assert (caught.value.code, caught.value.fields["detail"]) == ("job_died", "")
    assert all(gone(process, 2.0) for process in (guardian, worker, child))
    assert not Path(folder).exists()


def test_its_memory():
    with pytest.raises(JobMemory):
        Job.start(_devour, memory_mb=300).result(20)


def _devour(report: object) -> int:
    return functions.devour()


def test_a_result_that_this_process_cannot_rebuild(monkeypatch):
    faults = []
    monkeypatch.setattr(threading, "excepthook", faults.append)
    with pytest.raises(JobError) as caught:
        Job.start(_rebuilds_badly).result(20)
    assert caught.value.code == "job_died"
    assert faults


class Bad:
    def __reduce__(self) -> tuple[object, ...]:
        return int, ("not a number",)


def _rebuilds_badly(report: object) -> Bad:
    return Bad()


def test_it_outlives_the_thread_that_started_it(fifo):
    started: list[Job] = []
    thread = threading.Thread(target=lambda: started.append(Job.start(functions.hold, str(fifo))))
    thread.start()
    thread.join()
    assert until(lambda: started[0].poll().latest == "begun")
    fifo.write_text("still here")
    assert started[0].result(20) == "still here"


PARENT = """
import sys
from consortium.jobs import Job
from tests.unit.jobs.functions import family_that_reports, until
job = Job.start(family_that_reports)
print(*until(lambda: job.poll().latest), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, None])
def test_when_the_parent_goes_all_goes(end):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with parent:
        *processes, folder = parent.stdout.readline().split()
        assert len(processes) == 4
        if end:
            parent.send_signal(end)
        else:
            parent.stdin.close()
        parent.wait(20)
    assert all(gone(int(process), within=2.0) for process in processes)
    assert until(lambda: not Path(folder).exists(), within=2.0)


def test_the_same_key_joins(board, fifo):
    job = board.submit("a", functions.hold, str(fifo))
    assert board.submit("a", functions.hold, str(fifo)) is job
    assert board.get("a") is job
    fifo.write_text("once")
    assert job.result(20) == "once"
    assert board.submit("a", functions.hold, str(fifo)) is job


def test_others_wait_and_know_their_place(board, fifo):
    first = board.submit(1, functions.hold, str(fifo))
    second, third, fourth = (board.submit(key, functions.count, key) for key in (2, 3, 4))
    assert [job.position for job in (first, second, third, fourth)] == [0, 1, 2, 3]
    third.cancel()
    assert third.failed
    assert third.poll().elapsed == 0
    assert [second.poll().position, fourth.poll().position] == [1, 2]
    fifo.write_text("go on")
    assert [second.result(20), fourth.result(20)] == [2, 4]
    assert [job.position for job in (second, fourth)] == [0, 0]


def test_as_many_at_once_as_there_are_workers(tmp_path):
    fifos = [tmp_path / str(i) for i in range(3)]
    for path in fifos:
        os.mkfifo(path)
    board = JobBoard(workers=2)
    jobs = [board.submit(path, functions.hold, str(path)) for path in fifos]
    assert until(lambda: [job.poll().latest for job in jobs] == ["begun", "begun", None])
    assert [job.position for job in jobs] == [0, 0, 1]
    board.close()
    assert all(job.failed for job in jobs)


def test_a_failed_or_cancelled_job_is_not_joined(board):
    cancelled = board.submit("a", functions.count, 10**9)
    cancelled.cancel()
    again = board.submit("a", functions.count, 3)
    assert again is not cancelled
    assert again.result(20) == 3
    late = board.submit("b", functions.family_that_reports, timeout=0.5)
    with pytest.raises(JobTimeout):
        late.result(20)
    assert board.submit("b", functions.count, 1) is not late


def test_an_ended_job_can_be_forgotten(board, fifo):
    job = board.submit("a", functions.hold, str(fifo))
    board.forget("a")
    assert board.get("a") is job
    fifo.write_text("x")
    job.result(20)
    board.forget("a")
    assert board.get("a") is None


def test_the_board_forgets_the_oldest_itself(monkeypatch):
    monkeypatch.setattr("consortium.jobs.board._KEPT", 2)
    board = JobBoard(workers=1)
    for key in range(4):
        board.submit(key, functions.count, key).result(20)
    assert [board.get(key) is None for key in range(4)] == [True, True, False, False]
