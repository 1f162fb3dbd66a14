"""What a later release added: columns in rows, logs and portable files of before; how far the log has moved."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from consortium.domain.register import Entity, Register
from consortium.store import Alias, Bid, Chosen, Result, Store, TenderVersion, Workspace, open_store
from consortium.store.codec import codec, dumps
from consortium.store.engine import engine_of
from consortium.store.migrate import upgrade
from tests.store.things import OPTIONS, TENDER, entity, filled, renamed

SHA = "a" * 64
BEFORE = {
    "tender": dumps(codec(type(TENDER)).encode(TENDER)),
    "options": dumps(codec(type(OPTIONS)).encode(OPTIONS)),
}
ROWS = (
    "INSERT INTO workspace (id, created_at) VALUES ('w', '2026-11-24T10:00:00+00:00')",
    f"INSERT INTO blob (workspace, sha256, size, content) VALUES ('w', '{SHA}', 1, NULL)",
    "INSERT INTO bid (workspace, uid, name, closed, version) VALUES ('w', '0b', 'Limpieza', FALSE, 1)",
    "INSERT INTO tender_version (workspace, uid, bid, number, file, sha256, tender, edited, version)"
    f" VALUES ('w', '0v', '0b', 1, 'pliego.xlsx', '{SHA}', :tender, FALSE, 1)",
    "INSERT INTO result (workspace, uid, bid, tender_version, options, answer, register_sha256, version)"
    " VALUES ('w', '0r', '0b', '0v', :options, '{}', 'ff', 1)",
)


@pytest.fixture
def third(lasting: str) -> Iterator[Engine]:
    """A database as the third migration left it, with a bid in it."""
    from sqlalchemy import text

    engine = engine_of(lasting)
    upgrade(engine, "0003")
    with engine.begin() as connection:
        for statement in ROWS:
            connection.execute(text(statement), {k: v for k, v in BEFORE.items() if f":{k}" in statement})
    yield engine
    engine.dispose()


def test_bids_of_before_have_the_new_columns_blank(third: Engine, lasting: str) -> None:
    third.dispose()
    store = open_store(lasting)
    (version,), (result,) = store.kept("w", TenderVersion), store.kept("w", Result)
    assert (version.value.tender, version.value.layout) == (TENDER, "")
    assert (result.value.options, result.value.key) == (OPTIONS, "")
    store.close()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def as_first_format(data: bytes) -> bytes:
    """A portable file as the first release wrote it: without what came later."""
    entries = unzipped(data)
    document = json.loads(entries["workspace.json"])
    document["format"] = 1
    for row in document["tables"]["tender_version"]:
        assert row.pop("layout") == ""
    for row in document["tables"]["result"]:
        assert row.pop("key") == ""
    for name in ("asked", "distinct"):
        document["tables"].pop(name, None)
    document["tables"]["audit"] = [
        line for line in document["tables"]["audit"] if line["kind"] not in ("asked", "distinct")
    ]
    return zipped({**entries, "workspace.json": json.dumps(document).encode()})


def test_a_portable_file_of_before_comes_in(store: Store) -> None:
    team = filled(store)
    old = as_first_format(store.export_workspace(team.id))
    here = store.import_workspace(old).id
    for kind in (Bid, TenderVersion, Chosen, Result, Entity):
        assert [k.value for k in store.kept(here, kind)] == [k.value for k in store.kept(team.id, kind)]


def test_what_was_removed_before_comes_back_with_the_new_columns_blank(store: Store) -> None:
    team = filled(store)
    with store.changing(team.id, "Ana") as work:
        work.remove(*store.kept(team.id, Result))
    entries = unzipped(store.export_workspace(team.id))
    document = json.loads(entries["workspace.json"])
    for line in document["tables"]["audit"]:
        for side in ("before", "after"):
            if line["kind"] == "result" and line[side]:
                line[side] = dumps({k: v for k, v in json.loads(line[side]).items() if k != "key"})
    here = store.import_workspace(zipped({**entries, "workspace.json": json.dumps(document).encode()})).id
    assert store.kept(here, Result) == ()
    with store.changing(here, "Ana") as work:
        work.undo(store.batches(here)[0].batch)
    assert [k.value.key for k in store.kept(here, Result)] == [""]


def test_the_log_says_how_far_it_has_moved_and_what_about(store: Store, team: Workspace) -> None:
    began = store.revision(team.id)
    assert store.moved(team.id, 0) == {"store.profile"}
    assert store.moved(team.id, began) == frozenset()
    with store.changing(team.id, "Ana", "import") as work:
        work.apply(store.plan(team.id, Register((Entity("E1"), Entity("E2")))))
    with store.changing(team.id, "Luis") as work:
        work.add(Alias("a", "b"))
    assert store.revision(team.id) == began + 3
    assert store.moved(team.id, began) == {"store.entity", "store.alias"}
    assert store.moved(team.id, began + 2) == {"store.alias"}


def test_an_erasure_moves_the_log_too(store: Store) -> None:
    team = filled(store)
    at = store.revision(team.id)
    with store.changing(team.id, "Ana", "erase") as work:
        work.erase(store.personal(team.id, "ana@exito.es"))
    assert "store.personal" in store.moved(team.id, at)


def test_changes_as_a_whole_newest_first(store: Store) -> None:
    team = filled(store)
    with store.changing(team.id, "Luis", "rename") as work:
        work.change(entity(store, team), renamed(entity(store, team), "Otra"))
    with store.changing(team.id, "Ana", "undo") as work:
        work.undo(store.batches(team.id)[0].batch)
    undone, changed, *earlier = store.batches(team.id)
    assert (undone.by, undone.action, undone.undoes, undone.lines) == ("Ana", "undo", changed.batch, 1)
    assert (changed.by, changed.action, changed.words) == ("Luis", "rename", ("store.entity",))
    assert [batch.action for batch in earlier][-1] == "create"
    assert sum(batch.lines for batch in store.batches(team.id)) == store.revision(team.id)
    assert store.batches(team.id, 2) == (undone, changed)


def test_a_workspace_without_a_change_is_told_by_its_note(store: Store) -> None:
    made = store.create_workspace("Ejemplo", "Ana", "sample:x")
    assert made in store.workspaces()
    assert replace(made, note="") not in store.workspaces()
