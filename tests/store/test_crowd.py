"""Many at once: every edit arrives, no editor overwrites another, and the later one sees both versions."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from consortium.domain.register import Entity
from consortium.errors import StoreError
from consortium.store import Kept, Store, Workspace
from tests.store.things import entity


@pytest.fixture
def one(store: Store, team: Workspace) -> Kept[Entity]:
    with store.changing(team.id, "test") as work:
        return work.add(Entity("E1"))


def crowd(store: Store, team: Workspace, threads: int, edits: int) -> None:
    def edit(editor: int) -> None:
        for _ in range(edits):
            with store.changing(team.id, f"editor {editor}") as work:
                now = entity(store, team)
                work.change(now, replace(now.value, cost=now.value.cost + 1))

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(edit, i) for i in range(threads)]:
            done.result()
    assert entity(store, team).value.cost == threads * edits
    lines = store.history(team.id, entity(store, team).uid, limit=10**6)
    assert len(lines) == threads * edits + 1


@pytest.mark.usefixtures("one")
def test_twenty_threads_lose_no_edit(store: Store, team: Workspace) -> None:
    crowd(store, team, threads=20, edits=4)


@pytest.mark.slow
@pytest.mark.usefixtures("one")
def test_twenty_threads_lose_none_of_a_thousand_edits(store: Store, team: Workspace) -> None:
    crowd(store, team, threads=20, edits=50)


def interleaved(store: Store, team: Workspace, dice: random.Random) -> None:
    """Two editors read and save in a random order; what must become of each save is known beforehand."""
    steps = dice.sample(["A", "A", "B", "B", "A", "A", "B", "B"], 8)
    seen: dict[str, Kept[Entity]] = {}
    fresh: dict[str, bool] = {}
    expected = entity(store, team).value.name
    for n, editor in enumerate(steps):
        if editor not in seen:
            seen[editor], fresh[editor] = entity(store, team), True
            continue
        mine = replace(seen[editor].value, name=f"{seen[editor].value.name}{editor}{n}")
        latest = expected
        if fresh[editor]:
            save(store, team, editor, seen[editor], mine)
            expected = mine.name
            fresh = dict.fromkeys(fresh, False)
        else:
            with pytest.raises(StoreError) as trouble:
                save(store, team, editor, seen[editor], mine)
            assert trouble.value.code == "store_stale"
            assert (trouble.value.fields["yours"], trouble.value.fields["theirs"]) == (mine, entity(store, team))
            assert entity(store, team).value.name == latest
        del seen[editor]
    assert entity(store, team).value.name == expected


def save(store: Store, team: Workspace, editor: str, kept: Kept[Entity], value: Entity) -> None:
    with store.changing(team.id, editor) as work:
        work.change(kept, value)


@pytest.mark.usefixtures("one")
def test_two_editors_in_any_order_lose_nothing(store: Store, team: Workspace) -> None:
    for seed in range(15):
        interleaved(store, team, random.Random(seed))


@pytest.mark.slow
@pytest.mark.usefixtures("one")
def test_two_editors_in_a_thousand_orders_lose_nothing(store: Store, team: Workspace) -> None:
    for seed in range(1000):
        interleaved(store, team, random.Random(seed))
        save(store, team, "test", entity(store, team), Entity("E1", f"{seed}:"))


@pytest.mark.usefixtures("one")
def test_two_editors_at_the_same_time_lose_nothing(store: Store, team: Workspace) -> None:
    def edit(editor: str) -> list[str]:
        saved: list[str] = []
        while len(saved) < 10:
            kept = entity(store, team)
            token = f"{editor}{len(saved)};"
            try:
                save(store, team, editor, kept, replace(kept.value, name=kept.value.name + token))
            except StoreError as stale:
                if stale.code != "store_stale":
                    raise
                continue
            saved.append(token)
        return saved

    with ThreadPoolExecutor(2) as pool:
        tokens = [token for saved in pool.map(edit, "AB") for token in saved]
    assert sorted(entity(store, team).value.name.rstrip(";").split(";")) == sorted(t.rstrip(";") for t in tokens)
