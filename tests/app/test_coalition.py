"""The consortium page: asking, waiting, the answer, other answers, no answer."""

from dataclasses import replace
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.call import Rule
from consortium.domain.case import case_of
from consortium.domain.findings import error, warning
from consortium.domain.register import Mark, Value
from consortium.domain.result import Options, Progress
from consortium.domain.verify import assess
from consortium.errors import JobError
from consortium.optimise import interrupted
from consortium.service import Solution, SolveJob, SolveProgress
from tests.app.driving import UNCOVERED, at, finished, opened, solved, sound, state, text_of
from tests.app.files import pair_of_files, register, row, tender, unread_row


def asked(**more: object) -> AppTest:
    tender_file, register_file = pair_of_files()
    given = {"tender": tender_file, "register": register_file, "table": tender_file, **more}
    return at(opened(**given), "coalition")


def button(app: AppTest, words: str) -> Any:
    return next(b for b in app.button if b.label == words)


def number(app: AppTest) -> Any:
    return next(box for box in app.number_input if box.key and box.key.startswith("ask-max"))


def answered(**more: object) -> AppTest:
    app = asked(**more)
    button(app, "Buscar el consorcio más pequeño").click().run()
    return finished(sound(app))


@pytest.mark.parametrize(
    ("loaded", "first"),
    [((), "Cargar la licitación"), (("tender",), "Cargar las entidades"), (("register",), "Cargar la licitación")],
)
def test_says_which_file_is_missing(loaded: tuple[str, ...], first: str) -> None:
    files = dict(zip(("tender", "register"), pair_of_files(), strict=True))
    app = at(opened(**{name: files[name] for name in loaded}), "coalition")
    assert [b.label for b in app.button if b.proto.type == "primary"] == [first]


def test_headline_claims_what_is_proven() -> None:
    app = answered()
    said = text_of(app)
    assert "2 miembros de este registro cubren la licitación. Ningún consorcio menor lo hace." in said
    assert "Demostrado" in said


def test_cards_say_what_each_alone_brings() -> None:
    said = text_of(answered())
    assert "Entidad A" in said
    assert "Entidad B" in said
    assert "Sin esta entidad no se cumplirían 2 requisitos" in said
    assert "**R2** cosa 2" in said


def test_figures_are_drawn() -> None:
    assert len(answered().get("plotly_chart")) == 3


def test_switching_to_another_coalition_of_the_size() -> None:
    app = answered()
    switch = next(box for box in app.selectbox if box.key and box.key.startswith("shown"))
    assert len(switch.options) == 2
    sound(switch.set_value(("A", "C")).run())
    assert state(app).answered is not None
    shown = cast(Any, state(app).answered)
    assert shown.members == ("A", "C")
    assert shown.answer.assessment == assess(shown.solution.case, ("A", "C"))
    assert "Entidad C" in text_of(app)


def test_a_changed_condition_marks_the_answer_as_old() -> None:
    app = answered()
    exclude = next(box for box in app.multiselect if box.label == "No pueden estar")
    sound(exclude.set_value(["B"]).run())
    said = text_of(app)
    assert "han cambiado desde este resultado" in said
    assert "Resultado anterior a los cambios" in said
    assert not [b for b in app.button if b.label == "Preparar la propuesta"]
    button(app, "Buscar el consorcio más pequeño").click().run()
    finished(app)
    assert "han cambiado" not in text_of(app)
    assert cast(Any, state(app).answered).members == ("A", "C")
    assert "con las condiciones elegidas" in text_of(app)


def test_a_condition_taken_back_makes_the_answer_current_again() -> None:
    app = answered()
    exclude = next(box for box in app.multiselect if box.label == "No pueden estar")
    exclude.set_value(["B"]).run()
    next(box for box in app.multiselect if box.label == "No pueden estar").set_value([]).run()
    assert "han cambiado" not in text_of(sound(app))


def test_conditions_survive_a_visit_to_another_page() -> None:
    app = asked()
    next(box for box in app.multiselect if box.label == "Tienen que estar").set_value(["C"]).run()
    number(app).set_value(3).run()
    at(app, "partners")
    at(app, "coalition")
    assert next(box for box in app.multiselect if box.label == "Tienen que estar").value == ["C"]
    assert number(app).value == 3
    assert state(app).options == Options(include=("C",), max_members=3)


def test_nobody_is_both_included_and_excluded() -> None:
    app = asked(options=Options(include=("A",), exclude=("A",)))
    assert "No se puede incluir y excluir a la vez" in text_of(app)
    assert button(app, "Buscar el consorcio más pequeño").disabled


def test_errors_of_a_file_block_the_search_and_name_the_file() -> None:
    tender_file, register_file = pair_of_files()
    broken = replace(register_file, findings=(error("duplicate_id"),))
    app = at(opened(tender=tender_file, table=tender_file, register=broken), "coalition")
    assert "El registro tiene 1 error de lectura" in text_of(app)
    assert "Pulse el botón" not in text_of(app)
    assert button(app, "Buscar el consorcio más pequeño").disabled


def test_a_conditional_answer_says_how_much_is_undecided() -> None:
    tender_file = tender(row(1), unread_row(2))
    app = answered(tender=tender_file, table=tender_file)
    said = text_of(app)
    assert "Hay 1 fila sin decidir." in said
    assert "R2" in said


def test_an_uncovered_tender_shows_what_is_missing() -> None:
    app = solved(UNCOVERED)
    said = text_of(app)
    assert "Ningún consorcio de este registro cubre la licitación." in said
    assert "2 requisitos que ningún consorcio puede cumplir" in said
    gaps = cast(Any, state(app).answered).answer.gaps
    assert {gap.part for gap in gaps} == {"threshold", "yes"}
    assert "No se llega al umbral" in said
    assert "Nadie lo tiene" in said
    assert not app.get("plotly_chart")


def test_all_at_once_impossible_is_not_called_a_gap() -> None:
    tender_file = tender(row(1), row(2))
    register_file = register({"A": {"cosa 1": Mark.YES}, "B": {"cosa 2": Mark.YES}})
    app = answered(tender=tender_file, table=tender_file, register=register_file, options=Options(max_members=1))
    said = text_of(app)
    assert "Ningún consorcio de este registro cubre la licitación con las condiciones elegidas." in said
    assert "Cada requisito por separado se puede cumplir" in said


def test_nothing_is_said_of_single_requirements_where_there_was_no_time_to_look() -> None:
    tender_file = tender(row(1), row(2))
    register_file = register({"A": {"cosa 1": Mark.YES}, "B": {"cosa 2": Mark.YES}})
    app = answered(tender=tender_file, table=tender_file, register=register_file, options=Options(max_members=1))
    seen = state(app)
    assert seen.answered is not None
    answer = replace(seen.answered.answer, findings=(warning("gaps_untold"),))
    app.session_state["state"] = replace(seen, answered=replace(seen.answered, answer=answer))
    said = text_of(sound(app.run()))
    assert "Cada requisito por separado se puede cumplir" not in said
    assert "no ha dado tiempo a mirar cada requisito" in said


def test_a_forced_entity_to_blame_is_named_and_those_who_prove_it_are_not_called_near() -> None:
    tender_file = tender(row(1, rule=Rule.EACH))
    held: dict[str, dict[str, Value]] = {"A": {"cosa 1": Mark.YES}, "B": {"cosa 1": Mark.UNKNOWN}, "C": {}}
    app = answered(
        tender=tender_file, table=tender_file, register=register(held), options=Options(include=("A", "B", "C"))
    )
    said = text_of(app)
    assert "Sí lo acreditan: Entidad A\n" in said
    assert r"no lo acredita: Entidad B\, Entidad C" in said
    assert "Quienes más se acercan" not in said


def test_without_a_coalition_what_was_noticed_is_shown_too() -> None:
    tender_file = tender(row(1))
    app = answered(tender=tender_file, table=tender_file, register=register({"A": {"otra cosa": Mark.YES}}))
    findings = cast(Any, state(app).answered).solution.case.findings
    assert "capability_nobody" in {finding.code for finding in findings}
    assert f"Avisos ({len(findings)})" in text_of(app)
    assert "«cosa 1»" in text_of(app)


class Slow:
    """A job that is not done until told."""

    def __init__(self, progress: SolveProgress) -> None:
        self.progress = progress
        self.cancelled = False

    def poll(self) -> SolveProgress:
        return self.progress

    def cancel(self) -> None:
        self.cancelled = True

    def so_far(self) -> Solution:
        tender_file, register_file = pair_of_files()
        options = Options()
        case = case_of(tender_file.tender, register_file.register)
        best = tuple(case.entities) if self.progress.best else ()
        progress = Progress(self.progress.seconds, len(best) or None, 1, "searching", best)
        return Solution(tender_file, register_file, options, case, interrupted(case, options, progress))


def test_a_run_shows_how_far_it_is_and_can_be_stopped() -> None:
    job = Slow(SolveProgress(7.4, 5, 3, 0, "search", False))
    app = asked(job=cast(SolveJob, job))
    values = {metric.label: metric.value for metric in app.metric}
    assert values["Tiempo"] == "7 s"
    assert values["Mejor hasta ahora"] == "5"
    assert values["Hacen falta al menos"] == "3"
    assert button(app, "Buscar el consorcio más pequeño").disabled
    sound(button(app, "Cancelar").click().run())
    assert job.cancelled
    assert state(app).job is None
    found = state(app).answered
    assert found is not None
    assert str(found.answer.status) == "feasible"
    assert "no se descarta" in text_of(app)


def test_a_run_stopped_before_it_found_anything_shows_nothing() -> None:
    app = asked(job=cast(SolveJob, Slow(SolveProgress(1.0, None, 1, 0, "search", False))))
    sound(button(app, "Cancelar").click().run())
    assert state(app).job is None
    assert state(app).answered is None
    assert not app.error


def test_a_run_in_the_queue_says_its_place() -> None:
    app = asked(job=cast(SolveJob, Slow(SolveProgress(0.2, None, 1, 2, "starting", False))))
    assert "En cola: puesto 2" in text_of(app)
    assert {m.label: m.value for m in app.metric}["Mejor hasta ahora"] == "Todavía ninguno"


def test_a_run_goes_on_while_another_page_is_open() -> None:
    app = asked(job=cast(SolveJob, Slow(SolveProgress(0.2, None, 1, 0, "starting", False))))
    at(app, "partners")
    assert "Buscando…" in text_of(app)
    at(app, "coalition")
    assert button(app, "Cancelar")


def test_a_run_that_ends_while_another_page_is_open_is_taken_there() -> None:
    app = solved()
    solution = cast(Any, state(app).answered).solution

    class Done(Slow):
        def result(self) -> Solution:
            return cast(Solution, solution)

    app = at(asked(job=cast(SolveJob, Slow(SolveProgress(1, None, 1, 0, "", False)))), "partners")
    app.session_state["state"] = replace(state(app), job=cast(SolveJob, Done(SolveProgress(9, 4, 4, 0, "", True))))
    sound(app.run())
    assert app.title[0].value == "Entidades"
    assert state(app).job is None
    assert cast(Any, state(app).answered).solution is solution


class Broken(Slow):
    """A job that ended badly."""

    def result(self) -> Solution:
        raise JobError("job_died", reason="")


def test_a_run_that_died_is_one_clear_message() -> None:
    app = asked(job=cast(SolveJob, Broken(SolveProgress(1, None, 1, 0, "", True))))
    assert len(app.error) == 1
    assert state(app).job is None
    assert state(app).tender is not None


def test_a_second_click_joins_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[SolveJob] = []
    start = service.start_solve

    def noted(*asked: Any) -> SolveJob:
        started.append(start(*asked))
        return started[-1]

    monkeypatch.setattr(service, "start_solve", noted)
    for app in (asked(), asked()):
        sound(button(app, "Buscar el consorcio más pequeño").click().run())
    assert len(started) == 2
    assert started[0].job is started[1].job
