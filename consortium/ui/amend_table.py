"""What changed between two versions of a tender, as a table: row by row, as it was and as it is, and what it means."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from consortium.domain.amendment import FACT_FIELDS, Amendment, Change, Kind
from consortium.domain.call import Lot, Requirement
from consortium.domain.effects import Effect
from consortium.report.telling import Teller, Told
from consortium.ui.lang import current, say, say_n, say_plain

FACTS = frozenset(FACT_FIELDS)
_COLUMNS = ("row", "did", "field", "before", "after", "effect")
Line = tuple[str, str, str, str, str, str]


def show(found: Amendment, key: str) -> None:
    """How many rows are new, gone and changed, and the table of what differs."""
    counts = [(kind, found.count(kind)) for kind in (Kind.ADDED, Kind.REMOVED, Kind.CHANGED, Kind.UNCHANGED)]
    st.markdown(" · ".join(say_n(f"amend.count.{kind}", n) for kind, n in counts if n or kind is Kind.CHANGED))
    lines = list(_lines(found, Teller(current())))
    wide = st.column_config.TextColumn(width="medium")
    columns = [say_plain(f"amend.column.{name}") for name in _COLUMNS]
    st.dataframe(
        pd.DataFrame(lines, columns=columns),
        hide_index=True,
        column_config={columns[3]: wide, columns[4]: wide},
        key=f"amend-{key}",
    )
    if any(row.effect is Effect.UNCLEAR for row in found.rows):
        st.caption(say("amend.unclear.help"))


def _lines(found: Amendment, teller: Teller) -> Iterator[Line]:
    for fact in found.facts:
        told = teller.fact(fact)
        yield say_plain("amend.tender"), _did(Kind.CHANGED), told.what, told.before, told.after, _effect(fact.effect)
    for lot in found.lots:
        yield from _of_lot(lot, teller)
    for row in found.rows:
        yield from _of_row(row, teller)


def _of_lot(change: Change[Lot], teller: Teller) -> Iterator[Line]:
    name = say_plain("screens.lot", lot=change.latest.id)
    if change.kind is Kind.CHANGED:
        for field in change.fields:
            before, after = (teller.value(field.name, side) for side in (field.before, field.after))
            yield name, _did(change.kind), teller.label(field.name), before, after, _effect(field.effect)
    elif change.kind is not Kind.UNCHANGED:
        sides = ("", change.latest.title) if change.after else (change.latest.title, "")
        yield name, _did(change.kind), "", *sides, _effect(change.effect)


def _of_row(change: Change[Requirement], teller: Teller) -> Iterator[Line]:
    if change.kind is Kind.CHANGED:
        for n, told in enumerate(teller.row(change)):
            yield _of_field(change, told, n == 0)
    elif change.kind is not Kind.UNCHANGED:
        row = change.latest
        words = f"{row.text} ({teller.asked(row)})" if row.threshold is not None else row.text
        sides = ("", words) if change.after else (words, "")
        yield row.id, _did(change.kind), say_plain("screens.row.text"), *sides, _effect(change.effect)


def _of_field(change: Change[Requirement], told: Told, first: bool) -> Line:
    """A field that touches nobody's cover in a row that only gives points is neutral, whatever it is."""
    effect = told.effect if change.effect is not Effect.NEUTRAL else Effect.NEUTRAL
    field = told.what[:1].upper() + told.what[1:]
    return change.latest.id, _row_did(change) if first else "", field, told.before, told.after, _effect(effect)


def _row_did(change: Change[Requirement]) -> str:
    renumbered = {field.name for field in change.fields} == {"id"} and not change.demands
    return say_plain("amend.did.renumbered") if renumbered else _did(change.kind)


def _did(kind: Kind) -> str:
    return say_plain(f"amend.did.{kind}")


def _effect(effect: Effect) -> str:
    return say_plain(f"amend.effect.{effect}")
