"""What each row compares, and who counts towards it, worked out apart from the product."""

import random
from fractions import Fraction

import pytest

from consortium.domain.verify import assess
from tests.generators import random_case
from tests.oracle import World
from tests.oracle_cells import Need
from tests.property.compare import domain_case
from tests.spec import Case

Measure = tuple[Fraction | int, Fraction | int, tuple[str, ...]]


def _expected(need: Need, members: tuple[str, ...], lead: str | None) -> Measure:
    """Required, provided and providers of a row with a threshold above 0: what is unknown counts as nothing."""
    known = {m: p for m in members if isinstance(p := need.proofs[m], int)}
    holders = tuple(m for m in members if known.get(m, 0) >= need.bar)
    bar = Fraction(need.bar, need.scale)
    if need.rule == "each":
        return len(members), len(holders), holders
    if need.rule == "count":
        return need.k, len(holders), holders
    if need.rule == "any":
        unknown = [0] if len(known) < len(members) else []
        return bar, Fraction(max([*known.values(), *unknown]), need.scale), holders
    if need.rule == "lead":
        return bar, Fraction(known.get(lead or "", 0), need.scale), tuple(m for m in holders if m == lead)
    counted = tuple(m for m in members if m in known and (need.floor is None or known[m] >= need.floor))
    return bar, Fraction(sum(known[m] for m in counted), need.scale), tuple(m for m in counted if known[m] > 0)


def _differences(case: Case, members: tuple[str, ...]) -> list[object]:
    assessment = assess(domain_case(case), members)
    ours = {(o.need.requirement.id, o.need.lot): o.measure for o in assessment.outcomes}
    found: list[object] = []
    for need in World(case).needs:
        if need.undetermined or need.bar == 0:
            continue
        measure, expected = ours[need.key], _expected(need, members, assessment.lead)
        assert measure is not None
        negative = {m for m in members if isinstance(p := need.proofs[m], int) and p < 0}
        providers = tuple(m for m in measure.providers if m not in negative)
        if (measure.required, measure.provided, providers) != expected:
            found.append((need.key, need.rule, measure, expected))
    return found


@pytest.mark.parametrize("block", range(5))
def test_measures_of_any_coalition(block: int) -> None:
    for seed in range(40 * block, 40 * (block + 1)):
        rng = random.Random(f"measure {seed}")
        case = random_case(rng)
        ids = sorted(e.id for e in case.register.entities)
        members = tuple(sorted(rng.sample(ids, rng.randint(1, len(ids)))))
        assert _differences(case, members) == [], (seed, members)
