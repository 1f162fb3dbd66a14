"""Spoiled files: each is read or refused in a sentence, with findings that can be worded; never a traceback."""

from collections.abc import Sequence

import pytest

from consortium.errors import FileError, JobError
from consortium.ingest.files import open_workbook
from consortium.ingest.grid import Workbook
from consortium.ingest.raw import sheet_of
from consortium.ingest.register import read_register
from consortium.ingest.tender import read_tender
from consortium.jobs import run
from consortium.service import finding_line
from consortium.words import LANGUAGES, text
from tests.mutating import Read, mutation, read_many

BATCH = 50
FEW, MANY = 500, 10_000


def batches(count: int) -> list[range]:
    return [range(first, first + BATCH) for first in range(0, count, BATCH)]


@pytest.mark.parametrize("seeds", batches(FEW), ids=str)
def test_no_mutation_gets_through(seeds: range) -> None:
    for seed, outcome in zip(seeds, opened(seeds), strict=True):
        understood(seed, outcome)


@pytest.mark.slow
@pytest.mark.parametrize("seeds", batches(MANY)[FEW // BATCH :], ids=str)
def test_no_mutation_gets_through_in_full(seeds: range) -> None:
    test_no_mutation_gets_through(seeds)


def opened(seeds: Sequence[int]) -> list[Read | Workbook]:
    """What each file is read as: many in one child; where that dies, each in a child of its own, as uploads are."""
    try:
        return list(run(read_many, list(seeds), memory_mb=512, cpu_seconds=120, timeout=240))
    except JobError:
        return [alone(seed) for seed in seeds]


def alone(seed: int) -> Workbook | FileError:
    name, data = mutation(seed)
    try:
        return open_workbook(data, name)
    except FileError as error:
        return error


def understood(seed: int, outcome: Read | Workbook) -> None:
    name, _ = mutation(seed)
    if isinstance(outcome, FileError):
        for lang in LANGUAGES:
            assert ": " in text(lang, f"errors.{outcome.code}", **outcome.fields), seed
        return
    if not isinstance(outcome, Workbook):
        kind, sheets, notes = outcome
        outcome = Workbook(name, kind, tuple(map(sheet_of, sheets)), notes)
    for reading in (read_register(outcome), read_tender(outcome)):
        for finding in reading.findings:
            for lang in LANGUAGES:
                assert finding_line(finding, lang), (seed, finding)


def test_a_mutation_is_its_seed_and_spoils_the_file() -> None:
    again = [mutation(seed) for seed in range(40)]
    assert again == [mutation(seed) for seed in range(40)]
    assert len({data for _, data in again}) > 35
