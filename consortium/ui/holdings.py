"""What the register says, as tables: entities, one entity's capabilities, and all of them side by side."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd

from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, Mark, Register
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


def entities(register: Register, found: Sequence[Entity], deadline: date | None) -> pd.DataFrame:
    """One row an entity: who it is, how much it records, and how much of that is no longer valid on the deadline."""
    recorded: dict[str, list[Capability]] = defaultdict(list)
    for capability in register.capabilities:
        recorded[capability.entity].append(capability)
    rows = [
        (
            e.id,
            e.name,
            e.legal_form,
            e.territory,
            size(e.size),
            len(recorded[e.id]),
            lapsed(recorded[e.id], deadline),
            e.available,
        )
        for e in found
    ]
    names = ("id", "name", "legal_form", "territory", "size", "recorded", "lapsed", "available")
    return pd.DataFrame(rows, columns=[say_plain(f"screens.entity.{name}") for name in names])


def search(entities: Iterable[Entity], words: str) -> tuple[Entity, ...]:
    """Entities in which every word occurs somewhere, without case and accents."""
    wanted = normal(words).split()
    return tuple(e for e in entities if all(word in _all_of(e) for word in wanted))


def _all_of(entity: Entity) -> str:
    parts = (entity.id, entity.name, entity.tax_id, entity.legal_form, entity.territory, *entity.sectors)
    return normal(" ".join(parts))


def size(word: str) -> str:
    """A size word in the reader's language; a headcount as it stands."""
    known = SIZES.get(normal(word))
    return say_plain(f"screens.size.{known}") if known else word


def lapsed(capabilities: Iterable[Capability], deadline: date | None) -> int:
    """How many are not valid on the deadline."""
    return sum(not capability.valid_on(deadline) for capability in capabilities)


def capabilities(register: Register, entity: str, deadline: date | None) -> pd.DataFrame:
    """Everything one entity records, with what is not valid on the deadline marked."""
    names = ("capability", "value", "validity", "until", "status", "evidence", "cell")
    rows = [
        (
            c.name,
            value(c),
            _validity(c, deadline),
            c.valid_until,
            say_plain(f"screens.status.{c.status.name.lower()}"),
            c.evidence,
            str(c.place),
        )
        for c in register.capabilities
        if c.entity == entity
    ]
    return pd.DataFrame(rows, columns=[say_plain(f"screens.holding.{name}") for name in names])


def value(capability: Capability) -> str:
    """A value as shown: a sign, or a number with its unit."""
    if isinstance(capability.value, Mark):
        return SIGNS[capability.value]
    return f"{show.number(capability.value)} {capability.unit.word if capability.unit else ''}".strip()


def _validity(capability: Capability, deadline: date | None) -> str:
    if capability.valid_on(deadline):
        return say_plain("screens.validity.valid")
    late = capability.valid_until is not None and deadline is not None and capability.valid_until < deadline
    return say_plain("screens.validity.expired" if late else "screens.validity.not_yet")


def matrix(register: Register, deadline: date | None, wanted: Sequence[str] = ()) -> pd.DataFrame:
    """Entities in rows, capabilities in columns; ``wanted`` narrows the columns. Blank: nothing recorded."""
    only = {normal(name) for name in wanted}
    best: dict[tuple[str, str], Capability] = {}
    heads: dict[str, str] = {}
    for row in register.capabilities:
        name = normal(row.name)
        if only and name not in only:
            continue
        heads.setdefault(name, row.name)
        rival = best.get((row.entity, name))
        if rival is None or _rank(row, deadline) > _rank(rival, deadline):
            best[(row.entity, name)] = row
    columns = {
        head: [_cell(best.get((e.id, name)), deadline) for e in register.entities] for name, head in heads.items()
    }
    first = {say_plain("screens.entity.name"): [f"{e.id} · {e.name}" if e.name else e.id for e in register.entities]}
    return pd.DataFrame({**first, **columns})


def _rank(row: Capability, deadline: date | None) -> tuple[bool, bool, int, Decimal]:
    """Valid before lapsed, known before unknown, then the higher status, then the greater value."""
    number = row.value if isinstance(row.value, Decimal) else Decimal(row.value is Mark.YES)
    return row.valid_on(deadline), row.value is not Mark.UNKNOWN, int(row.status), number


def _cell(row: Capability | None, deadline: date | None) -> str:
    if row is None:
        return ""
    return value(row) if row.valid_on(deadline) else f"✗ {say_plain('screens.validity.short')}"
