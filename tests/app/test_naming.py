"""How entities are called, and what is shown while something about them is worked out."""

from dataclasses import dataclass

import pytest
from streamlit.testing.v1 import AppTest

from consortium.domain.register import Mark
from consortium.errors import JobError
from consortium.ui.naming import called, has_name, in_line
from tests.app.driving import sound, state, text_of
from tests.app.files import register, row, tender
from tests.app.test_by_lot import HELD, LOTS, answered

NAMES = {"E1": "Cooperativa Alba del Valle de los Pedroches", "Alba": "ALBA ", "E2": ""}


@pytest.mark.parametrize(
    ("entity", "full", "short"),
    [
        ("E1", "Cooperativa Alba del Valle de los Pedroches (E1)", "E1 Cooperativa Alba del…"),
        ("Alba", "Alba", "Alba"),
        ("E2", "E2", "E2"),
        ("E9", "E9", "E9"),
    ],
)
def test_by_name_where_it_says_more_than_the_id(entity: str, full: str, short: str) -> None:
    assert called(NAMES)(entity) == full
    assert in_line(entity, NAMES) == short
    assert has_name(entity, NAMES) is (entity == "E1")


def test_a_long_id_that_is_the_name_is_cut_between_words() -> None:
    long = NAMES["E1"]
    assert in_line(long, {long: long}) == "Cooperativa Alba del Valle de los…"


@dataclass
class Job:
    """A job at a moment of its life."""

    done: bool

    @property
    def failed(self) -> bool:
        return self.done

    def result(self) -> None:
        raise JobError("job_died", reason="")


def opened_with(job: Job) -> AppTest:
    app = answered(LOTS, register(HELD))
    found = state(app).answered
    assert found is not None
    app.session_state["memo-lots"] = ((found.asked,), job)
    app.session_state["lots-box"] = True
    return sound(app.run())


def test_what_is_under_way_is_said() -> None:
    app = opened_with(Job(done=False))
    assert "Buscando lote a lote…" in text_of(app)
    assert "Todos los lotes juntos" not in text_of(app)


def test_what_died_is_one_clear_message() -> None:
    app = opened_with(Job(done=True))
    assert ["sin dar respuesta" in error.value for error in app.error] == [True]
    assert "Buscando" not in text_of(app)
    assert "Todos los lotes juntos" not in text_of(app)


def test_a_closed_section_asks_for_nothing() -> None:
    app = answered(tender(row(1, lots=("1", "2")), lots=("1", "2")), register({"A": {"cosa 1": Mark.YES}}))
    assert "memo-lots" not in app.session_state
    assert "memo-joint" not in app.session_state
