"""Two edits of one tender: both stand where they do not meet, in either order, and a contradiction is never hidden."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consortium.domain.call import Lot, Requirement, Tender
from consortium.domain.reconciling import prevailing, reconciled

ROWS = tuple(Requirement(f"R{n}", f"Requisito número {n}", f"cosa {n}") for n in range(1, 6))
BASE = Tender(title="Limpieza", buyer="Ayuntamiento", requirements=ROWS)


def with_row(n: int, **changes: object) -> Tender:
    rows = [replace(row, **changes) if row.id == f"R{n}" else row for row in ROWS]  # type: ignore[arg-type]
    return replace(BASE, requirements=tuple(rows))


def without(n: int) -> Tender:
    return replace(BASE, requirements=tuple(row for row in ROWS if row.id != f"R{n}"))


def adding(*rows: Requirement) -> Tender:
    return replace(BASE, requirements=(*ROWS, *rows))


def test_edits_of_different_rows_and_facts_both_stand() -> None:
    both = reconciled(BASE, with_row(1, evidence="DEUC"), replace(with_row(2, mandatory=False), buyer="Diputación"))
    assert both == replace(
        BASE,
        buyer="Diputación",
        requirements=(replace(ROWS[0], evidence="DEUC"), replace(ROWS[1], mandatory=False), *ROWS[2:]),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (with_row(1, evidence="DEUC"), with_row(1, evidence="ROLECE")),
        (with_row(1, evidence="DEUC"), without(1)),
        (without(1), with_row(1, evidence="DEUC")),
        (adding(Requirement("R9", "Uno", "uno")), adding(Requirement("R9", "Otro", "otro"))),
        (replace(BASE, title="A"), replace(BASE, title="B")),
        (replace(BASE, lots=(Lot("1"),)), replace(BASE, lots=(Lot("2"),))),
    ],
    ids=["same row", "changed and removed", "removed and changed", "two new of one ID", "same fact", "lots"],
)
def test_a_contradiction_is_told_in_either_order(one: Tender, other: Tender) -> None:
    assert reconciled(BASE, one, other) is None
    assert reconciled(BASE, other, one) is None


@pytest.mark.parametrize("same", [with_row(1, evidence="DEUC"), without(1), adding(Requirement("R9", "U", "u"))])
def test_the_same_edit_made_twice_is_no_contradiction(same: Tender) -> None:
    assert reconciled(BASE, same, same) == same


def test_rows_added_and_removed_by_each() -> None:
    new = Requirement("R9", "Uno más", "uno más")
    assert reconciled(BASE, adding(new), without(2)) == replace(BASE, requirements=(ROWS[0], *ROWS[2:], new))
    assert reconciled(BASE, without(2), adding(new)) == replace(BASE, requirements=(ROWS[0], *ROWS[2:], new))


def test_lots_that_one_of_them_named_stay() -> None:
    lots = (Lot("1", "Norte"),)
    assert reconciled(BASE, replace(BASE, lots=lots), with_row(1, evidence="x")) == replace(
        with_row(1, evidence="x"), lots=lots
    )


def test_who_prevails_keeps_his_and_what_the_other_did_elsewhere() -> None:
    one, other = replace(with_row(1, evidence="DEUC"), title="A"), replace(with_row(1, evidence="ROLECE"), buyer="B")
    assert prevailing(BASE, one, other) == replace(other, title="A")
    assert prevailing(BASE, other, one) == replace(one, buyer="B")


edits = st.dictionaries(
    st.sampled_from([row.id for row in ROWS]), st.sampled_from(["DEUC", "ROLECE", "gone"]), max_size=4
)


def edited(changes: dict[str, str]) -> Tender:
    kept = (row for row in ROWS if changes.get(row.id) != "gone")
    return replace(BASE, requirements=tuple(replace(row, evidence=changes.get(row.id, "")) for row in kept))


@given(edits, edits)
def test_both_stand_exactly_where_no_row_was_changed_in_two_ways(one: dict[str, str], other: dict[str, str]) -> None:
    clash = any(one[row] != other[row] for row in one.keys() & other.keys())
    both = reconciled(BASE, edited(one), edited(other))
    assert both == (None if clash else edited({**one, **other}))


def test_numbers_and_signs_are_compared_as_they_are_read() -> None:
    one = with_row(1, threshold=Decimal("100"))
    assert reconciled(BASE, one, with_row(1, threshold=Decimal("100.00"))) is not None
