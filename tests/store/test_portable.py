"""A workspace leaves in one file and comes back as it was, on any database; a broken file is refused whole."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from consortium.domain.register import Register
from consortium.errors import StoreError
from consortium.store import MEMORY, Proof, Store, Workspace, open_store
from tests.store.things import PDF, REGISTER, filled, registers, rows_of


def contents(store: Store, team: Workspace) -> tuple[object, ...]:
    return store.register(team.id), store.history(team.id, limit=10_000), store.personal(team.id, "a")


def test_a_workspace_comes_back_with_log_files_and_names(store: Store) -> None:
    team = filled(store)
    data = store.export_workspace(team.id)
    again = store.import_workspace(data)
    assert again.id != team.id
    assert (again.name, again.created_at) == (team.name, team.created_at)
    assert contents(store, again) == contents(store, team)
    assert store.file(again.id, str(store.kept(again.id, Proof)[0].value.sha256)) == PDF
    assert store.search(again.id, "facturacion") == ("E1",)
    assert store.export_workspace(again.id) == data


def test_from_any_database_into_any_other(store: Store) -> None:
    other = open_store(MEMORY)
    team = filled(other)
    data = other.export_workspace(team.id)
    assert store.export_workspace(store.import_workspace(data).id) == data
    other.close()


def test_an_imported_change_can_be_taken_back(store: Store) -> None:
    team = store.import_workspace(store.export_workspace(filled(store).id))
    batches = list(dict.fromkeys(line.batch for line in store.history(team.id)))
    for batch in batches[:-1]:
        with store.changing(team.id, "Ana", "undo") as work:
            work.undo(batch)
    assert store.register(team.id) == Register()


SHARED = open_store(MEMORY)


@settings(max_examples=60, deadline=None)
@given(registers())
def test_any_register_is_kept_and_carried_losslessly(register: Register) -> None:
    team = SHARED.create_workspace("w", "x")
    with SHARED.changing(team.id, "x") as work:
        work.add_all(rows_of(register))
    assert exact(SHARED.register(team.id)) == exact(register)
    data = SHARED.export_workspace(team.id)
    again = SHARED.import_workspace(data)
    assert exact(SHARED.register(again.id)) == exact(register)
    assert SHARED.export_workspace(again.id) == data


def exact(register: Register) -> str:
    """Equal decimals may be written differently; here they must not be."""
    return repr(register)


@settings(max_examples=40, deadline=None)
@given(registers(), registers())
def test_a_plan_leads_to_what_was_planned(first: Register, then: Register) -> None:
    team = SHARED.create_workspace("w", "x")
    with SHARED.changing(team.id, "x") as work:
        work.add_all(rows_of(first))
    with SHARED.changing(team.id, "x", "import") as work:
        work.apply(SHARED.plan(team.id, then))
    settled = SHARED.plan(team.id, then)
    assert (settled.added, settled.changed, settled.gone) == ((), (), ())
    if work.batch in {line.batch for line in SHARED.history(team.id)}:
        with SHARED.changing(team.id, "x", "undo") as back:
            back.undo(work.batch)
    assert sorted(map(repr, rows_of(SHARED.register(team.id)))) == sorted(map(repr, rows_of(first)))


def altered(data: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The same file with its document changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "workspace.json":
                document = json.loads(content)
                change(document)
                content = json.dumps(document).encode()
            new.writestr(name, content)
    return out.getvalue()


BREAKS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a table missing": lambda d: d["tables"].pop("pair"),
    "a column missing": lambda d: d["tables"]["entity"][0].pop("name"),
    "a column too many": lambda d: d["tables"]["entity"][0].update(odd=1),
    "text for a number": lambda d: d["tables"]["entity"][0].update(cost="mucho"),
    "an unknown status": lambda d: d["tables"]["capability"][0].update(status=9),
    "an impossible date": lambda d: d["tables"]["capability"][0].update(valid_from="2026-02-30"),
    "a row twice": lambda d: d["tables"]["pair"].append(d["tables"]["pair"][0]),
    "an orphan": lambda d: d["tables"]["pair"][0].update(a="nobody"),
    "half a character": lambda d: d["tables"]["entity"][0].update(name="\ud800"),
    "a log line of a strange column": lambda d: d["tables"]["audit"][0].update(after='{"odd": 1}'),
    "a log line without a time": lambda d: d["tables"]["audit"][0].update(at="ayer"),
    "a wrong hash": lambda d: d["files"][0].__setitem__(0, "0" * 64),
    "a wrong size": lambda d: d["files"][0].__setitem__(1, 1),
    "no creation time": lambda d: d.update(created_at="x"),
    "no format": lambda d: d.pop("format"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_file_is_refused_whole(store: Store, name: str) -> None:
    data = store.export_workspace(filled(store).id)
    before = store.workspaces()

    def change(document: dict[str, Any]) -> None:
        BREAKS[name](document)

    with pytest.raises(StoreError) as trouble:
        store.import_workspace(altered(data, change))
    assert trouble.value.code == "store_portable_damaged"
    assert store.workspaces() == before


@pytest.mark.parametrize("cut", [0, 1, 100, -30, -1])
def test_a_file_cut_short_is_refused(store: Store, cut: int) -> None:
    data = store.export_workspace(filled(store).id)
    with pytest.raises(StoreError) as trouble:
        store.import_workspace(data[:cut])
    assert trouble.value.code == "store_portable_damaged"


def test_a_file_of_a_newer_release_is_refused(store: Store) -> None:
    data = store.export_workspace(filled(store).id)
    with pytest.raises(StoreError) as trouble:
        store.import_workspace(altered(data, lambda document: document.update(format=3)))
    assert trouble.value.code == "store_portable_newer"


def test_something_else_is_refused(store: Store) -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    for data in (other.getvalue(), b"nada", b"PK\x03\x04"):
        with pytest.raises(StoreError) as trouble:
            store.import_workspace(data)
        assert trouble.value.code == "store_portable_damaged"


def test_nothing_personal_is_readable_where_it_was_erased(store: Store) -> None:
    team = filled(store)
    with store.changing(team.id, "Delegada") as work:
        work.erase(store.personal(team.id, "Ana Pérez"))
    with zipfile.ZipFile(io.BytesIO(store.export_workspace(team.id))) as archive:
        content = archive.read("workspace.json").decode()
    assert "Ana P" not in json.dumps(json.loads(content), ensure_ascii=False)
    assert REGISTER.entities[0].name in json.dumps(json.loads(content), ensure_ascii=False)
