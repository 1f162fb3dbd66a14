"""Random tenders whose size rests on rows that quotients decide: ratios and values in proportion to shares."""

import random
from decimal import Decimal
from fractions import Fraction

from tests.generators import text
from tests.spec import Cap, Case, Choice, EntityRow, RegisterSpec, Row, TenderSpec

Figures = dict[str, dict[str, Decimal]]


def quotient_case(rng: random.Random, most: int = 7) -> Case:
    """Sellers bring the turnover, others sound accounts; the thresholds are such as some of both just reach."""
    sellers, others = [f"E{n}" for n in range(rng.randint(2, most - 2))], ["F0", "F1"][: rng.randint(1, 2)]
    figures = _figures(rng, sellers, others)
    some = rng.sample(sellers, rng.randint(1, min(3, len(sellers)))) + rng.sample(others, rng.randint(1, len(others)))
    turnover = sum((figures["ventas"][e] for e in some), Decimal(0)) * rng.choice((1, Decimal("0.9"), Decimal("0.7")))
    rows = [Row("R0", text="Ventas", rule="sum", threshold=text(turnover), unit="EUR")]
    rows += [rng.choice((_ratio, _share))(rng, f"R{n}", figures, some) for n in range(1, rng.choice((2, 2, 3)))]
    cells = [Cap(e, name, text(value), "EUR") for name, held in figures.items() for e, value in held.items()]
    return Case(
        TenderSpec(tuple(rows), minimum_share=rng.choice(("", "", "5", "20", "0.013"))),
        RegisterSpec(tuple(map(EntityRow, (*sellers, *others))), tuple(c for c in cells if rng.random() < 0.97)),
        Choice(max_members=rng.choice((None, None, None, 4))),
    )


def _figures(rng: random.Random, sellers: list[str], others: list[str]) -> Figures:
    alike = rng.random() < 0.6
    found = {name: {e: _figure(rng, alike) for e in (*sellers, *others)} for name in ("ventas", "activo", "pasivo")}
    for e in others:
        found["ventas"][e] /= rng.choice((2, 100))
        found["activo"][e] *= 4
    return found


def _figure(rng: random.Random, alike: bool) -> Decimal:
    """Where all are alike, the coalitions stand close together."""
    if alike:
        return Decimal(rng.randint(9_000, 11_000)) / 100
    whole = Decimal(rng.choice((rng.randint(1, 9), rng.randint(1, 99), rng.randint(10, 9999))))
    return whole if rng.random() < 0.5 else whole / 100


def _ratio(rng: random.Random, name: str, figures: Figures, some: list[str]) -> Row:
    """As much as some have together, or each of them, rounded down."""
    above, below = ([Fraction(figures[figure][e]) for e in some] for figure in ("activo", "pasivo"))
    mode, unit = rng.choice(("", "; mode=pooled", "; mode=each")), rng.choice(("", "%"))
    own = min(n / d for n, d in zip(above, below, strict=True))
    bar = (own if "each" in mode else sum(above) / sum(below)) * (100 if unit else 1)
    threshold = text(Decimal(int(bar * 10_000)) / 10_000)
    return Row(name, text="Solvencia", rule="ratio", threshold=threshold, unit=unit, alternative=_alternative(rng),
               parameters=f"num=activo; den=pasivo{mode}")  # fmt: skip


def _share(rng: random.Random, name: str, figures: Figures, some: list[str]) -> Row:
    """As much as some have together, or a little less: shares are whole hundredths of a per cent."""
    whole = sum((figures["activo"][e] for e in some), Decimal(0)) * rng.choice((1, Decimal("0.99"), Decimal("0.9995")))
    unit = rng.choice(("EUR", "k€"))
    return Row(name, text="Activo", rule="share", threshold=text(whole / 1000 if unit == "k€" else whole), unit=unit,
               parameters="mode=each", alternative=_alternative(rng))  # fmt: skip


def _alternative(rng: random.Random) -> str:
    return rng.choice(("G/a", "G/b")) if rng.random() < 0.1 else ""
