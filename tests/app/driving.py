"""Driving the app as a user would: open it, go to a page, solve, read what is on the screen."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.ui.state import State

ROOT = Path(__file__).parents[2]
SHEET = (ROOT / "sample_data" / "licitacion_ayuda_domicilio.xlsx").read_bytes()
"""Bytes of a tender sheet, for tenders that were made without one."""
SAMPLE = "sample-home_care"
UNCOVERED = "sample-uncovered"


def opened(locale: str = "es-ES", **state: object) -> AppTest:
    """The app on its first page, seen by a browser of ``locale``; ``state`` is kept, and what the session sees."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.context["locale"] = locale
    if state:
        seen = kept(State(**state))  # type: ignore[arg-type]
        assert seen.desk is not None
        app.session_state["state"] = seen
        app.query_params.update({"w": seen.desk.workspace, **({"t": seen.bid} if seen.bid else {})})
    return sound(app.run())


def kept(state: State) -> State:
    """A session's tender, register and options in a workspace of its own, and the session that sees them there."""
    store = service.main_store()
    space = store.create_workspace("Equipo", "Ana")
    desk = service.Desk(store, space.id, "Ana")
    if state.register is not None:
        service.bring_in(desk, state.register.register)
    found: service.OpenBid | None = None
    if state.tender is not None:
        found = service.add_bid(desk, SHEET, state.tender)
        found = replace(found, chosen=service.save_options(desk, found.uid, state.options))
    return replace(state, desk=desk, space=space, opened=found, revision=store.revision(space.id))


def again(app: AppTest, page: str = "") -> AppTest:
    """The app in a new browser window at the address that ``app`` shows."""
    fresh = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    fresh.context["locale"] = "es-ES"
    fresh.query_params.update(app.query_params)
    sound(fresh.run())
    return at(fresh, page) if page else fresh


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
