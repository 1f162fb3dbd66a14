"""Good files spoiled at random, each mutation by its seed: zip bytes, XML parts, cells, text bytes."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from consortium.errors import FileError
from consortium.ingest.raw import RawSheet
from consortium.ingest.reading import Notes, read
from tests.unit.ingest_files.make import ods, ods_number, ods_table, ods_text

SAMPLES = Path(__file__).parents[1] / "sample_data"
NASTY = (
    b"", b" ", b"-1", b"1e999", b"NaN", b"0x1F", b"#REF!", b"=1+1", b"99999999999999999999", b"2024-13-45", b"\xff\xfe",
    b"&amp;", b"&lol;", b"<", b"]]>", b"\x00", b"%s{}", b"XFD1048576", b"A0", b"true", b"4294967295", b"\xe2\x80\xae",
    "Σ".encode(), b"1.500", b"G/a", b"31/02/2026", b"?",
)  # fmt: skip
CSV = (
    "Entidad;Capacidad;Valor;Unidad;Válido hasta\n"
    "Alfa;ISO 9001;sí;;31/12/2027\n"
    '"Beta; S. Coop.";Facturación;1.250.000,50;EUR;\n'
    "Alfa;Facturación;300;k€;2027-01-31\n"
).encode()

Read = tuple[str, list[RawSheet], Notes] | FileError


@cache
def good() -> tuple[tuple[str, bytes], ...]:
    """The files that are spoiled: (name, bytes)."""
    table = ods_table(
        "".join(
            f"<table:table-row>{ods_text(entity)}{ods_text(name)}{ods_number(value)}</table:table-row>"
            for entity, name, value in (("Entidad", "Capacidad", "1"), ("Alfa", "ISO", "1"), ("Beta", "ISO", "0"))
        )
    )
    names = ("tender_green_elmbrook.xlsx", "register_social_enterprises.xlsx", "licitacion_sin_cobertura.xlsx")
    return (*((name, (SAMPLES / name).read_bytes()) for name in names), ("small.ods", ods(table)), ("rows.csv", CSV))


def mutation(seed: int) -> tuple[str, bytes]:
    """One good file, spoiled."""
    rng = random.Random(seed)
    name, data = rng.choice(good())
    spoil: Callable[[random.Random, bytes], bytes] = _bytes
    if not name.endswith(".csv"):
        spoil = rng.choice((_bytes, _part, _part, _cells, _cells))
    return name, spoil(rng, data)


def _bytes(rng: random.Random, data: bytes) -> bytes:
    """A few bytes changed, put in, taken out, repeated or cut off."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        at = rng.randrange(len(out) + 1)
        size = rng.choice((1, 1, 2, 16, 300))
        kind = rng.randrange(5)
        if kind == 0:
            out[at : at + 1] = rng.randbytes(1)
        elif kind == 1:
            out[at:at] = rng.choice(NASTY)
        elif kind == 2:
            del out[at : at + size]
        elif kind == 3:
            out[at:at] = out[max(0, at - size) : at]
        elif rng.random() < 0.2:
            del out[at:]
    return bytes(out)


def _part(rng: random.Random, data: bytes) -> bytes:
    """One part of the package spoiled, dropped or put in the place of another."""
    parts = _parts(data)
    name = rng.choice(sorted(parts))
    kind = rng.randrange(8)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = parts[rng.choice(sorted(parts))]
    elif kind < 5:
        parts[name] = _bytes(rng, parts[name])
    else:
        parts[name] = _replaced(rng, parts[name], rb'="([^"]*)"')
    return _package(parts)


def _cells(rng: random.Random, data: bytes) -> bytes:
    """Values of cells and texts changed for odd ones."""
    parts = _parts(data)
    inside = [name for name in parts if "sheet" in name.lower() or name == "content.xml" or "Strings" in name]
    name = rng.choice(sorted(inside))
    for _ in range(rng.choice((1, 3, 20))):
        parts[name] = _replaced(rng, parts[name], rb">([^<>]+)<")
    return _package(parts)


def _replaced(rng: random.Random, xml: bytes, pattern: bytes) -> bytes:
    spans = [found.span(1) for found in re.finditer(pattern, xml)]
    if not spans:
        return xml
    start, end = rng.choice(spans)
    return xml[:start] + rng.choice(NASTY) + xml[end:]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def read_many(seeds: Iterable[int]) -> list[Read]:
    """In a child: what the reader makes of each mutation."""
    return [_read(*mutation(seed)) for seed in seeds]


def _read(name: str, data: bytes) -> Read:
    try:
        return read(data, name)
    except FileError as error:
        return error
