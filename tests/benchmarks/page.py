"""docs/benchmarks.md: a section for each subject, written by the benchmark it is about."""

from pathlib import Path


def put(page: Path, title: str, text: str) -> None:
    """Write a section (its ``title`` is the whole line "## …") in the place of the one before, or at the end."""
    before, _, after = page.read_text(encoding="utf-8").partition(title)
    _, mark, rest = after.partition("\n## ")
    page.write_text(f"{before.rstrip()}\n\n{text.rstrip()}\n{mark}{rest}", encoding="utf-8")
