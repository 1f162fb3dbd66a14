"""Unicost set covers with published optima: ours beside plain PuLP, and beside CP-SAT where an OR-tools is at hand."""

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter

import pulp

from consortium.domain.call import Requirement, Rule, Tender
from consortium.domain.case import Case, case_of
from consortium.domain.register import Capability, Entity, Mark, Register
from consortium.domain.result import Options, Progress
from consortium.optimise import solve
from tests.benchmarks.page import put

BEST_KNOWN = {
    "data.9": 5, "data.15": 9, "data.27": 18, "data.81": 61, "scpe1.txt": 5, "scpe2.txt": 5, "scpe3.txt": 5,
    "scp41.txt": 38, "scp42.txt": 37, "scp43.txt": 38, "scpclr10.txt": 25, "scpcyc06.txt": 60, "scpnre1.txt.gz": 16,
}  # fmt: skip
"""Fewest columns: proved, or the best known (J. E. Beasley, OR-Library; Steiner triple systems)."""
TITLE = "## Set covers with published optima\n"
HEADER = (
    TITLE
    + """
`python -m tests.benchmarks.covers DATA/setcover docs/benchmarks.md SECONDS [PYTHON]`: unicost instances of the
OR-Library and Steiner triple systems, ours by turns with plain PuLP on the same engine, {seconds:g} s each; CP-SAT
(two workers) where PYTHON is the interpreter of an environment that has OR-tools. `39 (33)`: the smallest found and
the bound proved (plain PuLP hands out none of a run that it did not end); a single number is proved. Seconds until both
stood, and the ratio of ours to the peer's.

| instance | rows × columns | best known | CBC: ours | s | PuLP | s | ratio | HiGHS: ours | s | PuLP | s | ratio \
| CP-SAT | s |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
"""
)
CP_SAT = Path(__file__).with_name("cp_sat.py")


@dataclass(frozen=True, slots=True)
class Instance:
    """Rows, each with the columns that cover it (from 0)."""

    name: str
    columns: int
    rows: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """The smallest cover a solver named and the bound it proved, with the seconds until both stood."""

    size: int | None
    lower: int | None
    seconds: float

    @property
    def words(self) -> str:
        """As the table shows it: 61, or 61 (56) where the bound in brackets is lower."""
        return f"{self.size}" if self.size == self.lower else f"{self.size or '–'} ({self.lower or '–'})"


def read(path: Path) -> Instance:
    """An instance in the OR-Library's format, costs ignored, or a Steiner triple system: three columns a row."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text()
    numbers = map(int, text.split())
    if path.name.startswith("data."):
        columns, rows = islice(numbers, 2)
        return Instance(path.name, columns, tuple(tuple(j - 1 for j in islice(numbers, 3)) for _ in range(rows)))
    rows, columns = islice(numbers, 2)
    tuple(islice(numbers, columns))
    covered = (tuple(j - 1 for j in islice(numbers, next(numbers))) for _ in range(rows))
    return Instance(path.name, columns, tuple(covered))


def case(instance: Instance) -> Case:
    """The instance as a tender: a certificate a row, an entity a column."""
    names = [f"E{j:05}" for j in range(instance.columns)]
    needs = tuple(Requirement(f"R{i}", f"R{i}", f"R{i}", rule=Rule.ANY) for i in range(len(instance.rows)))
    held = tuple(Capability(names[j], f"R{i}", Mark.YES) for i, row in enumerate(instance.rows) for j in row)
    return case_of(Tender(requirements=needs), Register(tuple(map(Entity, names)), held))


def ours(instance: Instance, solver: str, seconds: float) -> Run:
    """Our optimiser, until the size is proven or the time is over."""
    joined, start = case(instance), perf_counter()
    proven: list[float] = []

    def watch(progress: Progress) -> None:
        if progress.best is not None and progress.best == progress.lower_bound and not proven:
            proven.append(perf_counter() - start)

    answer = solve(joined, Options(time_limit=seconds, solver=solver), watch)
    return Run(answer.size, answer.lower_bound, proven[0] if proven else perf_counter() - start)


def plain(instance: Instance, solver: str, seconds: float) -> Run:
    """The textbook model on plain PuLP."""
    start = perf_counter()
    model = pulp.LpProblem("cover", pulp.LpMinimize)
    chosen = [pulp.LpVariable(f"x{j}", cat=pulp.LpBinary) for j in range(instance.columns)]
    model += pulp.lpSum(chosen)
    for row in instance.rows:
        model += pulp.lpSum(chosen[j] for j in row) >= 1
    engine = pulp.PULP_CBC_CMD if solver == "cbc" else pulp.HiGHS
    model.solve(engine(msg=False, gapRel=0, timeLimit=seconds))
    size = round(pulp.value(model.objective)) if model.sol_status in (1, 2) else None
    return Run(size, size if model.sol_status == 1 else None, perf_counter() - start)


def cp_sat(instance: Instance, python: str, seconds: float) -> Run:
    """CP-SAT in an environment of its own (OR-tools and highspy do not live in one process)."""
    asked = json.dumps({"columns": instance.columns, "rows": instance.rows, "seconds": seconds})
    done = subprocess.run([python, str(CP_SAT)], input=asked, capture_output=True, text=True, check=True)
    return Run(**json.loads(done.stdout))


def line(instance: Instance, seconds: float, python: str = "") -> str:
    """One row of the table."""
    runs = [(ours(instance, s, seconds), plain(instance, s, seconds)) for s in ("cbc", "highs")]
    cells = [f"{instance.name} | {len(instance.rows)} × {instance.columns} | {BEST_KNOWN[instance.name]}"]
    for mine, theirs in runs:
        cells += [mine.words, f"{mine.seconds:.1f}", theirs.words, f"{theirs.seconds:.1f}"]
        cells.append(f"{mine.seconds / theirs.seconds:.2f}")
    other = cp_sat(instance, python, seconds) if python else None
    cells += [other.words, f"{other.seconds:.1f}"] if other else ["–", "–"]
    return "| " + " | ".join(cells) + " |"


def section(folder: Path, seconds: float, python: str = "") -> str:
    """The section of the page; ``python``: the interpreter of an environment that has OR-tools."""
    rows = (line(read(folder / name), seconds, python) for name in BEST_KNOWN)
    return HEADER.format(seconds=seconds) + "\n".join(rows) + "\n"


if __name__ == "__main__":
    folder, page, limit, *rest = sys.argv[1:]
    put(Path(page), TITLE, section(Path(folder), float(limit), *rest))
