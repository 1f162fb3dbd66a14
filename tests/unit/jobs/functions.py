"""What the tests let children do, and how they see that nothing is left of them."""

import contextlib
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from consortium.errors import FileError


def add(a: int, b: int) -> int:
    return a + b


def refuse(file: str) -> None:
    raise FileError("file_damaged", file=file)


def devour() -> int:
    return len(bytearray(4 * 1024**3))


def spin() -> None:
    while True:
        pass


def abort() -> None:
    os.abort()


def fail() -> None:
    raise ZeroDivisionError("a fault of ours")


def leave() -> None:
    sys.exit(0)


class Panic(BaseException):
    """As calamine raises when Rust panics."""


def panic() -> None:
    raise Panic


def unpicklable() -> Callable[[], None]:
    return lambda: None


def megabytes(report: Callable[[object], None], n: int) -> bytes:
    return b"x" * (n * 1024**2)


def shout() -> str:
    print("this must not reach the pipe of results")
    os.write(1, b"nor this")
    return "done"


def count(report: Callable[[object], None], n: int) -> int:
    for i in range(n):
        report(i)
    return n


def where(report: Callable[[object], None]) -> tuple[str, str, str]:
    Path("left_behind.lp").write_text("a model")
    return os.getcwd(), os.environ["TMPDIR"], tempfile.gettempdir()


def family(*, apart: bool = False) -> tuple[int, int]:
    """This process and a child of it that would live on."""
    return os.getpid(), subprocess.Popen(["sleep", "1000"], start_new_session=apart).pid


def family_that_hangs(note: str) -> None:
    Path(note).write_text(" ".join(map(str, (*family(), *family(apart=True)))))
    time.sleep(1000)


def family_that_answers(report: Callable[[object], None]) -> tuple[int, ...]:
    return (*family(), *family(apart=True))


def family_that_reports(report: Callable[[object], None]) -> None:
    report((*family(), *family(apart=True), os.getcwd()))
    time.sleep(1000)


def close_family(report: Callable[[object], None]) -> None:
    report((*family(), os.getcwd()))
    time.sleep(1000)


def hold(report: Callable[[object], None], fifo: str) -> str:
    """Say that it runs, then wait until somebody writes to ``fifo``."""
    report("begun")
    return Path(fifo).read_text()


def gone(process: int, within: float = 0.0) -> bool:
    """Whether a process has ended, or ends within so many seconds."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    with contextlib.closing(os.fdopen(handle)):
        return bool(select.select([handle], [], [], within)[0])


def until(true: Callable[[], object], within: float = 20.0) -> object:
    """Wait for a condition, at most so many seconds; its value."""
    end = time.monotonic() + within
    while not (value := true()) and time.monotonic() < end:
        os.sched_yield()
    return value
