"""A job: a call in a child process that can be watched and cancelled while it runs."""

import atexit
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import WeakSet

from consortium.errors import ConsortiumError, JobCancelled, JobError
from consortium.jobs.process import Child, Limits

_live: "WeakSet[Job]" = WeakSet()


@dataclass(frozen=True, slots=True)
class Progress:
    """A job as it stands: what it last reported, seconds since it began to run, its place among those that wait."""

    latest: Any
    elapsed: float
    done: bool
    cancelled: bool
    position: int
    """0 once it runs; else how many jobs start before it, itself included."""


class Job:
    """One call in a child process. ``start`` is the usual way to get one; every method is thread safe."""

    def __init__(
        self,
        function: Callable[..., object],
        args: tuple[object, ...],
        limits: Limits,
        folder: bool = True,
        on_end: Callable[["Job"], None] = lambda job: None,
        place: Callable[["Job"], int] = lambda job: 0,
    ) -> None:
        self._begin_child = partial(Child, function, args, limits, folder, self._keep)
        self._on_end, self._place = on_end, place
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._child: Child | None = None
        self._begun = False
        self._cancelled = False
        self._latest: Any = None
        self._value: Any = None
        self._error: ConsortiumError | None = None
        self._since: float | None = None
        self._until: float | None = None

    @classmethod
    def start(
        cls,
        function: Callable[..., object],
        *args: object,
        memory_mb: int | None = None,
        cpu_seconds: int | None = None,
        timeout: float | None = None,
        folder: bool = True,
    ) -> "Job":
        """Begin ``function(report, *args)`` in a child: ``report(progress)`` sends something picklable to ``poll``.

        ``folder``: the child gets a folder of its own as working and temporary directory, removed at its end.
        """
        job = cls(function, args, Limits(memory_mb, cpu_seconds, timeout), folder)
        job.begin()
        return job

    def begin(self) -> None:
        """Start the child, once; without effect on a job that was begun or cancelled before."""
        with self._lock:
            if self._begun or self._done.is_set():
                return
            self._begun = True
            self._since = time.monotonic()
        _live.add(self)
        threading.Thread(target=self._live_through, name="job", daemon=True).start()

    def _live_through(self) -> None:
        self._error = JobError("job_died")
        try:
            self._value = self._answer()
            self._error = None
        except ConsortiumError as error:
            self._error = error
        finally:
            self._end()

    def _answer(self) -> Any:
        with self._begin_child() as process:
            with self._lock:
                self._child = process
                if self._cancelled:
                    process.stop()
            return process.answer()

    def _keep(self, progress: object) -> None:
        self._latest = progress

    def _end(self) -> None:
        with self._lock:
            self._child = None
            self._until = time.monotonic()
            if self._cancelled:
                self._error = JobCancelled("job_cancelled")
            self._done.set()
        self._on_end(self)

    @property
    def position(self) -> int:
        """As ``Progress.position``."""
        return self._place(self)

    @property
    def done(self) -> bool:
        """Whether it has ended, in whatever way; nothing is left of its child then."""
        return self._done.is_set()

    @property
    def failed(self) -> bool:
        """Whether it has ended without a result."""
        return self.done and self._error is not None

    def poll(self) -> Progress:
        """How it stands. Does not wait."""
        position = self.position  # the board's lock: never taken while ours is held
        with self._lock:
            since, until = self._since, self._until
            elapsed = 0.0 if since is None else (time.monotonic() if until is None else until) - since
            return Progress(self._latest, elapsed, self.done, self._cancelled, position)

    def result(self, wait: float | None = None) -> Any:
        """What the function returned, once it has. Raises as ``run``, JobCancelled, and TimeoutError after ``wait``."""
        if not self._done.wait(wait):
            raise TimeoutError
        if self._error:
            raise self._error
        return self._value

    def cancel(self) -> None:
        """End it for everybody who watches it; on return its processes and its folder are gone."""
        with self._lock:
            if self._done.is_set():
                return
            self._cancelled = True
            waiting = not self._begun
            self._begun = True
            if self._child:
                self._child.stop()
        if waiting:
            self._end()
        self._done.wait()


@atexit.register
def _cancel_all() -> None:
    for job in list(_live):
        job.cancel()
