"""The jobs of a server: one per key, so many at once, the rest in the order of arrival."""

import os
import threading
from collections.abc import Callable, Hashable

from consortium.jobs.job import Job
from consortium.jobs.process import Limits

_KEPT = 64
"""Ended jobs that the board remembers, the latest."""


class JobBoard:
    """Runs at most ``workers`` jobs at once. Thread safe."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or os.cpu_count() or 1
        self._lock = threading.RLock()
        self._jobs: dict[Hashable, Job] = {}
        self._waiting: list[Job] = []
        self._running: set[Job] = set()

    def submit(
        self,
        key: Hashable,
        function: Callable[..., object],
        *args: object,
        memory_mb: int | None = None,
        cpu_seconds: int | None = None,
        timeout: float | None = None,
        folder: bool = True,
    ) -> Job:
        """The job of ``key``: the one that waits, runs or has succeeded, else a new one (see ``Job.start``)."""
        limits = Limits(memory_mb, cpu_seconds, timeout)
        with self._lock:
            known = self._jobs.get(key)
            if known and not known.failed and not known.poll().cancelled:
                return known
            self._forget_oldest()
            job = self._jobs[key] = Job(function, args, limits, folder, self._ended, self._place)
            self._waiting.append(job)
            self._start_next()
        return job

    def get(self, key: Hashable) -> Job | None:
        """The job of ``key``, None where there is none."""
        with self._lock:
            return self._jobs.get(key)

    def forget(self, key: Hashable) -> None:
        """Let go of an ended job and its result; one that has not ended is kept."""
        with self._lock:
            job = self._jobs.get(key)
            if job and job.done:
                del self._jobs[key]

    def close(self) -> None:
        """Cancel all that waits or runs."""
        with self._lock:
            jobs = [*self._waiting, *self._running]
        for job in jobs:
            job.cancel()

    def _place(self, job: Job) -> int:
        with self._lock:
            return self._waiting.index(job) + 1 if job in self._waiting else 0

    def _start_next(self) -> None:
        while self._waiting and len(self._running) < self._workers:
            job = self._waiting.pop(0)
            self._running.add(job)
            job.begin()

    def _ended(self, job: Job) -> None:
        with self._lock:
            if job in self._waiting:
                self._waiting.remove(job)
            self._running.discard(job)
            self._start_next()

    def _forget_oldest(self) -> None:
        ended = [key for key, job in self._jobs.items() if job.done]
        for key in ended[: max(0, len(ended) - _KEPT + 1)]:
            del self._jobs[key]
