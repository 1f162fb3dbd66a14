"""Ours beside the textbook model on plain PuLP and CBC: python -m tests.benchmarks.run [docs/benchmarks.md]"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from consortium.domain.case import Case as DomainCase
from consortium.domain.case import case_of
from consortium.domain.result import Options, Progress, Status
from consortium.optimise import solve
from tests.benchmarks import peer
from tests.convert import to_domain
from tests.large import COMMON, RARE, realistic
from tests.spec import Case

SIZES = ((1_000, 60), (5_000, 60), (20_000, 60))
PROFILES = {"rare": RARE, "common": COMMON}
SEEDS = (1, 2, 3)
REPEATS = 3
LIMIT = 120.0
HEADER = """# Benchmarks

`python -m tests.benchmarks.run docs/benchmarks.md` solves generated registers (tests/large.py: sectors, sizes,
lognormal turnovers, four sums, three conditions on every member, the rest certificates, `rare` or `common`) by turns
with our optimiser and with the textbook model on plain PuLP and CBC (tests/benchmarks/peer.py: a binary per entity, a
row per requirement, gap 0), in one process. Medians of {runs} runs each on {seeds} registers; seconds.

*Size proven* is the time until the smallest size is found and proven; *whole answer* adds ties, alternatives, gaps and
necessity. *Ratio* is the median over pairs of runs of size proven to the peer's time: below 1 we are faster. The peer
proves no tie and its sums rest on floating point.

| entities × rows | certificates | members | size proven | whole answer | plain PuLP + CBC | ratio |
|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One run of ours and one of the peer's on the same register, in seconds."""

    size: int | None
    proven: float
    whole: float
    peer: float


def ours(case: DomainCase) -> tuple[int | None, float, float]:
    """The size, the time until it was proven, and the time of the whole answer."""
    proven: list[float] = []
    start = perf_counter()

    def watch(progress: Progress) -> None:
        if progress.best is not None and progress.best == progress.lower_bound:
            proven.append(perf_counter() - start)

    answer = solve(case, Options(time_limit=LIMIT), watch)
    whole = perf_counter() - start
    size = answer.size if answer.status is Status.OPTIMAL else None
    return size, proven[0] if proven else whole, whole


def pairs(case: Case, repeats: int) -> Iterator[Pair]:
    """Runs by turns; both start from evidence already weighed."""
    joined, rows = case_of(*to_domain(case.tender, case.register)), peer.data(case)
    for _ in range(repeats):
        size, proven, whole = ours(joined)
        other = peer.solve(rows, LIMIT)
        if size is not None and other.size is not None and size > other.size:
            raise AssertionError(f"a smaller coalition exists: {other.size}, ours has {size}")
        yield Pair(size, proven, whole, other.seconds)


def line(label: str, profile: str, runs: Iterable[Pair]) -> str:
    """One row of the table."""
    done = tuple(runs)
    sizes = ", ".join(sorted({str(p.size) if p.size else "not proven" for p in done}, key=lambda s: (len(s), s)))
    times = [median(getattr(p, name) for p in done) for name in ("proven", "whole", "peer")]
    ratio = median(p.proven / p.peer for p in done)
    return f"| {label} | {profile} | {sizes} | " + " | ".join(f"{t:.2f}" for t in times) + f" | {ratio:.2f} |"


def table(sizes: Iterable[tuple[int, int]] = SIZES, seeds: tuple[int, ...] = SEEDS, repeats: int = REPEATS) -> str:
    """The whole page."""
    lines = [
        line(f"{n} × {m}", name, (p for s in seeds for p in pairs(realistic(n, m, s, powers), repeats)))
        for n, m in sizes
        for name, powers in PROFILES.items()
    ]
    return HEADER.format(runs=repeats, seeds=len(seeds)) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    page = table()
    sys.stdout.write(page)
    for path in map(Path, sys.argv[1:]):
        _, mark, others = path.read_text(encoding="utf-8").partition("\n## ") if path.exists() else ("", "", "")
        path.write_text(page + mark + others, encoding="utf-8")
