"""The log says who, when, from and to; every change can be taken back, and nothing in the log can be altered."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import text

from consortium.domain.register import Capability, Entity, Mark, Pair, Register
from consortium.errors import StoreError
from consortium.store import Store, Workspace, open_store
from consortium.store.engine import engine_of
from tests.store.things import REGISTER, entity, filled, renamed, rows_of


def rename(store: Store, team: Workspace, name: str, by: str = "Ana") -> str:
    with store.changing(team.id, by) as work:
        work.change(entity(store, team), renamed(entity(store, team), name))
    return work.batch


def undo(store: Store, team: Workspace, batch: str) -> str:
    with store.changing(team.id, "Luis", "undo") as work:
        work.undo(batch)
    return work.batch


def test_the_log_tells_who_from_and_to(store: Store) -> None:
    team = filled(store)
    batch = rename(store, team, "Nueva")
    line = store.history(team.id)[0]
    assert (line.batch, line.by, line.action, line.word) == (batch, "Ana", "edit", "store.entity")
    assert line.fields == (("name", "Cooperativa Éxito", "Nueva"),)
    assert not line.added
    assert not line.removed


def test_the_log_of_an_addition_holds_typed_values(store: Store, team: Workspace) -> None:
    with store.changing(team.id, "Ana") as work:
        work.add(Entity("E1", email="a@b.es", cost=Decimal("1.50")))
    (line,) = store.history(team.id, limit=1)
    assert line.added
    then = {name: value for name, _, value in line.fields}
    assert (then["cost"], then["email"]) == (Decimal("1.50"), "a@b.es")
    assert all(before is None for _, before, _ in line.fields)


def test_a_record_has_its_own_history(store: Store) -> None:
    team = filled(store)
    rename(store, team, "Una")
    rename(store, team, "Otra")
    uid = entity(store, team).uid
    lines = store.history(team.id, uid)
    assert [line.uid for line in lines] == [uid] * 3
    assert [line.fields[0][2] for line in lines[:2]] == ["Otra", "Una"]
    assert len(store.history(team.id, uid, limit=1)) == 1


def test_undo_and_undo_of_the_undo(store: Store) -> None:
    team = filled(store)
    batch = rename(store, team, "Nueva")
    back = undo(store, team, batch)
    assert store.register(team.id) == REGISTER
    assert store.history(team.id)[0].undoes == batch
    undo(store, team, back)
    assert entity(store, team).value.name == "Nueva"


def test_a_whole_import_is_taken_back_at_once_and_again(store: Store, team: Workspace) -> None:
    with store.changing(team.id, "Ana", "import") as work:
        work.add_all(rows_of(REGISTER))
    back = undo(store, team, work.batch)
    assert store.register(team.id) == Register()
    undo(store, team, back)
    assert store.register(team.id) == REGISTER


def test_undo_brings_a_removed_record_back_as_the_same_one(store: Store) -> None:
    team = filled(store)
    pair = store.kept(team.id, Pair)[0]
    with store.changing(team.id, "Ana") as work:
        work.remove(pair)
    undo(store, team, work.batch)
    again = store.get(team.id, Pair, pair.uid)
    assert again.value == pair.value
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Ana") as late:
        late.change(pair, replace(pair.value, reason="leído antes de quitarlo"))
    assert trouble.value.code == "store_stale"


def test_a_revived_version_is_never_one_that_was_read(store: Store) -> None:
    team = filled(store)
    batches, versions = [], set()
    for _ in range(2):
        pair = store.kept(team.id, Pair)[0]
        versions.add(pair.version)
        with store.changing(team.id, "Ana") as work:
            work.remove(pair)
        batches.append(work.batch)
        undo(store, team, batches[0])
    assert store.kept(team.id, Pair)[0].version not in versions


def test_two_changes_are_taken_back_one_after_the_other(store: Store) -> None:
    team = filled(store)
    first, second = rename(store, team, "Una"), rename(store, team, "Otra")
    undo(store, team, second)
    undo(store, team, first)
    assert store.register(team.id) == REGISTER


def test_a_change_to_another_field_does_not_stand_in_the_way(store: Store) -> None:
    team = filled(store)
    batch = rename(store, team, "Una")
    with store.changing(team.id, "Ana") as work:
        work.change(entity(store, team), replace(entity(store, team).value, territory="Cádiz"))
    undo(store, team, batch)
    assert (entity(store, team).value.name, entity(store, team).value.territory) == ("Cooperativa Éxito", "Cádiz")


def test_undo_does_not_overwrite_a_later_change(store: Store) -> None:
    team = filled(store)
    first = rename(store, team, "Una")
    rename(store, team, "Otra", by="Luis")
    with pytest.raises(StoreError) as trouble:
        undo(store, team, first)
    assert trouble.value.code == "store_undo_blocked"
    assert trouble.value.fields["by"] == "Luis"
    assert entity(store, team).value.name == "Otra"


def test_undo_of_an_addition_that_others_rest_on_is_refused(store: Store, team: Workspace) -> None:
    with store.changing(team.id, "Ana") as first:
        first.add(Entity("E1"))
    with store.changing(team.id, "Ana") as work:
        work.add(Capability("E1", "ISO", Mark.YES))
    with pytest.raises(StoreError) as trouble:
        undo(store, team, first.batch)
    assert trouble.value.code == "store_dangling"
    assert len(store.register(team.id).entities) == 1


def test_several_changes_of_one_record_in_one_batch(store: Store) -> None:
    team = filled(store)
    with store.changing(team.id, "Ana") as work:
        kept = entity(store, team, "E2")
        kept = work.change(kept, renamed(kept, "Una"))
        kept = work.change(kept, renamed(kept, "Otra"))
        work.remove(store.kept(team.id, Pair)[0])
        work.add(Entity("E3"))
    undo(store, team, work.batch)
    assert store.register(team.id) == REGISTER


def test_an_unknown_batch_is_said(store: Store, team: Workspace) -> None:
    with pytest.raises(StoreError) as trouble:
        undo(store, team, "nothing")
    assert trouble.value.code == "store_no_change"


@pytest.mark.parametrize("statement", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_the_database_itself_keeps_the_log(lasting: str, statement: str) -> None:
    store = open_store(lasting)
    team = filled(store)
    lines = store.history(team.id)
    store.close()
    engine = engine_of(lasting)
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    again = open_store(lasting)
    assert again.history(team.id) == lines
    again.close()
