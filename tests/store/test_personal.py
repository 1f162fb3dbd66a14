"""Personal data: found by name, handed over, destroyed; and nothing brings the destroyed back."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from consortium.domain.register import Entity, Person
from consortium.errors import StoreError
from consortium.store import PersonalValue, Proof, ProposalField, Store, Workspace, open_store, sqlite_url
from tests.store.test_undo import undo
from tests.store.things import PDF, REGISTER, entity, filled


def erase(store: Store, team: Workspace, name: str) -> tuple[PersonalValue, ...]:
    found = store.personal(team.id, name)
    with store.changing(team.id, "Delegada", "erase") as work:
        work.erase(found)
    return found


def everything(store: Store, team: Workspace) -> str:
    """All that a workspace still holds about anybody, in one text."""
    with zipfile.ZipFile(io.BytesIO(store.export_workspace(team.id))) as archive:
        packed = archive.read("workspace.json").decode()
    return packed + repr((store.history(team.id, limit=10_000), store.register(team.id), store.personal(team.id, "a")))


def test_a_person_is_found_wherever_the_name_stands(store: Store) -> None:
    team = filled(store)
    found = store.personal(team.id, "ana perez")
    assert {(v.word, v.field) for v in found} == {
        ("store.actor", "name"),
        ("store.person", "id"),
        ("store.person", "name"),
        ("store.person", "qualification"),
        ("store.proof", "verified_by"),
        ("store.decision", "by"),
        ("store.proposal_field", "value"),
        ("store.asked", "by"),
    }
    assert {v.value for v in found if v.word == "store.person"} == {"28123456S", "Ana Pérez", "ingeniera"}
    assert store.personal(team.id, " ") == ()
    assert [v.value for v in store.personal(team.id, "@nandu.org")] == ["luis@nandu.org"]


def test_names_changed_long_ago_are_found_too(store: Store) -> None:
    team = filled(store)
    person = store.kept(team.id, Person)[0]
    with store.changing(team.id, "Luis") as work:
        work.change(person, replace(person.value, name="Ana P. Soler"))
    assert {"Ana Pérez", "Ana P. Soler"} <= {v.value for v in store.personal(team.id, "soler")}


def test_the_person_gets_what_is_kept(store: Store) -> None:
    team = filled(store)
    given = json.loads(store.export_person(team.id, store.personal(team.id, "Ana Pérez")))
    values = {(value["kind"], value["field"], value["value"]) for value in given["values"]}
    assert {("person", "name", "Ana Pérez"), ("actor", "name", "Ana Pérez"), ("person", "id", "28123456S")} <= values
    person = next(record for record in given["records"] if record["kind"] == "person")
    assert (person["name"], person["id"], person["entity"]) == ("Ana Pérez", "28123456S", "E1")
    assert any(line["by"] == "Ana Pérez" and line["action"] == "import" for line in given["log"])
    assert "luis@nandu.org" not in json.dumps(given)


def test_erasing_destroys_record_values_and_log(store: Store) -> None:
    team = filled(store)
    erase(store, team, "Ana Pérez")
    assert store.register(team.id) == replace(REGISTER, people=())
    assert store.kept(team.id, Proof)[0].value.verified_by == ""
    assert store.kept(team.id, ProposalField)[0].value.value == ""
    left = everything(store, team)
    for secret in ("Ana P", "28123456S", "ingeniera"):
        assert secret not in left
    assert store.history(team.id, limit=10_000)[-1].by == ""
    assert store.personal(team.id, "Ana Pérez") == ()


def test_undo_does_not_bring_an_erased_person_back(store: Store) -> None:
    team = filled(store)
    with store.changing(team.id, "Luis") as work:
        work.remove(store.kept(team.id, Person)[0])
        work.change(entity(store, team), replace(entity(store, team).value, name="Otra"))
    erase(store, team, "Ana Pérez")
    undo(store, team, work.batch)
    assert store.register(team.id) == replace(REGISTER, people=())
    assert "28123456S" not in everything(store, team)


def test_undo_restores_a_row_without_its_erased_address(store: Store) -> None:
    team = filled(store)
    with store.changing(team.id, "Luis") as work:
        work.change(entity(store, team), replace(entity(store, team).value, email="otra@exito.es", name="Otra"))
    erase(store, team, "ana@exito.es")
    undo(store, team, work.batch)
    assert (entity(store, team).value.name, entity(store, team).value.email) == ("Cooperativa Éxito", "")


def test_an_erasure_is_final(store: Store) -> None:
    team = filled(store)
    erase(store, team, "Ana Pérez")
    batch = store.history(team.id)[0].batch
    with pytest.raises(StoreError) as trouble:
        undo(store, team, batch)
    assert trouble.value.code == "store_undo_erasure"


def test_editing_after_an_erasure_keeps_working(store: Store) -> None:
    team = filled(store)
    erase(store, team, "ana@exito.es")
    kept = entity(store, team)
    with store.changing(team.id, "Luis") as work:
        kept = work.change(kept, replace(kept.value, name="Otra"))
        work.change(kept, replace(kept.value, email="nueva@exito.es"))
    assert entity(store, team).value.email == "nueva@exito.es"
    assert store.search(team.id, "otra") == ("E1",)


def test_an_unchanged_address_is_kept_once(store: Store) -> None:
    team = filled(store)
    for name in ("Una", "Otra", "Más"):
        with store.changing(team.id, "Luis") as work:
            work.change(entity(store, team), replace(entity(store, team).value, name=name))
    assert len(store.personal(team.id, "ana@exito.es")) == 1


def test_a_document_is_erased_for_good(store: Store) -> None:
    team = filled(store)
    (proof,) = store.kept(team.id, Proof)
    with store.changing(team.id, "Delegada", "erase") as work:
        work.erase_file(str(proof.value.sha256))
    with pytest.raises(StoreError) as trouble:
        store.file(team.id, str(proof.value.sha256))
    assert trouble.value.code == "store_no_file"
    with pytest.raises(StoreError) as trouble:
        undo(store, team, work.batch)
    assert trouble.value.code == "store_undo_erasure"
    with store.changing(team.id, "Ana") as work:
        work.attach(PDF)
    assert store.file(team.id, str(proof.value.sha256)) == PDF


def test_no_trace_is_left_in_the_file(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path / "c.db"))
    team = filled(store)
    assert "Ana Pérez".encode() in (tmp_path / "c.db").read_bytes()
    erase(store, team, "Ana Pérez")
    store.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert "Ana Pérez".encode() not in left
    assert b"28123456S" not in left


def test_names_are_keys_in_record_and_log(tmp_path: Path) -> None:
    store = open_store(sqlite_url(tmp_path / "c.db"))
    team = store.create_workspace("Equipo", "Quien Edita")
    with store.changing(team.id, "Quien Edita") as work:
        work.add(Entity("E1", email="solo@una.vez"))
    store.close()
    content = (tmp_path / "c.db").read_bytes()
    assert content.count(b"solo@una.vez") == 1
    assert content.count(b"Quien Edita") == 1
