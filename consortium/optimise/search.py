"""Exact search without a solver: every covering set of at most ``m`` members, by depth first in whole numbers.

At a node with m places left, an open row that still lacks r needs, among those to come, one candidate of weight at
least r/m (pigeonhole). The search branches on the row with the fewest such candidates, each branch leaving out the
candidates of the branches before it, so that every covering set is met exactly once. A node is cut off where the
best m weights left do not reach r. Rows are relaxed (leads, bars and the like are left to ``judge`` at the leaf),
which costs time and no solution.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from consortium.domain.case import Case
from consortium.optimise.covers import Cover, covers_of
from consortium.optimise.forms import Form, bits, mask_of
from consortium.optimise.judge import Worth, judge
from consortium.optimise.problem import Problem, Ways

CHECK_EVERY = 64
DEEPEST = 200
"""More members than this are left to the solver."""
COUNTED_BLOCKS = 500
"""Beyond so many blocks counting them at every node costs more than it cuts off."""


class OutOfBudget(Exception):
    """The time or the number of solutions allowed has run out."""


@dataclass(slots=True)
class Row:
    """A relaxed row over blocks: sum(weights[b]) >= need. ``order`` is by weight, greatest first."""

    weights: list[int]
    need: int
    order: list[int]
    masks: list[int] = field(default_factory=list)
    """masks[i]: the first i blocks of ``order``."""

    def heavy(self, least: int) -> int:
        """The blocks of weight >= least (least > 0), as a mask."""
        low, high = 0, len(self.order)
        while low < high:
            middle = (low + high) // 2
            if self.weights[self.order[middle]] >= least:
                low = middle + 1
            else:
                high = middle
        return self.masks[low]

    def reach(self, free: int, places: int) -> int:
        """The most that ``places`` of the free blocks can add."""
        total = 0
        for b in self.order:
            if not places or self.weights[b] <= 0:
                break
            if free >> b & 1:
                total += self.weights[b]
                places -= 1
        return total


def rows_of(forms: tuple[Form, ...], blocks: tuple[int, ...]) -> list[Row]:
    """The relaxed rows of several forms: one for the sum, one that asks for a possible lead."""
    rows = []
    for form in forms:
        if form.need > 0:
            weights = [sum(form.weights.get(j, 0) for j in bits(block)) for block in blocks]
            rows.append(_row(weights, form.need))
        if form.leads is not None:
            rows.append(_row([int(bool(form.leads & block)) for block in blocks], 1))
    return rows


def _row(weights: list[int], need: int) -> Row:
    order = sorted(range(len(weights)), key=lambda b: -weights[b])
    masks = [0]
    for b in order:
        masks.append(masks[-1] | 1 << b)
    return Row(weights, need, order, masks)


def _balances(problem: Problem, blocks: tuple[int, ...]) -> list[Row]:
    """The rows that hold for nobody and that members may break: those that need nothing and have negative weights."""
    forms = (form for form in problem.demands if form.need <= 0 and not form.grows)
    return [_row([sum(form.weights.get(j, 0) for j in bits(block)) for block in blocks], form.need) for form in forms]


@dataclass(slots=True)
class Way:
    """One way of meeting a group: positions of its rows, its covers, and the blocks that it bars."""

    rows: list[int]
    covers: list[Cover]
    barred: int


def _options(case: Case | None, g: int, ways: Ways) -> list[tuple[int, ...]]:
    """The needs of each way of the group at ``g``; none where forms say all."""
    return [()] * len(ways) if case is None else [o.needs for o in case.demanded_groups()[g].options if o.determined]


@dataclass(frozen=True, slots=True)
class Purse:
    """What a set may spend (see ``relaxation``): members of ``within`` only, each at its price, ``budget`` in all.

    What a row gets beyond its need is paid too, at the row's ``rates`` (in the order of the rows).
    """

    within: int
    prices: dict[int, int] = field(default_factory=dict)
    rates: tuple[int, ...] = ()
    budget: int = 0


class Search:
    """One exact enumeration. ``stop`` is asked now and then; ``deadline`` is of ``time.monotonic``."""

    def __init__(
        self, problem: Problem, deadline: float, purse: Purse | None = None, stop: Callable[[], bool] = lambda: False
    ) -> None:
        self.problem, self.deadline, self.stop = problem, deadline, stop
        everybody = (1 << len(problem.candidates)) - 1
        purse = purse or Purse(everybody)
        self.blocks = problem.blocks_in(purse.within)
        self.sizes = [block.bit_count() for block in self.blocks]
        self.single = all(size == 1 for size in self.sizes)
        self.prices = [sum(purse.prices.get(j, 0) for j in bits(block)) for block in self.blocks]
        self.budget = purse.budget
        self.rows = rows_of(problem.demands, self.blocks)
        self.demanded = len(self.rows)
        self.balances = _balances(problem, self.blocks)
        self.rates = [(i, rate) for i, rate in enumerate(purse.rates[: self.demanded]) if rate and self._grows(i)]
        self.cheapest = _row([-price for price in self.prices], 1)
        self.covers = self._covers(() if problem.case is None else problem.case.demands())
        self.groups = [
            [self._way(way, needs) for way, needs in zip(ways, _options(problem.case, g, ways), strict=True)]
            for g, ways in enumerate(problem.groups)
        ]
        self.units = [i for i in range(self.demanded) if self.rows[i].need == 1 and self._grows(i)]
        self.closes = self._closes() if len(self.blocks) <= COUNTED_BLOCKS else []
        self.rivals = self._rivals()
        self.nodes = 0

    def _grows(self, i: int) -> bool:
        return min(self.rows[i].weights, default=0) >= 0

    def _covers(self, needs: Iterable[int]) -> list[Cover]:
        problem = self.problem
        return [] if problem.case is None else covers_of(problem.case, needs, problem.candidates, self.blocks)

    def _way(self, forms: tuple[Form, ...], needs: tuple[int, ...]) -> Way:
        first = len(self.rows)
        self.rows += rows_of(forms, self.blocks)
        barred = 0
        for form in forms:
            barred |= mask_of(b for b, block in enumerate(self.blocks) if block & form.barred)
        return Way(list(range(first, len(self.rows))), self._covers(needs), barred)

    def _rivals(self) -> list[int]:
        home = {j: b for b, block in enumerate(self.blocks) for j in bits(block)}
        rivals = [0] * len(self.blocks)
        for a, b in self.problem.apart:
            if a in home and b in home:
                rivals[home[a]] |= 1 << home[b]
                rivals[home[b]] |= 1 << home[a]
        return rivals

    def solutions(self, members: int) -> Iterator[Worth]:
        """Every minimal-by-search covering set of at most ``members``; all of those that are as small as can be.

        A set that covers is given without its covering supersets. Raises OutOfBudget.
        """
        problem = self.problem
        places = min(members, problem.max_members)
        if places > DEEPEST:
            raise OutOfBudget
        chosen = [b for b, block in enumerate(self.blocks) if block & problem.forced]
        if problem.impossible or problem.forced & ~self._members(mask_of(chosen)):
            return
        taken, banned, spent = mask_of(chosen), 0, 0
        residuals = [r.need for r in self.rows]
        for b in chosen:
            banned |= self.rivals[b]
            places -= self.sizes[b]
            spent += self.prices[b]
            residuals = [left - r.weights[b] for left, r in zip(residuals, self.rows, strict=True)]
        rivalled = mask_of(b for b, rivals in enumerate(self.rivals) if rivals >> b & 1)
        if places >= 0 and not taken & (banned | rivalled) and spent <= self.budget:
            free = ((1 << len(self.blocks)) - 1) & ~taken & ~banned & ~rivalled
            yield from self._node(taken, free, places, spent, residuals)

    def _tick(self) -> None:
        self.nodes += 1
        if self.nodes % CHECK_EVERY == 0:
            self._look_at_clock()

    def _look_at_clock(self) -> None:
        if monotonic() > self.deadline or self.stop():
            raise OutOfBudget

    def _node(self, taken: int, free: int, places: int, spent: int, residuals: list[int]) -> Iterator[Worth]:
        self._tick()
        left_over = self.budget - spent + sum(rate * residuals[i] for i, rate in self.rates if residuals[i] < 0)
        if left_over < 0:
            return
        free &= self.cheapest.heavy(-left_over)
        branch = self._branch(taken, free, places, residuals)
        if branch is None:
            return
        if branch < 0:
            self._look_at_clock()
            worth = judge(self.problem, self._members(taken))
            if worth is not None:
                yield worth
                return
            branch = free
        if places <= 0:
            return
        if places == 1 and self.single:
            branch &= self._last(free, residuals)
        for b in bits(branch & free):
            free &= ~(1 << b)
            paid = spent + self.prices[b]
            if self.sizes[b] > places or paid > self.budget:
                continue
            left = [r - row.weights[b] for r, row in zip(residuals, self.rows, strict=True)]
            yield from self._node(taken | 1 << b, free & ~self.rivals[b], places - self.sizes[b], paid, left)

    def _members(self, taken: int) -> int:
        mask = 0
        for b in bits(taken):
            mask |= self.blocks[b]
        return mask

    def _branch(self, taken: int, free: int, places: int, residuals: list[int]) -> int | None:
        """The fewest blocks of which one must come next; -1 where no row is open, None where nothing can cover."""
        best, fewest = -1, len(self.blocks) + 1
        for i in range(self.demanded):
            if residuals[i] > 0:
                keys = self._keys(i, free, places, residuals)
                if not keys:
                    return None
                if (n := keys.bit_count()) < fewest:
                    best, fewest = keys, n
        for row in self.balances:
            lacking = row.need - sum(row.weights[b] for b in bits(taken))
            if lacking > 0:
                keys = row.heavy(-(-lacking // places)) & free if places > 0 else 0
                if not keys or row.reach(free, places) < lacking:
                    return None
                if (n := keys.bit_count()) < fewest:
                    best, fewest = keys, n
        if best < 0 or len(self.blocks) <= COUNTED_BLOCKS:
            found = (cover.keys(taken, free, places) for cover in self.covers)
            keys = min((k for k in found if k is not None), key=int.bit_count, default=-1)
            if not keys:
                return None
            if keys > 0 and (n := keys.bit_count()) < fewest:
                best, fewest = keys, n
        for ways in self.groups:
            group_keys = self._group_keys(ways, taken, free, places, residuals)
            if group_keys == 0:
                return None
            if group_keys is not None and (n := group_keys.bit_count()) < fewest:
                best, fewest = group_keys, n
        if fewest > 1 and places > 1 and len(self.blocks) <= COUNTED_BLOCKS:
            counted = self._counted(free, places, residuals)
            if counted is not None and counted.bit_count() < fewest:
                return counted or None
        return best

    def _keys(self, i: int, free: int, places: int, residuals: list[int]) -> int:
        if places <= 0:
            return 0
        row, lacking = self.rows[i], residuals[i]
        keys = row.heavy(-(-lacking // places)) & free
        if keys and places > 1 and lacking > 1 and row.reach(free, places) < lacking:
            return 0
        return keys

    def _group_keys(self, ways: list[Way], taken: int, free: int, places: int, residuals: list[int]) -> int | None:
        """None where a way is met as far as its rows go, 0 where none can be."""
        union = 0
        for way in ways:
            if way.barred & taken:
                continue
            apart = free & ~way.barred
            keys = [self._keys(i, apart, places, residuals) for i in way.rows if residuals[i] > 0]
            keys += [k for cover in way.covers if (k := cover.keys(taken, apart, places)) is not None]
            if not keys:
                return None
            if all(keys):
                union |= min(keys, key=int.bit_count)
        return union

    def _last(self, free: int, residuals: list[int]) -> int:
        """The blocks that close every open mandatory row at once."""
        for i in range(self.demanded):
            if residuals[i] > 0:
                free &= self.rows[i].heavy(residuals[i])
        return free

    def _counted(self, free: int, places: int, residuals: list[int]) -> int | None:
        """The blocks that close so many of the open unit rows that one of them must come (pigeonhole once more).

        0 where the best ``places`` blocks cannot close them all; None where there are too few rows to tell.
        """
        open_rows = mask_of(i for i in self.units if residuals[i] > 0)
        lacking = open_rows.bit_count()
        if lacking <= places:
            return None
        counts = [((self.closes[b] & open_rows).bit_count(), b) for b in bits(free)]
        if sum(sorted([n for n, _ in counts], reverse=True)[:places]) < lacking:
            return 0
        least = -(-lacking // places)
        return mask_of(b for n, b in counts if n >= least)

    def _closes(self) -> list[int]:
        """For each block the unit rows that it closes by itself, as a mask."""
        closes = [0] * len(self.blocks)
        for i in self.units:
            for b in bits(self.rows[i].heavy(1)):
                closes[b] |= 1 << i
        return closes
