"""The child's side: a guardian, and the worker that it starts, watches and cleans up after.

The guardian does nothing but wait, so it can act when the worker is deep in C code: when the parent is gone (the
pipe on standard input hangs up) or asks for the end (SIGTERM), it kills the worker's whole group, adopts and reaps
what the worker started, and removes the job's folder. Run as a script; it imports no more than it needs to.
"""

import ctypes
import os
import pickle
import resource
import select
import shutil
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, NamedTuple, NoReturn

FRAME = struct.Struct(">cQ")
"""What precedes each message: its kind and its length in bytes."""
ORDER, CALL = b"O", b"C"
BEGUN, PROGRESS, RESULT, ERROR, MEMORY, CRASH = b"B", b"P", b"R", b"E", b"M", b"X"

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


class Order(NamedTuple):
    """What the guardian must know before the call itself is read."""

    path: list[str]
    memory_bytes: int | None
    cpu_seconds: int | None
    folder: str | None
    reports: bool
    """Whether the function's first argument is a callable that sends progress."""


def receive(descriptor: int) -> bytes:
    """One message from a pipe. Raises EOFError where it ends first."""
    _, size = FRAME.unpack(_exactly(descriptor, FRAME.size))
    return _exactly(descriptor, size)


def _exactly(descriptor: int, size: int) -> bytes:
    parts = []
    while size:
        part = os.read(descriptor, min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def send(descriptor: int, kind: bytes, body: bytes) -> None:
    """Write one message to a pipe, whole."""
    for part in (FRAME.pack(kind, len(body)), body):
        view = memoryview(part)
        while view:
            view = view[os.write(descriptor, view) :]


def main() -> None:
    """Read the order, guard the work."""
    order = Order(*pickle.loads(receive(0)))
    guard(partial(_work, order), order.folder)


def guard(work: Callable[[], NoReturn], folder: str | None, parent: int = 0) -> NoReturn:
    """Start the worker, which calls ``work``, wait for its end or the parent's, and clean up; never returns.

    ``parent`` is the pipe that hangs up when the parent is gone. The exit status is the worker's, 128 more than the
    signal that ended it.
    """
    adopt()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    worker = os.fork()
    if worker == 0:
        os.setpgid(0, 0)
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        work()
    _watch(worker, folder, parent)


def _watch(worker: int, folder: str | None, parent: int) -> NoReturn:
    with suppress(OSError):
        os.setpgid(worker, worker)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(null, descriptor)
    signal.signal(signal.SIGTERM, lambda *_: _kill_group(worker))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    waiting = select.poll()
    waiting.register(parent, 0)
    waiting.register(os.pidfd_open(worker), select.POLLIN)
    waiting.poll()
    _kill_group(worker)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _, status = os.waitpid(worker, 0)
    reap()
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))


def _kill_group(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def adopt() -> None:
    """From now on what a child leaves behind becomes a child of this process."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def reap() -> None:
    """Kill and wait for all children and all that they leave, whatever group they moved to."""
    with suppress(ChildProcessError):
        while True:
            for process in _children():
                os.kill(process, signal.SIGKILL)
            os.waitpid(-1, 0)


def _children() -> list[int]:
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        return [int(word) for word in file.read().split()]


def _work(order: Order) -> NoReturn:
    answers = os.dup(1)
    call = receive(0)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    sys.excepthook = _crash_to(answers)
    _settle(order)
    kind, body = _outcome(call, answers, order.reports)
    send(answers, kind, body)
    os._exit(0)


def _settle(order: Order) -> None:
    sys.path[:] = order.path
    if order.folder:
        os.environ["TMPDIR"] = order.folder
        os.chdir(order.folder)
    if order.memory_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (order.memory_bytes, order.memory_bytes))
    if order.cpu_seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (order.cpu_seconds, order.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _outcome(call: bytes, answers: int, reports: bool) -> tuple[bytes, bytes]:
    from consortium.errors import ConsortiumError  # the path is known only now

    def report(progress: object) -> None:
        send(answers, PROGRESS, pickle.dumps(progress))

    try:
        function, arguments = pickle.loads(call)
        send(answers, BEGUN, b"")
        value = function(report, *arguments) if reports else function(*arguments)
        return RESULT, pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    except ConsortiumError as error:
        return ERROR, pickle.dumps(error)
    except MemoryError:
        return MEMORY, b""


def _crash_to(answers: int) -> Callable[[type[BaseException], BaseException, TracebackType | None], Any]:
    def crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        send(answers, CRASH, "".join(traceback.format_exception(kind, error, trace)).encode("utf-8", "replace"))

    return crash


def _prctl(option: int, value: int) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


if __name__ == "__main__":
    main()
