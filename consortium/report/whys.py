"""An explanation in sentences."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor

from consortium.domain.exact import exactly
from consortium.domain.explanation import Brought, Change, Explanation, Kind, Repair, Thing
from consortium.words import plural, shown, text

MOST_SAID = 10
"""Of long lists the first so many are said; the JSON has all."""


def lines(done: Explanation, lang: str) -> tuple[str, ...]:
    """Every part in its published order, one sentence a line; last, what is not proven."""
    return (
        *_membership(done, lang),
        *_replacements(done, lang),
        *_lots(done, lang),
        *_conflicts(done, lang),
        *_repairs(done, lang),
        *_partner(done, lang),
        *_frontier(done, lang),
        *_breakpoints(done, lang),
        *_unproven(done, lang),
    )


def _membership(done: Explanation, lang: str) -> Iterator[str]:
    found = done.membership.items
    if not done.settled:
        yield text(lang, "why.not_found")
    elif not found.core and not found.optional and done.membership.complete:
        yield text(lang, "why.nothing")
    for name, ids in (("core", found.core), ("optional", found.optional)):
        if ids:
            yield text(lang, f"why.{name}", ids=ids)


def _replacements(done: Explanation, lang: str) -> Iterator[str]:
    for member, found in sorted(done.replacement.items.items()):
        if found.members:
            yield plural(
                lang, "why.replacement", len(found.members), member=member, members=found.members, kept=found.kept
            )
        else:
            yield text(lang, "why.irreplaceable", member=member)


def _lots(done: Explanation, lang: str) -> Iterator[str]:
    for lot, found in done.lots.items.items():
        if found.members:
            yield plural(lang, "why.lot", len(found.members), lot=lot, members=found.members)
        else:
            yield text(lang, "why.lot_nothing", lot=lot)


def _conflicts(done: Explanation, lang: str) -> Iterator[str]:
    for found in done.conflicts.items[:MOST_SAID]:
        names = (*found.requirements, *(option(lang, name) for name in found.options))
        yield plural(lang, "why.conflict", len(names), names=names)


def _repairs(done: Explanation, lang: str) -> Iterator[str]:
    told: dict[tuple[tuple[str, str | None], ...], Repair] = {}
    for found in done.repairs.items:
        told.setdefault(tuple((c.kind, c.requirement or c.before) for c in found.changes), found)
    for found in tuple(told.values())[:MOST_SAID]:
        yield repair(lang, found)


def repair(lang: str, found: Repair) -> str:
    """A repair as one sentence."""
    changes = (change(lang, one, number) for one, number in Counter(found.changes).items())
    return plural(lang, "why.repair", found.size_after, changes="; ".join(changes))


def change(lang: str, found: Change, number: int = 1) -> str:
    """One change as a phrase, or ``number`` that are the same."""
    before, after = _value(lang, found.before), _value(lang, found.after)
    if found.kind is Kind.OPTION:
        before = option(lang, found.before or "")
    said = {"requirement": found.requirement, "entity": found.entity, "before": before, "after": after}
    yes = "_yes" if found.after == "yes" else ""
    if found.thing is Thing.REFERENCE:
        return plural(lang, f"repairs.reference_{found.kind}{yes}", number, name=found.name, **said)
    if found.thing is Thing.PEOPLE:
        return plural(lang, f"repairs.people_{found.kind}", int(found.after or 0), **said)
    if found.name is not None:
        return text(lang, "repairs.below" if found.below else f"repairs.figure_{found.kind}", name=found.name, **said)
    return text(lang, f"why.change_{found.kind}{yes}", **said)


def option(lang: str, name: str) -> str:
    """An option or pair as a phrase, from its name in the JSON."""
    kind, _, value = name.partition(":")
    return text(lang, f"why.option_{kind}", value=value)


def _value(lang: str, written: str | None) -> str:
    """An amount by locale; yes, no, unknown and nothing in words."""
    try:
        return shown(lang, Decimal(written or ""))
    except InvalidOperation:
        return text(lang, WORDS.get(written, "why.value_unknown"))


WORDS = {"yes": "why.value_yes", "no": "why.value_no", None: "why.value_none"}


def _partner(done: Explanation, lang: str) -> Iterator[str]:
    found = done.ideal_partner.items
    if found is not None:
        brings = (_brought(lang, one, number) for one, number in Counter(found.capabilities).items())
        yield plural(lang, "why.partner", found.size_after, brings="; ".join(brings))


def _brought(lang: str, found: Brought, number: int) -> str:
    amount = "" if found.value is None else f"{shown(lang, found.value)} {found.unit or ''}".strip()
    said = {"capability": found.capability, "amount": amount}
    if found.thing is Thing.REFERENCE:
        return plural(lang, f"repairs.brings_reference{'' if amount else '_yes'}", number, **said)
    if found.thing is Thing.PEOPLE:
        return plural(lang, "repairs.brings_people", int(found.value or 0), **said)
    return text(lang, "repairs.brings_below", **said) if found.below else f"{found.capability} {amount}".strip()


def _frontier(done: Explanation, lang: str) -> Iterator[str]:
    for step in done.frontier.items:
        yield plural(lang, "why.step", step.max_members, covered=step.covered, of=step.of, members=step.members)


def _breakpoints(done: Explanation, lang: str) -> Iterator[str]:
    for point in done.breakpoints.items:
        yield plural(
            lang,
            "why.breakpoint",
            point.next_size,
            requirement=point.requirement,
            threshold=_rounded_down(point.threshold),
            size=point.size,
        )


def _rounded_down(number: Decimal | Fraction) -> Decimal:
    """A number that no decimal says exactly to four places: what holds at it holds a little below."""
    if isinstance(number, Decimal):
        return number
    with exactly():
        return Decimal(floor(number * 10_000)) / 10_000


def _unproven(done: Explanation, lang: str) -> Iterator[str]:
    parts = {
        "membership": done.membership.complete,
        "replacement": done.replacement.complete,
        "lots": done.lots.complete,
        "conflicts": done.conflicts.complete,
        "repairs": done.repairs.complete,
        "ideal_partner": done.ideal_partner.complete,
        "frontier": done.frontier.complete,
        "breakpoints": done.breakpoints.complete,
    }
    open_ = tuple(text(lang, f"why.part_{name}") for name, complete in parts.items() if not complete)
    if open_:
        yield text(lang, "why.unproven", parts=open_)
