"""What must not change the answer, and what must change it in a known way."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.generators import FACTOR, random_case, text
from tests.property.compare import Words, answered, domain_case, options, solve
from tests.spec import Cap, Case, Choice, EntityRow, RegisterSpec, Row

SEEDS = range(40)
pytestmark = pytest.mark.parametrize("seed", SEEDS)


def _answer(case: Case) -> Words:
    return answered(solve(domain_case(case), options(case)))


def _drawn(seed: int) -> tuple[random.Random, Case]:
    rng = random.Random(f"same {seed}")
    return rng, random_case(rng)


def _named(register: RegisterSpec, names: dict[str, str]) -> RegisterSpec:
    """The register under other IDs."""
    return RegisterSpec(
        tuple(replace(e, id=names[e.id], name="") for e in register.entities),
        tuple(replace(c, entity=names[c.entity]) for c in register.capabilities),
        tuple(replace(p, a=names[p.a], b=names[p.b]) for p in register.pairs),
    )


def _by_id(register: RegisterSpec) -> RegisterSpec:
    """Capabilities under IDs only, never names."""
    ids = {e.name: e.id for e in register.entities if e.name}
    return replace(
        register, capabilities=tuple(replace(c, entity=ids.get(c.entity, c.entity)) for c in register.capabilities)
    )


def test_order_of_rows_entities_and_cells(seed: int) -> None:
    rng, case = _drawn(seed)
    t, r = case.tender, case.register
    mixed = Case(
        replace(t, rows=tuple(rng.sample(t.rows, len(t.rows)))),
        RegisterSpec(*(tuple(rng.sample(part, len(part))) for part in (r.entities, r.capabilities, r.pairs))),
        replace(case.choice, lots=case.choice.lots[::-1]),
    )
    assert _answer(mixed) == _answer(case)


def test_new_ids_in_the_same_order(seed: int) -> None:
    _, case = _drawn(seed)
    ids = sorted(e.id for e in case.register.entities)
    names = {i: f"N{n:03}" for n, i in enumerate(ids)}
    choice = case.choice
    renamed = Case(
        case.tender,
        _named(_by_id(case.register), names),
        replace(
            choice, include=tuple(names[i] for i in choice.include), exclude=tuple(names[i] for i in choice.exclude)
        ),
    )
    before, after = _answer(case), _answer(renamed)
    same = ("status", "size", "points", "cost", "requirements", "groups", "ranks", "gaps", "verdict")
    assert {k: after.get(k) for k in same} == {k: before.get(k) for k in same}
    assert after["coalitions"] == tuple(tuple(names[i] for i in c) for c in before["coalitions"])  # type: ignore[attr-defined]


def _rescaled(cell: Row | Cap, field: str) -> Row | Cap:
    """The same amount of euros in thousands or in units."""
    number = getattr(cell, field)
    unit = {"EUR": "k€", "k€": "EUR", "M€": "k€"}.get(cell.unit)
    if unit is None or number in ("", "?", "yes", "no") or not number.replace(".", "").lstrip("-").isdigit():
        return cell
    changed = text(Decimal(number) * FACTOR[cell.unit] / FACTOR[unit])
    return replace(cell, **{field: changed, "unit": unit})


def _amounts_in_parameters(row: Row) -> bool:
    return any(name in row.parameters for name in ("floor=", "member_min=", "lead_min=")) and row.threshold != ""


def test_units(seed: int) -> None:
    _, case = _drawn(seed)
    rows = tuple(r if _amounts_in_parameters(r) else _rescaled(r, "threshold") for r in case.tender.rows)
    caps = tuple(_rescaled(c, "value") for c in case.register.capabilities)
    changed = Case(replace(case.tender, rows=rows), replace(case.register, capabilities=caps), case.choice)
    assert _answer(changed) == _answer(case)


def test_a_dominated_entity(seed: int) -> None:
    """A twin of somebody, dearer and later in order, changes no member of the answer and adds only alternatives."""
    rng, case = _drawn(seed)
    register = _by_id(case.register)
    whom = rng.choice(register.entities)
    if case.choice.include or any(whom.id in (p.a, p.b) for p in register.pairs):
        case = replace(case, choice=Choice(lots=case.choice.lots))
        register = replace(register, pairs=())
    twin = EntityRow("￿twin", cost=text(Decimal(whom.cost or "0") + 1), available=whom.available)
    caps = tuple(replace(c, entity=twin.id) for c in register.capabilities if c.entity == whom.id)
    wider = replace(register, entities=(*register.entities, twin), capabilities=(*register.capabilities, *caps))
    before, after = _answer(replace(case, register=register)), _answer(replace(case, register=wider))
    if before["size"] is not None and after["size"] == before["size"] and twin.id not in after["members"]:  # type: ignore[operator]
        assert after["members"] == before["members"]
        assert set(before["coalitions"]) <= set(after["coalitions"])  # type: ignore[call-overload]
    else:
        assert before["size"] is None or after["size"] < before["size"] or after["points"] > before["points"]  # type: ignore[operator]


def test_an_unavailable_entity(seed: int) -> None:
    """Somebody who cannot be chosen changes nothing."""
    _, case = _drawn(seed)
    idle = EntityRow("idle", available="no")
    wider = replace(case.register, entities=(*case.register.entities, idle))
    assert _answer(replace(case, register=wider)) == _answer(case)


def test_a_row_said_twice(seed: int) -> None:
    """A mandatory row repeated under another ID changes neither coalition nor rank."""
    _, case = _drawn(seed)
    plain = [r for r in case.tender.rows if not r.alternative and r.mandatory != "no" and r.category != "award"]
    again = tuple(replace(r, id=f"{r.id}-again") for r in plain[:2])
    before, after = (
        _answer(replace(case, tender=replace(case.tender, rows=rows)))
        for rows in (case.tender.rows, (*case.tender.rows, *again))
    )
    same = ("status", "size", "members", "lead", "points", "cost", "coalitions", "ranks", "conditional", "verdict")
    assert {k: after.get(k) for k in same} == {k: before.get(k) for k in same}
