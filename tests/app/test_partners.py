"""The partners page: bring a register in, find and open an entity, type over it, merge, prove, bind, and expiries."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.register import Capability, Entity, Mark, Register, Status
from consortium.domain.result import Options
from consortium.service import RegisterFile, partners
from consortium.service.committing import commit
from tests.app.driving import ROOT, again, at, finished, keys, opened, sound, state, text_of
from tests.app.files import pair_of_files, register

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = (ROOT / "sample_data" / "registro_entidades.xlsx").read_bytes()


def loaded(**more: object) -> AppTest:
    tender_file, register_file = pair_of_files()
    return at(opened(**{"tender": tender_file, "table": tender_file, "register": register_file, **more}), "partners")


def one(app: AppTest, entity: str) -> AppTest:
    """The page of one entity."""
    app.query_params["e"] = entity
    return sound(app.run())


def table(app: AppTest) -> Any:
    """The list of entities."""
    return next(d.value for d in app.dataframe if "Código" in d.value.columns)


def kept(app: AppTest) -> Register:
    """The register as the database has it."""
    desk = state(app).desk
    assert desk is not None
    return desk.store.register(desk.workspace)


def held(app: AppTest, entity: str, name: str) -> Capability:
    return next(c for c in kept(app).capabilities if (c.entity, c.name) == (entity, name))


def tab(app: AppTest, label: str) -> AppTest:
    """Another tab of the list."""
    app.session_state["partners-tabs"] = label
    return sound(app.run())


def own(app: AppTest, entity: str) -> str:
    """The key of the table of an entity's capabilities."""
    desk = state(app).desk
    assert desk is not None
    return f"capabilities-{partners.partner(desk, entity).entity.uid}"


def typed(app: AppTest, key: str, row: int, **cells: object) -> AppTest:
    """Cells of one row of an editable table typed over, as the browser sends them."""
    _, n = app.session_state[f"{key}-given"]
    app.session_state[f"{key}-{n}-{app.session_state['lang']}"] = {
        "edited_rows": {row: cells},
        "added_rows": [],
        "deleted_rows": [],
    }
    return app


def with_lapsed(file: RegisterFile) -> RegisterFile:
    old = Capability("A", "cosa 3", Mark.YES, valid_until=date(2026, 12, 31), status=Status.CLAIMED)
    soon = Capability("A", "cosa 4", Mark.YES, valid_from=date(2027, 3, 1))
    return replace(file, register=replace(file.register, capabilities=(*file.register.capabilities, old, soon)))


def test_an_empty_register_takes_a_sound_file_at_once() -> None:
    app = at(opened(), "partners")
    app.get("file_uploader")[0].set_value(("registro.xlsx", SHEET, XLSX)).run()
    assert len(kept(sound(app)).entities) == 40
    assert "40 entidades" in text_of(app)


def test_a_file_that_cannot_be_read_keeps_what_was_there() -> None:
    app = loaded()
    before = kept(app)
    app.get("file_uploader")[0].set_value(("foto.xlsx", b"GIF89a" + b"0" * 64, XLSX)).run()
    assert kept(sound(app)) == before
    assert len(app.error) == 1


def test_a_second_file_is_looked_at_before_it_comes_in() -> None:
    app = loaded()
    before = kept(app)
    app.get("file_uploader")[0].set_value(("registro.xlsx", SHEET, XLSX)).run()
    assert "Antes de guardar: registro" in text_of(sound(app)).replace("\\", "")
    assert kept(app) == before
    app.button(key="bring-in").click().run()
    assert len(kept(sound(app)).entities) == 43
    app.button(key="undo").click().run()
    assert kept(sound(app)) == before


def test_pasted_rows_are_previewed_field_by_field_and_errors_stay_out() -> None:
    app = loaded()
    rows = "Entidad\tCapacidad\tValor\tVálido hasta\nA\tcosa 2\t75.000,00\t\nB\tcosa 9\tsí\t31/02/2027\n"
    app.text_area(key="paste-0").set_value(rows).run()
    app.button(key="paste-look").click().run()
    said = text_of(sound(app))
    assert "no existe como fecha" in said
    changes = next(d.value for d in app.dataframe if "Pasará a" in d.value.columns)
    assert changes[["Dato", "Ahora", "Pasará a"]].values.tolist()[0] == ["Valor", "60.000", "75.000"]
    app.button(key="bring-in").click().run()
    assert held(sound(app), "A", "cosa 2").value == Decimal("75000.00")
    assert "cosa 9" not in {c.name for c in kept(app).capabilities}


def test_a_preview_can_be_declined() -> None:
    app = loaded()
    before = kept(app)
    app.text_area(key="paste-0").set_value("Código\tNombre\nZ\tNueva\n").run()
    app.button(key="paste-look").click().run()
    app.button(key="bring-not").click().run()
    assert kept(sound(app)) == before
    assert app.text_area(key="paste-1").value == ""


def test_the_list_tells_what_is_recorded_lapsed_and_bound() -> None:
    app = loaded(register=with_lapsed(pair_of_files()[1]))
    desk = state(app).desk
    assert desk is not None
    commit(desk, "B", "EXP-7", "", "UTE Sur")
    sound(app.run())
    listed = table(app).set_index("Código")
    assert list(listed.loc["A", ["Capacidades", "Caducadas"]]) == [4, 2]
    assert list(listed["Situación"]) == ["Disponible", "En otra oferta", "Disponible"]


def test_search_finds_without_accents_in_any_order_and_by_capability() -> None:
    app = loaded(register=register({"A": {"Ropero": Mark.YES}, "B": {}}, {"A": "Fundación Ávila Acoge", "B": "Otra"}))
    for words in ("acoge fundacion", "ropero"):
        app.text_input(key="search").set_value(words).run()
        assert list(table(sound(app))["Código"]) == ["A"]
    app.text_input(key="search").set_value("nadie así").run()
    assert "0 entidades" in text_of(sound(app))


def test_a_long_list_comes_in_pages() -> None:
    many = Register(
        tuple(Entity(f"E{n:03}", f"Entidad {n}") for n in range(120)), pair_of_files()[1].register.capabilities[:0]
    )
    app = loaded(register=RegisterFile("r.xlsx", "r", many))
    assert len(table(app)) == 50
    app.number_input(key="partners-page").set_value(3).run()
    assert list(table(sound(app))["Código"])[-1] == "E119"


def test_one_entity_shows_what_it_brings_to_the_tender() -> None:
    app = one(loaded(), "A")
    assert {m.label: m.value for m in app.metric} == {
        "Cubre sola": "1",
        "Suma a otras": "1",
        "No se sabe": "0",
        "No lo tiene": "0",
    }
    assert "Busque el consorcio" in text_of(app)


@pytest.mark.parametrize(("tax_id", "told"), [("A58818502", True), ("A58818501", False), ("", False)])
def test_a_tax_id_with_a_wrong_check_digit_is_pointed_out(tax_id: str, told: bool) -> None:
    file = pair_of_files()[1]
    entities = tuple(replace(entity, tax_id=tax_id) for entity in file.register.entities)
    app = one(loaded(register=replace(file, register=replace(file.register, entities=entities))), "A")
    assert ("NIF por comprobar" in text_of(app)) is told


def test_an_entity_that_is_not_there_is_said_and_the_way_back_offered() -> None:
    app = one(loaded(), "Z9")
    assert "No hay ninguna entidad" in text_of(app)


def test_a_cell_typed_over_is_kept_at_once() -> None:
    app = one(loaded(), "A")
    typed(app, own(app, "A"), 1, value="1.500.000,00 €", valid_until="31/12/2027").run()
    row = held(sound(app), "A", "cosa 2")
    assert (row.value, row.valid_until) == (Decimal("1500000.00"), date(2027, 12, 31))


def test_what_cannot_be_read_is_said_by_row_and_column() -> None:
    app = one(loaded(), "A")
    typed(app, own(app, "A"), 1, valid_until="31/02/2027").run()
    said = text_of(sound(app))
    assert "Hay una celda que no se ha guardado" in said
    assert "cosa 2 · Válido hasta" in said
    assert held(app, "A", "cosa 2").valid_until is None
    next(b for b in app.button if (b.key or "").endswith("-discard")).click().run()
    assert "no se ha guardado" not in text_of(sound(app))


def test_who_is_slower_sees_both_versions_and_chooses() -> None:
    app = one(loaded(), "A")
    desk = state(app).desk
    assert desk is not None
    other = service.Desk(desk.store, desk.workspace, "Luis")
    row = next(k for k in partners.partner(other, "A").capabilities if k.value.name == "cosa 2")
    partners.edit(other, [partners.Edit(row, {"value": "70000", "evidence": "cuentas.pdf"})])
    typed(app, own(app, "A"), 1, value="80000").run()
    assert "Luis" in text_of(sound(app))
    versions = next(d.value for d in app.dataframe if "Lo que usted escribió" in d.value.columns)
    assert versions.iloc[0].tolist() == ["Valor", "60.000", "80000", "70.000"]
    assert held(app, "A", "cosa 2").value == Decimal(70_000)
    mine = next(b for b in app.button if (b.key or "").endswith("-mine"))
    mine.click().run()
    row_now = held(sound(app), "A", "cosa 2")
    assert (row_now.value, row_now.evidence) == (Decimal(80_000), "cuentas.pdf")


def test_a_row_that_somebody_changed_is_not_removed_over_it() -> None:
    app = one(loaded(), "A")
    desk = state(app).desk
    assert desk is not None
    row = next(k for k in partners.partner(desk, "A").capabilities if k.value.name == "cosa 2")
    partners.edit(service.Desk(desk.store, desk.workspace, "Luis"), [partners.Edit(row, {"value": "70000"})])
    key = own(app, "A")
    _, n = app.session_state[f"{key}-given"]
    app.session_state[f"{key}-{n}-es"] = {"edited_rows": {}, "added_rows": [], "deleted_rows": [1]}
    sound(app.run())
    assert "Luis" in text_of(app)
    assert held(app, "A", "cosa 2").value == Decimal(70_000)
    next(b for b in app.button if (b.key or "").endswith("-theirs")).click().run()
    assert "Luis" not in text_of(sound(app))


def test_retired_and_back_and_removed() -> None:
    app = one(loaded(), "A")
    app.button(key="retire").click().run()
    assert not next(e for e in kept(sound(app)).entities if e.id == "A").available
    app.button(key="retire").click().run()
    assert next(e for e in kept(sound(app)).entities if e.id == "A").available
    app.button(key="remove").click().run()
    assert {e.id for e in kept(sound(app)).entities} == {"B", "C"}
    assert "e" not in app.query_params


def test_verified_in_one_click_with_name_and_day() -> None:
    app = one(loaded(register=with_lapsed(pair_of_files()[1])), "A")
    picker = next(s for s in app.selectbox if (s.key or "").startswith("proof-"))
    uid = next(k.uid for k in partners.partner(state(app).desk, "A").capabilities if k.value.name == "cosa 3")  # type: ignore[arg-type]
    picker.set_value(uid).run()
    app.button(key=f"verify-{uid}").click().run()
    assert held(sound(app), "A", "cosa 3").status is Status.VERIFIED
    assert "Verificada por Ana" in text_of(app)


def test_a_document_is_attached_and_evidence_from_then_on() -> None:
    app = one(loaded(register=with_lapsed(pair_of_files()[1])), "A")
    found = partners.partner(state(app).desk, "A")  # type: ignore[arg-type]
    uid = next(k.uid for k in found.capabilities if k.value.name == "cosa 3")
    next(s for s in app.selectbox if (s.key or "").startswith("proof-")).set_value(uid).run()
    next(u for u in app.get("file_uploader") if "attach" in u.key).set_value(
        ("iso.pdf", b"%PDF", "application/pdf")
    ).run()
    row = held(sound(app), "A", "cosa 3")
    assert (row.status, row.evidence) == (Status.EVIDENCED, "iso.pdf")


def test_duplicates_are_asked_about_and_merged() -> None:
    file = register({"A": {"x": Mark.YES}, "B": {"y": Mark.YES}}, {"A": "Acoge, S. Coop.", "B": "Cooperativa Acoge"})
    app = tab(loaded(register=file), "Posibles duplicados")
    app.button(key="twin-A-B").click().run()
    assert "Unir dos entidades en una" in text_of(sound(app))
    app.button(key="merge-go").click().run()
    assert {e.id for e in kept(sound(app)).entities} == {"A"}
    assert {c.name for c in kept(app).capabilities if c.entity == "A"} == {"x", "y"}


def test_two_that_a_person_called_two_are_not_asked_about_again() -> None:
    file = register({"A": {}, "B": {}}, {"A": "Acoge, S. Coop.", "B": "Cooperativa Acoge"})
    app = tab(loaded(register=file), "Posibles duplicados")
    app.button(key="no-A-B").click().run()
    assert "twin-A-B" not in keys(sound(app), "button")
    assert "twin-A-B" not in keys(tab(again(app, "partners"), "Posibles duplicados"), "button")
    assert {e.id for e in kept(app).entities} == {"A", "B"}


def test_what_lapses_stands_before_the_deadline() -> None:
    day = date.today() + timedelta(days=10)
    rows = (
        Capability("A", "cosa 1", Mark.YES, valid_until=day),
        Capability("B", "cosa 1", Mark.YES, valid_until=date(2020, 1, 1)),
    )
    tender_file, register_file = pair_of_files()
    late = replace(tender_file, tender=replace(tender_file.tender, deadline=day + timedelta(days=5)))
    register_file = replace(register_file, register=replace(register_file.register, capabilities=rows))
    app = tab(loaded(tender=late, table=late, register=register_file), "Caducidades")
    figures = {m.label: m.value for m in app.metric}
    assert (figures["Antes de un plazo"], figures["Ya caducadas"]) == ("1", "1")


def test_the_matrix_shows_signs_and_numbers() -> None:
    app = tab(loaded(register=with_lapsed(pair_of_files()[1])), "Capacidades")
    matrix = next(d.value for d in app.dataframe if "cosa 1" in d.value.columns).set_index("Nombre")
    assert list(matrix["cosa 1"]) == ["✓", "✗", "?"]
    assert list(matrix["cosa 2"]) == ["60.000", "40.000", "40.000"]
    assert "cosa 3" not in matrix.columns
    app.toggle(key="only-asked").set_value(False).run()
    matrix = next(d.value for d in sound(app).dataframe if "cosa 1" in d.value.columns).set_index("Nombre")
    assert matrix.loc["A · Entidad A", "cosa 3"] == "✗ fuera de plazo"
    assert matrix.loc["B · Entidad B", "cosa 3"] == ""


def test_of_several_rows_the_matrix_shows_the_one_that_counts() -> None:
    file = register({"A": {"cosa 1": Decimal(5)}})
    old = Capability("A", "COSA  1", Decimal(9), valid_until=date(2026, 1, 1), status=Status.VERIFIED)
    low = Capability("A", "cosa 1", Decimal(8), status=Status.CLAIMED)
    more = replace(file, register=replace(file.register, capabilities=(low, *file.register.capabilities, old)))
    matrix = next(d.value for d in tab(loaded(register=more), "Capacidades").dataframe if "cosa 1" in d.value.columns)
    assert list(matrix["cosa 1"]) == ["5"]


def test_a_register_that_loses_an_entity_forgets_the_conditions_on_it() -> None:
    app = one(loaded(options=Options(include=("A",))), "A")
    app.button(key="remove").click().run()
    assert state(sound(app)).options.include == ()


def test_without_a_deadline_everything_counts_and_the_page_says_so() -> None:
    app = loaded(register=with_lapsed(pair_of_files()[1]), tender=None, table=None)
    assert "fecha límite" in text_of(app)
    assert table(app).set_index("Código").loc["A", "Caducadas"] == 0


@pytest.mark.parametrize(("locale", "words"), [("es-ES", "Marque una"), ("en-GB", "Tick a")])
def test_an_entity_is_added_and_changed_in_the_table(locale: str, words: str) -> None:
    app = opened(locale)
    desk = state(app).desk
    assert desk is not None
    partners.add(desk, Entity, {"id": "A", "name": "Una"})
    at(app, "partners")
    assert words in text_of(app)
    app.toggle(key="partners-type").set_value(True).run()
    typed(sound(app), "all-entities", 0, territory="Cádiz", available=False).run()
    (entity,) = kept(sound(app)).entities
    assert (entity.territory, entity.available) == ("Cádiz", False)


def test_who_is_bound_elsewhere_is_left_out_of_the_search() -> None:
    app = at(loaded(), "coalition")
    desk = state(app).desk
    assert desk is not None
    commit(desk, "B", "EXP-7", "", "UTE Sur")
    sound(app.run())
    assert any("Entidad B" in info.value for info in app.info)
    assert state(app).asked.exclude == ("B",)
    if state(app).job is None and state(app).answered is None:  # another session may have asked the same
        next(b for b in app.button if b.label == "Buscar el consorcio más pequeño").click().run()
    finished(app)
    assert state(app).answered.members == ("A", "C")  # type: ignore[union-attr]
    assert not state(app).stale
    told = state(app).answered.solution.findings  # type: ignore[union-attr]
    assert "committed_left_out" in {finding.code for finding in told}


def test_a_run_that_another_session_began_tells_who_was_left_out_too() -> None:
    app = at(loaded(), "coalition")
    seen = state(app)
    assert seen.desk is not None
    assert seen.tender is not None
    assert seen.register is not None
    service.start_solve(seen.tender, seen.register, Options(exclude=("B",))).job.result()
    commit(seen.desk, "B", "EXP-7", "", "UTE Sur")
    finished(sound(app.run()))
    told = state(app).answered.solution.findings  # type: ignore[union-attr]
    assert "committed_left_out" in {finding.code for finding in told}


def test_who_is_bound_elsewhere_may_be_included_knowingly() -> None:
    app = at(loaded(), "coalition")
    desk = state(app).desk
    assert desk is not None
    commit(desk, "B", "EXP-7", "", "UTE Sur")
    sound(app.run())
    next(m for m in app.multiselect if (m.key or "").startswith("ask-include")).set_value(["B"]).run()
    assert state(sound(app)).asked.exclude == ()
    assert any("rechazan ambas" in warning.value for warning in app.warning)
