"""Replies brought back: whose they are, what they change, what they cannot."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from consortium.domain.call import Rule, Tender
from consortium.domain.register import Capability, Entity, Mark, Person, Reference, Register, Status
from consortium.errors import ConsortiumError, StoreError, UsageError
from consortium.service.asking import Inquiry, note_asked, records
from consortium.service.replies import Incoming, Turn, bring_in_replies, read_replies, tally, turn_of
from tests.unit.asking.cases import (
    TODAY,
    WHOLE,
    again,
    call,
    filled,
    holds,
    inquiry,
    marks,
    partner,
    questionnaire,
    row,
    saved,
)

TENDER = call(row("ISO 9001"), row("ISO 14001"), row("Facturación", Rule.SUM, "100000", "EUR"))
LATER = date(2028, 1, 31)
ISO, MONEY = "yes_no:iso 9001", "number:facturacion:EUR"


def one(kept: Inquiry, data: bytes, name: str = "alba.xlsx") -> Incoming:
    (found,) = read_replies(kept, [(name, data)], TODAY)
    return found


def trouble(found: Incoming) -> str:
    assert isinstance(found.trouble, ConsortiumError)
    return found.trouble.code


def codes(found: Incoming) -> list[str]:
    assert found.trouble is None, found.trouble
    return [finding.code for finding in found.findings]


def held(kept: Inquiry) -> dict[str, tuple[object, Status]]:
    return {c.name: (c.value, c.status) for c in again(kept).register.capabilities}


@pytest.fixture
def kept() -> Inquiry:
    return inquiry(TENDER, Register((WHOLE, Entity("E2", "Beta")), (holds("ISO 14001", "yes", status=Status.CLAIMED),)))


def test_a_reply_is_shown_first_and_then_brought_in_as_one_change(kept: Inquiry) -> None:
    answers = {ISO: ("Sí", "AENOR", LATER), "yes_no:iso 14001": (None, "SGS"), MONEY: ("1.200.000 €",)}
    found = one(kept, filled(questionnaire(kept), answers))
    assert [(c.name, str(turn_of(c))) for c in found.changes] == [
        ("ISO 9001", "new"), ("Facturación", "new"), ("ISO 14001", "changed"),
    ]  # fmt: skip
    assert held(kept) == {"ISO 14001": (Mark.YES, Status.CLAIMED)}
    batch = bring_in_replies(kept, [found])
    assert held(kept) == {
        "ISO 9001": (Mark.YES, Status.EVIDENCED),
        "ISO 14001": (Mark.YES, Status.EVIDENCED),
        "Facturación": (Decimal(1_200_000), Status.CLAIMED),
    }
    with kept.desk.changing("undo") as work:
        work.undo(batch)
    assert held(kept) == {"ISO 14001": (Mark.YES, Status.CLAIMED)}


def test_the_same_reply_twice_changes_nothing_more(kept: Inquiry) -> None:
    data = filled(questionnaire(kept), {ISO: ("Sí", "AENOR", LATER)})
    bring_in_replies(kept, [one(kept, data)])
    now = again(kept)
    second = one(now, data)
    assert codes(second) == ["ask_reply_again"]
    assert second.count(Turn.SAME) == 1
    bring_in_replies(now, [second])
    assert held(now) == held(kept)


def test_who_was_asked_and_who_replied(kept: Inquiry) -> None:
    note_asked(kept, [partner(kept)], date(2026, 12, 10))
    asked = partner(kept)
    assert asked.waiting
    assert asked.asked is not None
    assert (asked.asked.by, asked.asked.reply_by) == ("Ana", date(2026, 12, 10))
    assert asked.asked.questions == tuple(q.topic.key for q in asked.questions)
    bring_in_replies(kept, [one(kept, filled(questionnaire(kept), {ISO: ("No",)}))])
    assert not partner(kept).waiting
    note_asked(kept, [partner(kept)], None)
    assert partner(kept).waiting
    assert len(records(kept)) == 1


def test_unknown_stays_unknown(kept: Inquiry) -> None:
    found = one(kept, filled(questionnaire(kept), {ISO: ("No lo sé",), MONEY: ("",)}))
    assert (found.changes, codes(found)) == ((), [])


def test_what_cannot_be_read_is_named_by_its_cell(kept: Inquiry) -> None:
    found = one(kept, filled(questionnaire(kept), {ISO: ("Sí, pero caducado",), MONEY: ("1.500",)}))
    assert found.changes == ()
    assert {f.code: f.place.cell[0] for f in found.findings} == {"ask_not_clear": "E", "ask_two_readings": "E"}
    assert all(f.place.file == "alba.xlsx" for f in found.findings)


def test_a_new_date_that_lapses_too_is_told(kept: Inquiry) -> None:
    found = one(kept, filled(questionnaire(kept), {ISO: ("Sí", "AENOR", date(2027, 1, 1))}))
    assert codes(found) == ["ask_still_lapses"]
    assert len(found.changes) == 1


def test_facts_people_and_contracts_come_in() -> None:
    tender = call(row("R", Rule.REFERENCES, parameters=(("cpv", "853"),)), row("Coordinación", Rule.TEAM))
    known = Person("P9", "E1", "Eva Gil", ("Limpieza",))
    kept = inquiry(tender, Register((replace(WHOLE, territory="", email=""),), people=(known,)))
    lists = {
        "references": [("Ayuda a domicilio", "85312000-9", 90000, 0.5, date(2025, 6, 30), "Sí"), (None, "853", 5)],
        "people": [("Eva Gil", "Coordinación", 7), ("Luis Paz", "Coordinación", 3, "Grado", 0.5)],
    }
    data = filled(questionnaire(kept), {"fact:territory": ("Ávila",), "fact:email": ("hola@alba.example",)}, lists)
    found = one(kept, data)
    assert codes(found) == ["ask_untitled"]
    bring_in_replies(kept, [found])
    register = again(kept).register
    assert (register.entities[0].territory, register.entities[0].email) == ("Ávila", "hola@alba.example")
    (reference,) = register.references
    assert reference == Reference(
        "E1-R1", "E1", "Ayuda a domicilio", "85312000-9", Decimal(90000), None, Decimal("0.5"), date(2025, 6, 30),
        Status.EVIDENCED,
    )  # fmt: skip
    assert [(p.id, p.name, p.roles, p.years) for p in register.people] == [
        ("P9", "Eva Gil", ("Limpieza", "Coordinación"), Decimal(7)),
        ("E1-P1", "Luis Paz", ("Coordinación",), Decimal(3)),
    ]
    assert partner(again(kept)).questions == ()


def test_a_row_changed_by_somebody_else_since_is_not_overwritten(kept: Inquiry) -> None:
    found = one(kept, filled(questionnaire(kept), {"yes_no:iso 14001": (None, "SGS")}))
    row_now = kept.desk.store.kept(kept.desk.workspace, Capability)[0]
    with kept.desk.changing() as work:
        work.change(row_now, replace(row_now.value, status=Status.VERIFIED))
    with pytest.raises(StoreError) as stale:
        bring_in_replies(kept, [found])
    assert stale.value.code == "store_stale"
    assert held(kept) == {"ISO 14001": (Mark.YES, Status.VERIFIED)}


def test_many_replies_and_archives_at_once(kept: Inquiry) -> None:
    alba = filled(questionnaire(kept), {ISO: ("Sí",)})
    beta = filled(questionnaire(kept, "en", "E2"), {ISO: ("Yes", "Cert"), MONEY: (5,)})
    packed = archive({"sub/beta.xlsx": beta, "__MACOSX/._beta.xlsx": b"x", "nota.txt": b"hola"})
    found = read_replies(kept, [("alba.xlsx", alba), ("respuestas.zip", packed), ("alba copia.xlsx", alba)], TODAY)
    assert [(f.file, f.entity.id if f.entity else None) for f in found] == [
        ("alba.xlsx", "E1"), ("beta.xlsx", "E2"), ("nota.txt", None), ("alba copia.xlsx", "E1"),
    ]  # fmt: skip
    assert [trouble(f) for f in found[2:]] == ["ask_not_questionnaire", "ask_same_file"]
    assert tally(found) == {Turn.NEW: 3}
    bring_in_replies(kept, found)
    assert {c.entity for c in again(kept).register.capabilities if c.name == "ISO 9001"} == {"E1", "E2"}


def archive(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return stream.getvalue()


def test_two_different_replies_of_one_partner(kept: Inquiry) -> None:
    files = [(name, filled(questionnaire(kept), {ISO: (said,)})) for name, said in (("a.xlsx", "Sí"), ("b.xlsx", "No"))]
    first, second = read_replies(kept, files, TODAY)
    assert first.trouble is None
    assert trouble(second) == "ask_two_replies"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"", "file_empty"),
        ("a.pdf", b"%PDF-1.7", "file_is_pdf"),
        ("a.zip", b"PK\x03\x04 broken", "file_damaged"),
        ("vacio.zip", archive({"__MACOSX/x": b""}), "ask_zip_empty"),
        ("bomba.zip", archive({f"{n}.xlsx": bytes(60 * 2**20) for n in range(4)}), "file_unpacks_too_large"),
        ("fuera.zip", archive({"../../etc/x.xlsx": b"x"}), "file_odd_zip"),
        ("otra.csv", b"a;b\n1;2\n", "ask_not_questionnaire"),
    ],
)
def test_a_file_that_is_no_reply(kept: Inquiry, name: str, data: bytes, code: str) -> None:
    assert trouble(one(kept, data, name)) == code
    with pytest.raises(UsageError):
        bring_in_replies(kept, [one(kept, data, name)])


def test_a_reply_to_another_tender_and_to_another_workspace(kept: Inquiry) -> None:
    data = filled(questionnaire(kept), {ISO: ("Sí",)})
    other = inquiry(TENDER, kept.register)
    assert trouble(one(other, data)) == "ask_other_workspace"
    from consortium.store import Bid

    with kept.desk.changing() as work:
        second = work.add(Bid("Comedor"))
    found = one(replace(kept, bid=second.uid), data)
    assert trouble(found) == "ask_other_tender"
    assert found.trouble is not None
    assert found.trouble.fields["tender"] == "Limpieza"


def test_a_reply_survives_the_workspace_moving_house(kept: Inquiry) -> None:
    data = filled(questionnaire(kept), {ISO: ("Sí",)})
    store = kept.desk.store
    moved = store.import_workspace(store.export_workspace(kept.desk.workspace))
    assert one(replace(kept, desk=replace(kept.desk, workspace=moved.id)), data).trouble is None


def test_a_partner_who_left_the_register(kept: Inquiry) -> None:
    data = filled(questionnaire(kept, entity="E2"), {ISO: ("Sí",)})
    alone = replace(kept, register=replace(kept.register, entities=kept.register.entities[:1]))
    assert trouble(one(alone, data)) == "ask_unknown_entity"


def test_a_question_that_is_no_longer_asked(kept: Inquiry) -> None:
    data = filled(questionnaire(kept), {ISO: ("Sí",)})
    less: Tender = replace(TENDER, requirements=TENDER.requirements[1:])
    found = one(replace(kept, tender=less), data)
    assert (found.changes, codes(found)) == ((), ["ask_not_asked"])


def edited(data: bytes, change: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])  # type: ignore[operator]
    return saved(book)


def row_of(sheet: object, key: str) -> int:
    return next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, 1).value == key)  # type: ignore[attr-defined]


def test_rows_moved_and_columns_inserted_do_no_harm(kept: Inquiry) -> None:
    def move(sheet) -> None:  # type: ignore[no-untyped-def]
        for span in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(span))
        sheet.insert_rows(2, 3)
        sheet.insert_cols(4)

    data = edited(filled(questionnaire(kept), {ISO: ("Sí", "AENOR")}), move)
    (change,) = one(kept, data).changes
    assert (change.name, change.then.evidence) == ("ISO 9001", "AENOR")


def test_deleted_rows_are_told(kept: Inquiry) -> None:
    note_asked(kept, [partner(kept)], None)
    data = edited(questionnaire(kept), lambda sheet: sheet.delete_rows(row_of(sheet, MONEY)))
    found = one(kept, data)
    assert codes(found) == ["ask_rows_gone"]
    assert found.findings[0].fields["names"] == ("Facturación",)


def test_a_question_answered_twice(kept: Inquiry) -> None:
    def double(sheet) -> None:  # type: ignore[no-untyped-def]
        last = sheet.max_row + 1
        sheet.cell(last, 1).value, sheet.cell(last, 5).value = ISO, "No"

    found = one(kept, edited(filled(questionnaire(kept), {ISO: ("Sí",)}), double))
    assert codes(found) == ["ask_twice"]
    assert [c.then.value for c in found.changes] == [Mark.YES]


def without_keys(sheet) -> None:  # type: ignore[no-untyped-def]
    places = marks(sheet)
    for span in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(span))
    sheet.delete_rows(places["row"])
    sheet.delete_cols(1)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_copy_without_its_hidden_cells_is_known_by_its_words(kept: Inquiry, lang: str) -> None:
    data = edited(filled(questionnaire(kept, lang), {ISO: ("Sí", "AENOR", LATER)}), without_keys)
    found = one(kept, data)
    assert found.entity == WHOLE
    assert codes(found) == ["ask_by_name"]
    assert [(c.name, c.then.valid_until) for c in found.changes] == [("ISO 9001", LATER)]


def test_a_copy_that_names_nobody(kept: Inquiry) -> None:
    def anonymous(sheet) -> None:  # type: ignore[no-untyped-def]
        without_keys(sheet)
        sheet.delete_rows(1, 3)

    assert trouble(one(kept, edited(questionnaire(kept), anonymous))) == "ask_nobody"


def test_a_copy_without_its_answers(kept: Inquiry) -> None:
    def answerless(sheet) -> None:  # type: ignore[no-untyped-def]
        sheet.delete_cols(5)

    assert trouble(one(kept, edited(questionnaire(kept), answerless))) == "ask_structure"


def test_anything_else_that_they_wanted_to_say(kept: Inquiry) -> None:
    assert one(kept, filled(questionnaire(kept), {"note": ("Llámenos",)})).note == "Llámenos"
