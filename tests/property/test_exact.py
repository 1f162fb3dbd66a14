"""How often a size is settled without believing a solver: random tenders of up to 60 entities and 10 needs."""

import random

import pytest

from consortium.domain.case import Case, case_of
from consortium.domain.result import Options, Proof, Status
from consortium.optimise import solve
from tests.convert import to_domain
from tests.spec import Cap, EntityRow, RegisterSpec, Row, TenderSpec


def tender(seed: int) -> Case:
    """Sums at the reach of a few entities and certificates, over up to 60 entities and 10 rows."""
    rng = random.Random(f"exact {seed}")
    ids = [f"E{n:02}" for n in range(rng.randint(10, 60))]
    caps, rows = list[Cap](), list[Row]()
    for n in range(rng.randint(2, 10)):
        name = f"R{n}"
        if rng.random() < 0.5:
            cents = {e: round(10 ** rng.uniform(3, 8)) for e in ids}
            caps += [Cap(e, name, f"{c // 100}.{c % 100:02}", "EUR") for e, c in cents.items()]
            need = sum(rng.sample(sorted(cents.values()), rng.randint(2, 6))) + rng.choice((-1, 0, 1))
            threshold = f"{need // 100}.{need % 100:02}"
            rows.append(Row(name, capability=name, rule="sum", threshold=threshold, unit="EUR"))
        else:
            often = 10 ** rng.uniform(-1.2, -0.3)
            caps += [Cap(e, name, "yes") for e in ids if rng.random() < often]
            rows.append(Row(name, capability=name, rule="any"))
    return case_of(*to_domain(TenderSpec(tuple(rows)), RegisterSpec(tuple(map(EntityRow, ids)), tuple(caps))))


def unproven(seeds: range) -> list[int]:
    """The seeds whose size rests on a solver."""
    found = []
    for seed in seeds:
        answer = solve(tender(seed), Options())
        settled = answer.status in (Status.OPTIMAL, Status.INFEASIBLE)
        if not (settled and answer.proof is Proof.EXACT):
            found.append(seed)
    return found


def test_100_tenders() -> None:
    assert len(unproven(range(100))) <= 1


@pytest.mark.slow
def test_1_000_tenders() -> None:
    assert len(unproven(range(1_000))) <= 10
