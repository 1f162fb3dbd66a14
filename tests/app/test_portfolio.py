"""Portfolio: the open bids together."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.result import Proof, Status
from consortium.service.portfolio import Assignment
from consortium.service.samples import FOLDER
from tests.app.driving import at, opened, sound, state, text_of


def team(bids: int = 2) -> AppTest:
    """A workspace with the sample's register and some bids for different tenders like it."""
    tender, register = service.sample("home_care")
    app = opened(tender=tender, register=register)
    desk = state(app).desk
    assert desk is not None
    data = (FOLDER / "licitacion_ayuda_domicilio.xlsx").read_bytes()
    for _ in range(bids - 1):
        service.add_bid(desk, data, tender)
    return app


def searched(app: AppTest) -> AppTest:
    """After the search has ended."""
    sound(next(b for b in app.button if "Buscar para todas" in b.label).click().run())
    job = app.session_state["portfolio-job"]
    if job is not None:
        job.result()
    return sound(app.run())


def test_without_a_bid_there_is_a_way_on() -> None:
    assert "Todavía no hay licitaciones abiertas" in text_of(at(opened(), "portfolio"))


def test_bids_for_one_tender_share_nobody() -> None:
    app = searched(at(team(), "portfolio"))
    assert "participaciones en total" in text_of(app)
    found = app.session_state["portfolio-found"]
    seats = [e for members in found.together.members.values() for e in members]
    assert len(seats) == len(set(seats)) > 0


def test_the_limit_says_who_is_in_too_many() -> None:
    app = at(team(), "portfolio")
    sound(app.number_input(key="portfolio-limit").set_value(1).run())
    app = searched(app)
    assert "estarían en más ofertas" in text_of(app)


def test_other_conditions_put_a_result_away() -> None:
    app = searched(at(team(), "portfolio"))
    assert "participaciones en total" in text_of(app)
    sound(app.number_input(key="portfolio-limit").set_value(1).run())
    assert "participaciones en total" not in text_of(app)
    assert "Vuelva a buscar" in text_of(app)


@pytest.mark.parametrize(
    ("found", "proof", "told"),
    [
        (Status.INFEASIBLE, None, "nadie de su registro la cubre"),
        (Status.NOT_FOUND, None, "no se ha encontrado consorcio en el tiempo disponible"),
        (Status.OPTIMAL, None, "se acabó el tiempo sin saber si queda quien la cubra"),
        (Status.OPTIMAL, Proof.EXACT, "quienes la cubren hacen falta en otras"),
    ],
)
def test_why_a_tender_is_left_out_is_not_made_up(found: Status, proof: Proof | None, told: str) -> None:
    app = searched(at(team(1), "portfolio"))
    whole = app.session_state["portfolio-found"]
    (uid,) = whole.alone
    alone = whole.alone if found is Status.OPTIMAL else {uid: ()}
    app.session_state["portfolio-found"] = replace(
        whole, alone=alone, status={uid: found}, together=Assignment({uid: ()}, proof)
    )
    assert told in text_of(sound(app.run()))
    column = app.dataframe[0].value["Consorcio mínimo, cada una por su lado"]
    assert ("No encontrado a tiempo" in set(column)) is (found is Status.NOT_FOUND)


def test_english_too() -> None:
    assert "Portfolio of tenders" in text_of(at(opened("en-GB"), "portfolio"))
