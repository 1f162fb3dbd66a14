"""HiGHS is silent, and the process that it works in is not."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from consortium.domain.result import Options
from consortium.optimise import quiet, solve
from tests.unit.domain.builders import case, holds, row


def test_threads_that_solve_leave_standard_output_where_it_was(capfd: pytest.CaptureFixture[str]) -> None:
    question = case(row("R", "sum", "100"), row("S"), *(holds(e, R="60", S="yes") for e in "ABC"))
    before, open_before = os.readlink("/proc/self/fd/1"), len(os.listdir("/proc/self/fd"))
    quiet._greeted.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        sizes = list(pool.map(lambda _: solve(question, Options(solver="highs")).size, range(16)))
    assert sizes == [2] * 16
    assert (os.readlink("/proc/self/fd/1"), len(os.listdir("/proc/self/fd"))) == (before, open_before)
    os.write(1, b"heard")
    assert capfd.readouterr() == ("heard", "")


def test_a_closed_standard_output_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(descriptor: int) -> int:
        raise OSError

    quiet._greeted.cache_clear()
    monkeypatch.setattr(os, "dup", closed)
    quiet.quiet_highs()
