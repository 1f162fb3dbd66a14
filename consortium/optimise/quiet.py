"""Silence for HiGHS, which greets on file descriptor 1 whatever its options say; that output belongs to our caller."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def silent_output() -> Iterator[None]:
    """File descriptor 1 leads nowhere inside."""
    try:
        kept = os.dup(1)
    except OSError:  # closed by whoever started us: nothing to keep clean
        yield
        return
    sys.stdout.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
