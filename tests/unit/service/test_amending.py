"""A new version of a tender: looked at, taken; every kept coalition judged again, with the reason in numbers."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from consortium import service
from consortium.domain.amendment import Kind
from consortium.domain.register import Capability, Entity, External, Mark, Register
from consortium.domain.result import Options
from consortium.domain.units import EUR
from consortium.service.amending import latest_amendment, look_at_version, take_version
from consortium.service.rechecking import Judged, Origin, Standing, recheck, saved_coalitions
from consortium.store import MEMORY, Scenario, open_store
from tests.spec import Row, TenderSpec
from tests.workbooks import write_tender

ROWS = (
    Row("R1", "", "economic", "Volumen de negocios", "facturación", "sum", "100000", "EUR"),
    Row("R2", "", "technical", "Certificado ISO 9001", "iso", "any"),
    Row("R3", "", "technical", "Experiencia", "años", "any", "ver apartado L"),
)
HELD = Register(
    entities=(Entity("A", "Alfa"), Entity("B", "Beta"), Entity("C", "Gama")),
    capabilities=(
        Capability("A", "facturación", Decimal(60_000), EUR),
        Capability("B", "facturación", Decimal(45_000), EUR),
        Capability("C", "facturación", Decimal(900_000), EUR),
        Capability("A", "iso", Mark.YES),
        Capability("C", "iso", Mark.YES),
        Capability("A", "años", Decimal(10)),
    ),
)


@pytest.fixture
def desk() -> Iterator[service.Desk]:
    store = open_store(MEMORY)
    desk = service.Desk(store, store.create_workspace("Equipo", "Ana").id, "Ana")
    service.bring_in(desk, HELD)
    yield desk
    store.close()


def sheet(tmp_path: Path, *rows: Row) -> tuple[bytes, service.TenderFile]:
    """A tender's workbook, and what is read of it."""
    spec = TenderSpec(rows, None, "50000", "12", "EUR", "2027-03-01", "")
    data = write_tender(tmp_path / "pliego.xlsx", spec).read_bytes()
    return data, service.read_tender(data, "pliego.xlsx")


def begun(desk: service.Desk, tmp_path: Path, rows: tuple[Row, ...] = ROWS) -> service.OpenBid:
    data, file = sheet(tmp_path, *rows)
    opened = service.add_bid(desk, data, file)
    service.save_scenario(desk, Scenario(opened.uid, "las dos", Options(), ("A", "B")))
    service.decide(desk, service.Decision(opened.uid, ("A", "C")), None)
    return opened


def looked(desk: service.Desk, opened: service.OpenBid, tmp_path: Path, rows: tuple[Row, ...]) -> service.NewVersion:
    _, file = sheet(tmp_path, *rows)
    return look_at_version(desk, opened, service.register_file(desk), file)


def reason(judged: Judged) -> list[tuple[str, Decimal, Decimal]]:
    return [(o.need.requirement.id, o.measure.required, o.measure.provided) for o in judged.lacking if o.measure]


def test_a_raised_threshold_breaks_one_coalition_and_not_the_other(desk: service.Desk, tmp_path: Path) -> None:
    opened = begun(desk, tmp_path)
    new = looked(desk, opened, tmp_path, (replace(ROWS[0], threshold="150000"), *ROWS[1:]))
    assert [c.latest.id for c in new.amendment.rows if c.kind is Kind.CHANGED] == ["R1"]
    decision, scenario = new.rechecks
    assert (decision.saved.origin, scenario.saved.origin) == (Origin.DECISION, Origin.SCENARIO)
    assert (decision.before.standing, decision.after.standing) == (Standing.CONDITIONAL, Standing.CONDITIONAL)
    assert (scenario.before.standing, scenario.after.standing) == (Standing.CONDITIONAL, Standing.FAILS)
    assert reason(scenario.after) == [("R1", Decimal(150_000), Decimal(105_000))]
    assert scenario.turned
    assert not decision.turned


def test_a_row_that_becomes_clear_settles_the_condition(desk: service.Desk, tmp_path: Path) -> None:
    opened = begun(desk, tmp_path)
    new = looked(desk, opened, tmp_path, (*ROWS[:2], replace(ROWS[2], threshold="5")))
    assert [r.before.undecided for r in new.rechecks] == [("R3",), ("R3",)]
    assert {r.after.standing for r in new.rechecks} == {Standing.COVERS}


def test_corrections_made_by_hand_survive_the_new_version(desk: service.Desk, tmp_path: Path) -> None:
    opened = begun(desk, tmp_path)
    assert opened.file is not None
    assert opened.version is not None
    rows = [{**row, "threshold": "5"} if row["id"] == "R3" else row for row in service.rows_of(opened.file.tender)]
    edited = service.edit_tender(opened.file, rows)
    service.save_tender(desk, opened.version, edited.tender)
    opened = service.open_bid(desk, opened.uid)
    new = looked(desk, opened, tmp_path, (replace(ROWS[0], threshold="150000"), *ROWS[1:]))
    assert new.carried.kept == ("R3",)
    assert new.file.tender.requirements[2].threshold == Decimal(5)
    assert new.file.edited
    assert not [f for f in new.file.findings if f.code == "unreadable_threshold"]
    assert {r.before.standing for r in new.rechecks} == {Standing.COVERS}


def test_taken_it_is_the_latest_and_can_be_read_again(desk: service.Desk, tmp_path: Path) -> None:
    opened = begun(desk, tmp_path)
    assert latest_amendment(desk, opened, service.register_file(desk)) is None
    data, file = sheet(tmp_path, *ROWS[:2])
    take_version(desk, opened, data, look_at_version(desk, opened, service.register_file(desk), file))
    opened = service.open_bid(desk, opened.uid)
    assert opened.version is not None
    assert opened.version.value.number == 2
    past = latest_amendment(desk, opened, service.register_file(desk))
    assert past is not None
    assert (past.before.number, past.after.number) == (1, 2)
    assert [(c.latest.id, c.kind) for c in past.amendment.rows if c.kind is not Kind.UNCHANGED] == [
        ("R3", Kind.REMOVED)
    ]
    assert {r.after.standing for r in past.rechecks} == {Standing.COVERS}


def test_the_same_bytes_are_said_to_be_the_same(desk: service.Desk, tmp_path: Path) -> None:
    opened = begun(desk, tmp_path)
    assert opened.version is not None
    data = desk.store.file(desk.workspace, opened.version.value.sha256)
    new = look_at_version(desk, opened, None, service.read_tender(data, "otro nombre.xlsx"))
    assert new.same_bytes
    assert new.amendment.empty
    assert new.rechecks == ()


def test_a_coalition_that_cannot_be_judged_says_why(desk: service.Desk, tmp_path: Path) -> None:
    opened = begun(desk, tmp_path)
    service.save_scenario(desk, Scenario(opened.uid, "lote", Options(lots=("9",)), ("A",)))
    service.save_scenario(desk, Scenario(opened.uid, "ido", Options(), ("A", "Z")))
    found = {r.saved.name: r.after for r in looked(desk, opened, tmp_path, ROWS).rechecks}
    for name, code in (("lote", "unknown_lot_option"), ("ido", "unknown_id_option")):
        error = found[name].error
        assert found[name].standing is Standing.UNJUDGED
        assert error is not None
        assert error.code == code


def test_another_lead_is_found_where_the_kept_one_no_longer_does(desk: service.Desk, tmp_path: Path) -> None:
    led = (replace(ROWS[0], rule="lead", threshold="50000"), ROWS[1])
    opened = begun(desk, tmp_path, led)
    service.save_scenario(desk, Scenario(opened.uid, "con A", Options(), ("A", "C"), lead="A"))
    new = looked(desk, opened, tmp_path, (replace(led[0], threshold="70000"), led[1]))
    found = next(r for r in new.rechecks if r.saved.name == "con A")
    assert found.after.standing is Standing.COVERS
    assert found.before.assessment is not None
    assert found.after.assessment is not None
    assert (found.before.assessment.lead, found.after.assessment.lead) == ("A", "C")
    assert found.other_lead == "C"


def test_the_externals_that_were_kept_are_tried_first(desk: service.Desk, tmp_path: Path) -> None:
    lent = (replace(ROWS[0], threshold="40000"), replace(ROWS[1], parameters="external=yes"))
    with desk.changing("edit") as work:
        work.add_all((External("X1", "Una", "iso", Mark.YES, letter=True), External("X2", "Dos", "iso", Mark.YES)))
    opened = begun(desk, tmp_path, lent)
    service.save_scenario(desk, Scenario(opened.uid, "sin apoyo", Options(), ("C",), ()))
    service.save_scenario(desk, Scenario(opened.uid, "con apoyo", Options(), ("B",), ("X1",)))
    raised = (replace(lent[0], threshold="30000"), lent[1])
    found = {r.saved.name: r for r in looked(desk, opened, tmp_path, raised).rechecks}
    assert found["sin apoyo"].other_externals is None
    assert found["con apoyo"].after.standing is Standing.COVERS
    assert found["con apoyo"].other_externals is None
    bare = recheck((replace(found["con apoyo"].saved, externals=()),), *[found_file(opened)] * 2, registered(desk))
    assert bare[0].other_externals == ("X1",)


def found_file(opened: service.OpenBid) -> service.TenderFile:
    assert opened.file is not None
    return opened.file


def registered(desk: service.Desk) -> service.RegisterFile:
    file = service.register_file(desk)
    assert file is not None
    return file


def test_answers_that_say_the_same_are_judged_once(desk: service.Desk, tmp_path: Path) -> None:
    opened = begun(desk, tmp_path, ROWS[:2])
    assert opened.file is not None
    assert opened.version is not None
    register = service.register_file(desk)
    assert register is not None
    for options in (Options(), Options(alternatives=3), Options(exclude=("C",))):
        solution = service.solve(opened.file, register, options)
        service.save_result(desk, opened.version, solution, "es")
    found = [s.members for s in saved_coalitions(desk, opened.uid) if s.origin is Origin.RESULT]
    assert found == [("A", "B"), ("C",)]
    assert recheck((), opened.file, opened.file, register) == ()
