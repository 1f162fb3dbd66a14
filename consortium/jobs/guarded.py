"""A whole command in a process of its own, so that nothing is left of it however it ends (Linux).

A fork and not a fresh interpreter: what is imported is there. This process waits and does nothing else, so it can
answer a signal while the command is deep in C code; if it is killed itself, the guardian (see ``child``) cleans up.
"""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import NoReturn

from consortium.errors import JobCancelled, JobError
from consortium.jobs import child
from consortium.jobs.process import own_folder

ASKED_TO_END = (signal.SIGINT, signal.SIGTERM)
KILLED = 128
"""Exit statuses from here on tell of a signal."""


def guarded(function: Callable[[], int]) -> int:
    """Call ``function`` in a fork and return the exit status it names; to be the last act of a process.

    Temporary files of it go to a folder that is gone afterwards. Raises JobCancelled, with the field ``signal``, at
    SIGINT and SIGTERM, which stay blocked from then on, and JobError where the fork dies without an answer.
    """
    heard = {signal.SIGCHLD, *(s for s in ASKED_TO_END if signal.getsignal(s) is not signal.SIG_IGN)}
    signal.pthread_sigmask(signal.SIG_BLOCK, heard)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    folder = own_folder()
    child.adopt()
    try:
        status, stopped = _ended(_guardian(function, folder), heard)
    finally:
        child.reap()
        shutil.rmtree(folder, ignore_errors=True)
    if 0 <= status < KILLED:
        return status
    if stopped is None:
        raise JobError("job_died")
    raise JobCancelled("job_stopped", signal=stopped)


def _guardian(function: Callable[[], int], folder: str) -> int:
    """Fork it; returns its process. The pipe's other end stays open here until this process ends."""
    theirs, ours = os.pipe()
    try:
        process = os.fork()
    except OSError as error:
        raise JobError("job_not_started") from error
    if process == 0:
        try:
            os.close(ours)
            os.setsid()
            child.guard(partial(_work, function, folder, theirs), folder, theirs)
        finally:
            os._exit(KILLED)
    os.close(theirs)
    return process


def _work(function: Callable[[], int], folder: str, pipe: int) -> NoReturn:
    os.close(pipe)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD, *ASKED_TO_END})
    os.environ["TMPDIR"], tempfile.tempdir = folder, None
    status = KILLED
    try:
        status = function()
    finally:
        with suppress(OSError):
            sys.stdout.flush()
        os._exit(status)


def _ended(guardian: int, heard: set[signal.Signals]) -> tuple[int, signal.Signals | None]:
    """The guardian's exit status, negative where a signal ended it, and the signal that asked for the end, if any."""
    stopped = None
    while True:
        got = signal.Signals(signal.sigwait(heard))
        if got is not signal.SIGCHLD:
            stopped = got
            os.kill(guardian, signal.SIGTERM)
        ended, status = os.waitpid(guardian, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), stopped
