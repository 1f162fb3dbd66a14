"""Random tenders whose size rests on rows that quotients decide: ratios and values in proportion to shares."""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from tests.generators import text
from tests.spec import Cap, Case, Choice, EntityRow, RegisterSpec, Row, TenderSpec

MODES = ("", "mode=pooled", "mode=each")
UNITS = ("EUR", "EUR", "k€")


def quotient_case(rng: random.Random, most: int = 7) -> Case:
    """Thresholds are such as some coalition of two and more just reaches, or nearly."""
    ids = [f"E{n}" for n in range(rng.randint(3, most))]
    figures = {name: {e: _figure(rng) for e in ids} for name in ("ventas", "activo", "pasivo")}
    caps = tuple(Cap(e, name, text(own[e]), "EUR") for name, own in figures.items() for e in ids if rng.random() < 0.95)
    rows = [Row("R0", text="Ventas", rule="sum", threshold=_part_of(rng, figures["ventas"]), unit="EUR")]
    rows += [_row(rng, f"R{n}", figures) for n in range(1, rng.choice((2, 2, 3)))]
    if rng.random() < 0.3:
        rows = [*rows, Row(f"R{len(rows)}", text="Activo", rule="count", threshold="10", unit="EUR", parameters="k=2")]
    tender = TenderSpec(tuple(rows), minimum_share=rng.choice(("", "", "5", "20", "0.013")))
    most_members = rng.choice((None, None, None, 4))
    return Case(tender, RegisterSpec(tuple(EntityRow(e) for e in ids), caps), Choice(max_members=most_members))


def _figure(rng: random.Random) -> Decimal:
    whole = Decimal(rng.choice((rng.randint(1, 9), rng.randint(1, 99), rng.randint(10, 9999))))
    return whole if rng.random() < 0.5 else whole / 100


def _part_of(rng: random.Random, held: dict[str, Decimal]) -> str:
    return text(sum(rng.sample(sorted(held.values()), rng.choice((2, 2, 3))), Decimal(0)))


def _row(rng: random.Random, name: str, figures: dict[str, dict[str, Decimal]]) -> Row:
    alternative = rng.choice(("G/a", "G/b")) if rng.random() < 0.1 else ""
    return _ratio(rng, name, figures, alternative) if rng.random() < 0.6 else _share(rng, name, figures, alternative)


def _ratio(rng: random.Random, name: str, figures: dict[str, dict[str, Decimal]], alternative: str) -> Row:
    """As much as a few have together, or each of a few, a little rounded."""
    few = rng.sample(sorted(figures["activo"]), rng.choice((2, 3)))
    own = [Fraction(figures["activo"][e]) / Fraction(figures["pasivo"][e]) for e in few]
    pooled = sum(Fraction(figures["activo"][e]) for e in few) / sum(Fraction(figures["pasivo"][e]) for e in few)
    mode = rng.choice(MODES)
    unit = rng.choice(("", "%"))
    bar = (min(own) if mode == "mode=each" else pooled) * (100 if unit else 1)
    threshold = text(Decimal(int(bar * 10_000)) / 10_000)
    parameters = f"num=activo; den=pasivo; {mode}".rstrip("; ")
    return Row(name, text="Solvencia", rule="ratio", threshold=threshold, unit=unit, parameters=parameters,
               alternative=alternative)  # fmt: skip


def _share(rng: random.Random, name: str, figures: dict[str, dict[str, Decimal]], alternative: str) -> Row:
    """As much as two or three have together, and a little less: shares are whole hundredths of a per cent."""
    few = rng.choice(list(combinations(sorted(figures["activo"]), rng.choice((2, 3)))))
    unit = rng.choice(UNITS)
    whole = sum((figures["activo"][e] for e in few), Decimal(0)) * rng.choice((1, Decimal("0.99"), Decimal("0.9995")))
    threshold = text(whole / 1000 if unit == "k€" else whole)
    return Row(name, text="Activo", rule="share", threshold=threshold, unit=unit, parameters="mode=each",
               alternative=alternative)  # fmt: skip
