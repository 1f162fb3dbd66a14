"""What needs see once something more is brought: a value raised, a reference or person more, an unknown one proved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from consortium.domain.evidence import Holding
from consortium.domain.proofs import Fit, Line, Proofs
from consortium.optimise.explain.means import Asked, Means, Part

Held = tuple[Mapping[str, Holding], Proofs]
"""What is held for a need, and what is proved beside it."""


@dataclass(frozen=True, slots=True)
class Gift:
    """One thing that an entity brings: a value in base units, the own amount of a reference, so many people."""

    means: Means
    entity: str
    amount: Decimal
    number: int = 0
    """Tells further references and people of one entity apart."""
    proves: str | None = None
    """Something unknown of its own that it proves instead: the reference's ID, "" for people."""


Gifts = Sequence[Gift]


def received(held: Held, asked: Sequence[Asked], gifts: Mapping[Means, Gifts]) -> Held:
    """What a need that looks at ``asked`` sees after some gifts."""
    for part in asked:
        for means, given in gifts.items():
            if part.answered_by(means):
                held = _PUT[part.part](held, given)
    return held


def _raised(held: Mapping[str, Holding], gifts: Gifts) -> Mapping[str, Holding]:
    return {**held, **{g.entity: Holding(_most(held.get(g.entity), g.amount)) for g in gifts}}


def _most(holding: Holding | None, amount: Decimal) -> Decimal:
    return amount if holding is None or holding.number is None else max(amount, holding.number)


def _value(held: Held, gifts: Gifts) -> Held:
    return _raised(held[0], gifts), held[1]


def _denominator(held: Held, gifts: Gifts) -> Held:
    return held[0], replace(held[1], denominators=_raised(held[1].denominators, gifts))


def _classified(held: Held, gifts: Gifts) -> Held:
    return held[0], replace(held[1], classified=_raised(held[1].classified, gifts))


def _references(held: Held, gifts: Gifts) -> Held:
    """Further ones; of those that an entity has and that are not known the one that it proves."""
    proved = {(g.entity, g.proves): g.amount for g in gifts if g.proves is not None}
    known = (
        replace(line, own=proved[line.entity, line.reference], counts=True) if _is_proved(line, proved) else line
        for line in held[1].lines
    )
    more = (Line(f"\0{g.number}", g.entity, g.amount, True) for g in gifts if g.proves is None)
    return held[0], replace(held[1], lines=(*known, *more))


def _is_proved(line: Line, proved: Mapping[tuple[str, str], Decimal]) -> bool:
    return (line.entity, line.reference) in proved and unknown(line)


def unknown(line: Line) -> bool:
    """Whether something of a reference is not known."""
    return line.counts is None or line.own is None


def _people(held: Held, gifts: Gifts) -> Held:
    """Further ones with all their time; of those who may suit the first so many."""
    fits = held[1].fits
    for gift in gifts:
        if gift.proves is None:
            fits += tuple(Fit(f"\0{gift.number} {n}", gift.entity, Decimal(1), True) for n in range(int(gift.amount)))
        else:
            found = {fit.id for fit in likely(fits, gift.entity)[: int(gift.amount)]}
            fits = tuple(replace(f, suits=True) if f.entity == gift.entity and f.id in found else f for f in fits)
    return held[0], replace(held[1], fits=fits)


def likely(fits: Sequence[Fit], entity: str) -> list[Fit]:
    """The people of an entity who may suit, those with most time first."""
    return sorted((f for f in fits if f.entity == entity and f.suits is None), key=lambda f: (-f.dedication, f.id))


_PUT: dict[Part, Callable[[Held, Gifts], Held]] = {
    Part.VALUE: _value,
    Part.BELOW: _denominator,
    Part.GATE: _classified,
    Part.REFERENCE: _references,
    Part.PEOPLE: _people,
}
