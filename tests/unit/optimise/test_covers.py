"""What a set lacks of references and of a classification, against every set that could come next."""

import random
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from time import monotonic

import pytest

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.domain.verify import covers
from consortium.optimise.covers import Cover, covers_of
from consortium.optimise.forms import bits, mask_of
from consortium.optimise.problem import problem_of
from consortium.optimise.search import OutOfBudget, Search
from tests.generators_all import random_case_of
from tests.property.compare import domain_case
from tests.unit.domain.builders import case, holds, reference, row

MINUTE = 60.0


def made(question: Case) -> Cover:
    (cover,) = covers_of(question, (0,), question.entities, tuple(1 << j for j in range(len(question.entities))))
    return cover


def alone(rule: Rule, seed: int) -> list[Case]:
    """The rows of one rule of a random call, each by itself and with nothing else asked."""
    question = domain_case(random_case_of(random.Random(f"{rule} {seed}"), (rule.value,)))
    free = replace(question, pairs=(), minimum_share=Decimal(0))
    rows = [i for i, need in enumerate(question.needs) if need.determined and need.rule is rule]
    kept = (free.kept((i,)) for i in rows)
    return [replace(one, needs=(_mandatory(one),)) for one in kept]


def _mandatory(one: Case):  # type: ignore[no-untyped-def]
    need = one.needs[0]
    return replace(need, requirement=replace(need.requirement, mandatory=True, alternative=None, points=None))


def covering(question: Case) -> set[int]:
    n = len(question.entities)
    return {m for m in range(1, 1 << n) if covers(question, tuple(question.entities[j] for j in bits(m)))}


def check(question: Case, rng: random.Random) -> int:
    """Each covering set beyond a set has one of its keys; how often some free ones were left out."""
    cover, covered, n = made(question), covering(question), len(question.entities)
    narrowed = 0
    for taken in range(1 << n):
        free = rng.getrandbits(n) & ~taken
        for places in range(4):
            keys = cover.keys(taken, free, places)
            narrowed += keys is not None and keys != free
            assert keys is None or not keys & ~free
            for more in (mask_of(c) for size in range(places + 1) for c in combinations(bits(free), size)):
                assert taken | more not in covered or keys is None or keys & more
    return narrowed


@pytest.mark.parametrize("rule", [Rule.REFERENCES, Rule.CLASSIFICATION])
def test_no_covering_set_is_lost(rule: Rule) -> None:
    rng = random.Random(7)
    assert sum(check(question, rng) for seed in range(60) for question in alone(rule, seed)) > 1000


def test_of_references_a_set_lacks_something_exactly_where_it_does_not_cover() -> None:
    for question in (q for seed in range(60) for q in alone(Rule.REFERENCES, seed)):
        cover, covered = made(question), covering(question)
        possible = cover.cap is None or cover.cap >= cover.k
        for taken in range(1, 1 << len(question.entities)) if possible else ():
            assert (cover.keys(taken, 0, 0) is None) == (taken in covered)


def joint(**parameters: str) -> Case:
    """A and B did one and two together, half each; C did three alone; D a small one."""
    return case(row("R", "references", "100", **parameters),
                reference("one", "A", "200", share="0.5"), reference("one", "B", "200", share="0.5"),
                reference("two", "A", "160", share="0.5"), reference("two", "B", "160", share="0.5"),
                reference("three", "C", "120"), reference("four", "D", "90"))  # fmt: skip


def test_a_reference_of_several_counts_once() -> None:
    cover = made(joint(k="3"))
    assert cover.keys(0b0000, 0b1111, 2) == 0b0011, "one of A and B must come: C has only one"
    assert cover.keys(0b0001, 0b1110, 2) == 0b0110, "with A the first counts; B would bring the second"
    assert cover.keys(0b0011, 0b1100, 1) == 0b0100
    assert cover.keys(0b0011, 0b1000, 2) == 0, "what D has is too small"
    assert cover.keys(0b0111, 0b1000, 1) is None


def test_no_more_than_the_best_amounts_count() -> None:
    cover = made(joint(k="1", total="361", cap="2"))
    assert cover.keys(0b0011, 0b1100, 2) == 0, "200 and 160"


def test_no_more_than_five_members_count_in_full() -> None:
    """Seven of category 1 have 75 each: 375 of the 840 and more that category 4 wants."""
    question = case(row("C", "classification", "4", capability="Works C-4", gate=False),
                    *(holds(e, **{"Works C-4": "1"}) for e in "ABCDEFGHIJKLM"))  # fmt: skip
    assert made(question).keys(0, 0b1111111111111, 13) == 0


def shared(owners: int) -> Case:
    """Five references, each of everybody; six are asked for."""
    return case(row("R", "references", k="6"),
                *(reference(f"r{n}", f"E{e:02d}", "100") for n in range(5) for e in range(owners)))  # fmt: skip


def test_where_nothing_can_cover_the_search_ends_at_once() -> None:
    search = Search(problem_of(shared(20), Options()), monotonic() + MINUTE)
    assert list(search.solutions(20)) == []
    assert search.nodes == 1


def test_of_many_blocks_covers_are_asked_only_where_no_row_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consortium.optimise.search.COUNTED_BLOCKS", 19)
    search = Search(problem_of(shared(20), Options()), monotonic() + MINUTE)
    assert list(search.solutions(20)) == []
    assert search.nodes == 1 + 20 + 190, "any two close the row of parts, and nothing more is to be had"


def test_the_clock_is_looked_at_before_every_verdict() -> None:
    """A verdict of the verifier may take long, so it is no matter how few there were."""
    question = case(row("S", "share", "5"), holds("A", S="5"))
    with pytest.raises(OutOfBudget):
        list(Search(problem_of(question, Options()), monotonic() - 1).solutions(1))


def test_the_ways_of_a_group_are_bounded_too() -> None:
    question = case(row("R", "references", k="3", group="G/a"), row("N", "any", group="G/b"),
                    *(reference(r, e, "100") for r in ("x", "y") for e in "ABCDEFGH"), holds("A", N="no"))  # fmt: skip
    search = Search(problem_of(question, Options()), monotonic() + MINUTE)
    assert list(search.solutions(8)) == []
    assert search.nodes == 1
