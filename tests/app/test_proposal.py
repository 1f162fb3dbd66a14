"""The proposal page: nothing to propose, the preview, the document, an answer that is out of date."""

import io
from dataclasses import replace

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.domain.result import Options
from tests.app.driving import at, opened, sample, solved, state, text_of


def download(app: AppTest) -> list[object]:
    return [b for b in app.get("download_button") if b.key == "download"]


def test_without_an_answer_it_says_where_to_get_one() -> None:
    app = at(opened(), "proposal")
    assert [b.label for b in app.button if b.proto.type == "primary"] == ["Ir a consorcio"]
    assert not download(app)


def test_while_the_search_runs_there_is_nothing_to_download() -> None:
    app = at(opened(), "proposal")
    assert "Todavía no hay consorcio" in text_of(app)


def test_preview_names_the_members_and_the_lead() -> None:
    app = at(solved(), "proposal")
    said = text_of(app)
    answered = state(app).answered
    assert answered is not None
    names = answered.solution.register.register.names()
    for member in answered.members:
        assert names[member].split(",")[0] in said.replace("\\", "")
    assert "Líder" in said
    assert "No es asesoramiento jurídico" in said
    assert len(download(app)) == 1


def test_the_document_is_a_workbook_named_after_the_reference() -> None:
    answered = state(solved()).answered
    assert answered is not None
    data = service.proposal(answered.solution, "es", answered.members)
    assert len(load_workbook(io.BytesIO(data)).sheetnames) == 9
    assert "FV-2026-0147" in service.proposal_name(answered.solution.tender.tender, "es")


def test_an_old_answer_is_not_offered() -> None:
    app = solved()
    app.session_state["state"] = replace(state(app), options=Options(max_members=9))
    at(app, "proposal")
    assert not download(app)
    assert "ya no corresponde" in text_of(app)


def test_sample_of_the_other_language_reads_in_english() -> None:
    app = at(solved("sample-green", "en-GB"), "proposal")
    said = text_of(app)
    assert "Draft. Not legal advice." in said
    assert "miembro" not in said


def test_the_sample_starts_with_conditions_of_its_own() -> None:
    app = opened(options=Options(max_members=1))
    app.button(key="sample-home_care").click().run()
    assert state(app).options == Options()
    assert sample is not None
