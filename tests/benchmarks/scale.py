"""Registers of a million: python -m tests.benchmarks.scale docs/benchmarks.md"""

import resource
import sys
from pathlib import Path
from time import perf_counter

from consortium.optimise.arrays import smallest_cover
from tests.benchmarks.national import national
from tests.benchmarks.page import put

TITLE = "## Registers as arrays\n"
HEADER = (
    TITLE
    + """
`python -m tests.benchmarks.scale docs/benchmarks.md`: generated arrays (tests/benchmarks/national.py: four sums in
cents or pieces, certificates held by between 10^low and 10^high of their sector, an eighth of all barred),
`smallest_cover` with {seconds:g} s. `9 (8)`: the smallest found and the bound proved; a single number is proved. Memory
is the process's highest, the instance included.

| entities × rows | certificates (low, high) | members | s | MB |
|---|---|---|---|---|
"""
)
PROFILES = ((-1.3, -0.2), (-0.7, -0.05), (-2.5, -1.0))
SIZES = ((20_000, 60), (200_000, 60), (1_000_000, 60))
SECONDS = 60.0


def line(entities: int, rows: int, powers: tuple[float, float], seed: int = 1) -> str:
    """One row of the table."""
    arrays = national(entities, rows, seed, powers)
    start = perf_counter()
    found = smallest_cover(arrays.values, arrays.needs, arrays.barred, SECONDS)
    taken = perf_counter() - start
    size = f"{len(found.members)}" if found.proven else f"{len(found.members)} ({found.lower})"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"| {entities} × {rows} | {powers[0]}, {powers[1]} | {size} | {taken:.1f} | {memory} |"


def section() -> str:
    """The section of the page."""
    rows = (line(*size, powers) for size in SIZES for powers in PROFILES)
    return HEADER.format(seconds=SECONDS) + "\n".join(rows) + "\n"


if __name__ == "__main__":
    put(Path(sys.argv[1]), TITLE, section())
