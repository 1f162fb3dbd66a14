"""Whether a change in a tender makes it harder or easier to cover, where that can be told without reading it.

HARDER: whoever covers after, covered before. It supposes that no recorded value is negative.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from consortium.domain.call import Call, Parameter, Percent, Requirement, Rule
from consortium.domain.names import normal
from consortium.domain.needs import need


class Effect(StrEnum):
    """NEUTRAL: it does not touch who covers. UNCLEAR: a person has to read it."""

    HARDER = "harder"
    EASIER = "easier"
    NEUTRAL = "neutral"
    UNCLEAR = "unclear"


OPPOSITE = {Effect.HARDER: Effect.EASIER, Effect.EASIER: Effect.HARDER}
UNTOUCHED = frozenset({"id", "category", "points", "clause"})
"""Fields that do not decide who covers."""
IMPLIES = frozenset(
    {
        (Rule.EACH, Rule.LEAD),
        (Rule.EACH, Rule.ANY),
        (Rule.LEAD, Rule.ANY),
        (Rule.COUNT, Rule.ANY),
        (Rule.EACH, Rule.SUM),
        (Rule.LEAD, Rule.SUM),
        (Rule.COUNT, Rule.SUM),
        (Rule.ANY, Rule.SUM),
    }
)
"""(a, b): whoever meets a row under rule a meets it under b, with the same threshold and no limits on the parts."""
GROWING = {
    (Rule.COUNT, "k"): Effect.HARDER,
    (Rule.SUM, "floor"): Effect.HARDER,
    (Rule.SUM, "member_min"): Effect.HARDER,
    (Rule.REFERENCES, "k"): Effect.HARDER,
    (Rule.REFERENCES, "total"): Effect.HARDER,
    (Rule.REFERENCES, "years"): Effect.EASIER,
    (Rule.REFERENCES, "cap"): Effect.EASIER,
    (Rule.TEAM, "years"): Effect.HARDER,
    (Rule.TEAM, "dedication"): Effect.HARDER,
}
"""What it means that a parameter is given or grows; a limit that is lifted means the opposite."""
DEFAULTS: dict[tuple[Rule, str], Parameter] = {
    (Rule.REFERENCES, "k"): Decimal(1),
    (Rule.TEAM, "dedication"): Percent(Decimal(100)),
}
"""What a parameter is where a row does not give it (docs/formats.md)."""


def combined(effects: Iterable[Effect]) -> Effect:
    """Of several changes at once."""
    found = set(effects) - {Effect.NEUTRAL}
    if not found:
        return Effect.NEUTRAL
    return found.pop() if len(found) == 1 else Effect.UNCLEAR


def fact_effect(name: str, before: Any, after: Any) -> Effect:
    """Of a fact. The contract's figures act through the thresholds of the rows, and are told there."""
    if name == "minimum_share":
        return Effect.HARDER if after > before else Effect.EASIER
    return Effect.UNCLEAR if name in ("deadline", "currency") else Effect.NEUTRAL


def of_new_row(old: Call, new: Call, before: Requirement | None, after: Requirement | None) -> Effect:
    """Of a row that is new (``before`` None) or gone (``after`` None)."""
    if after is not None:
        return _of_added(old, new, after)
    assert before is not None
    effect = _of_added(new, old, before)
    return OPPOSITE.get(effect, effect)


def _of_added(without: Call, call: Call, row: Requirement) -> Effect:
    if row.alternative is not None:
        return _of_alternative(without, row)
    if not row.mandatory:
        return Effect.NEUTRAL
    lots = row.lots or (None,)
    return Effect.HARDER if all(need(call, row, lot).determined for lot in lots) else Effect.UNCLEAR


def _of_alternative(without: Call, row: Requirement) -> Effect:
    """One more way eases; one more condition on a way that existed does not."""
    assert row.alternative is not None
    others = [r for r in without.requirements if r.alternative and r.alternative.group == row.alternative.group]
    if not others or row.lots or any(r.lots for r in others):
        return Effect.UNCLEAR
    if row.mandatory and not any(r.mandatory for r in others):
        return Effect.UNCLEAR
    known = {r.alternative.option for r in others if r.alternative}
    return Effect.HARDER if row.alternative.option in known else Effect.EASIER


def of_row(name: str, before: Requirement, after: Requirement) -> Effect:
    """Of one field of a row that differs."""
    if name in UNTOUCHED:
        return Effect.NEUTRAL
    known = _BY_FIELD.get(name)
    return known(before, after) if known else Effect.UNCLEAR


def _of_threshold(before: Requirement, after: Requirement) -> Effect:
    """Two numbers are compared where they are resolved; yes/no against a number is left to the reader."""
    return Effect.UNCLEAR if before.threshold is None or after.threshold is None else Effect.NEUTRAL


def _of_unit(before: Requirement, after: Requirement) -> Effect:
    """What partners record without a unit is counted in the row's."""
    sizes = [(row.unit.base, row.unit.factor) if row.unit else None for row in (before, after)]
    return Effect.NEUTRAL if sizes[0] == sizes[1] else Effect.UNCLEAR


def _of_words(before: Requirement, after: Requirement) -> Effect:
    return Effect.NEUTRAL if normal(before.text) == normal(after.text) else Effect.UNCLEAR


def _of_capability(before: Requirement, after: Requirement) -> Effect:
    return Effect.NEUTRAL if normal(before.capability) == normal(after.capability) else Effect.UNCLEAR


def _of_mandatory(before: Requirement, after: Requirement) -> Effect:
    if before.alternative or after.alternative:
        return Effect.UNCLEAR
    return Effect.HARDER if after.mandatory else Effect.EASIER


def _of_lots(before: Requirement, after: Requirement) -> Effect:
    """A row without lots applies to every lot."""
    if before.alternative or after.alternative:
        return Effect.UNCLEAR
    if not before.lots or (after.lots and set(after.lots) < set(before.lots)):
        return Effect.EASIER
    return Effect.HARDER if not after.lots or set(before.lots) < set(after.lots) else Effect.UNCLEAR


def _of_rule(before: Requirement, after: Requirement) -> Effect:
    if before.rule is None or after.rule is None or _limits(before) or _limits(after):
        return Effect.UNCLEAR
    if (after.rule, before.rule) in IMPLIES:
        return Effect.HARDER
    return Effect.EASIER if (before.rule, after.rule) in IMPLIES else Effect.UNCLEAR


def _limits(row: Requirement) -> bool:
    return any((row.rule, name) != (Rule.COUNT, "k") for name, _ in row.parameters)


def _of_parameters(before: Requirement, after: Requirement) -> Effect:
    if before.rule is None or before.rule != after.rule:
        return Effect.UNCLEAR if _limits(before) or _limits(after) else Effect.NEUTRAL
    names = dict.fromkeys(name for name, _ in (*before.parameters, *after.parameters))
    return combined(_of_parameter(before.rule, name, before, after) for name in names)


def _of_parameter(rule: Rule, name: str, before: Requirement, after: Requirement) -> Effect:
    default = DEFAULTS.get((rule, name))
    values = [default if (given := row.parameter(name)) is None else given for row in (before, after)]
    one, other = _amount(name, values[0], before), _amount(name, values[1], after)
    if values[0] == values[1] and one == other:
        return Effect.NEUTRAL
    if name == "external":
        return Effect.EASIER if values[1] is True else Effect.HARDER
    grown = GROWING.get((rule, name))
    if grown is None or one is None or other is None or one[0] != other[0]:
        return _of_limit(grown, *values)
    return grown if other[1] > one[1] else OPPOSITE[grown]


def _of_limit(grown: Effect | None, before: Parameter | None, after: Parameter | None) -> Effect:
    """A limit that came or went; what cannot be compared is for the reader."""
    if grown is None or (before is not None and after is not None):
        return Effect.UNCLEAR
    # Cap and years restrict by being given at all; a smaller one restricts more.
    return Effect.HARDER if before is None else Effect.EASIER


def _amount(name: str, value: Parameter | None, row: Requirement) -> tuple[str, Decimal] | None:
    """A numeric parameter in base units, with what it is counted in."""
    if isinstance(value, Percent):
        return "%", value.number
    if not isinstance(value, Decimal):
        return None
    if name in ("k", "cap", "years", "dedication") or row.unit is None:
        return "", value
    return row.unit.base, row.unit.to_base(value)


_BY_FIELD = {
    "text": _of_words,
    "threshold": _of_threshold,
    "unit": _of_unit,
    "capability": _of_capability,
    "mandatory": _of_mandatory,
    "lots": _of_lots,
    "rule": _of_rule,
    "parameters": _of_parameters,
}
