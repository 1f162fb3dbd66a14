"""What is kept about a person, as a workbook that the person can read: the values, the records, the log."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from consortium.domain.register import Mark, Status
from consortium.report import cells
from consortium.report.blocks import write_section
from consortium.report.cells import put
from consortium.report.content import Column, Paragraph, Section, Table
from consortium.report.telling import Teller
from consortium.words import known, moment, text

_HIDDEN = frozenset({"tender", "answer", "options", "file"})
"""Fields that say nothing about a person: the tender itself, where a row came from. Those without a name say less."""
_DAYS = frozenset({"valid_from", "valid_until", "ended", "since", "reply_by"})
_NUMBERS = frozenset({"amount", "cost", "own_share", "years", "dedication"})
_UID = re.compile("[0-9a-f]{32}")


def person_workbook(document: bytes, teller: Teller) -> bytes:
    """The workbook of an export (``Store.export_person``)."""
    found = json.loads(document)
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for section in (_values(found, teller), _records(found, teller), _log(found, teller)):
        sheet = book.create_sheet(cells.sheet_title(section.title, tuple(book.sheetnames)))
        put(sheet["A1"], section.title).font = Font(name=cells.FONT, bold=True, size=14, color=cells.INK)
        sheet.sheet_view.showGridLines = False
        write_section(sheet, section, 3)
        titles = sheet.print_title_rows
        cells.print_setup(sheet, titles and titles.replace("$", ""))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _values(found: Mapping[str, Any], teller: Teller) -> Section:
    rows = tuple((v["value"], kind_word(v["kind"], teller.lang), teller.label(v["field"])) for v in found["values"])
    columns = (("value", 44), ("kind", 34), ("field", 26))
    return _section("values", columns, rows, teller.lang)


def _records(found: Mapping[str, Any], teller: Teller) -> Section:
    rows = tuple(
        (kind_word(record["kind"], teller.lang), teller.label(name), said)
        for record in found["records"]
        for name, said in _told(record, teller)
    )
    return _section("records", (("kind", 34), ("field", 26), ("value", 70)), rows, teller.lang)


def _log(found: Mapping[str, Any], teller: Teller) -> Section:
    rows = tuple(
        (_moment(line["at"], teller), line["by"] or "", _action(line, teller), *_sides(line, teller))
        for line in found["log"]
    )
    columns = (("at", 22), ("by", 24), ("did", 38), ("before", 52), ("after", 52))
    return _section("log", columns, rows, teller.lang)


def _section(key: str, columns: Sequence[tuple[str, int]], rows: tuple[tuple[str, ...], ...], lang: str) -> Section:
    heads = tuple(Column(text(lang, f"personal.sheet.{name}"), width) for name, width in columns)
    help_ = Paragraph(text(lang, f"personal.sheet.{key}.help"))
    return Section(key, text(lang, f"personal.sheet.{key}"), (help_, Table(heads, rows)))


def kind_word(kind: str, lang: str) -> str:
    """What a kind of record is called."""
    said = text(lang, f"store.{kind}")
    return said[0].upper() + said[1:]


def _told(row: Mapping[str, Any], teller: Teller) -> Iterator[tuple[str, str]]:
    """The fields of a stored row that say something, as text; what is somebody else's is hidden already (None)."""
    for name, value in row.items():
        told = value is not None and name not in _HIDDEN and teller.knows(name)
        said = _written(name, value, teller) if told else ""
        if said:
            yield name, said


def _written(name: str, value: Any, teller: Teller) -> str:
    if isinstance(value, dict):
        return str(value.get("word", ""))
    if name == "status" and isinstance(value, int):
        return teller.value(name, Status(value))
    if not isinstance(value, str):
        return teller.value(name, tuple(value) if isinstance(value, list) else value)
    return "" if _UID.fullmatch(value) else _written_text(name, value, teller)


def _written_text(name: str, value: str, teller: Teller) -> str:
    if name.endswith("_at"):
        return _moment(value, teller)
    if name in _DAYS:
        return teller.value(name, date.fromisoformat(value))
    if name in _NUMBERS:
        return teller.value(name, Decimal(value))
    if name == "value" and value in _MARKS:
        return teller.value(name, _MARKS[value])
    return teller.value(name, value)


_MARKS = {mark.value: mark for mark in Mark}


def _moment(at: str, teller: Teller) -> str:
    return moment(teller.lang, datetime.fromisoformat(at).astimezone(teller.zone))


def _action(line: Mapping[str, Any], teller: Teller) -> str:
    key = f"history.action.{line['action']}"
    done = text(teller.lang, key if known(teller.lang, key) else "history.action.edit")
    return f"{done} ({kind_word(line['kind'], teller.lang)})"


def _sides(line: Mapping[str, Any], teller: Teller) -> tuple[str, str]:
    before, after = (
        "; ".join(f"{teller.label(name)}: {said}" for name, said in _told(line[side] or {}, teller))
        for side in ("from", "to")
    )
    return before, after
