"""A large register's import beside python-calamine alone: python -m tests.benchmarks.importing [docs/benchmarks.md]"""

import io
import random
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from consortium import service
from tests.benchmarks.page import put

TITLE = "## Import of a large register\n"
HEADER = """
`python -m tests.benchmarks.importing docs/benchmarks.md` makes registers of so many capability rows (every fourth a
number with unit, the rest marks; dates, status and a document on each) and reads them by turns with the app (checks,
child process, typing, findings: `service.read_register`) and with python-calamine alone (`to_python` of every sheet).
Medians of {repeats} turns, seconds of the clock; the goal is a ratio of 4 at most. *long*: a row for each value;
*shared*: the same with its texts in a table of their own, as Excel writes them; *wide*: entities in rows, 20
capabilities in columns.

| register | rows | import | calamine | ratio |
|---|---|---|---|---|
"""
ROWS, REPEATS, EACH = 100_000, 5, 20
_STATUSES = ("acreditada", "verificada", "declarada")
_HEAD = ("Entidad", "Capacidad", "Valor", "Unidad", "Válido desde", "Válido hasta", "Estado", "Documento")


def long(rows: int, shared: bool) -> bytes:
    """A register in long form; ``shared``: texts in a table of their own."""
    rng, book = random.Random(1), Workbook(write_only=not shared)
    _entities(book, rows // EACH)
    sheet = book.create_sheet("Capacidades")
    sheet.append(_HEAD)
    for n in range(rows):
        amount = n % 4 == 0
        value = rng.randint(1, 10**7) / 100 if amount else ("sí", "no", "?", "✓")[n % 4]
        until = date(2027, 1 + n % 12, 1 + n % 28)
        sheet.append(
            (f"E{n // EACH:05}", f"Capacidad {n % 400}", value, "EUR" if amount else None, date(2024, 1, 1), until,
             _STATUSES[n % 3], f"Certificado {n}.pdf")
        )  # fmt: skip
    return _bytes(book)


def wide(rows: int) -> bytes:
    """A register as a matrix: the same number of values."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Registro")
    sheet.append(
        ("Código", "Nombre", *(f"Capacidad {n} (EUR)" if n % 4 == 0 else f"Capacidad {n}" for n in range(EACH)))
    )
    for n in range(rows // EACH):
        values = (n * 7 + c if c % 4 == 0 else ("sí", "no", "✓")[(n + c) % 3] for c in range(EACH))
        sheet.append((f"E{n:05}", f"Entidad {n}", *values))
    return _bytes(book)


def _entities(book: Workbook, count: int) -> None:
    sheet = book.create_sheet("Entidades")
    sheet.append(("Código", "Nombre", "NIF"))
    for n in range(count):
        sheet.append((f"E{n:05}", f"Entidad social {n} de Ávila", None))


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def calamine(data: bytes) -> None:
    """What the peer does with the file."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for title in book.sheet_names:
        book.get_sheet_by_name(title).to_python()


def line(name: str, data: bytes, rows: int, repeats: int) -> str:
    """One row of the table. Raises AssertionError where a row is lost."""

    def ours() -> None:
        file = service.read_register(data, "registro.xlsx")
        assert len(file.register.capabilities) == rows

    turns = [(_seconds(ours), _seconds(lambda: calamine(data))) for _ in range(repeats)]
    mine, other = (median(turn[n] for turn in turns) for n in (0, 1))
    return f"| {name} | {rows} | {mine:.2f} | {other:.2f} | {median(a / b for a, b in turns):.1f} |"


def _seconds(action: Callable[[], None]) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def lines(rows: int = ROWS, repeats: int = REPEATS) -> Iterator[str]:
    """The rows of the table."""
    yield line("long", long(rows, shared=False), rows, repeats)
    yield line("long, shared", long(rows, shared=True), rows, repeats)
    yield line("wide", wide(rows), rows, repeats)


if __name__ == "__main__":
    section = TITLE + HEADER.format(repeats=REPEATS) + "\n".join(lines()) + "\n"
    sys.stdout.write(section)
    for path in sys.argv[1:]:
        put(Path(path), TITLE, section)
