"""The Parameters cell of a requirement: ``k=2; floor=50000; member_min=20%``."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain.call import Parameter, Percent, Rule
from consortium.domain.units import Unit
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import amount_of, parse
from consortium.ingest.texts import chosen, is_blank, key, parts, text_of
from consortium.ingest.vocabulary import SWITCH, YES_NO

BELONGS: dict[Rule, frozenset[str]] = {
    Rule.ANY: frozenset({"external"}),
    Rule.EACH: frozenset(),
    Rule.SUM: frozenset({"floor", "member_min", "lead_min", "external"}),
    Rule.COUNT: frozenset({"k", "external"}),
    Rule.LEAD: frozenset(),
    Rule.SHARE: frozenset({"mode"}),
    Rule.CLASSIFICATION: frozenset({"gate"}),
    Rule.RATIO: frozenset({"num", "den", "mode"}),
    Rule.REFERENCES: frozenset({"k", "years", "cpv", "cap", "total"}),
    Rule.TEAM: frozenset({"years", "qualification", "dedication"}),
    Rule.PERFORMER: frozenset({"task"}),
}
"""The parameters of each rule (docs/formats.md)."""

MODES: dict[Rule, frozenset[str]] = {
    Rule.SHARE: frozenset({"sum", "each"}),
    Rule.RATIO: frozenset({"pooled", "each"}),
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """A cell's parameters; ``unread``: parts not understood; ``foreign``: parts that belong to another rule."""

    values: tuple[tuple[str, Parameter], ...] = ()
    unread: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def read_parameters(cell: Cell, rule: Rule | None, unit: Unit | None) -> Parameters:
    """The parameters of a row. Where the rule is unknown none is foreign."""
    if is_blank(cell):
        return Parameters()
    if not isinstance(cell, str):
        return Parameters(unread=(text_of(cell),))
    values: dict[str, Parameter] = {}
    unread: list[str] = []
    foreign: list[str] = []
    for part in parts(text_of(cell)):
        name, equals, text = part.partition("=")
        name = key(name).replace(" ", "_")
        if equals and name in READERS and rule is not None and name not in BELONGS[rule]:
            foreign.append(part)
            continue
        value = READERS[name](text.strip(), rule, unit) if equals and name in READERS and name not in values else None
        if value is None:
            unread.append(part)
        else:
            values[name] = value
    return Parameters(tuple(values.items()), tuple(unread), tuple(foreign))


def _number(text: str, rule: Rule | None, unit: Unit | None) -> Parameter | None:
    """A bare number, or one in the row's own unit; never a percentage."""
    amount = amount_of(text, unit=unit)
    return None if parse(text).unit == "%" else amount.number


def _whole(text: str, rule: Rule | None, unit: Unit | None) -> Parameter | None:
    written = parse(text)
    return written.numbers[0] if len(written.numbers) == 1 and not written.unit else None


def _percent(text: str, rule: Rule | None, unit: Unit | None) -> Parameter | None:
    written = parse(text)
    return Percent(written.numbers[0]) if len(written.numbers) == 1 and written.unit == "%" else None


def _number_or_percent(text: str, rule: Rule | None, unit: Unit | None) -> Parameter | None:
    return _percent(text, rule, unit) or _number(text, rule, unit)


def _switch(text: str, rule: Rule | None, unit: Unit | None) -> Parameter | None:
    return chosen(text, SWITCH)


def _yes_no(text: str, rule: Rule | None, unit: Unit | None) -> Parameter | None:
    return chosen(text, YES_NO)


def _mode(text: str, rule: Rule | None, unit: Unit | None) -> Parameter | None:
    modes = frozenset().union(*MODES.values()) if rule is None else MODES.get(rule, frozenset())
    return key(text) if key(text) in modes else None


def _text(text: str, rule: Rule | None, unit: Unit | None) -> Parameter | None:
    return text or None


READERS: dict[str, Callable[[str, Rule | None, Unit | None], Parameter | None]] = {
    "k": _whole,
    "years": _whole,
    "cap": _whole,
    "floor": _number_or_percent,
    "member_min": _number_or_percent,
    "lead_min": _number_or_percent,
    "total": _number_or_percent,
    "dedication": _percent,
    "external": _yes_no,
    "gate": _switch,
    "mode": _mode,
    "num": _text,
    "den": _text,
    "task": _text,
    "cpv": _text,
    "qualification": _text,
}


def written(values: tuple[tuple[str, Parameter], ...], write: Callable[[Decimal], str]) -> str:
    """Parameters as the text of a cell; ``write`` writes a number."""
    return "; ".join(f"{name}={_value(name, value, write)}" for name, value in values)


def _value(name: str, value: Parameter, write: Callable[[Decimal], str]) -> str:
    if isinstance(value, bool):
        return ("on" if value else "off") if name == "gate" else ("yes" if value else "no")
    if isinstance(value, Percent):
        return f"{write(value.number)}%"
    return write(value) if isinstance(value, Decimal) else value
