"""Driving the app as a user would: open it, go to a page, solve, read what is on the screen."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from consortium.ui.state import State

ROOT = Path(__file__).parents[2]
SAMPLE = "sample-home_care"
UNCOVERED = "sample-uncovered"


def opened(locale: str = "es-ES", **state: object) -> AppTest:
    """The app on its first page, seen by a browser of ``locale``; ``state`` is the session's to begin with."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.context["locale"] = locale
    if state:
        app.session_state["state"] = State(**state)
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """The app, after making sure that no traceback reached the screen."""
    assert not app.exception, [e.message for e in app.exception]
    return app


def at(app: AppTest, page: str) -> AppTest:
    """The app on another page."""
    return sound(app.switch_page(f"pages/{page}.py").run())


def sample(key: str = SAMPLE, locale: str = "es-ES") -> AppTest:
    """A sample, started from the first page, as soon as its solve has begun."""
    return sound(opened(locale).button(key=key).click().run())


def solved(key: str = SAMPLE, locale: str = "es-ES") -> AppTest:
    """A sample with its answer on the screen."""
    return finished(sample(key, locale))


def finished(app: AppTest) -> AppTest:
    """The app once its solve is done and shown; one that joined a finished run is so at once."""
    job = state(app).job
    if job is not None:
        job.result()
        sound(app.run())
    assert state(app).answered is not None
    return app


def state(app: AppTest) -> State:
    """The session's state."""
    found = app.session_state["state"]
    assert isinstance(found, State)
    return found


def text_of(app: AppTest) -> str:
    """Everything written on the page and beside it."""
    kinds = ("title", "subheader", "markdown", "caption", "text", "info", "warning", "error", "metric")
    return "\n".join(_words(element) for kind in kinds for element in app.get(kind))


def _words(element: Any) -> str:
    return f"{getattr(element, 'label', '') or ''} {element.value}" if element.type == "metric" else str(element.value)


def keys(app: AppTest, kind: str) -> set[str]:
    """The keys of all widgets of a kind."""
    return {element.key for element in app.get(kind) if element.key}
