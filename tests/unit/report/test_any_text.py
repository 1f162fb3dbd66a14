"""Whatever text comes from files: the workbook is written, opens, and holds the text as text."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from consortium.report import cells
from consortium.report.dossier import Dossier
from consortium.report.proposal import proposal_workbook
from tests.unit.report.dossiers import showcase
from tests.unit.report.sheets import opened

SHOWN = showcase()
NASTY = st.sampled_from(
    ["=1+1", "@x", "+1", "-1", "#REF!", "\x00=1", "{name}", "{", "%s", "a\tb", "'", '"', "&lt;", "\u202e"]
)
TEXTS = st.text(max_size=40) | NASTY


def renamed(name: str, title: str, clause: str) -> Dossier:
    entities = tuple(replace(e, name=name, territory=title) if e.id == "E2" else e for e in SHOWN.register.entities)
    rows = tuple(
        replace(o, need=replace(o.need, requirement=replace(o.need.requirement, text=title, clause=clause)))
        for o in SHOWN.assessment.outcomes
    )
    return replace(
        SHOWN,
        tender=replace(SHOWN.tender, title=title, buyer=name),
        register=replace(SHOWN.register, entities=entities),
        case=replace(SHOWN.case, needs=tuple(o.need for o in rows)),
        answer=replace(SHOWN.answer, assessment=replace(SHOWN.assessment, outcomes=rows)),
    )


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_text_survives(name: str, title: str, clause: str) -> None:
    book = opened(proposal_workbook(renamed(name, title, clause), "es"))
    sheet = book["Integrantes"]
    shown = {row[0].value: row[1] for row in sheet.iter_rows(max_row=8)}
    assert shown["E2"].value == (cells.clean(name) or None)
    assert shown["E2"].data_type == "s" or shown["E2"].value is None
    texts = book["Cobertura"]["C"][7:9]
    assert [cell.value for cell in texts] == [cells.clean(title) or None] * 2
    live = {s.title for s in book.worksheets for row in s.iter_rows() for cell in row if cell.data_type == "f"}
    assert live == {"Cobertura"}
