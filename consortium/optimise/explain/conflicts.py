"""Why nothing covers, in the tender's own words: all minimal sets of rows, groups and options that cannot hold
together. What is not an option stays as it is: who is available, the minimum share, that somebody must bid.
"""

from dataclasses import dataclass, replace

from consortium.domain.case import Case, Group
from consortium.domain.explanation import Conflict, Part
from consortium.domain.result import Options
from consortium.domain.verify import Assessment, State, assess
from consortium.optimise.explain.ask import Asker, Unsettled
from consortium.optimise.explain.changes import Changed, given_options, pair_name
from consortium.optimise.explain.minimal import TooMany, minimal_sets
from consortium.optimise.forms import bits

MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a coalition must respect: a row in all its lots, a group in all its lots, or an option."""

    name: str
    rows: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()
    option: bool = False


def limits_of(case: Case, options: Options) -> tuple[Limit, ...]:
    """Mandatory rows and groups that can be judged, in the order of the rows; then the options and pairs."""
    rows: dict[str, list[int]] = {}
    groups: dict[str, list[Group]] = {}
    for i in case.demands():
        rows.setdefault(case.needs[i].requirement.id, []).append(i)
    for group in case.demanded_groups():
        groups.setdefault(group.name, []).append(group)
    return (
        *(Limit(name, rows=tuple(own)) for name, own in rows.items()),
        *(Limit(name, groups=tuple(own)) for name, own in groups.items()),
        *(Limit(name, option=True) for name in given_options(case, options)),
    )


def conflicts(asker: Asker, case: Case, options: Options) -> Part[tuple[Conflict, ...]]:
    """All minimal conflicts of a case that nothing covers, smallest first."""
    search = _Search(asker, case, options)
    found: list[Conflict] = []
    try:
        for mask in minimal_sets(len(search.limits), search.can_hold, search.grow):
            found.append(search.conflict(mask))
            search.impossible.append(mask)
            if len(found) >= MOST_LISTED:
                return Part(False, _sorted(found))
    except (Unsettled, TooMany):
        return Part(False, _sorted(found))
    return Part(True, _sorted(found))


def _sorted(found: list[Conflict]) -> tuple[Conflict, ...]:
    def order(conflict: Conflict) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        return len(conflict.requirements) + len(conflict.options), conflict.requirements, conflict.options

    return tuple(sorted(found, key=order))


class _Search:
    """The limits as positions of masks, and what was learnt of them.

    Who was included may be chosen whether or not the include is in the set looked at: a set can then hold wherever a
    larger one can.
    """

    def __init__(self, asker: Asker, case: Case, options: Options) -> None:
        self.asker, self.options = asker, options
        self.case = replace(case, unavailable=case.unavailable - set(options.include))
        self.limits = limits_of(case, options)
        self.possible: list[int] = []
        self.impossible: list[int] = []

    def can_hold(self, mask: int) -> bool:
        """Whether some coalition respects all of a set."""
        return self.respected(mask) is not None

    def grow(self, mask: int) -> int:
        """A largest set around ``mask`` that can hold."""
        mask = self.respected(mask) or mask
        for j in range(len(self.limits)):
            if not mask >> j & 1:
                mask = self.respected(mask | 1 << j) or mask
        return mask

    def respected(self, mask: int) -> int | None:
        """All that a coalition which respects ``mask`` respects; None where there is none. Raises Unsettled."""
        known = next((larger for larger in self.possible if larger & mask == mask), None)
        if known is not None or any(mask & conflict == conflict for conflict in self.impossible):
            return known
        case, options = self._part(mask)
        members = self.asker.known(case, options).members
        if not members:
            return None
        lead = assess(case, members).lead
        more = self._respects(assess(self.case, members, lead))
        # Judged as a whole, the coalition may choose its people for other rows than those of ``mask``.
        self.possible.append(more if more & mask == mask else mask)
        return self.possible[-1]

    def _part(self, mask: int) -> tuple[Case, Options]:
        chosen = [self.limits[j] for j in bits(mask)]
        rows = [i for limit in chosen for i in limit.rows]
        groups = [g for limit in chosen for g in limit.groups]
        dropped = {limit.name for j, limit in enumerate(self.limits) if limit.option and not mask >> j & 1}
        return Changed(dropped=frozenset(dropped)).made(self.case.kept(rows, groups), self.options)

    def _respects(self, judged: Assessment) -> int:
        rows = [o.state is State.MET for o in judged.outcomes]
        groups = {(g.group.name, g.group.lot): g.state is State.MET for g in judged.groups}
        broken = broken_options(self.options, judged)
        mask = 0
        for j, limit in enumerate(self.limits):
            met = all(rows[i] for i in limit.rows) and all(groups[g.name, g.lot] for g in limit.groups)
            mask |= int(limit.name not in broken if limit.option else met) << j
        return mask

    def conflict(self, mask: int) -> Conflict:
        """A set in words."""
        chosen = [self.limits[j] for j in bits(mask)]
        return Conflict(
            tuple(sorted(limit.name for limit in chosen if not limit.option)),
            tuple(sorted(limit.name for limit in chosen if limit.option)),
        )


def broken_options(options: Options, judged: Assessment) -> set[str]:
    """The options and pairs that a coalition does not respect, by name."""
    members = judged.members
    return {
        *(f"include:{e}" for e in options.include if e not in members),
        *(f"exclude:{e}" for e in options.exclude if e in members),
        *(pair_name(a, b) for a, b in judged.broken),
        *(["max_members"] if options.max_members is not None and len(members) > options.max_members else []),
    }
