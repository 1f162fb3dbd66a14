"""The requirements as an editable table: what it is given, and what the user made of it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from consortium.domain.call import Category, Rule
from consortium.domain.rules.registry import RULES
from consortium.ui.lang import current, say, say_plain
from consortium.words import known, text

Row = Mapping[str, object]
TEXTS = ("id", "lot", "text", "capability", "threshold", "unit", "parameters", "alternative", "evidence", "source")
ORDER = (
    "id",
    "lot",
    "category",
    "text",
    "capability",
    "rule",
    "threshold",
    "unit",
    "parameters",
    "mandatory",
    "points",
    "alternative",
    "evidence",
    "source",
)
WIDTHS = {"text": 360, "capability": 220, "evidence": 220, "source": 160}


def editor(rows: Sequence[Row], key: str) -> tuple[dict[str, object], ...]:
    """Show ``rows`` for editing; returns them as they stand now. Give it the same ``rows`` as long as ``key`` lives."""
    frame = _frame(rows)
    edited = st.data_editor(
        frame,
        column_config=_columns(frame),
        hide_index=True,
        num_rows="dynamic",
        height=440,
        row_height=38,
        placeholder="",
        key=key,
    )
    return tuple(row for record in edited.to_dict("records") if (row := _row(record)))


def rules_help() -> None:
    """What each rule means, in a sentence each."""
    with st.popover(say("screens.row.rules"), icon=":material/help:", type="tertiary"):
        for rule in RULES:
            st.markdown(f"**{say(f'screens.rule.{rule}')}**: {text(current(), f'rules.{rule}')}")


def changed(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether the user changed anything."""
    return [_row(row) for row in before] != list(after)


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Columns of one type each, as the editor demands; blank text stays blank."""
    cleaned = [_row(row) for row in rows]
    frame = pd.DataFrame({name: [row.get(name) for row in cleaned] for name in ORDER})
    frame["points"] = pd.array([_float(row.get("points")) for row in cleaned], dtype="Float64")
    frame["mandatory"] = pd.array([bool(row.get("mandatory", True)) for row in cleaned], dtype="bool")
    for name in TEXTS:
        frame[name] = pd.Series([row.get(name, "") for row in cleaned], dtype="object")
    for name in ("category", "rule"):
        frame[name] = pd.Series([row.get(name) for row in cleaned], dtype="object")
    return frame


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, Decimal | int | float) else None


def _row(record: Mapping[Any, object]) -> dict[str, object]:
    """One row with its blanks left out and its points exact; a row without any text is empty."""
    row = {name: _clean(name, record.get(name)) for name in ORDER}
    filled = {name: value for name, value in row.items() if value not in (None, "")}
    return filled if any(name in filled for name in TEXTS) else {}


def _clean(name: str, value: object) -> object:
    if name == "mandatory":
        return True if value is None or value is pd.NA else bool(value)
    if value is None or value is pd.NA or value != value:
        return None
    if name == "points":
        return Decimal(str(value)).normalize() if isinstance(value, Decimal | int | float) else None
    return str(value).strip()


def _columns(frame: pd.DataFrame) -> dict[str, ColumnConfig]:
    config = st.column_config
    columns: dict[str, ColumnConfig] = {name: config.TextColumn(_label(name), width=WIDTHS.get(name)) for name in TEXTS}
    columns["id"] = config.TextColumn(_label("id"), width=100, pinned=True, required=True)
    columns["lot"] = config.TextColumn(_label("lot"), width=80, help=say_plain("screens.row.help.lot"))
    columns["threshold"] = config.TextColumn(
        _label("threshold"), width=130, help=say_plain("screens.row.help.threshold")
    )
    columns["category"] = config.SelectboxColumn(
        _label("category"), width=120, options=_options(Category, frame["category"]), format_func=_category
    )
    columns["rule"] = config.SelectboxColumn(
        _label("rule"),
        width=190,
        options=_options(Rule, frame["rule"]),
        format_func=_rule,
        help=say_plain("screens.row.help.rule"),
    )
    columns["mandatory"] = config.CheckboxColumn(_label("mandatory"), width=100, default=True)
    columns["points"] = config.NumberColumn(_label("points"), width=80, min_value=0)
    return columns


def _label(name: str) -> str:
    return say_plain(f"screens.row.{name}")


def _options(vocabulary: Iterable[str], written: pd.Series) -> list[str]:
    """The known words, and those of the sheet that could not be read, so that they can be seen and replaced."""
    words = [str(word) for word in vocabulary]
    return words + sorted({word for word in written if isinstance(word, str)} - set(words))


def _category(value: object) -> str:
    return _word(f"screens.category.{value}", value)


def _rule(value: object) -> str:
    return _word(f"screens.rule.{value}", value)


def _word(key: str, value: object) -> str:
    return say_plain(key) if known(current(), key) else str(value)
