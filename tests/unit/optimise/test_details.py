"""Rows beside the forms: their numbers, tightened and coarser, and the variables that references need."""

import random
from itertools import product

from consortium.domain.case import Case
from consortium.optimise.details import Details, Row, coarser, details_of, tightened
from tests.unit.domain.builders import case, reference, row

MOST = {"u": 3, "v": 1}


def random_row(seed: int) -> Row:
    rng = random.Random(f"row {seed}")
    step = rng.choice((1, 3))
    weights = [step * rng.randint(-4, 9) for _ in range(4)]
    return Row(dict(enumerate(weights[:2])), dict(zip("uv", weights[2:], strict=True)), rng.randint(-5, 30))


def satisfied(found: Row) -> set[tuple[int, ...]]:
    """The points that satisfy a row: two members and the variables of MOST."""
    points = product(range(2), range(2), *(range(most + 1) for most in MOST.values()))
    weights = (found.members[0], found.members[1], found.others["u"], found.others["v"])
    return {p for p in points if sum(w * x for w, x in zip(weights, p, strict=True)) >= found.need}


def test_a_tightened_row_is_satisfied_by_the_same_whole_numbers() -> None:
    for seed in range(500):
        assert satisfied(tightened(random_row(seed), MOST)) == satisfied(random_row(seed)), seed


def test_what_is_enough_by_itself_is_no_larger_than_what_the_rest_needs() -> None:
    assert tightened(Row({0: 10**11, 1: 600}, {"v": 300}, 901), MOST) == Row({0: 4, 1: 2}, {"v": 1}, 4)


def test_a_coarser_row_is_never_harder_and_has_no_large_part() -> None:
    for seed in range(500):
        stated = random_row(seed)
        found = coarser(stated, MOST, 8)
        assert satisfied(stated) <= satisfied(found), seed
        assert max(map(abs, (found.need, *found.members.values()))) <= 2 * 8, seed


def details(question: Case) -> Details:
    return details_of(question, question.entities)


def test_no_variable_of_a_reference_counts_cents() -> None:
    """Each is yes or no, so that no solver multiplies its tolerance by an amount."""
    parts = [reference(f"r{n}", "ABC"[n % 3], "999999999.99") for n in range(6)]
    joint = (reference("j", "A", "0.01"), reference("j", "B", "999999999.98"))
    found = details(case(row("R", "references", "", "EUR", k="2", cap="3", total="2999999999.97"), *parts, *joint))
    assert set(found.most.values()) == {1}
    assert len(found.most) == 7 + 2


def test_references_of_one_holder_come_with_it_where_any_number_counts() -> None:
    parts = (reference("r", "A", "60"), reference("s", "A", "50"), reference("t", "B", "40"))
    found = details(case(row("R", "references", "45", "EUR", k="2", total="110"), *parts))
    assert (found.most, found.always) == ({}, [])
    assert list(found.of[0]) == [Row({0: 1}, {}, 1), Row({0: 1}, {}, 1)]


def test_where_one_reference_may_count_it_alone_comes_to_the_total() -> None:
    parts = (reference("r", "A", "60"), reference("s", "A", "50"), reference("t", "B", "100"))
    found = details(case(row("R", "references", "", "EUR", cap="1", total="100"), *parts))
    assert list(found.of[0]) == [Row({1: 1}, {}, 1)]
