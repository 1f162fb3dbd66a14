"""What texts propose, through the service: in the JSON, confirmed, dismissed, and kept apart from what is certain."""

from decimal import Decimal

from consortium import service
from consortium.service import TenderFile

SHEET = """ID;Requisito
R1;Volumen anual de negocios de al menos 400.000 €
R2;Certificado ISO 9001
R3;Clasificación: no se exige
"""


def read() -> TenderFile:
    return service.read_tender(SHEET.encode(), "pliego.csv")


def test_the_json_has_a_proposal_for_every_row_that_the_sheet_leaves_open() -> None:
    rows = service.read_json(read(), "es")["requirements"]
    assert isinstance(rows, list)
    first, second, third = (row["proposal"] for row in rows)
    assert first == {
        "is_requirement": True, "count": 1, "category": "economic", "rule": "sum", "capability": "turnover",
        "threshold": "400000", "unit": "EUR", "parameters": {}, "certain": True,
        "words": "Volumen anual de negocios de al menos 400.000 €",
    }  # fmt: skip
    assert (second["rule"], second["certain"]) == ("any", False)
    assert (third["is_requirement"], third["count"], third["category"]) == (False, 0, None)


def test_what_is_only_proposed_changes_nothing() -> None:
    row = read().tender.requirements[0]
    assert (row.threshold, row.rule_stated, row.stated) == (None, False, ())


def test_confirming_fills_the_row_and_ends_its_proposal() -> None:
    file = service.confirm_texts(read(), ["R1"], "es")
    assert list(service.text_proposals(file)) == ["R2", "R3"]
    row = file.tender.requirements[0]
    assert (row.threshold, row.rule_stated, file.edited) == (400_000, True, True)
    assert len(file.tender.requirements) == 3


def test_confirming_all_takes_away_what_demands_nothing() -> None:
    before = read()
    file = service.confirm_texts(before, tuple(service.text_proposals(before)), "es")
    assert [row.id for row in file.tender.requirements] == ["R1", "R2"]
    assert not service.text_proposals(file)


def test_dismissing_leaves_the_row_as_the_sheet_has_it() -> None:
    before = read()
    file = service.dismiss_texts(before, ["R1", "R3"])
    assert list(service.text_proposals(file)) == ["R2"]
    assert [row.threshold for row in file.tender.requirements] == [None, None, None]


def test_an_edit_of_another_column_keeps_a_proposal_open_and_its_own_column_settles_it() -> None:
    before = read()
    rows = [dict(row) for row in service.rows_of(before.tender)]
    rows[0]["evidence"] = "Cuentas"
    assert list(service.text_proposals(service.edit_tender(before, rows))) == ["R1", "R2", "R3"]
    rows[0]["rule"] = "each"
    edited = service.edit_tender(before, rows)
    assert edited.tender.requirements[0].stated == ("rule",)
    assert not service.text_proposals(edited)["R1"].certain


ASKED = "ID;Requisito;Umbral;Unidad\nR1;Plantilla;1.500;personas\nR2;Camas;entre 5 y 10;\nR3;Horas;25;horas\n"


def test_a_threshold_of_two_readings_is_asked_and_answered() -> None:
    file = service.read_tender(ASKED.encode(), "pliego.csv")
    assert service.threshold_questions(file) == {"R1": (1500, Decimal("1.5")), "R2": (5, 10)}
    answered = service.answer_threshold(file, "R1", Decimal("1.5"))
    assert answered.tender.requirements[0].threshold == Decimal("1.5")
    assert list(service.threshold_questions(answered)) == ["R2"]
    assert not answered.tender.requirements[0].unread


def test_an_answer_is_read_as_nothing_else() -> None:
    file = service.read_tender(ASKED.replace("1.500", "1.125").encode(), "pliego.csv")
    for reading in service.threshold_questions(file)["R1"]:
        answered = service.answer_threshold(file, "R1", reading)
        assert answered.tender.requirements[0].threshold == reading
