"""Two entries that are one entity: what becomes of each fact, and nothing lost on the way."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consortium.domain.joining import PLACE, owned
from consortium.domain.names import normal
from consortium.domain.register import Mark, Register, Status
from consortium.domain.result import Options
from consortium.service.merging import BOTH, MINE, THEIRS, merge, preview
from consortium.service.partners import Edit, edit, partner
from consortium.service.proving import attach, document, verify
from consortium.store import Bid, Chosen, Commitment, Decision
from tests.store.things import registers
from tests.unit.partners.desks import ISO, TURNOVER, bound, capability, desk, snapshot


def test_the_preview_says_what_moves_what_joins_and_what_contradicts() -> None:
    of = desk()
    bound(of, Commitment("E2", "EXP-1", "2"))
    plan = preview(of, "E1", "E2")
    assert {k.value.name for k in plan.moved if hasattr(k.value, "value")} == {"Vehículos"}
    assert [theirs.value.name for _, theirs in plan.same] == [ISO]
    assert {c.field or c.theirs.value.__class__.__name__ for c in plan.clashes} == {"Capability", "Reference", "name"}
    assert len(plan.between) == 1


def test_blanks_are_filled_and_the_higher_status_counts() -> None:
    of = desk()
    merge(of, preview(of, "E1", "E2"), {})
    one = partner(of, "E1")
    assert one.entity.value.email == "hola@acoge.example"
    assert one.entity.value.name == "Acoge, S. Coop."
    assert one.entity.value.sectors == ("empleo", "social")
    iso = [k.value for k in one.capabilities if k.value.name == ISO]
    assert [(c.status, c.evidence) for c in iso] == [(Status.EVIDENCED, "iso.pdf")]
    assert {(p.value.a, p.value.b) for p in one.pairs} == {("E1", "E3")}
    assert {e.id for e in of.store.register(of.workspace).entities} == {"E1", "E3"}


@pytest.mark.parametrize(
    ("choice", "amounts"), [(MINE, [90_000]), (THEIRS, [80_000]), (BOTH, [90_000, 80_000])], ids=[MINE, THEIRS, BOTH]
)
def test_a_contradiction_is_settled_as_chosen(choice: str, amounts: list[int]) -> None:
    of = desk()
    plan = preview(of, "E1", "E2")
    clash = next(c for c in plan.clashes if not c.field and hasattr(c.theirs.value, "amount"))
    merge(of, plan, {clash.key: choice, "field:name": THEIRS})
    one = partner(of, "E1")
    assert [k.value.amount for k in one.references] == [Decimal(n) for n in amounts]
    assert len({k.value.id for k in one.references}) == len(amounts)
    assert one.entity.value.name == "Cooperativa Acoge"


def test_a_verification_follows_its_fact() -> None:
    of = desk()
    edit(of, [Edit(capability(of, "E2", ISO), {"status": "verified"})])
    merge(of, preview(of, "E1", "E2"), {})
    iso = capability(of, "E1", ISO)
    assert iso.value.status is Status.VERIFIED
    assert partner(of, "E1").proofs[iso.uid].value.verified_by == "Ana"


def test_of_two_proofs_the_document_of_one_and_the_signature_of_the_other_stay() -> None:
    of = desk()
    verify(of, capability(of, "E1", ISO))
    attach(of, capability(of, "E2", ISO), b"%PDF", "iso.pdf")
    merge(of, preview(of, "E1", "E2"), {})
    proof = partner(of, "E1").proofs[capability(of, "E1", ISO).uid].value
    assert (proof.verified_by, proof.file, document(of, proof)) == ("Ana", "iso.pdf", b"%PDF")


def test_bids_speak_of_the_one_that_stays() -> None:
    of = desk()
    with of.changing() as work:
        bid = work.add(Bid("Ayuda a domicilio"))
        work.add(Chosen(bid.uid, Options(include=("E2",), exclude=("E3", "E1"))))
        work.add(Decision(bid.uid, ("E2", "E3"), lead="E2"))
    merge(of, preview(of, "E1", "E2"), {})
    (decision,), (chosen,) = of.store.kept(of.workspace, Decision), of.store.kept(of.workspace, Chosen)
    assert (decision.value.members, decision.value.lead) == (("E1", "E3"), "E1")
    assert chosen.value.options.include == ("E1",)


def test_it_is_one_change_that_undo_takes_back() -> None:
    of = desk()
    bound(of, Commitment("E1", "EXP-1"), Commitment("E2", "EXP-1"))
    before = snapshot(of)
    batch = merge(of, preview(of, "E1", "E2"), {})
    assert snapshot(of) != before
    with of.changing("undo") as work:
        work.undo(batch)
    assert snapshot(of) == before


def facts(row: Any) -> dict[str, Any]:
    """What a row says: blanks say nothing, a status is a matter of degree, a code may get a number."""
    said = {f.name: getattr(row, f.name) for f in fields(row) if f.name not in PLACE | {"status", "id", "a", "b"}}
    return {n: normal(v) if isinstance(v, str) else v for n, v in said.items() if v not in ("", (), None, Mark.UNKNOWN)}


@settings(max_examples=40, deadline=None)
@given(registers().filter(lambda r: len(r.entities) > 1), st.data())
def test_every_fact_is_kept_unless_somebody_chose_against_it(register: Register, data: st.DataObject) -> None:
    stays, gone = register.entities[0].id, register.entities[1].id
    of = desk(register)
    before = [k.value for side in (stays, gone) for k in partner(of, side).own]
    plan = preview(of, stays, gone)
    choices = {c.key: data.draw(st.sampled_from(c.choices)) for c in plan.clashes}
    against = [c.theirs.value for c in plan.clashes if not c.field and choices[c.key] == MINE]
    against += [c.mine.value for c in plan.clashes if not c.field and choices[c.key] == THEIRS]
    against += [kept.value for kept in plan.between]
    merge(of, plan, choices)
    after = [(type(k.value), facts(k.value)) for k in partner(of, stays).own]
    for row in before:
        if row not in against:
            wanted = facts(owned(row, gone, stays))
            assert any(t is type(row) and wanted.items() <= has.items() for t, has in after), row


def test_turnovers_that_differ_both_stay_unless_one_is_chosen() -> None:
    of = desk()
    merge(of, preview(of, "E1", "E2"), {})
    values = [k.value.value for k in partner(of, "E1").capabilities if k.value.name == TURNOVER]
    assert values == [Decimal(1_500_000), Decimal(1_200_000)]
