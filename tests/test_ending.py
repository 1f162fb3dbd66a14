"""The command line ended in the middle of its work: one line, a published exit status, and nothing of it left."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from consortium.service.files import write_bytes
from consortium.words import text
from tests.spec import Cap, EntityRow, RegisterSpec, Row, TenderSpec
from tests.unit.jobs.functions import gone, until
from tests.unit.service.test_killed import children
from tests.workbooks import write_register, write_tender

ROOT = Path(__file__).parents[1]
WITH_THAT_SOLVER = """
import runpy, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
import pulp
pulp.PULP_CBC_CMD.pulp_cbc_path = sys.argv.pop(1)
sys.argv[0] = "consortium"
runpy.run_module("consortium", run_name="__main__", alter_sys=True)
"""
HANGS = "exec sleep 1000"
ANY_TWO = TenderSpec((Row("R", capability="turnover", rule="sum", threshold="100", unit="EUR"),))
SIXTIES = RegisterSpec(tuple(map(EntityRow, "ABC")), tuple(Cap(e, "turnover", "60") for e in "ABC"))
Started = subprocess.Popen[str]


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Started]:
    """Start one call with a solver of ours and a temporary folder of its own, ``tmp_path / "temporary"``."""
    (tmp_path / "temporary").mkdir()
    tender = write_tender(tmp_path / "tender.xlsx", ANY_TWO)
    register = write_register(tmp_path / "register.xlsx", SIXTIES)

    def started(command: str, *options: str, solver: str = HANGS) -> Started:
        program = tmp_path / "solver"
        program.write_text(f"#!/bin/bash\n{solver}\n")
        program.chmod(0o755)
        call = [sys.executable, "-c", WITH_THAT_SOLVER, str(program), command, str(tender), str(register), *options]
        environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
        pipe = subprocess.PIPE
        return subprocess.Popen([*call, "--lang", "en"], cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)

    return started


def _begun(call: Started, sign: str, folder: Path) -> list[int]:
    """What a call has started, once there is a worker, a solver, or a job with its own folder inside the call's."""
    signs: dict[str, Callable[[], object]] = {
        "worker": lambda: len(children(call.pid)) > 1,
        "solver": lambda: any(_words(p)[0] == "sleep" for p in children(call.pid)),
        "job": lambda: any(folder.glob("consortium-*/consortium-*")),
    }
    assert until(signs[sign], 60.0)
    return children(call.pid)


def _words(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/cmdline").read_text().split("\0")
    except OSError:
        return [""]


def _nothing_left(processes: list[int], folder: Path) -> None:
    assert until(lambda: all(map(gone, processes)), 2.0)
    assert until(lambda: not os.listdir(folder), 2.0)


ENDED = (
    (("solve",), "solver", signal.SIGINT),
    (("solve",), "solver", signal.SIGTERM),
    (("solve", "--solver", "highs"), "worker", signal.SIGINT),
    (("solve", "--time-limit", "500"), "job", signal.SIGINT),
    (("solve", "--time-limit", "500"), "job", signal.SIGTERM),
    (("explain",), "worker", signal.SIGINT),
    (("explain", "--time-limit", "500"), "worker", signal.SIGTERM),
)


@pytest.mark.parametrize(("command", "sign", "by"), ENDED)
def test_a_call_that_is_asked_to_end(
    start: Callable[..., Started], tmp_path: Path, command: tuple[str, ...], sign: str, by: signal.Signals
) -> None:
    call = start(*command)
    processes = _begun(call, sign, tmp_path / "temporary")
    call.send_signal(by)
    out, err = call.communicate(timeout=20)
    assert (call.returncode, out, err) == (128 + by, "", text("en", "errors.job_stopped") + "\n")
    _nothing_left(processes, tmp_path / "temporary")


@pytest.mark.parametrize(("command", "sign"), [(("solve",), "solver"), (("solve", "--time-limit", "500"), "job")])
@pytest.mark.parametrize("victim", [None, 0, 1])
def test_a_call_one_of_whose_processes_is_killed(
    start: Callable[..., Started], tmp_path: Path, command: tuple[str, ...], sign: str, victim: int | None
) -> None:
    """The call itself (None), its guardian, its worker."""
    call = start(*command)
    processes = _begun(call, sign, tmp_path / "temporary")
    os.kill(call.pid if victim is None else processes[victim], signal.SIGKILL)
    out, err = call.communicate(timeout=20)
    ended = (-signal.SIGKILL, "") if victim is None else (4, text("en", "errors.job_died") + "\n")
    assert (call.returncode, out, err) == (ended[0], "", ended[1])
    _nothing_left(processes, tmp_path / "temporary")


def test_a_solver_killed_by_others(start: Callable[..., Started], tmp_path: Path) -> None:
    call = start("solve")
    processes = _begun(call, "solver", tmp_path / "temporary")
    os.kill(processes[-1], signal.SIGKILL)
    out, err = call.communicate(timeout=20)
    assert (call.returncode, out, err) == (4, "", text("en", "errors.solver_died", solver="cbc") + "\n")
    _nothing_left(processes, tmp_path / "temporary")


@pytest.mark.parametrize("command", ["solve", "template"])
def test_a_call_that_is_ended_while_it_loads(command: str) -> None:
    call = subprocess.Popen([sys.executable, "-m", "consortium", command], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert until(lambda: "SigBlk:\t0000000000004002" in Path(f"/proc/{call.pid}/status").read_text())
    call.send_signal(signal.SIGINT)
    _, err = call.communicate(timeout=20)
    assert (call.returncode, err.count("\n")) == (130, 1)


def test_an_interrupt_that_was_to_be_ignored_is_ignored(start: Callable[..., Started], tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for what it runs in the background
    try:
        call = start("solve")
    finally:
        signal.signal(signal.SIGINT, before)
    _begun(call, "solver", tmp_path / "temporary")
    call.send_signal(signal.SIGINT)
    call.terminate()
    call.communicate(timeout=20)
    assert call.returncode == 128 + signal.SIGTERM


def test_half_a_file_is_not_left(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    out = tmp_path / "out.json"
    write = f"from consortium.service.files import write_bytes; write_bytes({str(out)!r}, bytes(100_000))"
    done = subprocess.run(
        [sys.executable, "-c", write],
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert "output_unwritable" in done.stderr
    assert os.listdir(tmp_path) == []


def test_what_cannot_be_opened_is_not_removed(tmp_path: Path) -> None:
    write_bytes(str(tmp_path / "kept"), b"kept")
    with pytest.raises(Exception, match="output_unwritable"):
        write_bytes(str(tmp_path), b"")
    write_bytes("/dev/null", b"lost")
    assert (tmp_path / "kept").read_bytes() == b"kept"
    assert Path("/dev/null").exists()
