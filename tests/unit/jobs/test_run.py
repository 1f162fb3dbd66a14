import pickle
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from consortium.errors import FileError, JobError, JobMemory, JobTimeout
from consortium.jobs import child, process, run
from tests.unit.jobs import functions

ROOT = Path(__file__).parents[3]


def test_it_returns_what_the_function_returns():
    assert run(functions.add, 2, 3, memory_mb=256, cpu_seconds=5, timeout=20.0) == 5


def test_it_raises_our_own_errors_whole():
    with pytest.raises(FileError) as caught:
        run(functions.refuse, "a.xlsx")
    assert (caught.value.code, dict(caught.value.fields)) == ("file_damaged", {"file": "a.xlsx"})


def test_memory_beyond_the_limit():
    with pytest.raises(JobMemory) as caught:
        run(functions.devour, memory_mb=300, timeout=20.0)
    assert caught.value.fields["megabytes"] == 300


def test_cpu_time_beyond_the_limit():
    with pytest.raises(JobTimeout) as caught:
        run(functions.spin, cpu_seconds=1, timeout=20.0)
    assert caught.value.fields["seconds"] == 1


@pytest.mark.parametrize("function", [functions.abort, functions.leave])
def test_an_end_without_an_answer(function):
    with pytest.raises(JobError) as caught:
        run(function, timeout=20.0)
    assert (type(caught.value), caught.value.code) == (JobError, "job_died")


@pytest.mark.parametrize(
    ("function", "word"),
    [(functions.fail, "a fault of ours"), (functions.panic, "Panic"), (functions.unpicklable, "pickle")],
)
def test_a_fault_of_the_function_is_kept_for_whoever_repairs_it(function, word):
    with pytest.raises(JobError) as caught:
        run(function, timeout=20.0)
    assert caught.value.code == "job_died"
    assert word in str(caught.value.fields["detail"])


def test_what_the_function_prints_does_not_disturb_its_answer(capfd):
    assert run(functions.shout, timeout=20.0) == "done"
    assert capfd.readouterr() == ("", "")


def test_at_the_deadline_nothing_is_left(tmp_path):
    note = tmp_path / "processes"
    with pytest.raises(JobTimeout) as caught:
        run(functions.family_that_hangs, str(note), timeout=1.0)
    assert caught.value.fields["seconds"] == 1
    processes = [int(word) for word in note.read_text().split()]
    assert len(processes) == 4
    assert all(map(functions.gone, processes))


def test_after_an_answer_nothing_is_left():
    worker, child_process = run(functions.family, timeout=20.0)
    assert functions.gone(worker)
    assert functions.gone(child_process)


def test_a_large_argument_and_a_large_result_pass():
    data = bytes(range(256)) * 80_000
    assert run(bytes.upper, data, timeout=20.0) == data.upper()


def test_a_child_that_dies_before_it_has_read_its_argument():
    with pytest.raises(JobError):
        run(bytes.upper, bytes(50_000_000), memory_mb=1, timeout=20.0)


def test_from_many_threads_at_once():
    results: list[int] = []
    threads = [threading.Thread(target=lambda i=i: results.append(run(functions.add, i, i))) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [2 * i for i in range(8)]


def test_a_machine_without_processes_left(monkeypatch):
    def refuse(*args: object, **options: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(JobError) as caught:
        run(functions.add, 1, 2)
    assert caught.value.code == "job_not_started"


def test_messages_cut_off_are_left_out():
    whole = child.FRAME.pack(child.PROGRESS, 1) + b"a"
    cut = child.FRAME.pack(child.RESULT, 9) + b"half"
    watched = object.__new__(process.Child)
    watched._parts = lambda: iter([whole[:3], whole[3:] + whole, cut])  # type: ignore[method-assign]
    assert list(watched._messages()) == [(child.PROGRESS, b"a")] * 2


def test_what_a_child_imports_is_light():
    command = "import sys, consortium.jobs.process, consortium.ingest.reading; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "streamlit", "pulp", "openpyxl"} & set(done.stdout.split())


def test_an_error_survives_pickling():
    error = pickle.loads(pickle.dumps(JobTimeout("job_timeout", seconds=3)))
    assert (type(error), error.code, error.fields["seconds"]) == (JobTimeout, "job_timeout", 3)
