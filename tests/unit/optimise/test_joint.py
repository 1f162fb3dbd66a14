"""What several rows ask together: it holds wherever a coalition covers, and tells what rows by themselves do not."""

import random
from dataclasses import replace
from functools import partial
from itertools import combinations
from time import monotonic

import pytest

from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.domain.verify import covers
from consortium.optimise.forms import Form
from consortium.optimise.joint import MOST_TEAMS, joint_forms
from consortium.optimise.judge import judge
from consortium.optimise.problem import problem_of
from consortium.optimise.search import Search
from tests.unit.domain.builders import case, holds, person, row

MINUTE = 60.0


def forms(question: Case, option: tuple[int, ...] = ()) -> tuple[Form, ...]:
    return joint_forms(question, {e: j for j, e in enumerate(question.entities)}, option)


def tangled(rng: random.Random) -> Case:
    """Rows that want the same people, leads and performers, some of them in a group."""
    entities = "ABCDEF"[: rng.randint(3, 6)]
    groups = partial(rng.choice, ("", "", "G/a", "G/b"))
    rows = [row(f"T{n}", "team", rng.choice("112"), capability=rng.choice(("cook", "driver", "nurse")), group=groups(),
                dedication=rng.choice(("100%", "50%", "30%"))) for n in range(rng.randint(1, 3))]  # fmt: skip
    rows += [row(f"L{n}", "lead", group=groups()) for n in range(rng.randint(0, 2))]
    rows += [row("M", "sum", "3", lead_min="2", group=groups())] * rng.randint(0, 1)
    rows += [row(f"P{n}", "performer", task="T", group=groups()) for n in range(rng.randint(0, 3))]
    roles = ("cook", "driver", "nurse", "cook;driver", "driver;nurse", "cook;driver;nurse")
    people = [person(f"p{n}", rng.choice(entities), rng.choice(roles), time=rng.choice(("1", "1", "0.6", "0.4")))
              for n in range(rng.randint(4, 9))]  # fmt: skip
    answers = {r.id: ("yes", "yes", "no") for r in rows if r.id[0] in "LP"} | {"M": ("1", "2", "3")}
    held = [holds(e, **{name: rng.choice(values) for name, values in answers.items()}) for e in entities]
    return case(*rows, *people, *held)


@pytest.mark.parametrize("block", range(4))
def test_every_coalition_that_covers_keeps_the_joint_forms(block: int) -> None:
    """Forms that are only necessary must hold wherever the verifier says that a coalition covers."""
    seen = 0
    for seed in range(60 * block, 60 * (block + 1)):
        question = tangled(random.Random(f"joint {seed}"))
        problem = replace(problem_of(question, Options()), case=None)
        for mask in range(1, 1 << len(problem.candidates)):
            if covers(question, problem.ids(mask)):
                assert judge(problem, mask) is not None, (seed, mask)
                seen += len(forms(question))
    assert seen > 100


@pytest.mark.parametrize("block", range(4))
def test_the_search_finds_every_smallest_coalition(block: int) -> None:
    for seed in range(40 * block, 40 * (block + 1)):
        question = tangled(random.Random(f"search {seed}"))
        problem = problem_of(question, Options())
        masks = range(1, 1 << len(problem.candidates))
        covering = [m for m in masks if covers(question, problem.ids(m))]
        least = min(map(int.bit_count, covering), default=len(problem.candidates))
        found = [worth.mask for worth in Search(problem, monotonic() + MINUTE).solutions(least)]
        assert sorted(found) == sorted(m for m in covering if m.bit_count() == least), seed


def test_one_lead_is_asked_for_all_rows() -> None:
    question = case(row("L", "lead"), row("M", "sum", "100", lead_min="50"),
                    holds("A", L="yes", M="20"), holds("B", L="no", M="90"), holds("C", L="yes", M="60"))  # fmt: skip
    (form,) = forms(question)
    assert form.leads == 0b100, "A holds the one, B the other, C both"


def test_rows_of_one_task_want_one_member() -> None:
    question = case(row("P", "performer", task="T"), row("Q", "performer", task="T"), row("R", "performer", task="U"),
                    holds("A", P="yes", R="yes"), holds("B", Q="yes"), holds("C", P="yes", Q="yes"))  # fmt: skip
    (form,) = forms(question)
    assert (form.weights, form.need) == ({2: 1}, 1)


def test_a_row_of_a_group_wants_the_performer_of_the_task() -> None:
    question = case(row("P", "performer", task="T"), row("Q", "performer", task="T", group="G/a"),
                    holds("A", P="yes"), holds("B", Q="yes"), holds("C", P="yes", Q="yes"))  # fmt: skip
    assert forms(question) == ()
    (form,) = forms(question, (1,))
    assert form.weights == {2: 1}


def posts(*parts: object, **more: str) -> Case:
    return case(row("cook", "team", "1", **more), row("driver", "team", "1", **more), *parts)  # type: ignore[arg-type]


def test_people_are_enough_for_all_posts_at_once() -> None:
    question = posts(person("p", "A", "cook;driver"), person("q", "B", "driver"))
    (form,) = forms(question)
    assert (dict(form.weights), form.need) == ({0: 1, 1: 1}, 2), "whoever is a cook is no driver too"


def test_who_has_time_for_two_posts_counts_twice() -> None:
    half = posts(person("p", "A", "cook;driver"), person("q", "B", "driver", time="0.4"), dedication="50%")
    assert forms(half) == (), "each row says by itself what both say"
    short = posts(person("p", "A", "cook;driver", time="0.9"), dedication="50%")
    (form,) = forms(short)
    assert (dict(form.weights), form.need) == ({0: 1}, 2)


def test_of_many_posts_pairs_and_all_together_are_looked_at() -> None:
    roles = [f"r{n}" for n in range(MOST_TEAMS + 1)]
    question = case(*(row(role, "team", "1") for role in roles), person("p", "A", ";".join(roles)),
                    person("q", "B", ";".join(roles)))  # fmt: skip
    needs = sorted(form.need for form in forms(question))
    assert needs == [2] * len(list(combinations(roles, 2))) + [len(roles)]


@pytest.mark.parametrize("group", ["", "G/a"])
def test_where_rows_exclude_each_other_the_search_ends_at_once(group: str) -> None:
    proofs = (holds(e, L="yes" if e < "K" else "no", M="no" if e < "K" else "yes") for e in "ABCDEFGHIJKLMNOPQRST")
    question = case(row("L", "lead"), row("M", "lead", group=group), *proofs)
    search = Search(problem_of(question, Options()), monotonic() + MINUTE)
    assert list(search.solutions(20)) == []
    assert search.nodes <= 1
