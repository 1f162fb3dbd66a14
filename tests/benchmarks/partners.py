"""Partners on a large register, beside plain sqlite3 on the same file: python -m tests.benchmarks.partners"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from consortium.domain.names import normal
from consortium.service import Desk, register_file
from consortium.store import open_store, sqlite_url
from consortium.ui.holdings import counts
from tests.store.test_scale import register_of

REPEATS = 5
WORDS = ("cooperativa 77", "numero 13 de", "limpieza")
HEADER = "| what | ours | plain sqlite3 | ratio |\n|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Line:
    """Medians in seconds, by turns in one process."""

    what: str
    ours: float
    peer: float


def timed(action: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = perf_counter()
    action()
    return perf_counter() - start


def compared(what: str, ours: Callable[[], object], peer: Callable[[], object], repeats: int) -> Line:
    """Both by turns."""
    runs = [(timed(ours), timed(peer)) for _ in range(repeats)]
    return Line(what, median(a for a, _ in runs), median(b for _, b in runs))


def peer_rows(plain: sqlite3.Connection) -> list[object]:
    """The whole register as rows."""
    return [plain.execute(f"SELECT * FROM {table}").fetchall() for table in ("entity", "capability")]


def peer_page(plain: sqlite3.Connection) -> list[object]:
    """The first page of the list, with how much each records and how much of it has a last day."""
    count = "SELECT entity, count(*), count(valid_until) FROM capability GROUP BY entity"
    return [plain.execute("SELECT * FROM entity ORDER BY uid LIMIT 50").fetchall(), plain.execute(count).fetchall()]


def peer_search(plain: sqlite3.Connection, words: str) -> set[str]:
    """IDs of entities with all words in their own texts or their capabilities' names."""
    query = "SELECT id FROM entity WHERE search LIKE ? UNION SELECT entity FROM capability WHERE search LIKE ?"
    sets = [{row[0] for row in plain.execute(query, (f"%{word}%",) * 2)} for word in normal(words).split()]
    return set.intersection(*sets)


def lines(folder: Path, entities: int, each: int, repeats: int = REPEATS) -> Iterator[Line]:
    """One line for each thing that the page does."""
    file = folder / "consortium.db"
    store = open_store(sqlite_url(file))
    desk = Desk(store, store.create_workspace("w", "x").id, "x")
    with desk.changing("import") as work:
        work.apply(store.plan(desk.workspace, register_of(entities, each)))
    plain = sqlite3.connect(file)
    register = store.register(desk.workspace)
    kept = register_file(desk)
    assert kept is not None
    yield compared("register read", lambda: store.register(desk.workspace), lambda: peer_rows(plain), repeats)
    yield compared(
        "page shown again", lambda: (register_file(desk), counts(register, None)), lambda: peer_page(plain), repeats
    )
    for words in WORDS:
        assert set(store.search(desk.workspace, words)) == peer_search(plain, words)
        yield compared(
            f"search “{words}”",
            lambda words=words: store.search(desk.workspace, words),  # type: ignore[misc]
            lambda words=words: peer_search(plain, words),  # type: ignore[misc]
            repeats,
        )
    plain.close()
    store.close()


def table(entities: int = 10_000, each: int = 10, repeats: int = REPEATS) -> str:
    """The table of docs/partners.md."""
    with tempfile.TemporaryDirectory() as folder:
        found = list(lines(Path(folder), entities, each, repeats))
    return HEADER + "".join(f"| {x.what} | {x.ours:.3f} | {x.peer:.3f} | {x.ours / x.peer:.1f} |\n" for x in found)


if __name__ == "__main__":
    sys.stdout.write(table(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
