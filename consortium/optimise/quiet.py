"""Silence for HiGHS, which greets on file descriptor 1 whatever its options say; that output belongs to our caller."""

import os
import sys
from functools import cache
from threading import Lock

import highspy

_one = Lock()


def quiet_highs() -> None:
    """Let HiGHS greet where nobody hears it. It does so once in a process; from then on it obeys ``output_flag``."""
    with _one:  # ``cache`` alone would let two threads in, and each would take the other's nowhere for what to restore
        _greeted()


@cache
def _greeted() -> None:
    try:
        kept = os.dup(1)
    except OSError:  # closed by whoever started us: nothing to keep clean
        return
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
