"""Changes found in the log by kind, entity and batch; records as they were last known."""

from dataclasses import replace

from consortium.domain.register import Capability, Entity, Mark, Pair, Person
from consortium.store import Bid, Proof, Store, Workspace
from tests.store.things import entity, filled, renamed


def actions(
    store: Store, team: Workspace, entity_id: str = "", words: tuple[str, ...] = (), limit: int = 50
) -> list[str]:
    return [batch.action for batch in store.batches(team.id, limit, words, entity_id)]


def edited(store: Store) -> Workspace:
    """A filled workspace after a few changes, each with an action of its own."""
    team = filled(store)
    with store.changing(team.id, "Ana", "rename") as work:
        work.change(entity(store, team, "E2"), renamed(entity(store, team, "E2"), 'La "Ñ"'))
    with store.changing(team.id, "Ana", "verify") as work:
        (proof,) = store.kept(team.id, Proof)
        work.change(proof, replace(proof.value, file="otro.pdf"))
    with store.changing(team.id, "Ana", "part") as work:
        work.remove(*store.kept(team.id, Pair))
    with store.changing(team.id, "Ana", "bid") as work:
        work.add(Bid("Otra"))
    return team


def test_changes_about_one_entity(store: Store) -> None:
    team = edited(store)
    assert actions(store, team, "E2") == ["part", "rename", "import"]
    assert actions(store, team, "E1") == ["part", "verify", "import"]
    assert actions(store, team, "E") == []
    assert actions(store, team, "E2", limit=2) == ["part", "rename"]


def test_changes_about_some_kinds(store: Store) -> None:
    team = edited(store)
    assert actions(store, team, words=("store.bid",)) == ["bid", "edit"]
    assert actions(store, team, words=("store.bid", "store.pair")) == ["bid", "part", "edit", "import"]
    assert actions(store, team, "E1", ("store.entity",)) == ["import"]


def test_a_batch_found_is_told_whole(store: Store) -> None:
    team = edited(store)
    whole = {batch.batch: batch for batch in store.batches(team.id)}
    for found in store.batches(team.id, words=("store.pair",)):
        assert found == whole[found.batch]


def test_an_odd_id_is_found_and_is_no_pattern(store: Store) -> None:
    team = store.create_workspace("w", "Ana")
    for odd in ('a"b', "100%", "ñ_x", "\\"):
        with store.changing(team.id, "Ana", odd) as work:
            work.add(Entity(odd))
            work.add(Capability(odd, "ISO", Mark.YES))
    for odd in ('a"b', "100%", "ñ_x", "\\"):
        assert actions(store, team, odd) == [odd]
    assert actions(store, team, "%") == actions(store, team, "ñax") == []


def test_the_lines_of_one_batch(store: Store) -> None:
    team = edited(store)
    batch = store.batches(team.id)[1]
    lines = store.history(team.id, batch=batch.batch)
    assert [line.word for line in lines] == ["store.pair"]
    assert lines[0].removed


def test_records_as_they_are_or_were(store: Store) -> None:
    team = edited(store)
    gone = next(line.uid for line in store.history(team.id) if line.word == "store.pair")
    (pair,) = store.last_known(team.id, "store.pair", [gone]).values()
    assert (pair.a, pair.b) == ("E1", "E2")
    kept = entity(store, team, "E2")
    assert store.last_known(team.id, "store.entity", [kept.uid, "nobody"]) == {kept.uid: kept.value}
    assert store.last_known(team.id, "store.file", ["x"]) == {}


def test_an_erased_person_is_known_without_a_name(store: Store) -> None:
    team = filled(store)
    (person,) = store.kept(team.id, Person)
    with store.changing(team.id, "Ana", "erase") as work:
        work.erase(store.personal(team.id, "28123456S"))
    (found,) = store.last_known(team.id, "store.person", [person.uid]).values()
    assert (found.name, found.id, found.entity) == ("", "", "E1")


def test_blank_and_erased_are_told_apart(store: Store) -> None:
    team = store.create_workspace("w", "Luis")
    with store.changing(team.id, "Luis") as work:
        kept = work.add(Entity("E1"))
        work.change(kept, replace(kept.value, email="ana@exito.es"))

    def mail() -> tuple[object, object]:
        line = next(c for c in store.history(team.id, kept.uid) if not c.added)
        return next((before, after) for name, before, after in line.fields if name == "email")

    assert mail() == (None, "ana@exito.es")
    with store.changing(team.id, "Luis") as work:
        work.erase(store.personal(team.id, "ana@exito.es"))
    assert mail() == (None, "")
