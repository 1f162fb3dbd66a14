"""What a session holds and does, without a page: state, actions, language, the last value kept."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from consortium.domain.result import Options
from consortium.service import Solution
from consortium.ui.state import Answered, State
from tests.app.files import pair_of_files, row, tender


def run(script: Callable[..., None], *args: Any, locale: str = "es-ES", **state: object) -> AppTest:
    app = AppTest.from_function(script, args=args, default_timeout=30)
    app.context["locale"] = locale
    if state:
        app.session_state["state"] = State(**state)  # type: ignore[arg-type]
    app.run()
    assert not app.exception
    return app


def answered() -> State:
    file, register = pair_of_files()
    solution = cast(Solution, Stub(file, register, Options()))
    return State(tender=file, register=register, answered=Answered(solution, cast(Any, None)))


class Stub:
    """As much of a solution as says what it was asked."""

    def __init__(self, tender: object, register: object, options: Options) -> None:
        self.tender, self.register, self.options = tender, register, options


def test_state_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        State().version = 3  # type: ignore[misc]


def test_an_answer_is_current_while_what_it_was_asked_is() -> None:
    now = answered()
    assert not now.stale
    assert not State().stale


@pytest.mark.parametrize(
    "change",
    [
        {"tender": tender(row(1))},
        {"tender": None},
        {"register": replace(pair_of_files()[1], register=replace(pair_of_files()[1].register, entities=()))},
        {"options": Options(max_members=2)},
        {"options": Options(solver="highs")},
    ],
)
def test_an_answer_is_stale_once_anything_it_was_asked_changed(change: dict[str, object]) -> None:
    assert replace(answered(), **change).stale  # type: ignore[arg-type]


def test_equal_content_read_twice_is_not_a_change() -> None:
    assert not replace(answered(), tender=pair_of_files()[0]).stale


def test_trouble_is_kept_by_place() -> None:
    def script() -> None:
        from consortium.errors import FileError
        from consortium.ui import state

        state.put_trouble("tender", FileError("one"))
        state.put_trouble("register", FileError("two"))
        state.put_trouble("tender", FileError("three"))
        state.clear_trouble("register")

    now = cast(State, run(script).session_state["state"])
    error = now.trouble_at("tender")
    assert error is not None
    assert error.code == "three"
    assert now.trouble_at("register") is None


def test_a_new_tender_drops_the_lots_chosen_but_no_other_condition() -> None:
    def script(file: object) -> None:
        from consortium.domain.result import Options
        from consortium.ui import act, place

        place.enter("")
        act.use_tender(file, b"sheet")
        act.choose(Options(lots=("9",), max_members=4))
        act.use_tender(file, b"sheet")

    app = run(script, tender(row(1)))
    now = cast(State, app.session_state["state"])
    assert now.options == Options(max_members=4)
    assert now.table is now.tender


def test_nothing_is_started_while_a_file_is_missing() -> None:
    def script() -> None:
        from consortium.ui import act

        act.start()

    assert cast(State, run(script, tender=tender(row(1))).session_state["state"]).job is None


def test_an_impossible_option_is_a_message_not_a_run() -> None:
    def script() -> None:
        from consortium.ui import act

        act.start()

    file, register = pair_of_files()
    app = run(script, tender=file, register=register, options=Options(include=("A",), exclude=("A",)))
    now = cast(State, app.session_state["state"])
    assert now.job is None
    error = now.trouble_at("solve")
    assert error is not None
    assert error.code == "included_and_excluded"


def test_the_last_value_is_kept_while_its_origin_is_equal() -> None:
    def script(rounds: list[tuple[object, ...]]) -> None:
        import streamlit as st

        from consortium.ui.memo import kept

        made: list[object] = []
        for origin in rounds:
            kept("thing", origin, lambda: made.append(1))
        st.session_state["made"] = len(made)

    assert run(script, [(1, "a"), (1, "a"), (2, "a"), (1, "a")]).session_state["made"] == 3


@pytest.mark.parametrize(("locale", "lang"), [("es-AR", "es"), ("en-US", "en"), ("de", "es"), ("", "es")])
def test_language_from_the_browser(locale: str, lang: str) -> None:
    def script() -> None:
        import streamlit as st

        from consortium.ui.lang import current

        st.text(current())

    assert run(script, locale=locale).text[0].value == lang


def test_sentences_escape_their_fields_only_where_markdown_is_read() -> None:
    def script() -> None:
        import streamlit as st

        from consortium.ui.lang import say, say_plain

        st.text(say("screens.lot", lot="*a*"))
        st.text(say_plain("screens.lot", lot="*a*"))

    assert [t.value for t in run(script).text] == [r"Lote \*a\*", "Lote *a*"]


def test_numbers_and_money_follow_the_language() -> None:
    def script(value: object) -> None:
        import streamlit as st

        from consortium.ui import show

        st.text(show.money(value, "EUR"))
        st.text(show.number(value))
        st.text(show.money(None, "EUR") + show.number(None) + show.day(None) + "|")

    assert [t.value for t in run(script, Decimal("1234.50")).text] == ["1.234,50\xa0€", "1.234,5", "|"]
    assert [t.value for t in run(script, Decimal("1234.50"), locale="en").text] == ["€1,234.50", "1,234.5", "|"]
