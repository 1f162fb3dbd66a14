"""What the templates offer is what the reader understands: every heading, every word of a drop-down."""

import pytest

from consortium import service
from consortium.report.columns import CHOICES, REGISTER, TENDER
from consortium.report.template import register_workbook, tender_workbook
from consortium.words import text


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("kind", ["tender", "register"])
def test_every_heading_is_understood(lang: str, kind: str) -> None:
    read = {"tender": service.read_tender, "register": service.read_register}[kind]
    file = read(service.template(kind, lang), "t.xlsx")
    assert {f.code for f in file.findings} <= {"sheet_not_used", "no_requirements", "no_entities", "no_deadline"}
    expected = {"tender": TENDER, "register": REGISTER}[kind]
    flat = {text(lang, f"template.sheet.{t.key}"): len(t.columns) for t in expected if not t.upright}
    assert {table.sheet: len(table.columns) for table in file.tables} == flat


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_word_of_a_list_is_understood_in_a_tender(lang: str) -> None:
    rules = tuple(
        {
            "id": f"r-{rule}",
            "text": rule,
            "rule": text(lang, f"template.choice.{rule}"),
            "threshold": 5,
            "unit": "EUR",
            "parameters": "k=1",
        }
        for rule in CHOICES["rule"]
    )
    categories = tuple(
        {
            "id": c,
            "text": c,
            "category": text(lang, f"template.choice.{c}"),
            "mandatory": text(lang, "template.choice.no"),
        }
        for c in CHOICES["category"]
    )
    data = tender_workbook(lang, {"requirements": rules + categories})
    rows = service.read_tender(data, "t.xlsx").tender.requirements
    assert [str(row.rule) for row in rows[: len(rules)]] == list(CHOICES["rule"])
    assert [str(row.category) for row in rows[len(rules) :]] == list(CHOICES["category"])
    assert [row.mandatory for row in rows] == [True] * len(rules) + [False] * len(categories)
    assert not [row.unread for row in rows if row.unread]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_word_of_a_list_is_understood_in_a_register(lang: str) -> None:
    def word(value: str) -> str:
        return text(lang, f"template.choice.{value}")

    entities = tuple({"id": s, "name": s, "size": word(s), "available": word("no")} for s in CHOICES["size"])
    held = tuple(
        {"entity": "small", "capability": s, "value": word("yes"), "status": word(s)} for s in CHOICES["status"]
    )
    pairs = tuple({"a": "small", "b": "large", "relation": word(r)} for r in CHOICES["relation"])
    file = service.read_register(
        register_workbook(lang, {"entities": entities, "capabilities": held, "pairs": pairs}), "r.xlsx"
    )
    register = file.register
    assert [c.status.name.lower() for c in register.capabilities] == list(CHOICES["status"])
    assert [p.together for p in register.pairs] == [False, True]
    assert [e.available for e in register.entities] == [False] * 4
    assert {f.code for f in file.findings if f.code.startswith("unreadable")} == set()
