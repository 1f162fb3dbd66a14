"""Two people in one tender: what stands against what, field by field, and what each way out keeps."""

from dataclasses import replace

from consortium.service import Clash, Meeting, TenderFile
from tests.app.files import row, tender

BASE = tender(row(1), row(2), row(3))


def edited(n: int, title: str = "Servicio de prueba", **changes: object) -> TenderFile:
    rows = tuple(replace(r, **changes) if r.id == f"R{n}" else r for r in BASE.tender.requirements)  # type: ignore[arg-type]
    return replace(BASE, tender=replace(BASE.tender, title=title, requirements=rows))


def without(n: int) -> TenderFile:
    kept = tuple(r for r in BASE.tender.requirements if r.id != f"R{n}")
    return replace(BASE, tender=replace(BASE.tender, requirements=kept))


def test_edits_that_do_not_meet_are_together_with_findings_of_both() -> None:
    meeting = Meeting(BASE, edited(1, evidence="DEUC"), edited(2, text="Otro"))
    both = meeting.together
    assert both is not None
    assert both.edited
    assert [(r.text, r.evidence) for r in both.tender.requirements[:2]] == [("Requisito 1", "DEUC"), ("Otro", "")]
    assert meeting.clashes == ()


def test_every_field_that_both_changed_is_named_and_no_other() -> None:
    meeting = Meeting(
        BASE, edited(1, "Mi título", evidence="DEUC", clause="15.1"), edited(1, "Su título", evidence="ROLECE")
    )
    assert meeting.together is None
    assert meeting.clashes == (
        Clash("", "title", "Servicio de prueba", "Mi título", "Su título"),
        Clash("R1", "evidence", "", "DEUC", "ROLECE"),
    )


def test_a_row_that_one_removed_stands_against_its_change() -> None:
    meeting = Meeting(BASE, without(1), edited(1, text="Otro"))
    assert meeting.together is None
    assert meeting.clashes == (Clash("R1", "text", "Requisito 1", None, "Otro"),)


def test_either_way_out_keeps_what_does_not_clash() -> None:
    yours = replace(edited(1, evidence="DEUC"), name="mío")
    yours = replace(yours, tender=replace(yours.tender, buyer="Diputación"))
    meeting = Meeting(BASE, yours, edited(1, "Su título", evidence="ROLECE"))
    for mine, evidence in ((True, "DEUC"), (False, "ROLECE")):
        settled = meeting.settled(mine).tender
        assert (settled.buyer, settled.title) == ("Diputación", "Su título")
        assert settled.requirements[0].evidence == evidence
