"""How a file was read: the sheet with its headings and columns marked, what is doubtful first, all of it changeable."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from consortium import service
from consortium.service import BookMapping, Preview, Role, TableMapping, Workbook
from consortium.ui.escape import escape
from consortium.ui.lang import current, say, say_n, say_plain
from consortium.ui.mapping_sheet import legend, sheet
from consortium.words import shown

Lines = Sequence[dict[str, object]]
_ASKED = 6
"""Doubtful columns that are asked about one by one; further ones stand with the others."""
_LISTED = 60
"""Columns at most whose role can be changed at once: a matrix may have hundreds, each a capability."""
_WIDTH = 340
"""Pixels of a column's choice; as many stand beside each other as there is room for."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a mapping makes of a file: figures by label, and its first rows, a column a field."""

    figures: tuple[tuple[str, int], ...]
    rows: Lines


@dataclass(frozen=True, slots=True)
class Subject:
    """A file whose reading is looked at. ``key`` is the file's own; ``mapping`` as it is read now.

    ``kinds``: of table that are looked at; ``nothing``: the message where none is found; ``book`` opens the file,
    which is done only where somebody looks.
    """

    key: str
    kinds: tuple[str, ...]
    book: Callable[[], Workbook]
    mapping: BookMapping
    confirmed: bool
    understood: Callable[[BookMapping], Understood]
    confirm: Callable[[BookMapping], None]
    nothing: str = "mapping.nothing"


def panel(subject: Subject) -> None:
    """The reading of a file: closed where nothing is doubtful, with what a change would do seen at once."""
    draft = draft_of(subject)
    doubts = sum(len(table.doubtful) for table in draft.tables)
    title = say_n("mapping.title.doubts", doubts) if doubts else say("mapping.title")
    found = any(table.kind in subject.kinds for table in draft.tables)
    wide = bool(doubts) or not found or draft != subject.mapping
    box = st.expander(
        title, wide, icon=":material/table_view:", key=f"map-{subject.key}-{subject.confirmed}", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.caption(say("mapping.lead.confirmed" if subject.confirmed else "mapping.lead"))
        chosen = _choose_sheet(subject, draft)
        for at, table in enumerate(draft.tables):
            if table.sheet == chosen and table.kind in subject.kinds:
                _table(subject, draft, at)
        _effect(subject, draft)


def draft_of(subject: Subject) -> BookMapping:
    """The mapping as changed on the screen and not yet confirmed."""
    kept = st.session_state.get(f"mapping-{subject.key}")
    return kept[1] if isinstance(kept, tuple) and kept[0] == subject.mapping else subject.mapping


def forget(key: str) -> None:
    """Let go of what was changed of a file's mapping and not confirmed."""
    st.session_state.pop(f"mapping-{key}", None)


def _change(subject: Subject, draft: BookMapping) -> None:
    st.session_state[f"mapping-{subject.key}"] = (subject.mapping, draft)
    st.rerun()


def _choose_sheet(subject: Subject, draft: BookMapping) -> str:
    """Which sheet is looked at, and whether it and what it hides are read. Returns its title."""
    lines = {line.title: line for line in service.sheets_of(subject.book(), draft)}
    read = [table.sheet for table in draft.tables if table.kind in subject.kinds]
    used = {table.sheet for table in draft.tables}
    order = sorted(lines, key=lambda title: title not in read)
    title = order[0]
    if len(order) > 1:
        title = st.selectbox(
            say("mapping.sheet"), order, format_func=lambda t: _sheet_label(lines[t], used), key=f"map-s-{subject.key}"
        )
    is_read = title in read
    if len(subject.kinds) > 1:
        _choose_kind(subject, draft, title)
    elif len(order) > 1 or not is_read:
        wanted = st.toggle(say("mapping.read"), is_read, key=f"map-r-{subject.key}-{title}-{is_read}")
        if wanted != is_read:
            _change(subject, _with_sheet(subject, draft, title, subject.kinds[0] if wanted else ""))
    if title in used:
        _hidden(subject, draft, lines[title])
    return title


def _sheet_label(line: service.SheetLine, used: Collection[str]) -> str:
    state = "read" if line.title in used else "hidden" if line.hidden else "out"
    return say_plain(f"mapping.sheet.{state}", sheet=line.title or say_plain("mapping.sheet.only"))


def _choose_kind(subject: Subject, draft: BookMapping, title: str) -> None:
    """Which kind of table a sheet holds, if any."""
    options = ("", *subject.kinds)
    kind = next((table.kind for table in draft.tables if table.sheet == title), "")
    chosen = st.selectbox(
        say("registers.holds"),
        options,
        options.index(kind),
        format_func=lambda own: say_plain(f"registers.kind.{own or 'none'}"),
        key=f"map-k-{subject.key}-{title}-{kind}",
    )
    if chosen != kind:
        _change(subject, _with_sheet(subject, draft, title, chosen))


def _with_sheet(subject: Subject, draft: BookMapping, title: str, kind: str) -> BookMapping:
    """The mapping with a sheet taken as of a kind, "" to leave it out."""
    without = service.left_out(draft, title)
    return service.let_in(subject.book(), without, title, kind) if kind else without


def _hidden(subject: Subject, draft: BookMapping, line: service.SheetLine) -> None:
    """The switch that lets a sheet's hidden rows and columns in."""
    if not line.hidden_rows and not line.hidden_columns:
        return
    is_in = any(table.hidden for table in draft.tables if table.sheet == line.title)
    label = say("mapping.hidden", rows=len(line.hidden_rows), columns=len(line.hidden_columns))
    wanted = st.toggle(label, is_in, key=f"map-h-{subject.key}-{line.title}-{is_in}")
    if wanted != is_in:
        _change(subject, service.with_hidden(subject.book(), draft, line.title, wanted))


def _table(subject: Subject, draft: BookMapping, at: int) -> None:
    """One table: where its headings are, its columns, and the sheet itself."""
    table = draft.tables[at]
    seen = service.preview_of(subject.book(), table)
    _heading_rows(subject, draft, at)
    samples = dict(zip(seen.columns, seen.samples, strict=True))
    doubtful = table.doubtful[:_ASKED]
    if doubtful:
        st.markdown(f"**{say('mapping.doubtful')}**")
    with st.container(horizontal=True, gap="medium"):
        for role in doubtful:
            with st.container(width=_WIDTH):
                _role(subject, draft, at, role, samples.get(role.column, ""))
    others = [role for role in table.roles if role not in doubtful]
    if others:
        with st.popover(say_n("mapping.others", len(others)), icon=":material/view_column:"):
            for role in others[:_LISTED]:
                _role(subject, draft, at, role, samples.get(role.column, ""))
    _picture(table, seen)


def _heading_rows(subject: Subject, draft: BookMapping, at: int) -> None:
    """In which row the headings stand, whether in two, and the lot where the sheet's title says it."""
    table = draft.tables[at]
    last, two = (table.header[-1], len(table.header) > 1) if table.header else (1, False)
    key = f"{subject.key}-{at}-{table.sheet}-{table.header}"
    turnable = table.kind != "requirements"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = say("registers.header.column" if table.flipped and turnable else "mapping.header")
        row = st.number_input(label, 1, value=last, step=1, key=f"map-n-{key}", width=160)
        both = st.toggle(say("mapping.two"), two, key=f"map-t-{key}")
        if turnable:
            _turning(subject, draft, at, key)
        lot = table.lot
        if lot or (len(draft.tables) > 1 and not turnable):
            lot = st.text_input(say("mapping.lot"), table.lot, key=f"map-l-{key}-{table.lot}", width=160)
    header = (row - 1, row) if both and row > 1 else (row,)
    if header != table.header and (row, both) != (last, two):
        _change(subject, service.with_heading_rows(subject.book(), draft, at, header))
    if lot.strip() != table.lot:
        _change(subject, draft.with_table(replace(table, lot=lot.strip()), at))


def _turning(subject: Subject, draft: BookMapping, at: int, key: str) -> None:
    """Whether the headings stand in a column."""
    flipped = draft.tables[at].flipped
    if st.toggle(say("registers.flipped"), flipped, key=f"map-f-{key}-{flipped}") != flipped:
        _change(subject, service.turned(subject.book(), draft, at))


_LINES = {
    False: ("mapping.column", "mapping.column.heading"),
    True: ("registers.line", "registers.line.heading"),
}
"""What a column, or in a flipped table a row, is called without and with its heading."""


def _role(subject: Subject, draft: BookMapping, at: int, role: Role, samples: str) -> None:
    """What one column is taken for, why, and what it says; changing it is seen at once."""
    kind, (bare, named) = draft.tables[at].kind, _LINES[draft.tables[at].flipped]
    options = ["", *service.field_names(kind)]
    heading = escape(role.heading)
    label = say(named if heading else bare, column=role.column, heading=role.heading)
    chosen = st.selectbox(
        label,
        options,
        index=options.index(role.field) if role.field in options else 0,
        format_func=lambda field: field_label(kind, field),
        key=f"map-c-{subject.key}-{at}-{role.column}-{role.field}",
    )
    why = say(f"mapping.why.{role.reason}") if role.reason and role.field else ""
    told = say("mapping.samples", samples=samples) if samples else ""
    if why or told:
        st.caption("  ".join(part for part in (why, told) if part))
    if chosen != role.field:
        _change(subject, draft.with_role(at, role.column, chosen))


def field_label(kind: str, field: str) -> str:
    """What a column holds, in the reader's words."""
    if not field:
        return say_plain("mapping.none")
    said = _SAID.get(field)
    return say_plain(said) if said else service.field_name(kind, field, current())


_SAID = {"applies": "mapping.applies", "values": "registers.values"}
"""Fields that several columns may have, and what each of these holds."""


def _picture(table: TableMapping, seen: Preview) -> None:
    legend()
    sheet(table, seen, lambda field: field_label(table.kind, field))


def _effect(subject: Subject, draft: BookMapping) -> None:
    """What would be understood, and the button that keeps it."""
    result = subject.understood(draft)
    st.markdown(f"**{say('mapping.effect')}**")
    st.markdown("  ·  ".join(f"{escape(label)}: **{shown(current(), n)}**" for label, n in result.figures))
    if result.rows:
        st.dataframe(list(result.rows), hide_index=True, height="content")
    else:
        st.warning(say(subject.nothing), icon=":material/search_off:")
    changed = draft != subject.mapping
    with st.container(horizontal=True):
        if draft.doubtful or changed:
            st.button(
                say("mapping.confirm"),
                type="primary",
                icon=":material/check:",
                key=f"map-confirm-{subject.key}",
                on_click=subject.confirm,
                args=(draft,),
                disabled=not result.rows,
            )
        if changed:
            st.button(
                say("mapping.reset"),
                icon=":material/undo:",
                key=f"map-reset-{subject.key}",
                on_click=st.session_state.pop,
                args=(f"mapping-{subject.key}", None),
            )
