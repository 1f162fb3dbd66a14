"""Large registers for benchmarks: one as they are met, one whose sums are decided by single cents."""

import random
from decimal import Decimal

from tests.spec import Cap, Case, EntityRow, RegisterSpec, Row, TenderSpec

SIZES = {"micro": (11.5, 4), "small": (13.5, 25), "medium": (15.5, 110), "large": (17.5, 600)}
"""Mean of the logarithm of turnover in EUR, and mean headcount (EU Recommendation 2003/361: 2, 10, 50 M EUR)."""
SECTORS = 12
SUMS = ("Facturación", "Contratos similares", "Plantilla", "Vehículos")
RARE, COMMON = (-1.3, -0.2), (-0.7, -0.05)
"""How many of their sector hold a certificate: between these powers of ten."""
EACH = ("Al corriente con Hacienda", "Al corriente con la Seguridad Social", "Sin prohibición de contratar")


def _number(rng: random.Random, name: str, size: str, own_sector: bool) -> str:
    """A lognormal turnover to the cent; the other figures in proportion."""
    mean, people = SIZES[size]
    turnover = round(rng.lognormvariate(mean, 0.8), 2)
    return {
        "Facturación": f"{turnover:.2f}",
        "Contratos similares": f"{turnover * rng.uniform(0.1, 0.6) * own_sector:.2f}",
        "Plantilla": str(max(1, round(rng.lognormvariate(0, 0.5) * people))),
        "Vehículos": str(round(people * rng.uniform(0, 0.3))),
    }[name]


def _prevalences(rng: random.Random, count: int, powers: tuple[float, float]) -> list[tuple[str, int, float]]:
    """(capability, sector, share of that sector that holds it): from common certificates to rare licences."""
    return [(f"Requisito {n:02}", rng.randrange(SECTORS), 10 ** rng.uniform(*powers)) for n in range(count)]


def realistic(entities: int, requirements: int, seed: int = 1, powers: tuple[float, float] = RARE) -> Case:
    """Four sums, three conditions on each member, and certificates that follow sector and size."""
    rng = random.Random(seed)
    held = _prevalences(rng, requirements - len(SUMS) - len(EACH), powers)
    rows = [Row(f"E{n}", category="exclusion", capability=name) for n, name in enumerate(EACH)]
    rows += [Row(f"A{n:02}", capability=name, rule="any") for n, (name, _, _) in enumerate(held)]
    caps: list[Cap] = []
    members = []
    for n in range(entities):
        who = f"E{n:05}"
        size = rng.choices(tuple(SIZES), (60, 27, 10, 3))[0]
        sectors = {rng.randrange(SECTORS), rng.randrange(SECTORS)}
        members.append(EntityRow(who, f"Entidad {n}", str(rng.randrange(1000))))
        caps += [Cap(who, name, _number(rng, name, size, 0 in sectors), "") for name in SUMS]
        caps += [Cap(who, name, "no" if rng.random() < 0.04 else "yes") for name in EACH]
        reach = 0.4 + 0.4 * tuple(SIZES).index(size)
        caps += [Cap(who, c, "yes") for c, s, p in held if rng.random() < p * reach * (1.5 if s in sectors else 0.3)]
    rows += [_sum_row(caps, name) for name in SUMS]
    return Case(TenderSpec(tuple(rows)), RegisterSpec(tuple(members), tuple(caps)))


def _sum_row(caps: list[Cap], name: str) -> Row:
    """A threshold that a few of the largest reach together."""
    top = sorted((Decimal(c.value) for c in caps if c.capability == name), reverse=True)[5:9]
    unit = "EUR" if name in SUMS[:2] else {"Plantilla": "people", "Vehículos": "vehicles"}[name]
    return Row(f"S {name}", category="economic", capability=name, rule="sum", threshold=str(sum(top)), unit=unit)


def edge_sums(entities: int, sums: int, seed: int = 1, cents: int = 0) -> Case:
    """Sums whose thresholds are what one hidden coalition of four reaches to the cent, plus ``cents``.

    Most values of a sum lie within a thousandth of each other, so that sets of one size differ by little.
    """
    rng = random.Random(seed)
    ids = [f"E{n:05}" for n in range(entities)]
    hidden = rng.sample(ids, min(4, entities))
    caps, rows = [], []
    for n in range(sums):
        middle = 10 ** rng.randint(3, 11)
        values = {e: _near(rng, middle) for e in ids} | {e: middle + rng.randrange(middle // 1000 + 2) for e in hidden}
        caps += [Cap(e, f"Importe {n}", f"{v // 100}.{v % 100:02}") for e, v in values.items()]
        total = sum(values[e] for e in hidden) + cents
        threshold = f"{total // 100}.{total % 100:02}"
        rows.append(Row(f"S{n}", capability=f"Importe {n}", rule="sum", threshold=threshold, unit="EUR"))
    return Case(TenderSpec(tuple(rows)), RegisterSpec(tuple(map(EntityRow, ids)), tuple(caps)))


def _near(rng: random.Random, middle: int) -> int:
    """A number of cents near ``middle``, or now and then anything below it."""
    if rng.random() < 0.2:
        return rng.randrange(middle)
    return middle + rng.randint(-middle // 1000 - 1, middle // 1000 + 1)
