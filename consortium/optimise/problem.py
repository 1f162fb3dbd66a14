"""A case with its options as whole numbers: who may be chosen, what must hold, what gives points."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from consortium.domain.case import Case, Group
from consortium.domain.exact import exactly
from consortium.domain.result import Options
from consortium.domain.rules.registry import RULES
from consortium.optimise.details import Details
from consortium.optimise.forms import Form, bits, mask_of, steps
from consortium.optimise.joint import joint_forms
from consortium.optimise.rules import forms_of, loose

Ways = tuple[tuple[Form, ...], ...]
"""Alternative ways of meeting a group, each a set of forms that hold together."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Forms that together give ``points`` (whole, of the problem's own step) when they hold.

    ``need``: the position of the need they stand for, None where they stand for no need of the case.
    """

    points: int
    forms: tuple[Form, ...]
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is searched. Candidates are sorted by ID and stand as positions in bit masks.

    ``impossible`` is set where the options themselves cannot be met (a forced member is barred).
    """

    candidates: tuple[str, ...]
    demands: tuple[Form, ...]
    groups: tuple[Ways, ...]
    scored: tuple[Scored, ...]
    costs: tuple[int, ...]
    together: tuple[int, ...]
    """Candidates that come or go together, as masks of two or more."""
    apart: tuple[tuple[int, int], ...]
    forced: int
    max_members: int
    impossible: bool = False
    case: Case | None = None
    """Where forms do not say all: the case, by which the verifier judges every set that meets them."""
    details: Details | None = None
    """What forms leave open, where no single case says it."""

    @property
    def blocks(self) -> tuple[int, ...]:
        """Candidates that come or go together, as masks, singles included: each candidate is in one."""
        return self.blocks_in((1 << len(self.candidates)) - 1)

    def blocks_in(self, some: int) -> tuple[int, ...]:
        """The blocks that lie whole among some candidates, by their first."""
        inside = [block for block in self.together if not block & ~some]
        for block in self.together:
            some &= ~block
        return tuple(sorted([*inside, *(1 << j for j in bits(some))], key=_first))

    def with_companions(self, some: int) -> int:
        """Some candidates with all that must come with them."""
        for block in self.together:
            if block & some:
                some |= block
        return some

    def with_companions_in(self, some: int) -> int:
        """Those of some candidates whose companions are all among them."""
        for block in self.together:
            if block & ~some:
                some &= ~block
        return some

    @property
    def takes_lead(self) -> bool:
        """Whether any form depends on the lead."""
        forms = [*self.demands, *(f for ways in self.groups for way in ways for f in way)]
        return any(f.takes_lead for f in (*forms, *(f for s in self.scored for f in s.forms)))

    def ids(self, mask: int) -> tuple[str, ...]:
        """The candidates of a mask, sorted."""
        return tuple(self.candidates[j] for j in bits(mask))

    def mask(self, ids: Iterable[str]) -> int:
        """The mask of some candidates."""
        return mask_of(bisect_left(self.candidates, e) for e in ids)


def problem_of(case: Case, options: Options) -> Problem:
    """The problem of a case under the user's options."""
    with exactly():
        return _build(case, options, _permitted(case, options))


def _permitted(case: Case, options: Options) -> tuple[str, ...]:
    """Entities that may be chosen: available or forced, not excluded, barred by no mandatory row, nor a companion."""
    out = set(options.exclude) | (case.unavailable - set(options.include))
    place = {e: j for j, e in enumerate(case.entities)}
    for i in case.demands():
        if not RULES[case.needs[i].rule].grows(case.needs[i]):
            out.update(case.entities[j] for form in forms_of(case, i, place) for j in bits(form.barred))
    groups = companions(case)
    return tuple(e for e in case.entities if e not in out and not (e in groups and out & groups[e]))


def companions(case: Case) -> dict[str, set[str]]:
    """For each entity of a pair that goes together: everybody that must come with it, itself included."""
    found: dict[str, set[str]] = {}
    for pair in case.pairs:
        if pair.together:
            joined = found.get(pair.a, {pair.a}) | found.get(pair.b, {pair.b})
            found.update(dict.fromkeys(joined, joined))
    return found


def _build(case: Case, options: Options, pool: tuple[str, ...]) -> Problem:
    place = {e: j for j, e in enumerate(pool)}
    scored = case.scored()
    points = steps([case.needs[i].requirement.points or Decimal(0) for i in scored])
    return Problem(
        candidates=pool,
        demands=(
            *(f for i in case.demands() for f in forms_of(case, i, place)),
            *joint_forms(case, place),
            *_bounds(options, place),
        ),
        groups=tuple(_ways(case, group, place) for group in case.demanded_groups()),
        scored=tuple(Scored(p, forms_of(case, i, place), i) for p, i in zip(points, scored, strict=True)),
        costs=steps([case.costs[e] for e in pool]),
        together=_together(case, place),
        apart=tuple((place[p.a], place[p.b]) for p in case.pairs if not p.together and p.a in place and p.b in place),
        forced=mask_of(place[e] for e in options.include if e in place),
        max_members=most_members(case, options, len(pool)),
        impossible=any(e not in place for e in options.include),
        case=case if loose(case) else None,
    )


def _bounds(options: Options, place: Mapping[str, int]) -> Iterator[Form]:
    """At least so many of each kind that the user wants in."""
    for favour in options.preferences.favours:
        if favour.at_least > 0:
            yield Form({place[e]: 1 for e in favour.ids if e in place}, favour.at_least)


def _ways(case: Case, group: Group, place: Mapping[str, int]) -> Ways:
    return tuple(
        (*(f for i in option.needs for f in forms_of(case, i, place)), *joint_forms(case, place, option.needs))
        for option in group.options
        if option.determined
    )


def _together(case: Case, place: dict[str, int]) -> tuple[int, ...]:
    joined = {frozenset(group) for group in companions(case).values() if all(e in place for e in group)}
    masks = (mask_of([place[e] for e in group]) for group in joined if len(group) > 1)
    return tuple(sorted(masks, key=_first))


def _first(mask: int) -> int:
    return mask & -mask


def most_members(case: Case, options: Options, entities: int) -> int:
    """The most members a permitted coalition can have: every member needs the minimum share."""
    by_share = int(1 // case.minimum_share) if case.minimum_share > 0 else entities
    return min(entities, by_share, options.max_members or entities)


def restricted(problem: Problem, mask: int) -> Problem:
    """The same problem over the candidates of ``mask`` only (whole blocks)."""
    if mask == (1 << len(problem.candidates)) - 1:
        return problem
    kept = bits(mask)
    place = {j: n for n, j in enumerate(kept)}

    def moved(old: int) -> int:
        return mask_of(place[j] for j in bits(old & mask))

    def form(f: Form) -> Form:
        leads = None if f.leads is None else moved(f.leads)
        return Form(
            {place[j]: w for j, w in f.weights.items() if j in place},
            f.need,
            moved(f.barred),
            moved(f.barred_but_lead),
            leads,
        )

    return replace(
        problem,
        candidates=tuple(problem.candidates[j] for j in kept),
        demands=tuple(map(form, problem.demands)),
        groups=tuple(tuple(tuple(map(form, way)) for way in ways) for ways in problem.groups),
        scored=tuple(replace(s, forms=tuple(map(form, s.forms))) for s in problem.scored),
        costs=tuple(problem.costs[j] for j in kept),
        together=tuple(moved(block) for block in problem.together if block & mask),
        apart=tuple((place[a], place[b]) for a, b in problem.apart if a in place and b in place),
        forced=moved(problem.forced),
    )
