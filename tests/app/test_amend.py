"""A new version of the tender: seen before it is taken, with what it does to the coalitions that are kept."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.register import Capability, Entity, Mark, Register
from consortium.domain.result import Options
from consortium.domain.units import EUR
from consortium.store import Scenario, TenderVersion
from tests.app.driving import again, at, opened, sound, state, text_of
from tests.spec import Row, TenderSpec
from tests.workbooks import write_tender

ROWS = (
    Row("R1", "", "economic", "Volumen de negocios", "facturación", "sum", "100000", "EUR"),
    Row("R2", "", "technical", "Certificado ISO 9001", "iso", "any"),
)
RAISED = (replace(ROWS[0], threshold="150000"), ROWS[1])
HELD = Register(
    (Entity("A", "Alfa"), Entity("B", "Beta *Sur*")),
    (
        Capability("A", "facturación", Decimal(60_000), EUR),
        Capability("B", "facturación", Decimal(45_000), EUR),
        Capability("A", "iso", Mark.YES),
    ),
)


@pytest.fixture
def sheets(tmp_path: Path) -> Any:
    """Makes the bytes of a tender's workbook."""

    def made(*rows: Row) -> bytes:
        spec = TenderSpec(rows, None, "50000", "12", "EUR", "2027-03-01", "")
        return write_tender(tmp_path / "pliego.xlsx", spec).read_bytes()

    return made


def begun(data: bytes) -> AppTest:
    """A bid with a tender, a scenario and a decision, on the page of the tender."""
    store = service.main_store()
    desk = service.Desk(store, store.create_workspace("Equipo", "Ana").id, "Ana")
    service.bring_in(desk, HELD)
    bid = service.add_bid(desk, data, service.read_tender(data, "pliego.xlsx"))
    service.save_scenario(desk, Scenario(bid.uid, "las dos", Options(), ("A", "B")))
    service.decide(desk, service.Decision(bid.uid, ("A", "B")), None)
    app = opened()
    app.query_params.update({"w": desk.workspace, "t": bid.uid})
    return at(sound(app.run()), "tender")


def uploaded(app: AppTest, data: bytes, name: str = "pliego-v2.xlsx") -> AppTest:
    app.file_uploader(key="upload-tender").upload(name, data, "application/octet-stream").run()
    return sound(app)


def versions(app: AppTest) -> list[int]:
    desk = state(app).desk
    assert desk is not None
    return [kept.value.number for kept in desk.store.kept(desk.workspace, TenderVersion)]


def buttons(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key and button.key.startswith("amend.")}


def table(app: AppTest) -> Any:
    return next(d.value for d in app.dataframe if "Para cubrirla" in d.value.columns)


def test_a_new_version_is_shown_and_not_yet_taken(sheets: Any) -> None:
    app = uploaded(begun(sheets(*ROWS)), sheets(*RAISED))
    said = text_of(app)
    assert "Versión 2: pliego-v2" in said.replace("\\", "")
    assert "1 cambiado · 1 igual" in said
    (line,) = table(app).to_dict("records")
    assert (line["Requisito"], line["Antes"], line["Ahora"]) == ("R1", "100.000 EUR", "150.000 EUR")
    assert line["Para cubrirla"] == "▲ más difícil"
    assert "**Decisión, Escenario «las dos»** · Alfa, Beta" in said.replace("\\", "")
    assert said.count("**ya no cubre**") == 1
    assert "se piden 150.000 EUR y reúnen 105.000 EUR; faltan 45.000 EUR." in said.replace("\\", "")
    assert versions(app) == [1]
    assert buttons(app) == {"amend.take", "amend.own", "amend.leave"}


def test_taken_it_is_the_tender_and_says_what_it_changed(sheets: Any) -> None:
    app = uploaded(begun(sheets(*ROWS)), sheets(*RAISED))
    sound(app.button(key="amend.take").click().run())
    file = state(app).tender
    assert file is not None
    assert file.tender.requirements[0].threshold == Decimal(150_000)
    assert versions(app) == [1, 2]
    assert not buttons(app)
    for seen in (app, again(app, "tender")):
        assert "Qué cambió la versión 2 respecto de la 1" in [e.label for e in seen.expander]
        assert "ya no cubren" in seen.warning[0].value


def test_left_nothing_has_happened(sheets: Any) -> None:
    app = uploaded(begun(sheets(*ROWS)), sheets(*RAISED))
    sound(app.button(key="amend.leave").click().run())
    assert versions(app) == [1]
    assert not buttons(app)
    assert "ya no cubre" not in text_of(app)


def test_the_same_bytes_again_are_said_to_be_the_same(sheets: Any) -> None:
    data = sheets(*ROWS)
    app = uploaded(begun(data), data, "copia.xlsx")
    assert "Es exactamente el mismo archivo que la versión 1" in app.info[0].value
    assert buttons(app) == {"amend.leave"}


def test_another_tender_is_opened_on_its_own(sheets: Any) -> None:
    other = tuple(Row(f"X{n}", "", "technical", f"Cosa {n} de otro contrato", "", "any") for n in range(3))
    app = uploaded(begun(sheets(*ROWS)), sheets(*other), "otra.xlsx")
    assert "parece otra licitación" in app.warning[0].value
    before = state(app).bid
    sound(app.button(key="amend.own").click().run())
    assert state(app).bid != before
    assert versions(app) == [1, 1]
    assert app.query_params["t"] == state(app).bid


def test_english_too(sheets: Any) -> None:
    app = begun(sheets(*ROWS))
    app.session_state["lang"] = "en"
    app = uploaded(app, sheets(ROWS[0]))
    said = text_of(app)
    assert "1 removed" in said
    assert "**still covers**" in said
