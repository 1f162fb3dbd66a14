"""What the register says, as tables: entities, and their capabilities side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, Mark, Register
from consortium.service import RegisterFile
from consortium.ui import show
from consortium.ui.lang import say_plain

SIZES = {
    "micro": "micro",
    "small": "small",
    "pequena": "small",
    "pequeno": "small",
    "medium": "medium",
    "mediana": "medium",
    "mediano": "medium",
    "large": "large",
    "grande": "large",
}
"""Size words of either language, normalised -> the published word."""
SIGNS = {Mark.YES: "✓", Mark.NO: "✗", Mark.UNKNOWN: "?"}


Counts = Mapping[str, tuple[int, int]]


def counts(register: Register, deadline: date | None) -> Counts:
    """By entity how much it records, and how much of that is not valid on the deadline."""
    recorded = Counter(row.entity for row in register.capabilities)
    gone = Counter(row.entity for row in register.capabilities if not row.valid_on(deadline))
    return {entity: (n, gone[entity]) for entity, n in recorded.items()}


def entities(found: Sequence[Entity], counts: Counts, bound: frozenset[str] = frozenset()) -> pd.DataFrame:
    """One row an entity: who it is, how much it records, how much of that has lapsed, and whether it may be chosen."""
    rows = [
        (
            e.id,
            e.name,
            e.territory,
            e.legal_form,
            *counts.get(e.id, (0, 0)),
            say_plain(f"screens.entity.state.{_state(e, bound)}"),
        )
        for e in found
    ]
    names = ("id", "name", "territory", "legal_form", "recorded", "lapsed", "state")
    return pd.DataFrame(rows, columns=[say_plain(f"screens.entity.{name}") for name in names])


def _state(entity: Entity, bound: frozenset[str]) -> str:
    if not entity.available:
        return "retired"
    return "bound" if entity.id in bound else "available"


def names(file: RegisterFile | None) -> tuple[str, ...]:
    """The capabilities that a register has, each once."""
    return tuple({normal(row.name): row.name for row in file.register.capabilities}.values()) if file else ()


def size(word: str) -> str:
    """A size word in the reader's language; a headcount as it stands."""
    known = SIZES.get(normal(word))
    return say_plain(f"screens.size.{known}") if known else word


def value(capability: Capability) -> str:
    """A value as shown: a sign, or a number with its unit."""
    if isinstance(capability.value, Mark):
        return SIGNS[capability.value]
    return f"{show.number(capability.value)} {capability.unit.word if capability.unit else ''}".strip()


def matrix(
    register: Register, entities: Sequence[Entity], deadline: date | None, wanted: Sequence[str] = ()
) -> pd.DataFrame:
    """Entities in rows, capabilities in columns; ``wanted`` narrows the columns. Blank: nothing recorded."""
    only, who = {normal(name) for name in wanted}, {entity.id for entity in entities}
    best: dict[tuple[str, str], Capability] = {}
    heads: dict[str, str] = {}
    for row in register.capabilities:
        name = normal(row.name)
        if row.entity not in who or (only and name not in only):
            continue
        heads.setdefault(name, row.name)
        rival = best.get((row.entity, name))
        if rival is None or _rank(row, deadline) > _rank(rival, deadline):
            best[(row.entity, name)] = row
    columns = {head: [_cell(best.get((e.id, name)), deadline) for e in entities] for name, head in heads.items()}
    first = {say_plain("screens.entity.name"): [f"{e.id} · {e.name}" if e.name else e.id for e in entities]}
    return pd.DataFrame({**first, **columns})


def _rank(row: Capability, deadline: date | None) -> tuple[bool, bool, int, Decimal]:
    """Valid before lapsed, known before unknown, then the higher status, then the greater value."""
    number = row.value if isinstance(row.value, Decimal) else Decimal(row.value is Mark.YES)
    return row.valid_on(deadline), row.value is not Mark.UNKNOWN, int(row.status), number


def _cell(row: Capability | None, deadline: date | None) -> str:
    if row is None:
        return ""
    return value(row) if row.valid_on(deadline) else f"✗ {say_plain('screens.validity.short')}"
