"""Random tenders of all rules whose amounts go to a thousand million euros, each need at the edge to the cent."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from tests.generators import DEADLINE
from tests.generators_all import MOST_WITH_SHARES, WITH_SHARES
from tests.spec import Cap, Case, Choice, EntityRow, ExternalRow, PersonRow, RefRow, RegisterSpec, Row, TenderSpec

MOST = 11
"""Powers of ten of cents: a thousand million euros."""
RULES = (
    "sum", "sum", "any", "each", "count", "lead", "external", "ratio", "references", "references", "references",
    "share", "share", "classification", "team", "performer",
)  # fmt: skip
DAY = "2025-06-15"


def money_case(rng: random.Random, entities: int) -> Case:
    """A question of one to four rows, most of which some coalition reaches and a cent less would not."""
    ids = [f"E{n:02}" for n in range(entities)]
    made = [_MAKE[rng.choice(RULES)](rng, ids, f"R{n}") for n in range(rng.randint(1, 4))]
    rows = tuple(_placed(rng, row) for row, _ in made)
    parts = [part for _, found in made for part in found]
    register = RegisterSpec(
        tuple(map(EntityRow, ids)),
        tuple(p for p in parts if isinstance(p, Cap)),
        references=tuple(p for p in parts if isinstance(p, RefRow)),
        people=tuple(p for p in parts if isinstance(p, PersonRow)),
        externals=tuple(p for p in parts if isinstance(p, ExternalRow)),
    )
    few = MOST_WITH_SHARES if any(row.rule in WITH_SHARES for row in rows) else None
    minimum = rng.choice(("", "", "5", "12.34"))
    return Case(TenderSpec(rows, deadline=DEADLINE, minimum_share=minimum), register, Choice(max_members=few))


Part = Cap | RefRow | PersonRow | ExternalRow
Made = tuple[Row, Sequence[Part]]


def amounts(rng: random.Random, count: int) -> list[int]:
    """Cents of one kind of size, or of all sizes from a cent up."""
    middle, mixed = 10 ** rng.uniform(0, MOST), rng.random() < 0.3
    return [max(1, int(10 ** rng.uniform(0, MOST) if mixed else middle * rng.uniform(0.5, 1.5))) for _ in range(count)]


def euros(cents: int) -> str:
    """Cents as a cell says them."""
    return str(Decimal(cents) / 100)


def _edge(rng: random.Random, cents: Sequence[int], most: int = 4) -> int:
    """What some of the amounts come to, or a cent more or less."""
    return max(1, sum(rng.sample(cents, rng.randint(1, min(most, len(cents))))) + rng.choice((-1, 0, 0, 1)))


def _placed(rng: random.Random, row: Row) -> Row:
    """Mostly mandatory by itself; else an alternative, or worth points."""
    kind = rng.random()
    if kind < 0.15:
        return replace(row, alternative=rng.choice(("G/a", "G/b")))
    return replace(row, mandatory="no", points="2") if kind > 0.9 else row


def _held(rng: random.Random, ids: Sequence[str], name: str) -> tuple[list[int], list[Cap]]:
    found = amounts(rng, len(ids))
    return found, [Cap(e, name, euros(cents), "EUR") for e, cents in zip(ids, found, strict=True)]


def _money(rule: str, most: int, parameters: Callable[[random.Random], str]) -> Callable[..., Made]:
    """Rows of a rule that compares money as it stands; ``most``: whose amounts are added up for a threshold."""

    def make(rng: random.Random, ids: Sequence[str], name: str) -> Made:
        found, caps = _held(rng, ids, name)
        threshold = euros(_edge(rng, found, most))
        row = Row(name, capability=name, rule=rule, threshold=threshold, unit="EUR", parameters=parameters(rng))
        return row, caps

    return make


def _external(rng: random.Random, ids: Sequence[str], name: str) -> Made:
    found, caps = _held(rng, ids, name)
    beside = amounts(rng, 2)
    outside = [ExternalRow(f"X{n}", name, euros(c), "EUR", "", "yes") for n, c in enumerate(beside)]
    floor = rng.choice(("", "; floor=10%"))
    threshold = euros(_edge(rng, [*found, *beside]))
    row = Row(name, capability=name, rule="sum", threshold=threshold, unit="EUR", parameters=f"external=yes{floor}")
    return row, [*caps, *outside]


def _ratio(rng: random.Random, ids: Sequence[str], name: str) -> Made:
    """Where the ratio is 1, what some owe is what they have, to the cent."""
    above, below = amounts(rng, len(ids)), amounts(rng, len(ids))
    if rng.random() < 0.5:
        some = rng.sample(range(len(ids)), min(len(ids), 3))
        below[some[0]] = max(1, sum(above[j] for j in some) - sum(below[j] for j in some[1:]) + rng.choice((0, 1)))
    caps = [Cap(e, f"{name} num", euros(c), "EUR") for e, c in zip(ids, above, strict=True)]
    caps += [Cap(e, f"{name} den", euros(c), "EUR") for e, c in zip(ids, below, strict=True)]
    parameters = f"num={name} num; den={name} den; mode={rng.choice(('pooled', 'pooled', 'each'))}"
    return Row(
        name, capability=name, rule="ratio", threshold=rng.choice(("1", "1", "1.27")), parameters=parameters
    ), caps


def _references(rng: random.Random, ids: Sequence[str], name: str) -> Made:
    """Own ones and joint ones; the threshold, where there is one, is some amount, the total what some come to."""
    lines, cents = list[RefRow](), amounts(rng, rng.randint(2, 3 * len(ids)))
    for n, amount in enumerate(cents):
        holders = rng.sample(ids, min(len(ids), rng.choice((1, 1, 1, 2, 3))))
        own = amount // len(holders)
        shares = [own] * (len(holders) - 1) + [amount - own * (len(holders) - 1)]
        pairs = zip(holders, shares, strict=True)
        lines += [RefRow(f"{name}.{n}", e, "85310000-5", euros(c), "EUR", "", DAY) for e, c in pairs if c]
    threshold = euros(rng.choice(cents) + rng.choice((0, 1))) if rng.random() < 0.5 else ""
    parts = [f"k={rng.randint(1, 3)}"] if rng.random() < 0.7 else []
    parts += [f"cap={rng.randint(1, 4)}"] if rng.random() < 0.5 else []
    parts += [f"total={euros(_edge(rng, cents))}"] if rng.random() < 0.8 else []
    row = Row(name, capability=name, rule="references", threshold=threshold, unit="EUR", parameters="; ".join(parts))
    return row, lines


def _share(rng: random.Random, ids: Sequence[str], name: str) -> Made:
    """The threshold is what some shares of two members come to, or half of what some have."""
    found, caps = _held(rng, ids, name)
    a, b = rng.sample(found, 2)
    part = rng.randint(1, 9_999)
    mixed = -(-(a * part + b * (10_000 - part)) // 10_000)
    threshold = euros(rng.choice((mixed, mixed + 1, max(1, _edge(rng, found) // 2))))
    mode = rng.choice(("mode=sum", "mode=each"))
    return Row(name, capability=name, rule="share", threshold=threshold, unit="EUR", parameters=mode), caps


def _classification(rng: random.Random, ids: Sequence[str], name: str) -> Made:
    name = "Works C-4"
    caps = [Cap(e, name, rng.choice("1122334")) for e in ids if rng.random() < 0.8]
    return Row(f"C{rng.randrange(10**6)}", capability=name, rule="classification", threshold=rng.choice("2345"),
               parameters=rng.choice(("", "gate=off"))), caps  # fmt: skip


def _team(rng: random.Random, ids: Sequence[str], name: str) -> Made:
    """Parts of a post with many decimals."""
    people = [
        PersonRow(
            f"{name}.{n}", rng.choice(ids), "cook", "5", "", rng.choice(("", "50", "33.3333333333", "66.6666666667"))
        )
        for n in range(2 * len(ids))
    ]
    asked = rng.choice(("", "dedication=33.3333333333%", "dedication=50%"))
    return Row(name, capability="cook", rule="team", threshold=str(rng.randint(1, 4)), parameters=asked), people


_plain: Callable[[random.Random], str] = lambda _: ""  # noqa: E731
_MAKE: dict[str, Callable[..., Made]] = {
    "sum": _money("sum", 4, lambda rng: rng.choice(("", "", "floor=10%", "member_min=1%", "lead_min=30%"))),
    "any": _money("any", 1, _plain),
    "each": _money("each", 1, _plain),
    "count": _money("count", 1, lambda rng: f"k={rng.randint(1, 3)}"),
    "lead": _money("lead", 1, _plain),
    "performer": _money("performer", 1, lambda rng: rng.choice(("task=T", "task=T", ""))),
    "external": _external,
    "ratio": _ratio,
    "references": _references,
    "share": _share,
    "classification": _classification,
    "team": _team,
}
