"""Single changes as an explanation tells them: the row that asks, and what the register says now."""

from collections.abc import Callable
from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.exact import exactly, plain
from consortium.domain.explanation import Brought, Change, Kind, Repair, Thing
from consortium.domain.need import Need
from consortium.domain.register import Mark
from consortium.domain.verify import State, assess
from consortium.optimise.explain.bench import Bench, Single
from consortium.optimise.explain.means import ZERO, Means, amount_of


def told(bench: Bench, plan: tuple[Single, ...]) -> Repair:
    """Changes that help as a repair, with the least amounts. Raises Unsettled."""
    singles = bench.least(plan)
    members = bench.found(singles)
    unmet = {i for i, o in enumerate(assess(bench.case, members).outcomes) if o.state is not State.MET}
    with exactly():
        return Repair(tuple(_change(bench, single, unmet) for single in singles), len(members))


def _change(bench: Bench, single: Single, unmet: set[int]) -> Change:
    if single.option:
        return Change(Kind.OPTION, before=single.option)
    amount = single.amount or ZERO
    if single.means is None:
        need = bench.case.needs[single.positions[0]]
        stated, lower = (plain(need.in_unit(number)) for number in (need.least, amount))
        return Change(Kind.THRESHOLD, need.requirement.id, None, stated, lower)
    return _TOLD[single.means.thing](bench, single, single.means, _row(bench, single.means, unmet))


def _row(bench: Bench, means: Means, unmet: set[int]) -> int:
    """The need that a change is told of: one that asks for exactly it, if possible unmet and with an amount."""
    rows = bench.own[means]
    measured = {i for i, part in bench.parts[means] if part.measured}
    return min(rows, key=lambda i: (i not in unmet, i not in measured, i))


def _value(bench: Bench, single: Single, means: Means, i: int) -> Change:
    """A value that is raised; evidence, where the register has as much that does not count or is not known."""
    need, amount, below = bench.case.needs[i], single.amount or ZERO, bench.is_below(means)
    row = bench.recorded(single, i)
    number = None if row is None else amount_of(need, row)
    shown = row is not None and (row.value is Mark.UNKNOWN or single.recorded or (number or ZERO) >= amount > ZERO)
    return Change(
        Kind.EVIDENCE if shown else Kind.CAPABILITY,
        need.requirement.id,
        single.entity,
        None if row is None else row.value.value if isinstance(row.value, Mark) else _in_unit(need, row.value, number),
        _written(need, amount),
        name=_figure(need, below),
        below=below,
    )


def _in_unit(need: Need, recorded: Decimal, number: Decimal | None) -> str:
    """What the register says, in the row's unit where it converts."""
    return plain(recorded) if number is None else _written(need, number, bare=True)


def _written(need: Need, amount: Decimal, bare: bool = False) -> str:
    """An amount in the row's unit; of a ratio's figures in base units. ``bare``: as a number, come what may."""
    if need.rule is Rule.RATIO:
        return plain(amount)
    return "yes" if need.threshold is None and not bare else plain(need.in_unit(amount))


def _figure(need: Need, below: bool) -> str | None:
    """Which of a ratio's figures is meant."""
    return str(need.requirement.parameter("den" if below else "num")) if need.rule is Rule.RATIO else None


def _reference(bench: Bench, single: Single, means: Means, i: int) -> Change:
    """A further reference; evidence, where one of the entity's own is proved."""
    need = bench.case.needs[i]
    after = plain(need.in_unit(single.amount or ZERO)) if bench.is_measured(means) else "yes"
    further = single.proves is None
    kind, before = (Kind.CAPABILITY, None) if further else (Kind.EVIDENCE, "?")
    return Change(kind, need.requirement.id, single.entity, before, after, Thing.REFERENCE, single.proves)


def _people(bench: Bench, single: Single, means: Means, i: int) -> Change:
    """How many of its people fit the row now and then."""
    need, held = bench.case.needs[i], bench.case.holdings[i].get(single.entity)
    now = held.number if held is not None else None
    before = "?" if held is not None and held.unknown else None if now is None else plain(now)
    kind = Kind.CAPABILITY if single.proves is None else Kind.EVIDENCE
    after = plain((now or ZERO) + (single.amount or ZERO))
    return Change(kind, need.requirement.id, single.entity, before, after, Thing.PEOPLE)


_TOLD: dict[Thing, Callable[[Bench, Single, Means, int], Change]] = {
    Thing.VALUE: _value,
    Thing.REFERENCE: _reference,
    Thing.PEOPLE: _people,
}


def brought(bench: Bench, single: Single) -> Brought:
    """What a newcomer brings: the least amount of one thing, None for a yes."""
    assert single.means is not None
    means, below = single.means, bench.is_below(single.means)
    need = bench.case.needs[_row(bench, means, set())]
    amount = single.amount or ZERO
    with exactly():
        value = Decimal(_written(need, amount, bare=True)) if bench.is_measured(means) else None
    unit = means.base or None if need.rule is Rule.RATIO else need.unit.word if need.unit else None
    capability = _figure(need, below) or need.requirement.capability
    told_in = unit if value is not None and means.thing is not Thing.PEOPLE else None
    return Brought(capability, str(need.rule), value, told_in, need.requirement.id, means.thing, below)
