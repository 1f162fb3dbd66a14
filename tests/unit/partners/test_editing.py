"""Rows of the register changed in place: read as a file would be, kept at once, undone at once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from consortium.domain.register import Capability, Entity, Mark, Pair, Person, Reference, Status
from consortium.errors import StoreError
from consortium.service.desk import Desk
from consortium.service.partners import Edit, add, edit, partner, remove, retire
from consortium.store import Commitment
from tests.unit.partners.desks import ISO, TURNOVER, bound, capability, desk, snapshot


def undo(of: Desk, batch: str) -> None:
    with of.changing("undo") as work:
        work.undo(batch)


@pytest.mark.parametrize(
    ("typed", "decimal", "number", "unit"),
    [
        ("1.500.000,00 €", ",", Decimal("1500000.00"), "EUR"),
        ("1.500", ",", Decimal(1500), "EUR"),
        ("1.500", ".", Decimal("1.500"), "EUR"),
        ("1,500", ",", Decimal("1.500"), "EUR"),
        ("250 k€", ",", Decimal(250), "k€"),
    ],
)
def test_a_number_is_read_in_the_manner_of_who_types(typed: str, decimal: str, number: Decimal, unit: str) -> None:
    of = desk()
    assert edit(of, [Edit(capability(of, "E1", TURNOVER), {"value": typed})], decimal).problems == ()
    now = capability(of, "E1", TURNOVER).value
    assert now.value == number
    assert now.unit is not None
    assert now.unit.word == unit


def test_a_change_is_one_batch_that_undo_takes_back() -> None:
    of = desk()
    before = snapshot(of)
    saved = edit(
        of, [Edit(capability(of, "E1", ISO), {"value": "no"}), Edit(capability(of, "E3", ISO), {"value": "sí"})]
    )
    assert [capability(of, e, ISO).value.value for e in ("E1", "E3")] == [Mark.NO, Mark.YES]
    undo(of, saved.batch)
    assert snapshot(of) == before


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"value": "muchos"}, "value", "unreadable_value"),
        ({"value": "1.500"}, "value", "ambiguous_value"),
        ({"valid_until": "31/02/2027"}, "valid_until", "impossible_date"),
        ({"valid_until": "pronto"}, "valid_until", "unreadable_date"),
        ({"capability": ""}, "capability", "capability_blank"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(cells: dict[str, str], field: str, code: str) -> None:
    of = desk()
    before = snapshot(of)
    good = Edit(capability(of, "E3", ISO), {"value": "sí"})
    saved = edit(of, [good, Edit(capability(of, "E1", TURNOVER), cells)])
    assert [(p.row, p.field, p.finding.code) for p in saved.problems] == [(TURNOVER, field, code)]
    assert saved.batch == ""
    assert snapshot(of) == before


def test_a_cell_nobody_touched_keeps_its_exact_value_and_its_place_in_the_file() -> None:
    of = desk()
    kept = capability(of, "E1", TURNOVER)
    odd = replace(kept.value, value=Decimal("1234.567"), file="a.xlsx", sheet="S", column="C", row=9)
    with of.changing() as work:
        kept = work.change(kept, odd)
    edit(of, [Edit(kept, {"evidence": "cuentas.pdf"})], ",")
    assert capability(of, "E1", TURNOVER).value == replace(odd, evidence="cuentas.pdf")


def test_who_is_slower_gets_both_versions_and_overwrites_nothing() -> None:
    of = desk()
    seen = capability(of, "E1", TURNOVER)
    other = Desk(of.store, of.workspace, "Luis")
    edit(other, [Edit(seen, {"value": "2000000"})])
    with pytest.raises(StoreError) as caught:
        edit(of, [Edit(seen, {"value": "1"})])
    assert caught.value.code == "store_stale"
    assert (caught.value.fields["by"], caught.value.fields["yours"].value) == ("Luis", Decimal(1))  # type: ignore[attr-defined]
    assert capability(of, "E1", TURNOVER).value.value == Decimal(2_000_000)


@pytest.mark.parametrize(
    ("kind", "cells", "wanted"),
    [
        (Capability, {"entity": "E3", "capability": "Ropero", "value": "3", "unit": "plazas"}, Decimal(3)),
        (Reference, {"entity": "E3", "id": "R9", "amount": "10000,50 €", "ended": "1/2/2026"}, Decimal("10000.50")),
        (Person, {"entity": "E3", "id": "P9", "years": "7", "dedication": "50"}, Decimal(7)),
    ],
)
def test_a_row_is_added(kind: type, cells: dict[str, str], wanted: Decimal) -> None:
    of = desk()
    assert add(of, kind, cells, ",").batch
    rows = [k.value for k in of.store.kept(of.workspace, kind, entity="E3")]
    assert wanted in [getattr(rows[-1], name) for name in ("value", "amount", "years") if hasattr(rows[-1], name)]


def test_an_entity_needs_a_code_or_a_name_and_a_code_of_its_own() -> None:
    of = desk()
    assert [p.finding.code for p in add(of, Entity, {"territory": "Cádiz"}).problems] == ["entity_without_id"]
    with pytest.raises(StoreError, match="store_duplicate"):
        add(of, Entity, {"id": "E1"})
    assert add(of, Entity, {"name": "Nueva"}).batch
    assert partner(of, "Nueva").entity.value.name == "Nueva"


def test_a_pair_with_itself_is_refused() -> None:
    of = desk()
    problems = add(of, Pair, {"a": "E1", "b": "E1", "relation": "apart"}).problems
    assert [p.finding.code for p in problems] == ["pair_with_itself"]


def test_retired_keeps_everything_and_comes_back() -> None:
    of = desk()
    before = snapshot(of)
    retire(of, partner(of, "E1").entity)
    assert not partner(of, "E1").entity.value.available
    assert len(partner(of, "E1").capabilities) == 2
    retire(of, partner(of, "E1").entity, available=True)
    assert snapshot(of) == before


def test_removed_takes_all_that_hangs_on_it_and_undo_brings_it_back() -> None:
    of = desk()
    bound(of, Commitment("E1", "EXP-1"))
    edit(of, [Edit(capability(of, "E1", ISO), {"status": "verified"})])
    before = snapshot(of)
    batch = remove(of, partner(of, "E1"))
    left = of.store.register(of.workspace)
    assert {e.id for e in left.entities} == {"E2", "E3"}
    assert [(p.a, p.b) for p in left.pairs] == [("E2", "E3")]
    undo(of, batch)
    assert snapshot(of) == before


def test_a_capability_goes_with_its_proof() -> None:
    of = desk()
    edit(of, [Edit(capability(of, "E1", ISO), {"status": "verified"})])
    edit(of, [], removed=[capability(of, "E1", ISO)])
    assert {k.value.name for k in partner(of, "E1").capabilities} == {TURNOVER}


def test_what_was_verified_is_no_longer_so_with_another_value_or_term() -> None:
    of = desk()
    for cells in ({"value": "no"}, {"valid_until": "1/1/2030"}):
        edit(of, [Edit(capability(of, "E2", ISO), {"status": "verified"})])
        proof = partner(of, "E2").proofs[capability(of, "E2", ISO).uid].value
        assert proof.verified_by == "Ana"
        saved = edit(of, [Edit(capability(of, "E2", ISO), cells)])
        assert saved.lowered == (ISO,)
        assert capability(of, "E2", ISO).value.status is Status.EVIDENCED
        proof = partner(of, "E2").proofs[capability(of, "E2", ISO).uid].value
        assert (proof.verified_by, proof.verified_at) == ("", None)
    assert capability(of, "E2", ISO).value.valid_until == date(2030, 1, 1)
