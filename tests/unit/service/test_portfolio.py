"""Many tenders against one register: alike on every executor, and all in one model."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context

import pytest

from consortium.domain.result import Options, Proof
from consortium.errors import ConsortiumError, UsageError
from consortium.service import sample
from consortium.service.portfolio import Ask, Limits, overbooked, solve_all, start_assignment
from consortium.service.solving import Solution


def _asks() -> tuple[Ask, ...]:
    covered, _ = sample("home_care")
    uncovered, _ = sample("uncovered")
    other = replace(covered, tender=replace(covered.tender, reference="EXP-OTHER"))
    wrong = Options(lots=("no such lot",))
    return Ask("a", covered), Ask("b", uncovered), Ask("c", other, Options(max_members=5)), Ask("d", covered, wrong)


def _words(found: dict[str, Solution | ConsortiumError]) -> dict[str, object]:
    return {
        key: (one.answer.status, one.answer.members, one.answer.alternatives.total)
        if isinstance(one, Solution)
        else one.code
        for key, one in found.items()
    }


@contextmanager
def _processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pool


@contextmanager
def _threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@contextmanager
def _cluster() -> Iterator[Executor]:
    distributed = pytest.importorskip("distributed", reason="the optional extra dask is not installed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as pool,
    ):
        yield pool


@pytest.mark.parametrize("kind", [_threads, _processes, _cluster])
def test_every_executor_gives_the_same(kind: object) -> None:
    _, register = sample("home_care")
    here = _words(solve_all(_asks(), register))
    assert here["d"] == "unknown_lot_option"
    assert [here[key][0].value for key in "abc"] == ["optimal", "infeasible", "optimal"]  # type: ignore[index]
    with kind() as executor:  # type: ignore[operator]
        assert _words(solve_all(_asks(), register, executor)) == here


def test_who_is_in_more_than_they_can_serve() -> None:
    coalitions = {"x": ("A", "B"), "y": ("A",), "z": ("A", "C")}
    assert overbooked(coalitions, Limits()) == {}
    assert overbooked(coalitions, Limits(2)) == {"A": ("x", "y", "z")}
    assert overbooked(coalitions, Limits(1, (("A", 3),))) == {}


def test_all_at_once_in_the_background() -> None:
    a, b, c, d = _asks()
    _, register = sample("home_care")
    found = start_assignment((a, b, c), register, Limits(1)).result()
    seats = [e for members in found.members.values() for e in members]
    assert len(seats) == len(set(seats))
    assert found.members["b"] == ()
    free = start_assignment((a, c), register, Limits(), {"a": 4, "c": 4}).result()
    assert (free.served, free.proof) == (2, Proof.EXACT)
    with pytest.raises(UsageError):
        start_assignment((a, d), register, Limits())
