"""The section of texts: a line for each set, and what a person wrote below the table stays."""

from pathlib import Path

from tests.benchmarks.texts import OWN, line, put
from tests.labelled import read


def test_a_line_counts_what_is_certain_and_right() -> None:
    items = [item for item in read(OWN) if item.id in ("T001", "T044", "T093")]
    assert line("x", "es", items) == "| x | es | 3 | 2 | 1.00 | 1.00 | 1.00 | 0.33 |"


def test_the_section_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Benchmarks\n\nother\n", encoding="utf-8")
    put(page, "## Requirement texts\n\n| a |\n")
    page.write_text(page.read_text(encoding="utf-8") + "\nWritten by hand.\n", encoding="utf-8")
    put(page, "## Requirement texts\n\n| b |\n")
    assert (
        page.read_text(encoding="utf-8")
        == "# Benchmarks\n\nother\n\n## Requirement texts\n\n| b |\n\nWritten by hand.\n"
    )
