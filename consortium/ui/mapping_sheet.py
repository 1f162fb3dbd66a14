"""The top of a sheet as it stands in the file, painted by what was made of it."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from consortium.service import Preview, TableMapping
from consortium.ui.lang import say, say_plain

_LIGHT = {"heading": "#CFE0F5", "sure": "#DDF1E8", "doubt": "#FCE3C3", "out": "#F1F2F3"}
_DARK = {"heading": "#21415F", "sure": "#1D443A", "doubt": "#5E4218", "out": "#262B2E"}
"""Colours of headings, sure and doubtful columns, and of what is not read; each goes with a word in the table."""
_BADGES = (("blue", "heading"), ("green", "sure"), ("orange", "doubt"), ("gray", "out"))


def legend() -> None:
    """What the colours mean."""
    st.markdown(" ".join(f":{colour}-badge[{say(f'mapping.legend.{name}')}]" for colour, name in _BADGES))


def sheet(table: TableMapping, seen: Preview, label: Callable[[str], str]) -> None:
    """The rows around the headings. Each column says what it is taken for, each row what it is."""
    roles = {role.column: role for role in table.roles}
    names = [_name(letter, roles[letter].field if letter in roles else "", label) for letter in seen.columns]
    kind = say_plain("mapping.row")
    frame = pd.DataFrame([row.cells for row in seen.rows], columns=names, dtype="object")
    frame.insert(0, kind, [f"{row.label} · {say_plain(f'mapping.row.{row.kind}')}" for row in seen.rows])
    tones = ["sure" if (r := roles.get(letter)) and r.field and not r.doubtful else "doubt" if r and r.field else "out"
             for letter in seen.columns]  # fmt: skip
    painted = frame.style.apply(lambda shown: _paint(seen, tones, shown.columns), axis=None)
    st.dataframe(painted, hide_index=True, height="content", column_config={kind: st.column_config.Column(pinned=True)})


def _name(letter: str, field: str, label: Callable[[str], str]) -> str:
    return f"{letter} · {label(field)}" if field else letter


def _paint(seen: Preview, tones: list[str], columns: pd.Index) -> pd.DataFrame:
    colours = _DARK if st.context.theme.type == "dark" else _LIGHT
    painted = [[f"background-color: {colours[tone]}" for tone in _tones(row.kind, tones)] for row in seen.rows]
    return pd.DataFrame(painted, columns=columns)


def _tones(kind: str, tones: list[str]) -> list[str]:
    """The tone of each cell of a row, its label first."""
    if kind == "heading":
        return ["heading"] * (len(tones) + 1)
    return ["out", *(tones if kind == "read" else ["out"] * len(tones))]
