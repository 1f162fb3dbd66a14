"""What a user prefers, and coalitions besides the smallest, on the sample."""

from dataclasses import replace

import pytest

from consortium.domain.preferences import Favour, Preferences
from consortium.domain.register import Entity, Register
from consortium.domain.result import Options
from consortium.service import sample, solve
from consortium.service.wishes import Wishes, is_small, preferences, start_diverse, start_near


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ("micro", True),
        ("Pequeña", True),
        ("49", True),
        ("50", False),
        ("mediana", False),
        ("", False),
        ("large", False),
    ],
)
def test_small_by_word_or_headcount(size: str, small: bool) -> None:
    assert is_small(Entity("A", size=size)) is small


def test_wishes_over_a_register() -> None:
    register = Register((Entity("A", size="micro", territory="Cádiz, Málaga"), Entity("B", territory="Lugo")))
    wishes = Wishes(("small", "points"), "cadiz", ("B", "gone"), local_at_least=1)
    assert preferences(register, wishes) == Preferences(
        ("small", "points"), (Favour("small", ("A",)), Favour("local", ("A",), 1, "cadiz"))
    )
    assert preferences(register, Wishes()) == Preferences()


def test_a_bound_changes_the_answer_of_the_sample() -> None:
    tender, register = sample("home_care")
    free = solve(tender, register, Options())
    outsider = next(e.id for e in register.register.entities if e.id not in free.answer.members and e.available)
    wish = preferences(register.register, Wishes(known=(outsider,), known_at_least=1))
    bound = solve(tender, register, Options(preferences=wish))
    assert outsider in bound.answer.members
    assert bound.answer.size is not None
    assert free.answer.size is not None
    assert bound.answer.size >= free.answer.size


def test_others_besides_the_smallest() -> None:
    tender, register = sample("home_care")
    solution = solve(tender, register, Options())
    near = start_near(solution).result()
    assert {len(c.members) for c in near.coalitions} <= {len(solution.answer.members) + 1}
    different = start_diverse(solution, 2, 3).result()
    first, *others = (set(c.members) for c in different.coalitions)
    assert first == set(solution.answer.members)
    assert all(len(other - first) >= 2 for other in others)
    assert others
    alone = replace(solution, options=Options(include=solution.answer.members))
    assert start_diverse(alone, 1, 2).result().coalitions
