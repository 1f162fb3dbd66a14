"""The parent's side: one child, from its start to the last trace of it removed."""

import math
import os
import pickle
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from consortium.errors import JobError, JobMemory, JobTimeout
from consortium.jobs import child

Result = TypeVar("Result")

_SCRIPT = str(Path(child.__file__))
_ENDING = 5.0
"""Seconds that a guardian may take to clean up before it is killed itself."""
_LOADING = 10.0
"""Seconds that a child may take to load what it needs, beside those that it has for its work."""
_LONGEST = 2**31 - 1
"""The most milliseconds that ``poll`` takes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: address space in MiB, CPU time and elapsed time in seconds. None: no limit.

    Elapsed time is counted from the moment at which the child has loaded what it needs.
    """

    memory_mb: int | None = None
    cpu_seconds: int | None = None
    timeout: float | None = None


def run(
    function: Callable[..., Result],
    *args: object,
    memory_mb: int | None = None,
    cpu_seconds: int | None = None,
    timeout: float | None = None,
) -> Result:
    """Call ``function`` (picklable, top level) in a child process and return what it returns.

    Raises what the function raises of our tree of errors; JobTimeout (elapsed or CPU seconds), JobMemory, and
    JobError where the child ends without an answer. The child and all it started are gone on return.
    """
    with Child(function, args, Limits(memory_mb, cpu_seconds, timeout)) as process:
        result: Result = process.answer()
    return result


def own_folder() -> str:
    """A new temporary folder. Raises JobError where there is no room for it."""
    try:
        return tempfile.mkdtemp(prefix="consortium-")
    except OSError as error:
        raise JobError("job_no_room", reason=error.strerror or "") from error


def _kill_session(leader: int) -> None:
    """Kill what a guardian that was killed itself has left; the number of its session is not given to others."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        with suppress(ProcessLookupError, PermissionError):
            if os.getsid(int(name)) == leader:
                os.kill(int(name), signal.SIGKILL)


class Child:
    """A started child process; a context manager, at whose end nothing is left of it. ``stop`` is thread safe."""

    def __init__(
        self,
        function: Callable[..., object],
        args: tuple[object, ...],
        limits: Limits,
        folder: bool = False,
        report: Callable[[object], None] | None = None,
    ) -> None:
        self._limits = limits
        self._deadline = self._end_of(_LOADING)
        self._report = report
        self._call = pickle.dumps((function, args), pickle.HIGHEST_PROTOCOL)
        self._folder = own_folder() if folder else None
        self._process = self._popen()

    def _popen(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", _SCRIPT]
        pipe, null = subprocess.PIPE, subprocess.DEVNULL
        try:
            return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=null, bufsize=0, start_new_session=True)
        except OSError as error:
            self._remove_folder()
            raise JobError("job_not_started") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        try:
            self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.returncode < 0:
            _kill_session(self._process.pid)
        self._remove_folder()

    def _remove_folder(self) -> None:
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        """Ask the guardian to end everything; returns at once."""
        self._process.terminate()

    def answer(self) -> Any:
        """The function's result, progress being reported meanwhile. Raises as ``run``."""
        self._send()
        kind, body = b"", b""
        for kind, body in self._messages():
            if kind == child.BEGUN:
                self._deadline = self._end_of(0.0)
            elif kind == child.PROGRESS and self._report:
                self._report(pickle.loads(body))
        return self._meaning(kind, body)

    def _send(self) -> None:
        pipe, limits = self._process.stdin, self._limits
        assert pipe
        memory = limits.memory_mb * 1024 * 1024 if limits.memory_mb else None
        path = [os.path.abspath(entry) for entry in sys.path]
        order = child.Order(path, memory, limits.cpu_seconds, self._folder, self._report is not None)
        with suppress(BrokenPipeError):
            child.send(pipe.fileno(), child.ORDER, pickle.dumps(tuple(order)))
            child.send(pipe.fileno(), child.CALL, self._call)
        self._call = b""

    def _messages(self) -> Iterator[tuple[bytes, bytes]]:
        """The messages of the child until it closes its end; what was cut off by its death is left out."""
        buffer = bytearray()
        for part in self._parts():
            buffer += part
            while len(buffer) >= child.FRAME.size:
                kind, size = child.FRAME.unpack_from(buffer)
                end = child.FRAME.size + size
                if len(buffer) < end:
                    break
                yield kind, bytes(memoryview(buffer)[child.FRAME.size : end])
                del buffer[:end]

    def _parts(self) -> Iterator[bytes]:
        pipe = self._process.stdout
        assert pipe
        waiting = select.poll()
        waiting.register(pipe.fileno(), select.POLLIN)
        while waiting.poll(self._milliseconds_left()):
            part = os.read(pipe.fileno(), 1 << 20)
            if not part:
                return
            yield part
        raise JobTimeout("job_timeout", seconds=math.ceil(self._limits.timeout or 0))

    def _end_of(self, loading: float) -> float | None:
        """When time is up, on ``time.monotonic``'s clock, if so many seconds from now go to loading."""
        return None if self._limits.timeout is None else time.monotonic() + loading + self._limits.timeout

    def _milliseconds_left(self) -> float | None:
        if self._deadline is None:
            return None
        return min(max(0.0, self._deadline - time.monotonic()) * 1000, _LONGEST)

    def _meaning(self, kind: bytes, body: bytes) -> Any:
        if kind == child.RESULT:
            return pickle.loads(body)
        if kind == child.ERROR:
            raise pickle.loads(body)
        if kind == child.MEMORY:
            raise JobMemory("job_memory", megabytes=self._limits.memory_mb)
        if self._process.wait(_ENDING) == 128 + signal.SIGXCPU:
            raise JobTimeout("job_timeout", seconds=self._limits.cpu_seconds)
        raise JobError("job_died", detail=body.decode("utf-8", "replace") if kind == child.CRASH else "")
