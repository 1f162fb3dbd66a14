"""Small calls and registers to ask about, a workspace that keeps them, and a partner who fills a questionnaire in."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from consortium.domain.asking import Question, questions
from consortium.domain.asking_form import MARK
from consortium.domain.call import Requirement, Rule, Tender
from consortium.domain.register import Capability, Entity, Mark, Register, Status
from consortium.domain.units import unit
from consortium.report.questionnaire_texts import Asker
from consortium.service.asking import Addressee, Inquiry, parcels, partners
from consortium.service.desk import Desk
from consortium.store import MEMORY, Bid, open_store

TODAY = date(2026, 11, 24)
DEADLINE = date(2027, 2, 26)
ASKER = Asker("Equipo Norte", "Ana Ruiz", "ana@norte.example", date(2026, 12, 10))
WHOLE = Entity("E1", "Cooperativa Alba", "F12345674", "Cooperativa", territory="Ávila", email="hola@alba.example")
"""An entity about which no fact is missing."""


def row(id: str, rule: Rule | None = Rule.ANY, threshold: str = "", word: str = "", **more: Any) -> Requirement:
    known: dict[str, Any] = {"text": f"El pliego pide {id}", "capability": id, "clause": f"PCAP {id}"}
    number = Decimal(threshold) if threshold else None
    return Requirement(id, rule=rule, threshold=number, unit=unit(word), **{**known, **more})


def call(*rows: Requirement, **more: Any) -> Tender:
    return Tender(
        **{"title": "Servicio de prueba", "deadline": DEADLINE, "reference": "EXP/7", **more}, requirements=rows
    )


def holds(name: str, value: object, word: str = "", status: Status = Status.EVIDENCED, **more: Any) -> Capability:
    marks = {"yes": Mark.YES, "no": Mark.NO, "?": Mark.UNKNOWN}
    given: Any = marks[value] if isinstance(value, str) and value in marks else Decimal(str(value))
    return Capability("E1", name, given, unit(word), status=status, **more)


def asked(tender: Tender, *own: Capability, entity: Entity = WHOLE, **lists: Any) -> dict[str, str]:
    """Key -> why, in order, of what E1 would be asked."""
    return {q.topic.key: str(q.why) for q in of(tender, *own, entity=entity, **lists)}


def of(tender: Tender, *own: Capability, entity: Entity = WHOLE, **lists: Any) -> tuple[Question, ...]:
    return questions(tender, Register((entity,), own, **lists), TODAY)[entity.id]


def inquiry(tender: Tender, register: Register) -> Inquiry:
    """A workspace that keeps this register, with a bid for the tender."""
    store = open_store(MEMORY)
    desk = Desk(store, store.create_workspace("Equipo Norte", "Ana").id, "Ana")
    with desk.changing("import") as work:
        work.apply(store.plan(desk.workspace, register))
        bid = work.add(Bid("Limpieza"))
    return Inquiry(desk, bid.uid, tender, register)


def again(before: Inquiry) -> Inquiry:
    """The same inquiry with the register as it is kept now."""
    return replace(before, register=before.desk.store.register(before.desk.workspace))


def partner(before: Inquiry, entity: str = "E1") -> Addressee:
    return next(p for p in partners(before, TODAY) if p.entity.id == entity)


def questionnaire(before: Inquiry, lang: str = "es", entity: str = "E1") -> bytes:
    """What one partner is sent."""
    (parcel,) = parcels(before, ASKER, (partner(before, entity),), {}, lang)
    return parcel.data


def filled(
    data: bytes, answers: Mapping[str, Sequence[object]], lists: Mapping[str, Sequence[Sequence[object]]] = {}
) -> bytes:
    """The questionnaire with answer, document and last day of some questions, and rows of its lists, by their marks."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    for sheet in book.worksheets:
        places = marks(sheet)
        if MARK + "questions" in places:
            for cells in sheet.iter_rows(min_row=places["row"] + 2):
                own = answers.get(str(cells[0].value), ())
                for name, value in zip(("answer", "document", "until"), own, strict=False):
                    if value is not None:
                        write(cells[places[MARK + name] - 1], value)
        for kind, rows in lists.items():
            if MARK + kind in places:
                first = min(v for k, v in places.items() if k not in ("row", MARK + kind))
                for n, values in enumerate(rows):
                    for m, value in enumerate(values):
                        write(sheet.cell(places["row"] + 2 + n, first + m), value)
    return saved(book)


def write(cell: Any, value: object) -> None:
    """As a partner types into a cell: text stays text, since those cells are formatted so."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def marks(sheet: Worksheet) -> dict[str, int]:
    """The columns of a sheet's marks, and under "row" the row they stand in."""
    for cells in sheet.iter_rows():
        own = {str(c.value): c.column for c in cells if isinstance(c.value, str) and c.value.startswith(MARK)}
        if own:
            return {**own, "row": cells[0].row or 0}
    return {}


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
