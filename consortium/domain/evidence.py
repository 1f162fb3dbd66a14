"""What each entity proves for each need on the deadline: a number, not held, or unknown.

Units convert here; of several valid rows one is chosen; every choice that a user should see becomes a finding.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from consortium.domain.findings import Finding, info, warning
from consortium.domain.names import lot_named, normal
from consortium.domain.need import Need
from consortium.domain.register import Capability, Mark, Register, Status
from consortium.domain.units import Unit
from consortium.domain.vocabulary import PLAIN, Vocabulary


@dataclass(frozen=True, slots=True)
class Holding:
    """What one entity proves for one need. ``number`` in base units; None with ``unknown`` False: not held."""

    number: Decimal | None
    unknown: bool = False
    row: Capability | None = None
    """The register's row it rests on; None: nothing is recorded."""


NOT_RECORDED = Holding(None, unknown=True)


@dataclass(frozen=True, slots=True)
class Index:
    """A register's rows by the key of their name, then by entity."""

    rows: Mapping[str, Mapping[str, tuple[Capability, ...]]]
    vocabulary: Vocabulary
    lots: frozenset[str] = frozenset()
    """The lots of which the register has a sheet each; none where it has not two."""

    def of(self, name: str, lot: str | None = None) -> Mapping[str, tuple[Capability, ...]]:
        """The rows that prove what is asked under ``name``, by entity; empty where nobody records any.

        ``lot``: where the register has a sheet for it, what stands on the sheets of other lots proves nothing.
        """
        wanted = (lot_named(lot) or normal(lot)) if lot is not None else ""
        if wanted not in self.lots:
            return self._of(name)
        found = {e: tuple(r for r in own if lot_named(r.sheet) in ("", wanted)) for e, own in self._of(name).items()}
        return {entity: own for entity, own in found.items() if own}

    def _of(self, name: str) -> Mapping[str, tuple[Capability, ...]]:
        keys = self.vocabulary.keys_for(name, self.rows)
        if len(keys) == 1:
            return self.rows[keys[0]]
        entities = dict.fromkeys(e for key in keys for e in self.rows[key])
        return {e: tuple(row for key in keys for row in self.rows[key].get(e, ())) for e in entities}


def index(register: Register, vocabulary: Vocabulary = PLAIN) -> Index:
    """The rows by name: names that ``vocabulary`` holds for one are one."""
    keys = {name: vocabulary.key(name) for name in {row.name for row in register.capabilities}}
    found: dict[str, dict[str, list[Capability]]] = defaultdict(lambda: defaultdict(list))
    for row in register.capabilities:
        found[keys[row.name]][row.entity].append(row)
    rows = {name: {e: tuple(own) for e, own in by.items()} for name, by in found.items()}
    lots = frozenset(filter(None, map(lot_named, {row.sheet for row in register.capabilities})))
    return Index(rows, vocabulary, lots if len(lots) > 1 else frozenset())


def holding(need: Need, rows: tuple[Capability, ...], day: date | None, verified_only: bool) -> Holding:
    """One entity's rows for one capability: the highest status counts, then the greatest value.

    Unknown and unconvertible rows count only if no other does; with none valid it is not held.
    """
    valid = [row for row in rows if row.valid_on(day)]
    if not valid:
        return Holding(None, row=rows[0])
    best: tuple[Status, Decimal] | None = None
    chosen = valid[0]
    for row in valid:
        number = worth(need, row)
        if number is not None and (best is None or (row.status, number) > best):
            best, chosen = (row.status, number), row
    if best is None or (verified_only and best[0] < Status.VERIFIED):
        return Holding(None, unknown=True, row=chosen)
    return Holding(best[1], row=chosen)


def worth(need: Need, row: Capability) -> Decimal | None:
    """A row's value for ``need`` in base units; None where it is unknown or its unit does not convert."""
    if row.value is Mark.UNKNOWN:
        return None
    if isinstance(row.value, Mark):
        return Decimal(1) if row.value is Mark.YES else Decimal(0)
    unit = row.unit or need.unit
    if not comparable(need, row.unit):
        return None
    return unit.to_base(row.value) if unit else row.value


def comparable(need: Need, unit: Unit | None) -> bool:
    """Whether a number in ``unit`` can be compared with what the need asks; a blank unit is the need's."""
    if unit is None:
        return True
    return need.threshold is None if need.unit is None else unit.converts_to(need.unit)


def findings(need: Need, rows: Mapping[str, tuple[Capability, ...]], day: date | None) -> Iterator[Finding]:
    """What a user should know about the rows, by entity, that a need rests on."""
    if need.determined and not rows:
        place = need.requirement.source.at("capability")
        yield warning("capability_nobody", place, capability=need.requirement.capability)
    for entity, own in rows.items():
        yield from _row_findings(need, entity, own, day)


def _row_findings(need: Need, entity: str, rows: tuple[Capability, ...], day: date | None) -> Iterator[Finding]:
    valid = [row for row in rows if row.valid_on(day)]
    lapsed = info if valid else warning
    for row in rows:
        common = {"entity": entity, "capability": row.name}
        if not row.valid_on(day):
            late = row.valid_until is not None and day is not None and row.valid_until < day
            code, limit = ("evidence_expired", row.valid_until) if late else ("evidence_not_yet", row.valid_from)
            yield lapsed(code, row.place, **common, date=limit, deadline=day)
        elif need.determined:
            yield from _value_findings(need, row, common)
    if len(valid) > 1:
        others = tuple(str(row.place) for row in valid[1:])
        yield warning("evidence_several", valid[0].place, entity=entity, capability=valid[0].name, others=others)


def _value_findings(need: Need, row: Capability, common: dict[str, str]) -> Iterator[Finding]:
    requirement = need.requirement
    if isinstance(row.value, Decimal) and not comparable(need, row.unit):
        wanted = need.unit.word if need.unit else ""
        given = row.unit.word if row.unit else ""
        where = str(requirement.source.at("unit"))
        yield warning(
            "unit_mismatch", row.place, **common, unit=given, wanted=wanted, requirement=requirement.id, other=where
        )
    if row.value is Mark.YES and need.threshold is not None:
        unit = need.unit.base if need.unit else ""
        yield warning("yes_against_threshold", row.place, **common, requirement=requirement.id, unit=unit)
