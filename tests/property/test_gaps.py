"""The amounts of a gap: never as much as is asked, and what brute force over all permitted coalitions finds."""

import random
from collections.abc import Iterator
from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.result import Gap
from consortium.domain.verify import assess
from consortium.optimise import solve
from tests import oracle
from tests.generators import random_case
from tests.generators_all import random_case_of
from tests.property.compare import domain_case, options
from tests.spec import Case


def _gaps(case: Case) -> tuple[Gap, ...]:
    return solve(domain_case(case), options(case)).gaps


def test_what_is_available_is_less_than_what_is_asked() -> None:
    found = [gap for seed in range(300) for gap in _gaps(random_case_of(random.Random(f"gap {seed}"), most=4))]
    told = [gap for gap in found if gap.best_available is not None]
    assert all(g.required is not None and g.best_available is not None for g in told)
    assert all(g.shortfall == g.required - g.best_available and g.shortfall > 0 for g in told)  # type: ignore[operator]
    assert all(gap.shortfall is None for gap in found if gap.best_available is None)
    assert len(told) > 20


def test_the_best_that_is_available_is_what_some_permitted_coalition_reaches_and_none_surpasses() -> None:
    found = [pair for seed in range(200) for pair in _told(random_case(random.Random(f"gap {seed}")))]
    assert [(mine, best) for mine, best in found if mine != best] == []
    assert len(found) > 5


def _told(case: Case) -> Iterator[tuple[Decimal | None, Decimal]]:
    """What is said to be available of each row whose measure is the amount that is missing, and the truth."""
    joined, rows = domain_case(case), {row.id: row for row in case.tender.rows}
    for gap in _gaps(case):
        if gap.best_available is None or gap.part not in ("threshold", "count") or rows[gap.requirement].parameters:
            continue
        i = next(i for i, n in enumerate(joined.needs) if (n.requirement.id, n.lot) == (gap.requirement, gap.lot))
        need = joined.needs[i]
        permitted = oracle.World(case).permitted()
        led = ((c, lead) for c in permitted for lead in (c if need.rule is Rule.LEAD else (None,)))
        judged = (assess(joined, members, lead).outcomes[i].measure for members, lead in led)
        best = max(measure.provided for measure in judged if measure is not None)
        yield gap.best_available, best if gap.part == "count" else need.in_unit(best)
