"""Many tenders against one register: alike on every executor, and all in one model."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context

import pytest

from consortium.domain.result import Options, Proof, Status
from consortium.errors import ConsortiumError, UsageError
from consortium.optimise import solve as solved
from consortium.optimise.portfolio import Entry, Target
from consortium.service import Desk, add_bid, bring_in, close_bid, decide, per_lot, sample, save_options, solve
from consortium.service.portfolio import Ask, Limits, open_asks, overbooked, solve_all, start_portfolio
from consortium.service.samples import FOLDER
from consortium.service.sharing import together
from consortium.service.solving import Solution
from consortium.store import MEMORY, Decision, open_store
from tests.unit.domain.builders import case, holds, row


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


def test_a_pool_whose_worker_dies_gives_an_error_for_each() -> None:
    _, register = sample("home_care")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(os._exit, 1)
        while_it_breaks = _words(solve_all(_asks(), register, pool))
        once_it_is_broken = _words(solve_all(_asks(), register, pool))
    assert while_it_breaks == {**dict.fromkeys("abc", "job_died"), "d": "unknown_lot_option"}
    assert once_it_is_broken == while_it_breaks


def test_who_is_in_more_than_they_can_serve() -> None:
    coalitions = {"x": ("A", "B"), "y": ("A",), "z": ("A", "C")}
    assert overbooked(coalitions, Limits()) == {}
    assert overbooked(coalitions, Limits(2)) == {"A": ("x", "y", "z")}
    assert overbooked(coalitions, Limits(1, (("A", 3),))) == {}
    assert overbooked(coalitions, Limits(), {"x": Target("one"), "y": Target("two"), "z": Target()}) == {}
    assert overbooked(coalitions, Limits(), {"x": Target("one"), "y": Target("one")}) == {"A": ("x", "y", "z")}


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((), (), True),
        (("1",), (), True),
        (("1", "2"), ("2", "3"), True),
        (("1",), ("2",), False),
    ],
)
def test_bids_for_one_tender_are_rivals_where_their_lots_meet(
    one: tuple[str, ...], other: tuple[str, ...], meet: bool
) -> None:
    coalitions = {"x": ("A",), "y": ("A", "B")}
    for a, b in ((one, other), (other, one)):
        targets = {"x": Target("exp", a), "y": Target("exp", b)}
        assert overbooked(coalitions, Limits(), targets) == ({"A": ("x", "y")} if meet else {})
        elsewhere = {"x": Target("exp", a), "y": Target("other", b)}
        assert overbooked(coalitions, Limits(), elsewhere) == {}


def test_two_lots_of_one_tender_as_two_bids_are_what_they_are_lot_by_lot() -> None:
    tender, register = sample("home_care")
    asks = tuple(Ask(lot.id, tender, Options(lots=(lot.id,))) for lot in tender.tender.lots)
    found = start_portfolio(asks, register, Limits()).result()
    assert dict(found.together.members) == dict(found.alone) == dict(per_lot(tender, register, Options()).members)
    whole = Ask("whole", tender)
    rivals = start_portfolio((*asks[:1], whole), register, Limits()).result().together.members
    assert not set(rivals[asks[0].key]) & set(rivals["whole"])


def test_bids_for_one_tender_are_rivals_however_its_reference_is_written() -> None:
    tender, _ = sample("home_care")
    shouted = replace(tender, tender=replace(tender.tender, reference=f" {tender.tender.reference.lower()}  "))
    assert Ask("a", tender).target.meets(Ask("b", shouted).target)
    nameless = Ask("c", replace(tender, tender=replace(tender.tender, reference="")))
    assert not nameless.target.meets(nameless.target)


def test_rows_that_nobody_decided_are_named() -> None:
    tender, register = sample("home_care")
    first = next(row for row in tender.tender.requirements if row.mandatory and row.alternative is None and row.rule)
    rows = tuple(replace(r, rule=None) if r is first else r for r in tender.tender.requirements)
    open_one = replace(tender, tender=replace(tender.tender, requirements=rows, reference="EXP-OPEN"))
    asks = (Ask("a", tender), Ask("b", open_one))
    assert start_portfolio(asks, register, Limits()).result().undetermined == {"b": (first.id,)}


PROOFS = [Proof.EXACT, Proof.SOLVER, None]


@pytest.mark.parametrize("weaker", PROOFS)
@pytest.mark.parametrize("most", [None, 1])
def test_what_is_believed_of_one_call_is_not_exact_of_all(weaker: Proof | None, most: int | None) -> None:
    """A covers the first call, B the second: nobody is in two. Or A covers both, and B the second too."""
    for second in (holds("B", R="yes"), (*holds("A", R="yes"), *holds("B", R="yes"))):
        entries = [
            Entry("x", case(row("R"), holds("A", R="yes")), Options()),
            Entry("y", case(row("R"), second), Options()),
        ]
        alone = {entry.key: solved(entry.case, entry.options) for entry in entries}
        status = Status.OPTIMAL if weaker else Status.FEASIBLE
        alone["y"] = replace(alone["y"], proof=weaker, status=status, canonical=weaker is not None)
        found = together(entries, alone, Limits(most), 20)
        free = most is None or alone["y"].members == ("B",)
        assert found.proof is (weaker if free else weaker if weaker is Proof.EXACT else Proof.SOLVER)
        assert dict(found.members) == {"x": ("A",), "y": alone["y"].members if free else ("B",)}
        assert found.canonical is (weaker is not None or not free)


@pytest.mark.parametrize("weaker", [Proof.EXACT, Proof.SOLVER])
def test_that_nobody_covers_a_call_may_be_believed_too(weaker: Proof) -> None:
    """A is in two bids; B takes one of them; the third is beyond all."""
    easy, hard = (*holds("A", R="yes"), *holds("B", R="yes")), holds("A", R="no")
    entries = [Entry(key, case(row("R"), held), Options()) for key, held in (("x", easy), ("y", easy), ("z", hard))]
    alone = {entry.key: solved(entry.case, entry.options) for entry in entries}
    alone["z"] = replace(alone["z"], proof=weaker)
    found = together(entries, alone, Limits(1), 20)
    assert (dict(found.members), found.proof) == ({"x": ("A",), "y": ("B",), "z": ()}, weaker)
    assert found.canonical


def test_all_at_once_in_the_background() -> None:
    a, b, c, d = _asks()
    _, register = sample("home_care")
    job = start_portfolio((a, b, c), register, Limits(1))
    found = job.result()
    seats = [e for members in found.together.members.values() for e in members]
    assert len(seats) == len(set(seats))
    assert (found.together.members["b"], found.alone["b"], job.done, job.solved) == ((), (), True, 3)
    assert found.status == {"a": Status.OPTIMAL, "b": Status.INFEASIBLE, "c": Status.OPTIMAL}
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
    assert (asks[first.uid].decided, asks[second.uid].decided) == ((), ("E01",))
