"""A register that comes in beside the one that is kept: what is new, changed and gone, and what must not get lost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consortium.domain.register import Capability, Entity, Mark, Register, Status
from consortium.service.importing import Incoming, bring_in, differences, incoming, pasted
from consortium.service.partners import Edit, edit, partner
from consortium.service.twins import twins
from consortium.store import Commitment
from tests.unit.partners.desks import ISO, TURNOVER, bound, capability, desk, snapshot, workbook

ENTITIES = "ID\tName\tTax ID\tTerritory\tEmail"


def sheets(**more: list[list[Any]]) -> bytes:
    """A register file with these rows under the published headings."""
    heads = {
        "Entities": ["ID", "Name", "Tax ID", "Territory", "Email"],
        "Capabilities": ["Entity", "Capability", "Value", "Unit", "Valid until", "Status"],
    }
    return workbook(**{title: [heads[title], *rows] for title, rows in more.items()})


def fields_changed(news: Incoming) -> list[tuple[str, Any, Any]]:
    return [change for kept, then in news.plan.changed for change in differences(kept.value, then)]


def test_new_changed_and_gone_are_told_apart_field_by_field() -> None:
    of = desk()
    data = sheets(
        Entities=[["E1", "Acoge, S. Coop.", "F01234567", "Sevilla", ""], ["E9", "Nueva", "", "", ""]],
        Capabilities=[["E1", TURNOVER, 1_700_000, "EUR", "", ""], ["E9", ISO, "sí", "", "", ""]],
    )
    news = incoming(of, data, "r.xlsx")
    assert {getattr(row, "id", None) or row.entity for row in news.plan.added} == {"E9"}
    assert fields_changed(news) == [
        ("territory", "Cádiz", "Sevilla"),
        ("value", Decimal(1_500_000), Decimal(1_700_000)),
    ]
    assert {k.value.id for k in news.plan.gone if isinstance(k.value, Entity)} == {"E2", "E3"}


def test_gone_is_kept_unless_removed_knowingly_and_undo_brings_it_back() -> None:
    of = desk()
    bound(of, Commitment("E3", "EXP-1"))
    edit(of, [Edit(capability(of, "E3", ISO), {"status": "verified"})])
    before = snapshot(of)
    data = sheets(Entities=[["E1", "Acoge, S. Coop.", "", "", ""]], Capabilities=[["E1", ISO, "no", "", "", ""]])
    bring_in(of, incoming(of, data, "r.xlsx"))
    assert {e.id for e in of.store.register(of.workspace).entities} == {"E1", "E2", "E3"}
    batch = bring_in(of, incoming(of, data, "r.xlsx"), remove_gone=True)
    assert {e.id for e in of.store.register(of.workspace).entities} == {"E1"}
    for taken in (batch, of.store.batches(of.workspace)[1].batch):
        with of.changing("undo") as work:
            work.undo(taken)
    assert snapshot(of) == before


def test_what_a_person_entered_outlasts_a_file_that_does_not_speak_of_it() -> None:
    of = desk()
    edit(of, [Edit(capability(of, "E1", ISO), {"status": "verified", "evidence": "iso-2026.pdf"})])
    data = sheets(Entities=[["E1", "Acoge, S. Coop.", "", "", ""]], Capabilities=[["E1", ISO, "yes", "", "", ""]])
    assert incoming(of, data, "r.xlsx").empty
    bring_in(of, incoming(of, data, "r.xlsx"))
    iso = capability(of, "E1", ISO)
    assert (iso.value.status, iso.value.evidence, iso.value.valid_until) == (
        Status.VERIFIED,
        "iso-2026.pdf",
        date(2027, 3, 1),
    )
    assert partner(of, "E1").proofs[iso.uid].value.verified_by == "Ana"


def test_another_value_is_not_verified_and_the_preview_says_so() -> None:
    of = desk()
    edit(of, [Edit(capability(of, "E1", TURNOVER), {"status": "verified"})])
    data = sheets(Entities=[["E1", "", "", "", ""]], Capabilities=[["E1", TURNOVER, 9, "EUR", "", ""]])
    news = incoming(of, data, "r.xlsx")
    assert ("status", Status.VERIFIED, Status.CLAIMED) in fields_changed(news)
    bring_in(of, news)
    kept = capability(of, "E1", TURNOVER)
    assert kept.value.status is Status.CLAIMED
    assert partner(of, "E1").proofs[kept.uid].value.verified_by == ""


def test_rows_with_errors_stay_out_and_are_named() -> None:
    of = desk(Register())
    data = sheets(
        Entities=[["E1", "Una", "", "", ""], ["E1", "Otra", "", "", ""]],
        Capabilities=[
            ["E1", ISO, "sí", "", "31/02/2027", ""],
            ["E1", TURNOVER, 5, "EUR", "", ""],
            ["X", ISO, 1, "", "", ""],
        ],
    )
    news = incoming(of, data, "r.xlsx")
    assert not news.complete
    assert news.withheld == 3
    assert {f.code for f in news.findings} >= {"duplicate_entity", "impossible_date", "unknown_entity"}
    bring_in(of, news)
    register = of.store.register(of.workspace)
    assert [e.name for e in register.entities] == ["Una"]
    assert [c.name for c in register.capabilities] == [TURNOVER]


def test_entities_are_pasted_and_capabilities_long_or_wide() -> None:
    of = desk()
    bring_in(of, pasted(of, f"{ENTITIES}\nE8\tOcho\tB22222222\tHuelva\t\n", "pegado"))
    assert partner(of, "E8").entity.value.territory == "Huelva"
    bring_in(of, pasted(of, f"Entidad\tCapacidad\tValor\tUnidad\nE8\t{TURNOVER}\t1.500.000,00 €\t\n", "pegado"))
    assert capability(of, "E8", TURNOVER).value.value == Decimal("1500000.00")
    wide = pasted(of, "Entidad\tISO 9001\tRopero (plazas)\nOcho\tsí\t12\nAcoge, S. Coop.\t\t7\n", "pegado")
    assert dict(wide.known_as) == {"Ocho": "E8", "Acoge, S. Coop.": "E1"}
    bring_in(of, wide)
    assert capability(of, "E8", ISO).value.value is Mark.YES
    assert capability(of, "E1", "Ropero").value.value == Decimal(7)
    assert capability(of, "E1", ISO).value.value is Mark.YES, "a blank takes nothing back"


def test_a_sheet_of_capabilities_alone_finds_the_entities_that_are_kept() -> None:
    of = desk()
    news = incoming(of, sheets(Capabilities=[["E3", ISO, "sí", "", "", ""]]), "r.xlsx")
    assert fields_changed(news) == [("value", Mark.NO, Mark.YES)]
    assert news.complete


def test_one_entity_under_two_codes_is_known_by_its_tax_id() -> None:
    of = desk(Register((Entity("E1", "Acoge", "A58818501"),), (Capability("E1", ISO, Mark.YES),)))
    data = sheets(
        Entities=[["ACO", "ACOGE SOCIEDAD COOPERATIVA", "ES-A58818501", "", ""]],
        Capabilities=[["ACO", TURNOVER, 5, "EUR", "", ""]],
    )
    news = incoming(of, data, "r.xlsx")
    assert news.known_as == (("ACO", "E1"),)
    bring_in(of, news)
    assert {c.value.name for c in partner(of, "E1").capabilities} == {ISO, TURNOVER}


@pytest.mark.parametrize(
    ("other", "by"),
    [
        (Entity("E2", "Servicios Integrales", "a-58818501"), "tax_id"),
        (Entity("E2", "Fundacion Avila Acoje"), "name"),
        (Entity("E2", "ÁVILA ACOGE (Fundación)"), "name"),
        (Entity("E2", "Ávila Acoge", "B58378431"), ""),
        (Entity("E2", "Otra cosa"), ""),
    ],
)
def test_twins_by_tax_id_are_certain_and_by_name_a_question(other: Entity, by: str) -> None:
    register = Register((Entity("E1", "Fundación Ávila Acoge", "A58818501"), other))
    assert [t.by for t in twins(register)] == ([by] if by else [])


def test_names_that_differ_in_a_number_are_two() -> None:
    assert twins(Register(tuple(Entity(f"E{n}", f"Centro Especial Norte {n}") for n in range(40)))) == ()


def test_a_register_that_is_kept_already_changes_nothing() -> None:
    of = desk()
    rows = of.store.register(of.workspace)
    data = sheets(
        Entities=[[e.id, e.name, e.tax_id, e.territory, e.email] for e in rows.entities],
        Capabilities=[
            [c.entity, c.name, c.value.value if isinstance(c.value, Mark) else c.value, c.unit.word if c.unit else "",
             c.valid_until or "", c.status.name.lower()]
            for c in rows.capabilities
        ],
    )  # fmt: skip
    assert incoming(of, data, "r.xlsx").empty
