"""The benchmark of imports on a small register: no row is lost, and a section is written once."""

from pathlib import Path

from tests.benchmarks.importing import TITLE, lines, put


def test_a_row_for_each_kind_of_register() -> None:
    assert [line.split(" | ")[0] for line in lines(200, 1)] == ["| long", "| long, shared", "| wide"]


def test_a_section_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# All\n\n{TITLE}old\n\n## More\n\nrest\n", encoding="utf-8")
    put(page, TITLE, TITLE + "new\n")
    put(page, TITLE, TITLE + "new\n")
    assert page.read_text(encoding="utf-8") == f"# All\n\n{TITLE}new\n\n## More\n\nrest\n"
