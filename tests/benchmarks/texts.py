"""How well requirement texts are understood: python -m tests.benchmarks.texts shared/texts.csv [docs/benchmarks.md]"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from consortium.ingest.understanding import understand
from tests.labelled import Labelled, read, wrong

OWN = Path(__file__).parents[1] / "data" / "requirement_texts.csv"
TITLE = "## Requirement texts\n"
HEADER = """
`python -m tests.benchmarks.texts <texts.csv> docs/benchmarks.md` reads every text and compares the proposal with its
labels: requirement or not, how many, category, rule, threshold, unit and the format's parameters, all of them or it is
wrong. *Precision* is of what is marked certain; *recall* is the share of the texts that any careful expert would label
alike which are marked certain and right; *all right* counts the uncertain ones too; *left* is the share left to the
user.

| texts | | number | certain | precision | recall | all right | left |
|---|---|---|---|---|---|---|---|
"""


def line(name: str, group: str, items: Sequence[Labelled]) -> str:
    """One row of the table."""
    found = [(item, understand(item.text)) for item in items]
    right = {item.id for item, proposal in found if not wrong(item, proposal)}
    sure = {item.id for item, proposal in found if proposal.certain}
    agreed = {item.id for item in items if item.labels["certain"] == "yes"}
    shares = (
        _share(len(sure & right), len(sure)),
        _share(len(sure & right & agreed), len(agreed)),
        _share(len(right), len(items)),
        _share(len(items) - len(sure), len(items)),
    )
    return f"| {name} | {group} | {len(items)} | {len(sure)} | " + " | ".join(shares) + " |"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def groups(items: Iterable[Labelled]) -> Iterator[tuple[str, tuple[Labelled, ...]]]:
    """By language, then by rule (none: no requirement)."""
    everything = tuple(items)
    for lang in ("es", "en"):
        yield lang, tuple(item for item in everything if item.lang == lang)
    for rule in sorted({item.labels["rule"] for item in everything}):
        yield rule or "none", tuple(item for item in everything if item.labels["rule"] == rule)


def section(shared: Path) -> str:
    """The whole section."""
    given = read(shared)
    lines = [
        line("given, tuned on", "all", [item for item in given if not item.odd]),
        line("given, reported on", "all", [item for item in given if item.odd]),
        *(line("given", name, own) for name, own in groups(given)),
        line("our own", "all", read(OWN)),
        *(line("our own", name, own) for name, own in groups(read(OWN))),
    ]
    return TITLE + HEADER + "\n".join(lines) + "\n"


def put(page: Path, text: str) -> None:
    """Write the section in the place of the one before; what a person wrote below its table stays."""
    before, found, after = page.read_text(encoding="utf-8").partition(TITLE)
    rest = after.partition("|\n\n")[2] if found else ""
    page.write_text(before.rstrip() + "\n\n" + text + (f"\n{rest}" if rest else ""), encoding="utf-8")


if __name__ == "__main__":
    made = section(Path(sys.argv[1]))
    sys.stdout.write(made)
    for path in sys.argv[2:]:
        put(Path(path), made)
