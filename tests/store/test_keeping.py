"""The two commands that save and bring back a database, run as a user runs them, and a person's data as a workbook."""

import io
import os
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from zipfile import is_zipfile

import openpyxl
import pytest

from consortium.service import Desk
from consortium.service.keeping import (
    erase_person,
    export_space,
    find_person,
    import_space,
    kept_files,
    mentions,
    person_workbook,
    space_file_name,
)
from consortium.store import Store, open_store, sqlite_url
from tests.store.conftest import Cluster
from tests.store.test_backup import Writer
from tests.store.test_kill import check
from tests.store.things import AT, REGISTER, filled


def run(command: str, file: Path, data: Path, url: str = "", lang: str = "es") -> subprocess.CompletedProcess[str]:
    """``python -m consortium`` on a database: a folder's, or the one at ``url``."""
    here = {**os.environ, "CONSORTIUM_DATA": str(data), "CONSORTIUM_DATABASE_URL": url}
    call = [sys.executable, "-m", "consortium", command, str(file), "--lang", lang]
    return subprocess.run(call, env=here, capture_output=True, text=True, check=False, timeout=120)


def place(lasting: str, tmp_path: Path) -> tuple[Path, str]:
    """Folder and URL under which the command finds the database at ``lasting``."""
    return (tmp_path, "") if lasting.startswith("sqlite") else (tmp_path, lasting)


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_saved_under_writes_and_brought_back(
    lasting: str, into: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    store = open_store(lasting)
    team = store.create_workspace("w", "test")
    saved = tmp_path / "copies" / "today.db"
    with Writer(store, team) as writer:
        while not writer.acknowledged:
            pass
        before = set(writer.acknowledged)
        done = run("backup", saved, *place(lasting, tmp_path))
    store.close()
    assert (done.returncode, done.stderr) == (0, "")
    assert str(saved) in done.stdout
    cluster: Cluster | None = request.getfixturevalue("cluster") if into == "postgresql" else None
    target = cluster.new_database() if cluster else ""
    done = run("restore", saved, tmp_path / "new", target)
    assert (done.returncode, done.stderr) == (0, "")
    again = open_store(target or sqlite_url(tmp_path / "new" / "consortium.db"))
    check(again, team.id, before)
    again.close()


def faults(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a fault is."""
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_what_cannot_be_is_said_in_one_line(tmp_path: Path) -> None:
    data, saved = tmp_path / "data", tmp_path / "b.db"
    assert "No hay ninguna base de datos" in faults(run("backup", saved, data))
    assert not data.exists()
    open_store(sqlite_url(data / "consortium.db")).create_workspace("w", "Ana")
    assert run("backup", saved, data).returncode == 0
    assert "is the database itself" in faults(run("backup", data / "consortium.db", data, lang="en"))
    assert "ya contiene datos" in faults(run("restore", saved, data))
    assert "There is no backup" in faults(run("restore", tmp_path / "none.db", data, lang="en"))
    (tmp_path / "odd.db").write_text("no database at all, but a text that is long enough" * 20)
    assert "dañado" in faults(run("restore", tmp_path / "odd.db", tmp_path / "other"))
    assert "CONSORTIUM_DATABASE_URL" in faults(run("backup", saved, data, "mysql://x"))


def test_a_workspace_of_any_size_comes_in_beside_others(tmp_path: Path) -> None:
    data, packed = tmp_path / "data", tmp_path / "espacio.zip"
    store = open_store(sqlite_url(data / "consortium.db"))
    packed.write_bytes(export_space(Desk(store, filled(store).id, "Ana")))
    assert run("restore", packed, data).returncode == 0
    assert [store.register(team.id) for team in store.workspaces()] == [REGISTER, REGISTER]
    packed.write_bytes(packed.read_bytes()[:-400] + b"x" * 400)
    faults(run("restore", packed, data))
    assert len(store.workspaces()) == 2
    store.close()


def test_a_database_with_a_workbook_at_its_end_is_still_a_database(tmp_path: Path) -> None:
    data, saved = tmp_path / "data", tmp_path / "b.db"
    store = open_store(sqlite_url(data / "consortium.db"))
    team = store.create_workspace("w", "Ana")
    packed = io.BytesIO()
    openpyxl.Workbook().save(packed)
    with Desk(store, team.id, "Ana").changing("attach") as work:
        name = work.attach(packed.getvalue())
    assert run("backup", saved, data).returncode == 0
    assert is_zipfile(saved)
    done = run("restore", saved, tmp_path / "new")
    assert (done.returncode, done.stderr) == (0, "")
    again = open_store(sqlite_url(tmp_path / "new" / "consortium.db"))
    assert again.file(team.id, name) == packed.getvalue()
    again.close()
    store.close()


def test_a_workspace_comes_back_as_one_of_its_own(store: Store) -> None:
    team = filled(store)
    again = import_space(store, export_space(Desk(store, team.id, "Ana")))
    assert again.id != team.id
    assert (again.name, store.register(again.id)) == ("Equipo", REGISTER)
    assert space_file_name('Equipo / "de" Cádiz', AT.date()) == "Equipo-de-Cádiz-2026-11-24.consortium.zip"
    assert space_file_name("///", AT.date()) == "consortium-2026-11-24.consortium.zip"


@pytest.mark.parametrize(("lang", "words"), [("es", "Importó"), ("en", "Imported")])
def test_a_person_gets_a_workbook(store: Store, lang: str, words: str) -> None:
    team = filled(store)
    desk = Desk(store, team.id, "Delegada")
    data = person_workbook(desk, find_person(desk, "Ana Pérez"), lang, UTC)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [[str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value] for sheet in book]
    values, records, log = cells
    assert {"Ana Pérez", "28123456S", "ingeniera"} <= set(values)
    assert "Cooperativa Éxito (E1)" in records
    assert any(cell.startswith(words) for cell in log)
    assert "luis@nandu.org" not in str(cells)
    assert team.id not in str(cells)


def test_what_an_erasure_does_not_reach_is_named(store: Store) -> None:
    team = filled(store)
    desk = Desk(store, team.id, "Delegada")
    assert [(m.word, m.field, m.text) for m in mentions(desk, "GRUPO")] == [("store.pair", "reason", "mismo grupo")]
    assert kept_files(desk) == 2
    erase_person(desk, find_person(desk, "Ana Pérez"))
    assert find_person(desk, "Ana Pérez") == ()
    assert mentions(desk, "Ana Pérez") == mentions(desk, "  ") == ()
