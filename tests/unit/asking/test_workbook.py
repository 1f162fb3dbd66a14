"""The questionnaire as a workbook, and the letters beside it."""

import email
import io
import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from consortium.domain.asking import topics
from consortium.domain.asking_form import Address, address_of
from consortium.domain.call import Rule
from consortium.domain.register import Capability, Entity, Mark, Register, Status
from consortium.ingest import open_workbook
from consortium.ingest.questionnaire import read_reply, returned
from consortium.report.questionnaire import questionnaire_workbook
from consortium.report.questionnaire_letter import Parcel, archive, draft, letter
from consortium.report.questionnaire_texts import Asker, Questionnaire
from consortium.service.asking import parcels, partners
from consortium.service.replies import read_replies
from consortium.service.reply_changes import Change
from tests.unit.asking.cases import ASKER, TODAY, WHOLE, call, filled, holds, inquiry, of, questionnaire, row
from tests.unit.report.sheets import needs_libreoffice, recalculated

TENDER = call(
    row("ISO 9001"),
    row("Facturación", Rule.SUM, "100000", "EUR"),
    row("Contratos", Rule.REFERENCES, parameters=(("cpv", "853"),)),
    row("Coordinación", Rule.TEAM),
    buyer="Ayuntamiento",
)
BARE = Entity("E1", "Cooperativa Alba", "F12345674")
NASTY = "=cmd|' /C calc'!A0"


def form(lang: str = "es", entity: Entity = BARE) -> Questionnaire:
    own = (holds("ISO 9001", "yes", status=Status.CLAIMED),)
    return Questionnaire(Address("w", "b", "E1"), ASKER, entity, TENDER, of(TENDER, *own, entity=entity), lang)


def sheet(data: bytes, n: int = 0) -> Worksheet:
    found = openpyxl.load_workbook(io.BytesIO(data)).worksheets[n]
    assert isinstance(found, Worksheet)
    return found


def words(page: Worksheet) -> str:
    return "\n".join(str(c.value) for cells in page.iter_rows() for c in cells if c.value is not None)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_it_says_who_asks_what_and_why(lang: str) -> None:
    said = words(sheet(questionnaire_workbook(form(lang))))
    for part in (
        "Cooperativa Alba",
        "Equipo Norte",
        "ana@norte.example",
        "Servicio de prueba",
        "PCAP ISO 9001",
        "ISO 9001",
    ):
        assert part in said
    assert ("10 dic 2026" if lang == "es" else "10 Dec 2026") in said
    assert ("Falta el documento" if lang == "es" else "The document that proves it") in said


def test_where_nobody_signs_it_still_says_why() -> None:
    unsigned = replace(form(), asker=Asker())
    said = words(sheet(questionnaire_workbook(unsigned)))
    assert "Preparamos una oferta conjunta" in said
    assert "respondiendo al correo" in said
    assert letter(unsigned).body.endswith("Muchas gracias.")


def test_only_answer_cells_are_open() -> None:
    page = sheet(questionnaire_workbook(form()))
    assert page.protection.sheet
    assert not page.protection.password
    open_cells = {c.coordinate for cells in page.iter_rows() for c in cells if not c.protection.locked}
    assert {re.sub(r"\d", "", c) for c in open_cells} == {"E", "F", "G", "H"}
    rows = {str(page.cell(n, 1).value): n for n in range(1, page.max_row + 1)}
    asked = rows["yes_no:iso 9001"]
    assert {f"E{asked}", f"G{asked}", f"H{asked}"} <= open_cells
    assert f"F{asked}" not in open_cells


def test_keys_and_marks_are_out_of_sight() -> None:
    for n in range(3):
        page = sheet(questionnaire_workbook(form()), n)
        assert page.column_dimensions["A"].hidden
        assert address_of(str(page["A1"].value)) == Address("w", "b", "E1")
        marked = [r for r in range(1, page.max_row + 1) if str(page.cell(r, 1).value).startswith("cb:")]
        assert [page.row_dimensions[r].hidden for r in marked] == [True]


def test_answers_are_helped_and_the_sheet_fits_a_page() -> None:
    page = sheet(questionnaire_workbook(form()))
    lists = {v.formula1: v for v in page.data_validations.dataValidation if v.type == "list"}
    assert lists['"Sí,No,No lo sé"'].errorStyle == "stop"
    assert {v.type for v in page.data_validations.dataValidation} >= {"list", "decimal", "date"}
    assert (page.page_setup.paperSize, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (9, 1, 0)
    assert page.conditional_formatting


def test_nothing_in_it_is_live() -> None:
    nasty = replace(BARE, name=NASTY, id=NASTY)
    tender = replace(
        TENDER, title=NASTY, requirements=tuple(replace(r, text=NASTY, clause=NASTY) for r in TENDER.requirements)
    )
    whole = replace(form(entity=nasty), call=tender, asker=replace(ASKER, team=NASTY, person=NASTY))
    with zipfile.ZipFile(io.BytesIO(questionnaire_workbook(whole))) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in parts.read(name)


def test_an_empty_one_can_be_read_and_answers_nothing() -> None:
    book = returned(open_workbook(questionnaire_workbook(form()), "a.xlsx"))
    assert book.address == Address("w", "b", "E1")
    assert [f.kind for f in book.forms] == ["questions", "references", "people"]


def test_a_letter_says_it_all() -> None:
    found = letter(replace(form(), entity=replace(BARE, email="hola@alba.example")))
    assert found.to == "hola@alba.example"
    assert found.subject == "EXP/7: 7 preguntas para Cooperativa Alba"
    for part in ("Servicio de prueba", "que convoca Ayuntamiento", "7 datos", "10 dic 2026", "Ana Ruiz · Equipo Norte"):
        assert part in found.body
    assert found.link.startswith("mailto:hola@alba.example?subject=EXP")
    assert "%0D%0A" in found.link


def test_a_letter_for_one_question_is_in_the_singular() -> None:
    one = replace(form("en"), questions=form().questions[:1])
    assert letter(one).subject == "EXP/7: 1 question for Cooperativa Alba"
    assert "one piece of information" in letter(one).body


@pytest.mark.parametrize("address", ["no es correo", "a@b.example\nBcc: x@y.example", "ana@", ""])
def test_an_odd_address_goes_into_no_header(address: str) -> None:
    odd = replace(form(), entity=replace(BARE, email=address, name="Alba\r\nBcc: x@y.example"))
    message = email.message_from_bytes(draft(Parcel(odd, "a.xlsx", b"x", letter(odd))), policy=default)
    assert message["To"] is None
    assert message["Bcc"] is None


def test_a_draft_brings_the_workbook() -> None:
    data = questionnaire_workbook(form())
    message = email.message_from_bytes(
        draft(Parcel(form(), "Alba - preguntas.xlsx", data, letter(form()))), policy=default
    )
    assert message["X-Unsent"] == "1"
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("Alba - preguntas.xlsx", data)


def test_one_archive_for_all_and_no_name_twice() -> None:
    twins = Register((WHOLE, replace(WHOLE, id="E/1", name="Cooperativa Alba"), replace(WHOLE, id="E:1")))
    kept = inquiry(TENDER, twins)
    found = parcels(kept, ASKER, partners(kept, TODAY), {"E/1": "en"}, "es")
    assert [p.form.lang for p in found] == ["es", "en", "es"]
    packed = archive(found, "es")
    assert packed == archive(found, "es")
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        names = parts.namelist()
        letters = parts.read("Correos.txt").decode("utf-8-sig")
    assert len(names) == len({n.casefold() for n in names}) == 7
    assert "E 1 Cooperativa Alba - questions.xlsx" in names
    assert letters.count("hola@alba.example") == 3


@needs_libreoffice
def test_libreoffice_keeps_what_a_reply_is_known_by(tmp_path: Path) -> None:
    kept = inquiry(TENDER, Register((BARE,)))
    answers = {
        "yes_no:iso 9001": ("Sí", "AENOR"),
        "number:facturacion:EUR": (Decimal("1200000.50"),),
        "fact:territory": ("Ávila",),
    }
    lists = {"people": [("Eva Gil", "Coordinación", 7)]}
    data = filled(questionnaire(kept), answers, lists)
    saved = recalculated({"reply": data}, tmp_path)["reply"]
    assert saved.worksheets[0].column_dimensions["A"].hidden
    book = returned(open_workbook((tmp_path / "out" / "reply.xlsx").read_bytes(), "reply.xlsx"))
    assert book.address == Address(kept.desk.workspace, kept.bid, "E1")
    reply = read_reply(book, {topic.key: topic for topic in topics(TENDER)}, {}, "E1")
    assert {a.topic.key: a.text or a.value for a in reply.answers} == {
        "yes_no:iso 9001": Mark.YES,
        "number:facturacion:EUR": Decimal("1200000.50"),
        "fact:territory": "Ávila",
    }
    assert [(p.name, p.roles, p.years) for p in reply.people] == [("Eva Gil", ("Coordinación",), Decimal(7))]
    assert reply.references == ()


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_a_reply_saved_as_another_kind_of_file_says_the_same(soffice: str, tmp_path: Path, kind: str) -> None:
    kept = inquiry(TENDER, Register((BARE,)))
    answers = {
        "yes_no:iso 9001": ("Sí", "AENOR", date(2029, 1, 1)),
        "number:facturacion:EUR": (Decimal("1200000.50"), "Cuentas"),
    }
    sent = tmp_path / "reply.xlsx"
    sent.write_bytes(filled(questionnaire(kept), answers))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(sent)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    files = [(name, (tmp_path / name).read_bytes()) for name in ("reply.xlsx", f"reply.{kind}")]
    first, other = (read_replies(kept, [file], TODAY)[0] for file in files)
    assert other.trouble is None
    assert [said(change) for change in other.changes] == [said(change) for change in first.changes]
    assert len(other.changes) == 2


def said(change: Change) -> Capability:
    """The row, wherever it was written."""
    assert isinstance(change.then, Capability)
    return replace(change.then, file="")
