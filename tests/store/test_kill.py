"""kill -9 at random moments under writes: what was acknowledged is there, and nothing is half there."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from consortium.store import Bid, ProposalField, Store, open_store

ROOT = Path(__file__).parents[2]


def killed_writer(url: str, workspace: str, seconds: float) -> list[str]:
    """What a writer acknowledged that was killed so long after its first acknowledgement."""
    command = [sys.executable, "-m", "tests.store.children", url, workspace]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first.endswith("\n"), "the writer did not come to write"
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=seconds)
        child.kill()
        rest = child.stdout.read()
    return [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]


def check(store: Store, workspace: str, acknowledged: set[str]) -> int:
    """How many changes are kept; each must be whole, with its lines in the log."""
    bids = {kept.uid for kept in store.kept(workspace, Bid)}
    twins = [kept.value.bid for kept in store.kept(workspace, ProposalField)]
    assert acknowledged <= bids
    assert sorted(twins) == sorted(bids)
    lines = store.history(workspace, limit=10**6)
    assert [line.seq for line in lines] == list(range(len(lines), 0, -1))
    assert len(lines) == 1 + 2 * len(bids)
    return len(bids)


def run(url: str, rounds: int) -> tuple[int, int]:
    store = open_store(url)
    workspace = store.create_workspace("w", "test").id
    dice = random.Random(7)
    acknowledged: set[str] = set()
    kept = 0
    for _ in range(rounds):
        acknowledged |= {line.strip() for line in killed_writer(url, workspace, dice.uniform(0, 0.3))}
        kept = check(store, workspace, acknowledged)
    store.close()
    return len(acknowledged), kept


def test_nothing_acknowledged_is_lost(lasting: str) -> None:
    acknowledged, kept = run(lasting, rounds=3)
    assert 3 <= acknowledged <= kept <= acknowledged + 3


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_a_hundred_kills(lasting: str) -> None:
    acknowledged, kept = run(lasting, rounds=100)
    print(f"{lasting.split(':')[0]}: {acknowledged} acknowledged, {kept} kept, 100 kills")
    assert 100 <= acknowledged <= kept <= acknowledged + 100
