"""Many tenders against one register: alike on every executor, and all in one model."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context

import pytest

from consortium.domain.result import Options, Proof
from consortium.errors import ConsortiumError, UsageError
from consortium.service import Desk, add_bid, bring_in, close_bid, decide, sample, save_options, solve
from consortium.service.portfolio import Ask, Limits, open_asks, overbooked, solve_all, start_portfolio
from consortium.service.samples import FOLDER
from consortium.service.solving import Solution
from consortium.store import MEMORY, Decision, open_store


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
    assert overbooked(coalitions, Limits(), {"x": "one", "y": "two", "z": ""}) == {}
    assert overbooked(coalitions, Limits(), {"x": "one", "y": "one"}) == {"A": ("x", "y", "z")}


def test_bids_for_one_tender_are_rivals_however_its_reference_is_written() -> None:
    tender, _ = sample("home_care")
    shouted = replace(tender, tender=replace(tender.tender, reference=f" {tender.tender.reference.lower()}  "))
    assert Ask("a", tender).rival == Ask("b", shouted).rival != ""


def test_rows_that_nobody_decided_are_named() -> None:
    tender, register = sample("home_care")
    first = next(row for row in tender.tender.requirements if row.mandatory and row.alternative is None and row.rule)
    rows = tuple(replace(r, rule=None) if r is first else r for r in tender.tender.requirements)
    open_one = replace(tender, tender=replace(tender.tender, requirements=rows, reference="EXP-OPEN"))
    asks = (Ask("a", tender), Ask("b", open_one))
    assert start_portfolio(asks, register, Limits()).result().undetermined == {"b": (first.id,)}


def test_all_at_once_in_the_background() -> None:
    a, b, c, d = _asks()
    _, register = sample("home_care")
    job = start_portfolio((a, b, c), register, Limits(1))
    found = job.result()
    seats = [e for members in found.together.members.values() for e in members]
    assert len(seats) == len(set(seats))
    assert (found.together.members["b"], found.alone["b"], job.done, job.solved) == ((), (), True, 3)
    assert found.alone["a"] == solve(a.tender, register, a.options).answer.members
    free = start_portfolio((a, c), register, Limits()).result().together
    assert (free.served, free.proof) == (2, Proof.EXACT)
    assert free.members["a"] == found.alone["a"]
    with pytest.raises(UsageError):
        start_portfolio((a, d), register, Limits())


def test_open_bids_come_with_their_options_and_without_who_is_bound() -> None:
    store = open_store(MEMORY)
    desk = Desk(store, store.create_workspace("Equipo", "Ana").id, "Ana")
    data = (FOLDER / "licitacion_ayuda_domicilio.xlsx").read_bytes()
    tender, register = sample("home_care")
    bring_in(desk, register.register)
    first, second, closed = (add_bid(desk, data, tender) for _ in range(3))
    close_bid(desk, closed.bid)
    save_options(desk, first.uid, Options(max_members=6))
    decide(desk, Decision(second.uid, ("E01",)), None)
    asks = {ask.key: ask for ask in open_asks(desk)}
    assert set(asks) == {first.uid, second.uid}
    assert asks[first.uid].options == Options(max_members=6, exclude=("E01",))
    assert asks[second.uid].options == Options()
