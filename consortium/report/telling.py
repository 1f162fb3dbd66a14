"""Kept values as people read them: dates, units and statuses in words, a tender by what differs, IDs by their names."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any

from consortium.domain.amendment import Amendment, Change, Demand, FieldChange, Kind, compare
from consortium.domain.call import Alternative, Formula, Lot, Percent, Requirement, Tender
from consortium.domain.effects import Effect, combined
from consortium.domain.exact import plain
from consortium.domain.register import Mark, Status
from consortium.domain.result import Options
from consortium.domain.units import Unit
from consortium.words import known, moment, number, shown, text

PERCENTS = frozenset({"own_share", "dedication", "minimum_share"})
"""Fractions that people read as percentages."""
LONG, AROUND = 8, 3
"""Words from which on a text is cut down to what differs, and how many are left around that."""
IDS = frozenset({"entity", "members", "lead", "include", "exclude", "a", "b"})
"""Fields that hold IDs of entities."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that differs, in words: what, as it was, as it is; "" is blank. ``effect``: of a row's field."""

    what: str
    before: str
    after: str
    effect: Effect = Effect.NEUTRAL


@dataclass(frozen=True, slots=True)
class Teller:
    """Says values in a language, names in place of IDs, moments in a time zone."""

    lang: str
    names: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC

    def knows(self, name: str) -> bool:
        """Whether a field has a name that people use; those without are the app's own."""
        return known(self.lang, f"history.field.{name}")

    def label(self, name: str) -> str:
        """What a field is called."""
        return text(self.lang, f"history.field.{name}") if self.knows(name) else name

    def fields(self, name: str, before: Any, after: Any) -> tuple[Told, ...]:
        """A field that differs; of a tender and of options, what differs in them."""
        if isinstance(before, Tender) and isinstance(after, Tender):
            return tuple(self.amended(compare(before, after)))
        if isinstance(before, Options | None) and isinstance(after, Options | None) and (before or after):
            return tuple(self._options(before or Options(), after or Options()))
        sides = self.value(name, before), self.value(name, after)
        return () if name == "answer" and sides[0] == sides[1] else (Told(self.label(name), *sides),)

    def value(self, name: str, value: Any) -> str:
        """One value; "" where it is blank."""
        if isinstance(value, Decimal) and name in PERCENTS:
            return f"{number(self.lang, Decimal(plain(value * 100)))} %"
        if isinstance(value, str):
            return self._text(name, value)
        if isinstance(value, tuple):
            return ", ".join(self.value(name, item) for item in value)
        say = next((say for kind, say in _SAID if isinstance(value, kind)), None)
        return shown(self.lang, value) if say is None else say(self, value)

    def _text(self, name: str, value: str) -> str:
        if name == "answer":
            return self._answer(value)
        if name in IDS and value in self.names and self.names[value] != value:
            return f"{self.names[value]} ({value})"
        key = f"screens.{name}.{value}"
        return text(self.lang, key) if name in ("category", "rule") and known(self.lang, key) else value

    def _answer(self, value: str) -> str:
        told = json.loads(value)
        members = tuple(told["members"])
        status = text(self.lang, f"history.answer.{told['status']}")
        return f"{status}: {self.value('members', members)}" if members else status

    def _options(self, before: Options, after: Options) -> Iterator[Told]:
        for name in ("lots", "include", "exclude", "max_members", "verified_only", "alternatives", "time_limit"):
            one, other = getattr(before, name), getattr(after, name)
            if one != other:
                yield from self.fields(name, one, other)

    def amended(self, found: Amendment) -> Iterator[Told]:
        """Everything that two versions of a tender differ in."""
        for fact in found.facts:
            yield self.fact(fact)
        for lot in found.lots:
            yield from self._whole(lot, text(self.lang, "charts.lot", lot=lot.latest.id), lot.latest.title)
        for row in found.rows:
            yield from self._whole(row, row.latest.id, row.latest.text)
            for told in self.row(row) if row.kind is Kind.CHANGED else ():
                yield replace(told, what=f"{row.latest.id} · {told.what}")

    def fact(self, change: FieldChange) -> Told:
        """A fact of the tender."""
        return Told(text(self.lang, f"screens.facts.{change.name}"), *self._sides(change), change.effect)

    def row(self, change: Change[Requirement]) -> tuple[Told, ...]:
        """What differs in one row that both versions have; numbers with their units, formulas with what they give."""
        assert change.before is not None
        assert change.after is not None
        told = [self._row_field(f, change.before, change.after) for f in change.fields if f.name not in _BESIDE]
        moved = {f.name for f in change.fields}
        if moved & _BESIDE:
            sides = self.asked(change.before), self.asked(change.after)
            effects = (*(f.effect for f in change.fields if f.name in _BESIDE), *(d.effect for d in change.demands))
            told.append(Told(self.label("threshold"), *sides, combined(effects)))
        elif change.demands:
            told += [self._demand(demand, change.after) for demand in change.demands]
        return tuple(told)

    def asked(self, row: Requirement) -> str:
        """The threshold of a row, as far as it is one."""
        unread = dict(row.unread).get("threshold") or dict(row.unread).get("unit")
        if row.threshold is None:
            return unread or text(self.lang, "history.yes_no")
        unit = f" {row.unit.word}" if row.unit else ""
        return f"{self.value('threshold', row.threshold)}{'' if isinstance(row.threshold, Formula) else unit}"

    def _row_field(self, change: FieldChange, before: Requirement, after: Requirement) -> Told:
        label = "source" if change.name == "clause" else "lot" if change.name == "lots" else change.name
        if change.name == "parameters":
            sides = self._parameters(before), self._parameters(after)
            return Told(text(self.lang, f"screens.row.{label}"), *sides, change.effect)
        return Told(text(self.lang, f"screens.row.{label}"), *differing(*self._sides(change)), change.effect)

    def _parameters(self, row: Requirement) -> str:
        return "; ".join(f"{name}={self.value(name, value)}" for name, value in row.parameters)

    def _demand(self, demand: Demand, row: Requirement) -> Told:
        unit = f" {row.unit.word}" if row.unit else ""
        before, after = (
            "" if n is None else f"{number(self.lang, Decimal(plain(n)))}{unit}" for n in (demand.before, demand.after)
        )
        place = "" if demand.lot is None else f" ({text(self.lang, 'charts.lot', lot=demand.lot)})"
        return Told(self.label("threshold") + place, before, after, demand.effect)

    def _sides(self, change: FieldChange) -> tuple[str, str]:
        return self.value(change.name, change.before), self.value(change.name, change.after)

    def _whole(self, change: Change[Any], name: str, words: str) -> Iterator[Told]:
        if change.kind is Kind.ADDED:
            yield Told(name, "", words or text(self.lang, "history.added"))
        elif change.kind is Kind.REMOVED:
            yield Told(name, words or text(self.lang, "history.was_there"), "")
        elif isinstance(change.latest, Lot):
            yield from (Told(f"{name} · {self.label(f.name)}", *self._sides(f)) for f in change.fields)


def differing(before: str, after: str) -> tuple[str, str]:
    """Two long texts cut down to where they differ, with a few words around."""
    one, other = before.split(), after.split()
    if min(len(one), len(other)) < LONG:
        return before, after
    head = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest = min(len(one), len(other)) - head
    tail = next((n for n in range(rest) if one[-1 - n] != other[-1 - n]), rest)
    return _cut(one, head, tail), _cut(other, head, tail)


def _cut(words: list[str], head: int, tail: int) -> str:
    first, last = max(0, head - AROUND), len(words) - max(0, tail - AROUND)
    return f"{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}"


_BESIDE = frozenset({"threshold", "unit", "unread"})
"""Fields of a row that are told together: what it asks for."""
_SAID: tuple[tuple[Any, Callable[[Teller, Any], str]], ...] = (
    (bool, lambda teller, value: text(teller.lang, "why.value_yes" if value else "why.value_no")),
    (datetime, lambda teller, value: moment(teller.lang, value.astimezone(teller.zone))),
    (Status, lambda teller, value: text(teller.lang, f"screens.status.{value.name.lower()}")),
    (Mark, lambda teller, value: text(teller.lang, f"why.value_{value.name.lower()}")),
    (Unit, lambda teller, value: value.word),
    (Percent, lambda teller, value: f"{number(teller.lang, Decimal(plain(value.number)))} %"),
    (Formula, lambda teller, value: f"{number(teller.lang, Decimal(plain(value.factor)))} × {value.base}"),
    (Alternative, lambda teller, value: f"{value.group}/{value.option}"),
    (Decimal, lambda teller, value: number(teller.lang, Decimal(plain(value)))),
)
"""What is said of each kind of value; the first that fits."""
