"""Names from files are shown as text: nothing in them is read as markdown, HTML or a formula of a figure."""

import re
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest

from consortium.domain.findings import Place, warning
from consortium.domain.register import Mark
from consortium.report import charts
from consortium.ui.escape import escape
from tests.app.driving import at, finished, opened, sound, state
from tests.app.files import register, row, tender

HOSTILE = (
    "![](http://x.example/a.png)",
    "**b**",
    "<script>alert(1)</script>",
    "$x$ and $y$",
    ":red[x]",
    "[a](http://x.example)",
    "# title",
    "`code`",
    ":material/home:",
    ":smile:",
    "1. one",
    "- item",
    "http://x.example/path",
    "www.example.org",
    "me@example.org",
    "a\nb",
    "~~s~~ _i_",
    "&amp; &#58;",
    "a -> b",
    r"\*x\*",
)
READS_MARKDOWN = ("markdown", "caption", "title", "header", "subheader", "info", "warning", "error", "success", "toast")
LIVE = re.compile(r"(?<!\\)[!\[\]*_`$#<>~|]")


def unescaped(words: str) -> str:
    """What a reader of CommonMark sees: a backslash before punctuation is gone, and so is the joiner."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", words).replace("\N{WORD JOINER}", "")


@pytest.mark.parametrize("name", HOSTILE)
def test_escaped_text_reads_as_written(name: str) -> None:
    assert unescaped(escape(name)) == " ".join(name.split())


@pytest.mark.parametrize("name", HOSTILE)
def test_escaped_text_holds_no_live_sign(name: str) -> None:
    assert not LIVE.search(escape(name))


@pytest.mark.parametrize("name", ["http://x", "www.x.org", "me@x.org", ":smile:", ":material/home:", "a->b"])
def test_what_is_recognised_behind_backslashes_is_broken_up(name: str) -> None:
    assert unescaped(escape(name)) == name
    assert "\N{WORD JOINER}" in escape(name)


def everywhere(name: str) -> AppTest:
    """The app with ``name`` as every text that a file can bring, solved."""
    rows = (row(1, id=f"{name}1", text=name, capability=f"{name} c", evidence=name), row(2, text=name, capability="k"))
    note = warning("unknown_column", Place(name, name, "A1"), heading=name)
    held = {f"{name}A": {f"{name} c": Mark.YES}, f"{name}B": {"k": Mark.YES}}
    file = tender(*rows, findings=(note,))
    partners = register(held, dict.fromkeys(held, name), findings=(note,))
    app = at(opened(tender=file, table=file, register=partners), "coalition")
    next(b for b in app.button if b.label.startswith("Buscar")).click().run()
    return finished(sound(app))


@pytest.mark.parametrize("name", ["![](http://x.example/a.png)", "**b**", "<script>", "$x$", ":red[x]", "[a](b)"])
def test_no_page_lets_a_name_be_read_as_markdown(name: str) -> None:
    app = everywhere(name)
    for page in ("coalition", "tender", "partners", "proposal", "start"):
        at(app, page)
        for kind in READS_MARKDOWN:
            assert not [e.value for e in app.get(kind) if name in str(e.value)], (page, kind)
        for tab in app.tabs:
            assert name not in tab.label
        assert not [b.label for b in app.button if name in b.label]


def test_a_figure_reads_no_html_in_a_name() -> None:
    answered = state(everywhere("<a href='http://x.example'>A</a>")).answered
    assert answered is not None
    assert answered.answer.assessment is not None
    names = answered.solution.register.register.names()
    figure = charts.coverage_matrix(answered.solution.case, answered.answer.assessment, names, "es")
    assert figure is not None
    written = cast(str, figure.to_json())
    assert "<a href" not in written
    assert "u003ca href" not in written.replace("\\", "")
    assert "&lt;a" in written or "u0026lt;a" in written
