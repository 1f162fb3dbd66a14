"""Databases to test on: memory, an SQLite file, and a PostgreSQL of our own on loopback."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest

from consortium.store import MEMORY, Store, Workspace, open_store, sqlite_url
from tests.conftest import missing

_BINARIES = Path("/usr/lib/postgresql")
_names = count(1)


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL that only this test run uses."""

    port: int

    def url(self, database: str) -> str:
        return f"postgresql://consortium@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"test_{next(_names)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Give its disk space back."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")


def _as_server_user(command: list[str]) -> None:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binaries() -> Path:
    found = sorted(_BINARIES.glob("*/bin/pg_ctl"), key=lambda p: int(p.parts[-3]))
    if not found:
        missing("PostgreSQL", f"no server under {_BINARIES}")
    return found[-1].parent


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="consortium-pg-"))
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, port = folder / "data", _free_port()
    _as_server_user([str(binaries / "initdb"), "-D", str(data), "-U", "consortium", "-A", "trust", "--locale=C.UTF-8"])
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200"
    # Only clients are killed here, never the server: what it syncs to the disk is not what is tested.
    options += " -c fsync=off -c full_page_writes=off"
    start = [str(binaries / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start"]
    try:
        _as_server_user(start)
        yield Cluster(port)
    finally:
        if (data / "postmaster.pid").exists():
            _as_server_user([str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _url(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if name == "memory":
        yield MEMORY
    elif name == "sqlite":
        yield sqlite_url(tmp_path / "consortium.db")
    else:
        running: Cluster = request.getfixturevalue("cluster")
        made = running.new_database()
        yield made
        running.drop(made)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Every database."""
    yield from _url(request.param, request, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def lasting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The databases that outlive their process."""
    yield from _url(request.param, request, tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def team(store: Store) -> Workspace:
    return store.create_workspace("Equipo", "Ana Pérez")
