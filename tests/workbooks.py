"""Specs as workbooks in the published layout, with Spanish or English headings."""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.spec import RegisterSpec, TenderSpec

SHEETS = {"Tender": "Licitación", "Lots": "Lotes", "Requirements": "Requisitos", "Entities": "Entidades",
          "Capabilities": "Capacidades", "Pairs": "Parejas", "References": "Referencias", "People": "Personas",
          "External": "Externos"}  # fmt: skip
HEADINGS = {
    "Reference": "Expediente", "Title": "Título", "Estimated value": "Valor estimado", "Currency": "Moneda",
    "Duration months": "Duración (meses)", "Deadline": "Fecha límite", "Minimum share": "Participación mínima",
    "ID": "Código", "Lot": "Lote", "Category": "Categoría", "Requirement": "Requisito", "Capability": "Capacidad",
    "Rule": "Regla", "Threshold": "Umbral", "Unit": "Unidad", "Parameters": "Parámetros", "Mandatory": "Obligatorio",
    "Points": "Puntos", "Alternative": "Alternativa", "Name": "Nombre", "Cost": "Coste", "Available": "Disponible",
    "Entity": "Entidad", "Value": "Valor", "Valid from": "Válido desde", "Valid until": "Válido hasta",
    "Status": "Estado", "A": "A", "B": "B", "Relation": "Relación",
    "Amount": "Importe", "Own share": "Parte propia", "Ended": "Fin", "Roles": "Roles",
    "Years": "Años", "Qualification": "Titulación", "Dedication": "Dedicación", "Letter": "Compromiso", "CPV": "CPV",
}  # fmt: skip
WORDS = {
    "any": "cualquiera", "each": "cada", "sum": "suma", "count": "número", "lead": "líder", "share": "participación",
    "team": "equipo", "ratio": "ratio", "references": "referencias", "performer": "ejecutor",
    "classification": "clasificación", "suitability": "aptitud", "economic": "económica", "technical": "técnica",
    "exclusion": "exclusión", "award": "adjudicación", "yes": "sí", "no": "no", "claimed": "declarada",
    "evidenced": "acreditada", "verified": "verificada", "apart": "separadas", "together": "juntas",
}  # fmt: skip
T = TypeVar("T")
TRANSLATED = {"Rule", "Category", "Mandatory", "Available", "Status", "Relation", "Value", "Letter"}
NUMBERS = {
    "Threshold",
    "Value",
    "Points",
    "Cost",
    "Estimated value",
    "Duration months",
    "Minimum share",
    "Amount",
    "Own share",
    "Years",
    "Dedication",
}
DATES = {"Valid from", "Valid until", "Deadline", "Ended"}


def write_tender(path: Path, spec: TenderSpec, language: str = "en", seed: int | None = None) -> Path:
    """The tender's workbook at ``path``; with a seed, columns and fields stand in a random order."""
    book = Workbook()
    sheet = _first(book, "Tender", language)
    facts = (
        ("Reference", "X-1"),
        ("Estimated value", spec.value),
        ("Currency", spec.currency),
        ("Duration months", spec.months),
        ("Deadline", spec.deadline),
        ("Minimum share", spec.minimum_share),
    )
    for row, (field, text) in enumerate(_shuffled(facts, seed), start=1):
        sheet.cell(row, 1, _word(field, HEADINGS, language))
        _put(sheet, row, 2, field, text, language)
    if spec.lots is not None:
        _table(book, "Lots", ("Lot", "Estimated value", "Duration months"),
               ((x.id, x.value, x.months) for x in spec.lots), language, seed)  # fmt: skip
    columns = ("ID", "Lot", "Category", "Requirement", "Capability", "Rule", "Threshold", "Unit", "Parameters",
               "Mandatory", "Points", "Alternative")  # fmt: skip
    rows = (
        (r.id, r.lot, r.category, r.text or r.capability, r.capability, r.rule, r.threshold, r.unit, r.parameters,
         r.mandatory, r.points, r.alternative)
        for r in spec.rows
    )  # fmt: skip
    _table(book, "Requirements", columns, rows, language, seed)
    book.save(path)
    return path


def write_register(path: Path, spec: RegisterSpec, language: str = "en", seed: int | None = None) -> Path:
    """The register's workbook at ``path``, capabilities in long form."""
    book = Workbook()
    entities = ((e.id, e.name or f"Entidad {e.id}", e.cost, e.available) for e in spec.entities)
    _fill(_first(book, "Entities", language), ("ID", "Name", "Cost", "Available"), entities, language, seed)
    _table(book, "Capabilities", ("Entity", "Capability", "Value", "Unit", "Valid from", "Valid until", "Status"),
           ((c.entity, c.capability, c.value, c.unit, c.valid_from, c.valid_until, c.status)
            for c in spec.capabilities), language, seed)  # fmt: skip
    if spec.references:
        _table(book, "References", ("ID", "Entity", "CPV", "Amount", "Unit", "Own share", "Ended", "Status"),
               ((r.id, r.entity, r.cpv, r.amount, r.unit, r.own_share, r.ended, r.status) for r in spec.references),
               language, seed)  # fmt: skip
    if spec.people:
        _table(book, "People", ("ID", "Entity", "Roles", "Years", "Qualification", "Dedication"),
               ((p.id, p.entity, p.roles, p.years, p.qualification, p.dedication) for p in spec.people),
               language, seed)  # fmt: skip
    if spec.externals:
        _table(book, "External", ("ID", "Capability", "Value", "Unit", "Valid until", "Letter"),
               ((x.id, x.capability, x.value, x.unit, x.valid_until, x.letter) for x in spec.externals),
               language, seed)  # fmt: skip
    if spec.pairs:
        _table(book, "Pairs", ("A", "B", "Relation"), ((p.a, p.b, p.relation) for p in spec.pairs), language, seed)
    book.save(path)
    return path


def _word(word: str, table: dict[str, str], language: str) -> str:
    return table.get(word, word) if language == "es" else word


def _shuffled(items: Sequence[T], seed: int | None) -> Sequence[T]:
    return items if seed is None else random.Random(seed).sample(items, len(items))


def _first(book: Workbook, title: str, language: str) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = _word(title, SHEETS, language)
    return sheet


def _table(book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], language: str,
           seed: int | None) -> None:  # fmt: skip
    _fill(book.create_sheet(_word(title, SHEETS, language)), columns, rows, language, seed)


def _fill(sheet: Worksheet, columns: Sequence[str], rows: Iterable[Sequence[str]], language: str,
          seed: int | None) -> None:  # fmt: skip
    order = _shuffled(range(len(columns)), seed)
    for at, column in enumerate(order, start=1):
        sheet.cell(1, at, _word(columns[column], HEADINGS, language))
    for n, row in enumerate(rows, start=2):
        for at, column in enumerate(order, start=1):
            _put(sheet, n, at, columns[column], row[column], language)


def _put(sheet: Worksheet, row: int, column: int, field: str, text: str, language: str) -> None:
    """One cell: a date, a number where a spreadsheet can hold it exactly, else the text itself."""
    if not text:
        return
    cell = sheet.cell(row, column)
    if field in DATES:
        cell.value = date.fromisoformat(text)
    elif field in NUMBERS and (number := _exact(text)) is not None:
        cell.value = number
    else:
        cell.value = _word(text, WORDS, language) if field in TRANSLATED else text
        cell.data_type = "s"


def _exact(text: str) -> float | None:
    try:
        number = float(Decimal(text))
    except InvalidOperation:
        return None
    return number if Decimal(repr(number)) == Decimal(text) else None
