"""Every option against brute force on the same tenders, and options that cannot be."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.generators import random_case
from tests.property.compare import agree
from tests.spec import Case, Choice


def _lots(case: Case, rng: random.Random) -> Choice:
    lots = case.tender.lot_ids()
    return Choice(lots=tuple(rng.sample(lots, rng.randint(1, len(lots)))) if lots else ())


def _ids(case: Case, rng: random.Random, most: int) -> tuple[str, ...]:
    ids = [e.id for e in case.register.entities]
    return tuple(rng.sample(ids, min(len(ids), rng.randint(1, most))))


def _both(case: Case, rng: random.Random) -> Choice:
    drawn = _ids(case, rng, 4)
    return Choice(include=drawn[:1], exclude=drawn[1:])


OPTIONS: dict[str, Callable[[Case, random.Random], Choice]] = {
    "lots": _lots,
    "include": lambda case, rng: Choice(include=_ids(case, rng, 3)),
    "exclude": lambda case, rng: Choice(exclude=_ids(case, rng, 4)),
    "include and exclude": _both,
    "max_members": lambda case, rng: Choice(max_members=rng.randint(1, 4)),
    "verified_only": lambda case, rng: Choice(verified_only=True),
    "all": lambda case, rng: replace(_both(case, rng), lots=_lots(case, rng).lots, max_members=3, verified_only=True),
}


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option(option: str) -> None:
    for seed in range(40):
        rng = random.Random(seed)
        case = random_case(rng)
        agree(replace(case, choice=OPTIONS[option](case, rng)))
