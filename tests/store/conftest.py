"""Databases to test on: memory, an SQLite file, and a PostgreSQL of our own on loopback."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
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


def _as_server_user(*command: str) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it. It ends with these tests, however."""
    user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", "--pdeathsig=QUIT", *user, *command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _binaries() -> Path:
    found = sorted(_BINARIES.glob("*/bin/postgres"), key=lambda p: int(p.parts[-3]))
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
    make = (str(binaries / "initdb"), "-D", str(data), "-U", "consortium", "-A", "trust", "--locale=C.UTF-8")
    subprocess.run(_as_server_user(*make), check=True, stdout=subprocess.DEVNULL, cwd="/")
    where = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": folder, "max_connections": 200}
    # Only clients are killed here, never the server: what it syncs to the disk is not what is tested.
    fast = {"fsync": "off", "full_page_writes": "off"}
    settings = [f"--{name}={value}" for name, value in {**where, **fast}.items()]
    run = _as_server_user(str(binaries / "postgres"), "-D", str(data), *settings)
    with (folder / "log").open("wb") as log, subprocess.Popen(run, stdout=log, stderr=log, cwd="/") as server:
        try:
            _wait_until_ready(binaries, server, port)
            yield Cluster(port)
        finally:
            server.send_signal(signal.SIGQUIT)
    shutil.rmtree(folder, ignore_errors=True)


def _wait_until_ready(binaries: Path, server: subprocess.Popen[bytes], port: int) -> None:
    ask = [str(binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ask, check=False).returncode:
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"PostgreSQL ended with {server.wait(timeout=0.1)}")


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
