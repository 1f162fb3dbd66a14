"""The most mandatory rows and groups that at most m entities meet: branch and bound in whole numbers, exact.

At a node with p places left a row is lost where its best p candidates to come do not close it. Rows that one
candidate must close by itself are counted together: p candidates close no more than the p best closers do. Each
branch leaves out the candidates of the branches before it, so that every set is met at most once.
"""

from collections import Counter
from dataclasses import dataclass
from time import monotonic

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.domain.verify import assess
from consortium.optimise.explain.ask import Unsettled
from consortium.optimise.forms import Form, bits, mask_of
from consortium.optimise.judge import holds
from consortium.optimise.problem import Ways, problem_of
from consortium.optimise.rules import forms_of, loose
from consortium.optimise.search import Row, rows_of

CHECK_EVERY = 64


@dataclass(frozen=True, slots=True)
class Covered:
    """How much a set meets; better is less."""

    count: int
    members: tuple[int, ...]

    @property
    def rank(self) -> tuple[int, int, tuple[int, ...]]:
        """Most rows, fewest members, smallest IDs; nobody is no coalition and comes last."""
        return (-self.count, len(self.members), self.members) if self.members else (1, 0, ())


NOBODY = Covered(0, ())


@dataclass(frozen=True, slots=True)
class Way:
    """One way of meeting an item: positions of its relaxed rows, and the blocks that spoil it."""

    rows: tuple[int, ...]
    barred: int


class Coverage:
    """One case's rows and groups as wishes. What the options and pairs ask still binds."""

    def __init__(self, case: Case, options: Options, deadline: float) -> None:
        self.deadline = deadline
        self.problem = problem_of(case.kept(()), options)
        self.items = _items(case, self.problem.candidates)
        forms = [form for ways in self.items for way in ways for form in way]
        self.takes_lead = any(form.takes_lead for form in forms)
        self.blocks, self.rows = self.problem.blocks, list[Row]()
        self.sizes = [block.bit_count() for block in self.blocks]
        self.ways = [[self._way(way) for way in ways] for ways in self.items]
        self.leads = self._home(mask_of(j for form in forms for j in bits(form.leads or 0)))
        self.judged = case if loose(case) or _shares_tasks(case) else None
        self.shrinks = self.judged is not None or any(not form.grows for form in forms)
        self.rivals = [self._home(self._rivals(block)) for block in self.blocks]
        self.best, self.nodes = NOBODY, 0

    def _way(self, forms: tuple[Form, ...]) -> Way:
        first = len(self.rows)
        self.rows += rows_of(forms, self.blocks)
        barred = 0
        for form in forms:
            barred |= form.barred
        return Way(tuple(range(first, len(self.rows))), self._home(barred))

    def _home(self, candidates: int) -> int:
        return mask_of(b for b, block in enumerate(self.blocks) if block & candidates)

    def _rivals(self, block: int) -> int:
        pairs = [*self.problem.apart, *((b, a) for a, b in self.problem.apart)]
        return mask_of(b for a, b in pairs if block >> a & 1)

    def most(self, members: int, known: Covered = NOBODY) -> Covered:
        """The best set of at most ``members``; ``known``: a permitted one to beat. Raises Unsettled."""
        self.best = known
        forced = self._home(self.problem.forced)
        taken, free = forced, (1 << len(self.blocks)) - 1
        places = min(members, self.problem.max_members) - sum(self.sizes[b] for b in bits(forced))
        residuals = [row.need for row in self.rows]
        for b in bits(forced):
            residuals = self._after(residuals, b)
        banned = mask_of(b for b, rivals in enumerate(self.rivals) if rivals & (forced | 1 << b))
        torn = mask_of(b for b, rivals in enumerate(self.rivals) if rivals >> b & 1)
        if places >= 0 and not self.problem.impossible and not forced & (banned | torn):
            self._node(taken, free & ~taken & ~banned & ~torn, places, residuals)
        return self.best

    def _after(self, residuals: list[int], b: int) -> list[int]:
        return [left - row.weights[b] for left, row in zip(residuals, self.rows, strict=True)]

    def _node(self, taken: int, free: int, places: int, residuals: list[int]) -> None:
        self._tick()
        met, open_items = self._state(taken, free, places, residuals)
        size = sum(self.sizes[b] for b in bits(taken))
        if met + len(open_items) < self.best.count:
            return
        if taken and met + len(open_items) >= self.best.count:
            self._look(taken)
        bound = met + self._closable(open_items, free, places, residuals)
        if places <= 0 or (-bound, size + 1) > self.best.rank[:2]:
            return
        gains = self._gains(open_items, free, residuals)
        useful = free if self.shrinks or not taken else free & (mask_of(gains) | self.leads)
        for b in sorted(bits(useful), key=lambda b: (-gains[b], b)):
            useful &= ~(1 << b)
            if self.sizes[b] <= places:
                left = self._after(residuals, b)
                self._node(taken | 1 << b, useful & ~self.rivals[b], places - self.sizes[b], left)

    def _tick(self) -> None:
        self.nodes += 1
        if self.nodes % CHECK_EVERY == 0 and monotonic() > self.deadline:
            raise Unsettled

    def _look(self, taken: int) -> None:
        mask = 0
        for b in bits(taken):
            mask |= self.blocks[b]
        found = Covered(self.count(mask), tuple(bits(mask)))
        if found.rank < self.best.rank:
            self.best = found

    def count(self, mask: int) -> int:
        """How many items a set meets with what is best chosen for it."""
        if self.judged is not None:
            return assess(self.judged, self.problem.ids(mask)).demands_met
        members = bits(mask)
        leads = members if self.takes_lead else [-1]
        return max(
            sum(any(all(holds(f, mask, members, lead) for f in way) for way in ways) for ways in self.items)
            for lead in leads
        )

    def _state(self, taken: int, free: int, places: int, residuals: list[int]) -> tuple[int, list[int]]:
        """How many items are met as far as their rows go, and which others may still be."""
        met, open_items = 0, []
        for n, ways in enumerate(self.ways):
            alive = [way for way in ways if not way.barred & taken]
            if any(all(residuals[r] <= 0 for r in way.rows) for way in alive):
                met += 1
            elif any(self._reaches(way, free, places, residuals) for way in alive):
                open_items.append(n)
        return met, open_items

    def _reaches(self, way: Way, free: int, places: int, residuals: list[int]) -> bool:
        free &= ~way.barred
        for r in way.rows:
            lacking = residuals[r]
            if lacking > 0 and (places <= 0 or not self.rows[r].heavy(-(-lacking // places)) & free):
                return False
            if lacking > 1 and self.rows[r].reach(free, places) < lacking:
                return False
        return True

    def _closable(self, open_items: list[int], free: int, places: int, residuals: list[int]) -> int:
        """An upper bound on how many of the open items ``places`` more blocks can close."""
        unit = [self._only_row(n) for n in open_items]
        rows = [r for r in unit if r is not None and residuals[r] == 1]
        closers = Counter(b for r in rows for b in bits(self.rows[r].heavy(1) & free))
        return len(open_items) - len(rows) + min(len(rows), sum(n for _, n in closers.most_common(max(places, 0))))

    def _only_row(self, item: int) -> int | None:
        ways = self.ways[item]
        return ways[0].rows[0] if len(ways) == 1 and len(ways[0].rows) == 1 else None

    def _gains(self, open_items: list[int], free: int, residuals: list[int]) -> Counter[int]:
        """For each free block the open rows that it helps."""
        rows = {r for n in open_items for way in self.ways[n] for r in way.rows if residuals[r] > 0}
        return Counter(b for r in rows for b in bits(self.rows[r].heavy(1) & free))


def _shares_tasks(case: Case) -> bool:
    """Whether several rows may want the same performer, which forms row by row do not say."""
    return sum(need.requirement.rule is Rule.PERFORMER for need in case.needs) > 1


def _items(case: Case, candidates: tuple[str, ...]) -> tuple[Ways, ...]:
    """Every mandatory row and group as ways of meeting it; a row has one."""
    place = {e: j for j, e in enumerate(candidates)}

    def forms(i: int) -> tuple[Form, ...]:
        return forms_of(case, i, place)

    groups = (
        tuple(tuple(f for i in option.needs for f in forms(i)) for option in group.options if option.determined)
        for group in case.demanded_groups()
    )
    return (*((forms(i),) for i in case.demands()), *groups)
