"""Named experts: different people for different roles, nobody beyond the time they have; and the matching itself."""

import random
from decimal import Decimal
from itertools import combinations, product

import pytest

from consortium.domain.register import Person
from consortium.domain.staffing import Key, Post, staffed
from consortium.domain.verify import assess
from tests.unit.domain.builders import case, person, row, states

COOK, DRIVER = row("cook", "team"), row("driver", "team")


def judged(*parts: object, members: str = "AB", **facts: object) -> dict[str, str]:
    return states(assess(case(*parts, entities="A B", **facts), tuple(members)))  # type: ignore[arg-type]


def test_one_person_cannot_be_two_people() -> None:
    both = person("p", "A", "cook;driver")
    assert sorted(judged(COOK, DRIVER, both).values()) == ["met", "unmet"]
    assert set(judged(COOK, DRIVER, both, person("q", "B", "cook")).values()) == {"met"}


def test_people_who_are_wanted_elsewhere_are_spared() -> None:
    """The only driver also cooks; the other cook is needed for the cooking."""
    found = judged(COOK, DRIVER, person("a", "A", "cook;driver"), person("z", "A", "cook"), members="A")
    assert found == {"cook": "met", "driver": "met"}


def test_half_a_post_leaves_half_a_person() -> None:
    halves = row("cook", "team", dedication="50%"), row("driver", "team", dedication="50%")
    assert set(judged(*halves, person("p", "A", "cook;driver")).values()) == {"met"}
    assert sorted(judged(*halves, person("p", "A", "cook;driver", time="0.5")).values()) == ["met", "unmet"]
    assert judged(COOK, person("p", "A", "cook", time="0.99")) == {"cook": "unmet"}


def test_a_row_may_ask_for_several_people_once_each() -> None:
    two = row("cook", "team", "2", "people", dedication="50%")
    assert judged(two, person("p", "A", "cook")) == {"cook": "unmet"}
    assert judged(two, person("p", "A", "cook"), person("p", "B", "cook")) == {"cook": "met"}


@pytest.mark.parametrize(
    ("who", "state"),
    [
        (person("p", "A", "cook", years="5", qualification="FP Cocina"), "met"),
        (person("p", "A", "COOK", years="5", qualification="fp  cocina"), "met"),
        (person("p", "A", "cook", years="4.9", qualification="FP Cocina"), "unmet"),
        (person("p", "A", "cook", years="5", qualification="Derecho"), "unmet"),
        (person("p", "A", "cook", qualification="FP Cocina"), "unknown"),
        (person("p", "A", "cook", years="5"), "unknown"),
        (person("p", "A", "", years="5", qualification="FP Cocina"), "unknown"),
    ],
)
def test_years_and_qualification(who: Person, state: str) -> None:
    assert judged(row("cook", "team", years="5", qualification="FP Cocina"), who) == {"cook": state}


def test_people_have_no_status_so_that_verified_evidence_alone_leaves_them_open() -> None:
    assert judged(COOK, person("p", "A", "cook"), verified=True) == {"cook": "unknown"}


def test_in_another_lot_the_same_person_may_serve_again() -> None:
    rows = row("cook", "team", lot="1"), row("driver", "team", lot="2")
    assert set(judged(*rows, person("p", "A", "cook;driver")).values()) == {"met"}


def test_mandatory_rows_come_before_points() -> None:
    scored = row("aaa", "team", mandatory=False, points="50", capability="driver")
    found = assess(case(scored, COOK, person("p", "A", "cook;driver")), ("A",))
    assert states(found) == {"aaa": "unmet", "cook": "met"}
    assert found.seats == {1: (("A", "p"),)}


def test_what_is_missing_is_counted_beside_what_is_filled() -> None:
    three = row("driver", "team", "3", "people")
    found = assess(case(COOK, three, person("p", "A", "cook;driver"), person("q", "A", "driver")), ("A",))
    measures = {o.need.requirement.id: o.measure for o in found.outcomes}
    assert measures["driver"] is not None
    assert (measures["driver"].required, measures["driver"].provided) == (3, 1)


def test_a_role_that_nobody_has_is_told() -> None:
    assert [f.code for f in case(COOK, person("p", "A", "driver")).findings] == ["role_nobody"]


def brute_force(posts: list[Post], free: dict[Key, Decimal]) -> bool:
    """Every choice of people for every post."""
    choices = [list(combinations(sorted(post.fitting & set(free)), post.places)) for post in posts]
    return any(
        all(
            sum((p.dedication for p, chosen in zip(posts, who, strict=True) if key in chosen), Decimal(0)) <= time
            for key, time in free.items()
        )
        for who in product(*choices)
    )


def test_a_part_of_a_person_is_another_person() -> None:
    asked = row("cook", "team", "1.5")
    assert judged(asked, person("p", "A", "cook"), members="A") == {"cook": "unmet"}
    assert judged(asked, person("p", "A", "cook"), person("q", "A", "cook"), members="A") == {"cook": "met"}


@pytest.mark.parametrize("seed", range(150))
def test_staffing_agrees_with_trying_everything(seed: int) -> None:
    rng = random.Random(seed)
    part = ("1",) if seed % 3 == 0 else ("1", "0.5", "0.3")
    keys = [("A", str(n)) for n in range(rng.randint(1, 5))]
    free = {key: Decimal(rng.choice(("1", "1", "0.5", "0.6"))) for key in keys}
    posts = [
        Post(n, rng.choice((1, 1, 2)), Decimal(rng.choice(part)), frozenset(k for k in keys if rng.random() < 0.6))
        for n in range(rng.randint(1, 4))
    ]
    found = staffed(posts, free)
    assert (found is not None) == brute_force(posts, free)
    for post in posts if found else ():
        assert len(set(found[post.need])) == post.places
        assert set(found[post.need]) <= post.fitting
    for key, time in free.items() if found else ():
        assert sum((p.dedication for p in posts if key in found[p.need]), Decimal(0)) <= time
