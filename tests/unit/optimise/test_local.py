"""Local search: every cover that it gives is one, and each is smaller than the one before."""

from itertools import combinations
from time import monotonic

import numpy as np
import pytest

from consortium.domain.result import Options, Proof, Status
from consortium.optimise import solve
from consortium.optimise.local import LocalSearch
from consortium.optimise.model import Claim, Found, Model
from tests.unit.domain.builders import case, holds, row


def _covers(parts: np.ndarray, columns: tuple[int, ...]) -> bool:
    return bool((parts[list(columns)].sum(axis=0) >= 1 - 1e-9).all())


def _smallest(parts: np.ndarray) -> int | None:
    columns = range(len(parts))
    return next((n for n in range(1, len(parts) + 1) for c in combinations(columns, n) if _covers(parts, c)), None)


@pytest.mark.parametrize("seed", range(30))
def test_covers_shrink_and_never_below_the_smallest(seed: int) -> None:
    dice = np.random.default_rng(seed)
    parts = np.where(dice.random((9, 6)) < 0.4, dice.choice([0.25, 0.5, 1.0], (9, 6)), 0.0)
    least = _smallest(parts)
    found = []
    for cover in LocalSearch(parts, seed=seed).covers(monotonic() + 0.2):
        found.append(cover)
        if len(cover) == least:
            break
    assert all(_covers(parts, cover) for cover in found)
    assert [len(c) for c in found] == sorted({len(c) for c in found}, reverse=True)
    assert bool(found) is (least is not None)
    assert not found or len(found[-1]) == least


def test_a_first_cover_comes_whatever_the_time() -> None:
    assert list(LocalSearch(np.eye(3)).covers(0.0)) == [(0, 1, 2)]


def test_a_solver_that_finds_nothing_leaves_what_local_search_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consortium.optimise.size.prove", lambda *_: False)
    monkeypatch.setattr(Model, "least_members", lambda *_: Claim(Found.NOTHING))
    monkeypatch.setattr("consortium.optimise.size.LAST_SECONDS", 0.2)
    found = solve(case(row("R", "sum", "100"), *(holds(e, R="60") for e in "ABC")), Options())
    assert (found.size, found.status, found.proof) == (2, Status.OPTIMAL, Proof.EXACT)  # as small as the bound
