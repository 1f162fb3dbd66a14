"""The benchmark of Partners runs on a small register; ours and the plain query find the same entities there."""

from tests.benchmarks.partners import WORDS, table


def test_a_line_for_each_thing_that_the_page_does() -> None:
    rows = table(30, 4, 1).splitlines()
    assert [row.split(" | ")[0] for row in rows[2:]] == [
        "| register read",
        "| page shown again",
        *(f"| search “{words}”" for words in WORDS),
    ]
