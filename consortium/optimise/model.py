"""The integer programme, and the one file that imports PuLP.

PuLP 3.3.2 is the newest for Python 3.11 and brings CBC; 4.x has another API and no solver of its own. Its LpStatus
says "Optimal" at a time limit: only sol_status == 1 is a proof. Names are ours (x00001), never the user's.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pulp

from consortium.errors import SolverError
from consortium.optimise.details import Details, Row, coarser, details_of
from consortium.optimise.forms import Form, bits, mask_of
from consortium.optimise.problem import Problem, Ways
from consortium.optimise.quiet import quiet_highs

TOLERANCE = 1e-9
EXACT_NEED = 1_000_000
"""With larger numbers a need is lowered by half a step: to whole weights it says the same; rounding cannot flip it."""
LARGEST_NEED = 1_000_000_000
"""Above it weights are rounded up to coarser steps; what then falls short by less than a step is cut off."""
LARGEST_WEIGHT = 1_000_000_000_000
"""The largest that an objective adds up. Solvers refuse numbers from 1e15 on."""
LARGEST_BALANCE = 10_000_000
"""As LARGEST_NEED where negatives or further variables stand beside members: CBC calls some ties of 1e8 infeasible."""
ENUMERATION = 1 << 16
"""The presolve rule by which HiGHS 1.16 calls some models of references infeasible that are not."""

Terms = list[tuple[pulp.LpVariable, int]]
Told = Callable[[Form], tuple[Mapping[int, int], int]]
"""The weights and the need of a form as a solver is told them."""
FORMATS = (".lp", ".mps")
LARGEST_WRITTEN, BASE = 10_000, 1_000
"""In a written model rows with larger numbers are split, in this base."""


class Found(Enum):
    """What a solver claims; nothing of it is believed before the verifier has looked."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Claim:
    """A solver's answer to one stage: the set it names (0 without one), and what it says the objective is there."""

    found: Found
    mask: int = 0
    value: int = 0


class Model:
    """One problem as an integer programme; stages add constraints and set objectives (docs/model.md)."""

    def __init__(self, problem: Problem, solver: str = "cbc", told: Told | None = None) -> None:
        self.problem, self.solver, self.told = problem, solver, told or _coarse
        self.lp = pulp.LpProblem("consortium", pulp.LpMinimize)
        self.x = [_binary(f"x{j:05d}") for j in range(len(problem.candidates))]
        self.leads = [_binary(f"l{j:05d}") for j in range(len(self.x))] if problem.takes_lead else []
        case = problem.case
        self.details = problem.details or (Details() if case is None else details_of(case, problem.candidates))
        self.others = {name: pulp.LpVariable(name, 0, n, pulp.LpInteger) for name, n in self.details.most.items()}
        self.points: Terms = []
        self.rounds = 0
        self._structure()
        for form in problem.demands:
            self._form(form, None)
        for row in self.details.always:
            self._row(row, None)
        self._needs(() if case is None else case.demands(), None)
        for g, ways in enumerate(problem.groups):
            self._group(g, ways)

    def _group(self, g: int, ways: Ways) -> None:
        """One of the ways of meeting a group, whole."""
        case = self.problem.case
        options = () if case is None else tuple(o for o in case.demanded_groups()[g].options if o.determined)
        chosen = [_binary(f"z{g:03d}w{w:03d}") for w in range(len(ways))]
        self._at_least([(z, 1) for z in chosen], 1)
        for w, (z, way) in enumerate(zip(chosen, ways, strict=True)):
            for form in way:
                self._form(form, z)
            self._needs(options[w].needs if options else (), z)

    def _needs(self, needs: Iterable[int], on: pulp.LpVariable | None) -> None:
        """What the details say of some needs, if ``on`` is 1 (None: always)."""
        for i in needs:
            for row in self.details.of.get(i, ()):
                self._row(row, on)

    def _row(self, row: Row, on: pulp.LpVariable | None) -> None:
        told = self._tell(row)
        terms: Terms = [(self.x[j], w) for j, w in told.members.items()]
        terms += [(self.others[name], w) for name, w in told.others.items()]
        least = sum(w * v.upBound for v, w in terms if w < 0)
        if on is None:
            self._at_least(terms, told.need)
        elif told.need > least:
            self._at_least([*terms, (on, least - told.need)], least)

    def _tell(self, row: Row) -> Row:
        """A row as a solver is told it."""
        return coarser(row, self.details.most, LARGEST_BALANCE)

    def _structure(self) -> None:
        problem, x = self.problem, self.x
        self._at_least([(v, 1) for v in x], 1)
        self._at_most([(v, 1) for v in x], problem.max_members)
        for j in bits(problem.forced):
            self._at_least([(x[j], 1)], 1)
        for a, b in problem.apart:
            self._at_most([(x[a], 1), (x[b], 1)], 1)
        for block in problem.together:
            first, *others = bits(block)
            for j in others:
                self.lp += pulp.LpConstraint(pulp.LpAffineExpression([(x[first], 1), (x[j], -1)]), rhs=0)
        if self.leads:
            self.lp += pulp.LpConstraint(pulp.LpAffineExpression([(v, 1) for v in self.leads]), rhs=1)
            for lead, member in zip(self.leads, x, strict=True):
                self._at_most([(lead, 1), (member, -1)], 0)

    def _form(self, form: Form, on: pulp.LpVariable | None) -> None:
        """The form, if ``on`` is 1 (None: always)."""
        switch: Terms = [(on, 1)] if on is not None else []
        allowed = 1 if on is not None else 0
        if form.need > 0 or not form.grows:
            self._sum(form, on)
        for j in bits(form.barred):
            self._at_most([(self.x[j], 1), *switch], allowed)
        if form.leads is not None:
            wanted: Terms = [(on, -1)] if on is not None else []
            self._at_least([*((self.leads[j], 1) for j in bits(form.leads)), *wanted], 1 - allowed)
        for j in bits(form.barred_but_lead):
            self._at_most([(self.x[j], 1), (self.leads[j], -1), *switch], allowed)

    def _sum(self, form: Form, on: pulp.LpVariable | None) -> None:
        weights, need = self.told(form)
        terms: Terms = [(self.x[j], w) for j, w in weights.items()]
        if on is None:
            self._at_least(terms, need)
        else:
            slack = -sum(w for w in weights.values() if w < 0)
            self._at_least([*terms, (on, -(need + slack))], -slack)

    def score(self) -> None:
        """Add the scored rows; from then on ``self.points`` is the sum of points."""
        for s, scored in enumerate(self.problem.scored):
            on = _binary(f"y{s:05d}")
            self.points.append((on, scored.points))
            for form in scored.forms:
                self._form(form, on)
            self._needs(() if scored.need is None else (scored.need,), on)

    def size_is(self, members: int) -> None:
        """Fix the number of members."""
        self.lp += pulp.LpConstraint(pulp.LpAffineExpression([(v, 1) for v in self.x]), rhs=members)

    def points_at_least(self, points: int) -> None:
        """Bound the points from below."""
        self._at_least(self.points, points)

    def cost_at_most(self, cost: int) -> None:
        """Bound the cost from above."""
        self._at_most([(v, c) for v, c in zip(self.x, self.problem.costs, strict=True) if c], cost)

    def fix(self, j: int, chosen: bool) -> None:
        """Fix one candidate in or out."""
        self.x[j].lowBound = self.x[j].upBound = int(chosen)

    def forbid(self, mask: int) -> None:
        """Cut off one set."""
        self.forbid_among(mask, (1 << len(self.x)) - 1)

    def forbid_among(self, mask: int, among: int) -> None:
        """Cut off every set whose part ``among`` some candidates is ``mask``."""
        terms: Terms = [(self.x[j], -1 if mask >> j & 1 else 1) for j in bits(among)]
        self._at_least(terms, 1 - mask.bit_count())

    def ask_beyond(self, mask: int, form: Form) -> None:
        """Cut off a set that falls short of a mandatory form without negative weights, and all of its subsets."""
        self._at_least([(self.x[j], 1) for j, w in form.weights.items() if w > 0 and not mask >> j & 1], 1)

    def least_members(self, seconds: float) -> Claim:
        """Minimise the number of members."""
        return self._solve([(v, 1) for v in self.x], pulp.LpMinimize, seconds)

    def most_points(self, seconds: float) -> Claim:
        """Maximise the points."""
        return self._solve(self.points, pulp.LpMaximize, seconds)

    @property
    def beside(self) -> Terms:
        """The non-members that may be relied on."""
        return [(v, 1) for name, v in self.others.items() if name.startswith("e")]

    def fewest_externals(self, seconds: float) -> Claim:
        """Minimise the number of non-members relied on."""
        return self._solve(self.beside, pulp.LpMinimize, seconds)

    def externals_at_most(self, externals: int) -> None:
        """Bound the non-members from above."""
        self._at_most(self.beside, externals)

    def least_cost(self, seconds: float) -> Claim:
        """Minimise the cost."""
        return self._solve(list(zip(self.x, self.problem.costs, strict=True)), pulp.LpMinimize, seconds)

    def most_weight(self, weights: Mapping[int, int], seconds: float) -> Claim:
        """Maximise the sum of the members' weights."""
        return self._solve([(self.x[j], w) for j, w in weights.items()], pulp.LpMaximize, seconds)

    def earliest(self, positions: Iterable[int], seconds: float) -> Claim:
        """Minimise the position of the first member among ``positions``."""
        self.rounds += 1
        first = [(j, _binary(f"f{self.rounds:02d}x{j:05d}")) for j in positions]
        self._at_least([(f, 1) for _, f in first], 1)
        for j, f in first:
            self._at_most([(f, 1), (self.x[j], -1)], 0)
        return self._solve([(f, n) for n, (_, f) in enumerate(first)], pulp.LpMinimize, seconds)

    def _solve(self, objective: Terms, sense: int, seconds: float) -> Claim:
        if seconds <= 0:
            return Claim(Found.NOTHING)
        self.lp.sense = sense
        self.lp.setObjective(pulp.LpAffineExpression(objective))
        for v in self.lp.variables():
            v.varValue = None
        with _room() as folder:
            self._run(self._engine(seconds, folder, mip=True), folder)
        return self._claim()

    def _run(self, engine: pulp.LpSolver, folder: str) -> None:
        quiet_highs()
        try:
            self.lp.solve(engine)
        except (pulp.PulpSolverError, IndexError, ValueError) as cause:  # the last two: a solution file that is cut off
            Path(folder, "last").write_bytes(bytes(1 << 16))  # an OSError where the folder is full
            raise SolverError("solver_died", solver=self.solver) from cause

    def _engine(self, seconds: float, folder: str, mip: bool) -> pulp.LpSolver:
        if self.solver == "highs":
            return pulp.HiGHS(
                mip=mip,
                msg=False,
                gapRel=0,
                gapAbs=0,
                presolve_rule_off=ENUMERATION,
                timeLimit=seconds,
                mip_feasibility_tolerance=TOLERANCE,
                primal_feasibility_tolerance=TOLERANCE,
            )
        options = [f"primalTolerance {TOLERANCE}", f"integerTolerance {TOLERANCE}", "allowableGap 0"]
        engine = pulp.PULP_CBC_CMD(mip=mip, msg=False, gapRel=0, timeLimit=seconds, options=options)
        engine.tmpDir = folder
        return engine

    def _claim(self) -> Claim:
        found = {
            pulp.LpSolutionOptimal: Found.OPTIMAL,
            pulp.LpSolutionIntegerFeasible: Found.FEASIBLE,
            pulp.LpSolutionInfeasible: Found.INFEASIBLE,
        }.get(self.lp.sol_status, Found.NOTHING)
        if found is Found.NOTHING and self.lp.status == pulp.LpStatusInfeasible:
            found = Found.INFEASIBLE  # what PuLP makes of CBC's "Integer infeasible"
        if found not in (Found.OPTIMAL, Found.FEASIBLE):
            return Claim(found)
        mask = mask_of(j for j, v in enumerate(self.x) if (v.varValue or 0) > 0.5)
        value = pulp.value(self.lp.objective) or 0  # PuLP gives an objective without terms no value
        return Claim(found, mask, round(value)) if mask else Claim(Found.NOTHING)

    def _at_least(self, terms: Terms, rhs: int) -> None:
        least = rhs - 0.5 if _largest(terms, rhs) > EXACT_NEED else rhs
        self.lp += pulp.LpConstraint(pulp.LpAffineExpression(terms), pulp.LpConstraintGE, rhs=least)

    def _at_most(self, terms: Terms, rhs: float) -> None:
        self.lp += pulp.LpConstraint(pulp.LpAffineExpression(terms), pulp.LpConstraintLE, rhs=rhs)


class _Written(Model):
    """The model for other hands, exact whatever their tolerances: no coefficient is large.

    A row of large whole numbers is split into two. With w = B u + v,  sum(w x) >= n  holds iff for some whole t
    sum(u x) + t >= n // B  and  sum(v x) - B t >= n % B;  t is at least -1 and at most the sum of the bounds.
    """

    def __init__(self, problem: Problem) -> None:
        self.splits = 0
        super().__init__(problem, told=lambda form: (form.weights, form.need))
        if problem.impossible:
            self._at_least([(v, 1) for v in self.x], len(self.x) + 1)
        self.lp.setObjective(pulp.LpAffineExpression([(v, 1) for v in self.x]))

    def _tell(self, row: Row) -> Row:
        return row

    def _at_least(self, terms: Terms, rhs: int) -> None:
        if _largest(terms, rhs) <= LARGEST_WRITTEN:
            super()._at_least(terms, rhs)
            return
        self.splits += 1
        carry = pulp.LpVariable(f"t{self.splits:04d}", 0, sum(v.upBound for v, _ in terms) + 1, pulp.LpInteger)
        high = [(v, w // BASE) for v, w in terms if w // BASE]
        low = [(v, w % BASE) for v, w in terms if w % BASE]
        self._at_least([*high, (carry, 1)], rhs // BASE + 1)
        self._at_least([*low, (carry, -BASE)], rhs % BASE - BASE)


@contextmanager
def _room() -> Iterator[str]:
    """A temporary folder, gone at the end. Raises SolverError where it cannot be made or filled."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield folder
    except OSError as cause:
        raise SolverError("solver_no_room", reason=cause.strerror or "") from cause


def written(problem: Problem, kind: str) -> bytes:
    """The size stage as a file that any solver reads: one of FORMATS."""
    lp = _Written(problem).lp
    with _room() as folder:
        path = Path(folder) / f"model{kind}"
        {".lp": lp.writeLP, ".mps": lp.writeMPS}[kind](str(path))
        return path.read_bytes()


def _coarse(form: Form) -> tuple[Mapping[int, int], int]:
    """A form in steps a solver can tell apart: a little easier than the form where numbers are huge, never harder."""
    widest = max(map(abs, form.weights.values()), default=0)
    step = max(form.need // LARGEST_NEED, widest // (LARGEST_NEED if form.grows else LARGEST_BALANCE))
    if step <= 1:
        return form.weights, form.need
    return {j: -(-w // step) for j, w in form.weights.items()}, form.need // step


def _largest(terms: Terms, rhs: int) -> int:
    return max([abs(rhs), *(abs(w) for _, w in terms)])


def _binary(name: str) -> pulp.LpVariable:
    return pulp.LpVariable(name, cat=pulp.LpBinary)
