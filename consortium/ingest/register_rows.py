"""One row of a register as cells to edit, and back through the readers of the published layout with all findings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from consortium.domain.call import Source
from consortium.domain.findings import Finding, Level
from consortium.domain.register import Capability, Entity, External, Mark, Pair, Person, Reference, Value
from consortium.domain.units import Unit
from consortium.ingest.grid import Cell, Sheet, Workbook
from consortium.ingest.numbers import parse
from consortium.ingest.register import read_register
from consortium.ingest.vocabulary import HEADINGS, TITLES

Cells = Mapping[str, Cell]
_NUMBERS = frozenset({"value", "amount", "cost", "years", "own_share", "dedication"})


@dataclass(frozen=True, slots=True)
class _Kind:
    table: str
    part: str
    """The field of a Register that holds such rows."""
    cells: Callable[[Any], dict[str, Cell]]
    owners: tuple[str, ...] = ()
    """The fields that name entities."""


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row as read, None where it is none; ``problems``: (field, what is wrong with it)."""

    value: Any
    problems: tuple[tuple[str, Finding], ...] = ()


def cells_of(value: Any) -> dict[str, Cell]:
    """A row's cells by field of the published format; shares in per cent."""
    return _KINDS[type(value)].cells(value)


def read_row(kind: type[Any], cells: Cells, decimal: str = "") -> RowReading:
    """Read ``cells`` as a row of ``kind``. Whatever a person should look at is a problem: nothing is guessed.

    ``decimal`` is the decimal mark of whoever typed: it settles what "1.500" means. A unit typed beside a number is
    the row's unit. The row has no place in a file.
    """
    known = _KINDS[kind]
    settled = _typed(cells, decimal)
    owners = dict.fromkeys(str(settled[field]) for field in known.owners if settled.get(field))
    register = read_register(_book(known.table, settled, owners))
    rows = getattr(register.register, known.part)
    letters = {_letter(n): field for n, field in enumerate(HEADINGS[known.table])}
    problems = tuple(
        (letters.get(finding.place.cell.rstrip("0123456789"), ""), finding)
        for finding in register.findings
        if finding.level is not Level.INFO and finding.place.sheet == TITLES[known.table][0]
    )
    told = tuple(problem for problem in problems if problem[0]) or problems
    return RowReading(_placeless(rows[0]) if rows else None, told)


def _placeless(row: Any) -> Any:
    if isinstance(row, Capability):
        return replace(row, file="", sheet="", column="", row=0)
    return replace(row, source=Source())


def _typed(cells: Cells, decimal: str) -> dict[str, Cell]:
    found = dict(cells)
    for field in _NUMBERS & found.keys():
        text = found[field]
        if not isinstance(text, str):
            continue
        written = parse(text)
        if len(written.numbers) > 1 and decimal:
            found[field] = written.numbers[1 if decimal in text else 0]
        if written.unit and field in ("value", "amount"):
            found["unit"] = written.unit
    return found


def _book(table: str, cells: Cells, owners: Iterable[str]) -> Workbook:
    headings = HEADINGS[table]
    rows = (tuple(words[0] for words in headings.values()), tuple(cells.get(field) for field in headings))
    sheets = [Sheet(TITLES[table][0], rows)]
    if table != "entities":
        known = tuple((owner, "") for owner in owners)
        sheets.append(Sheet(TITLES["entities"][0], (("ID", "Name"), *known)))
    return Workbook("", "xlsx", tuple(sheets))


def _letter(n: int) -> str:
    return chr(ord("A") + n)


def _value(value: Value) -> Cell:
    return value.value if isinstance(value, Mark) else value


def _unit(unit: Unit | None) -> Cell:
    return unit.word if unit else None


def _percent(share: Decimal) -> Cell:
    return share * 100


def _entity(e: Entity) -> dict[str, Cell]:
    texts: dict[str, Cell] = {f: getattr(e, f) for f in ("id", "name", "tax_id", "legal_form", "size")}
    texts |= {"sectors": "; ".join(e.sectors), "territory": e.territory, "email": e.email}
    return texts | {"cost": e.cost, "available": e.available}


def _capability(c: Capability) -> dict[str, Cell]:
    proved: dict[str, Cell] = {"status": c.status.name.lower(), "evidence": c.evidence}
    days: dict[str, Cell] = {"valid_from": c.valid_from, "valid_until": c.valid_until}
    return {"entity": c.entity, "capability": c.name, "value": _value(c.value), "unit": _unit(c.unit)} | days | proved


def _reference(r: Reference) -> dict[str, Cell]:
    texts: dict[str, Cell] = {"id": r.id, "entity": r.entity, "title": r.title, "cpv": r.cpv}
    numbers: dict[str, Cell] = {"amount": r.amount, "unit": _unit(r.unit), "own_share": _percent(r.own_share)}
    return texts | numbers | {"ended": r.ended, "status": r.status.name.lower()}


def _person(p: Person) -> dict[str, Cell]:
    texts: dict[str, Cell] = {"id": p.id, "entity": p.entity, "name": p.name, "roles": "; ".join(p.roles)}
    return texts | {"years": p.years, "qualification": p.qualification, "dedication": _percent(p.dedication)}


def _external(e: External) -> dict[str, Cell]:
    texts: dict[str, Cell] = {"id": e.id, "name": e.name, "capability": e.capability}
    measured: dict[str, Cell] = {"value": _value(e.value), "unit": _unit(e.unit), "valid_until": e.valid_until}
    return texts | measured | {"letter": e.letter, "executes": e.executes}


def _pair(p: Pair) -> dict[str, Cell]:
    return {"a": p.a, "b": p.b, "relation": "together" if p.together else "apart", "reason": p.reason}


_KINDS: Mapping[type[Any], _Kind] = {
    Entity: _Kind("entities", "entities", _entity),
    Capability: _Kind("capabilities", "capabilities", _capability, ("entity",)),
    Reference: _Kind("references", "references", _reference, ("entity",)),
    Person: _Kind("people", "people", _person, ("entity",)),
    External: _Kind("external", "externals", _external),
    Pair: _Kind("pairs", "pairs", _pair, ("a", "b")),
}
