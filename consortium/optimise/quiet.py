"""Silence for HiGHS, which greets on file descriptor 1 whatever its options say; that output belongs to our caller."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def silent_output() -> Iterator[None]:
    """File descriptor 1 leads nowhere inside."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
