"""The textbook model, handed to plain PuLP and CBC whole: what the optimiser has to keep up with."""

from dataclasses import dataclass
from time import perf_counter

import pulp

from tests.oracle import World
from tests.oracle_cells import Lack, Need
from tests.spec import Case


@dataclass(frozen=True, slots=True)
class Timing:
    """One solve: seconds of model building and solving, and the size found (None: none)."""

    seconds: float
    size: int | None


def data(case: Case) -> list[tuple[Need, list[float]]]:
    """Each mandatory row with what every entity proves for it, as plain numbers in the row's base unit."""
    world = World(case)
    return [(n, [_number(n, e) for e in world.entities]) for n in world.single]


def _number(need: Need, entity: str) -> float:
    proof = need.proofs[entity]
    return 0.0 if isinstance(proof, Lack) else proof / need.scale


def solve(rows: list[tuple[Need, list[float]]], seconds: float | None = None) -> Timing:
    """A binary per entity, a constraint per row (any, each, sum), fewest members."""
    start = perf_counter()
    count = len(rows[0][1])
    model = pulp.LpProblem("cover", pulp.LpMinimize)
    chosen = [pulp.LpVariable(f"x{i}", cat=pulp.LpBinary) for i in range(count)]
    model += pulp.lpSum(chosen)
    for need, values in rows:
        model += _constraint(need, values, chosen)
    model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0, timeLimit=seconds))
    found = model.sol_status == pulp.LpSolutionOptimal
    return Timing(perf_counter() - start, round(pulp.value(model.objective)) if found else None)


def _constraint(need: Need, values: list[float], chosen: list[pulp.LpVariable]) -> pulp.LpConstraint:
    bar = need.bar / need.scale
    if need.rule == "sum":
        return pulp.lpSum(v * x for v, x in zip(values, chosen, strict=True) if v) >= bar
    if need.rule == "each":
        return pulp.lpSum(x for v, x in zip(values, chosen, strict=True) if v < bar) <= 0
    return pulp.lpSum(x for v, x in zip(values, chosen, strict=True) if v >= bar) >= 1
