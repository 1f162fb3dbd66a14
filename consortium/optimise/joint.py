"""What several rows ask together, as linear forms: one lead for all, one member for all rows of a task, people enough
for all posts. Each holds wherever those rows can be met at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, combinations

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.choosing import task_of
from consortium.domain.rules.base import Choice
from consortium.domain.rules.registry import RULES
from consortium.domain.rules.team import dedication, places
from consortium.domain.staffing import Key
from consortium.optimise.forms import Form, bits, mask_of
from consortium.optimise.rules import forms_of

MOST_TEAMS = 5
"""Of so many team rows every set is looked at together."""


def joint_forms(case: Case, place: Mapping[str, int], option: Sequence[int] = ()) -> tuple[Form, ...]:
    """What the mandatory rows ask together; with ``option``: what its rows ask together with those and each other."""
    rows, new = (*case.demands(), *option), frozenset(option or case.demands())
    return (*_tasks(case, rows, new, place), *_teams(case, rows, new, place), *_leads(case, rows, new, place))


def _tasks(case: Case, rows: Iterable[int], new: frozenset[int], place: Mapping[str, int]) -> Iterator[Form]:
    tasks: dict[object, list[int]] = {}
    for i in rows:
        if case.needs[i].rule is Rule.PERFORMER:
            tasks.setdefault((task_of(case, i), case.needs[i].lot), []).append(i)
    for same in tasks.values():
        if len(same) > 1 and new.intersection(same):
            able = (1 << len(place)) - 1
            for i in same:
                able &= mask_of(forms_of(case, i, place)[0].weights)
            yield Form(dict.fromkeys(bits(able), 1), 1)


def _leads(case: Case, rows: Iterable[int], new: frozenset[int], place: Mapping[str, int]) -> Iterator[Form]:
    led = {i: form.leads for i in rows if _takes_lead(case, i) for form in forms_of(case, i, place)}
    found = [leads for leads in led.values() if leads is not None]
    if len(found) > 1 and new.intersection(led):
        together = found[0]
        for leads in found:
            together &= leads
        yield Form({}, 0, leads=together)


def _takes_lead(case: Case, i: int) -> bool:
    need = case.needs[i]
    return RULES[need.rule].chooses(need) is Choice.LEAD


def _teams(case: Case, rows: Iterable[int], new: frozenset[int], place: Mapping[str, int]) -> Iterator[Form]:
    lots: dict[str | None, list[int]] = {}
    for i in rows:
        if case.needs[i].rule is Rule.TEAM and places(case.needs[i]) > 0:
            lots.setdefault(case.needs[i].lot, []).append(i)
    for posts in lots.values():
        for size in range(2, len(posts) + 1) if len(posts) <= MOST_TEAMS else (2, len(posts)):
            for some in combinations(posts, size):
                if new.intersection(some):
                    yield from _staff(case, some, place)


def _staff(case: Case, rows: Sequence[int], place: Mapping[str, int]) -> Iterator[Form]:
    """All posts of some rows, each person in as many as there is time for (Hall 1935); none where nobody fits two."""
    asked: dict[Key, list[int]] = {}
    time = {(fit.entity, fit.id): fit.dedication for i in rows for fit in case.proofs[i].fits}
    for i in rows:
        for fit in case.proofs[i].fits:
            if fit.suits and fit.entity in place and fit.dedication >= dedication(case.needs[i]):
                asked.setdefault((fit.entity, fit.id), []).append(i)
    weights: dict[int, int] = {}
    for key, fitting in asked.items():
        spent = accumulate(sorted(dedication(case.needs[i]) for i in fitting))
        j = place[key[0]]
        weights[j] = weights.get(j, 0) + sum(part <= time[key] for part in spent)
    if sum(weights.values()) < sum(map(len, asked.values())):
        yield Form(weights, sum(places(case.needs[i]) for i in rows))
