"""The samples through the whole app: read, solved, proposed."""

import io

import openpyxl
import pytest

from consortium import service
from consortium.domain.findings import Level
from consortium.domain.result import Options, Status, Verdict


@pytest.fixture(scope="module")
def solutions() -> dict[str, service.Solution]:
    keys = [sample.key for sample in service.samples()]
    return {key: service.solve(*service.sample(key), Options()) for key in keys}


def test_no_sample_has_an_error(solutions: dict[str, service.Solution]) -> None:
    for solution in solutions.values():
        assert [f for f in solution.findings if f.level is Level.ERROR] == []


def test_home_care_needs_four_and_has_twelve_answers(solutions: dict[str, service.Solution]) -> None:
    answer = solutions["home_care"].answer
    assert answer.status is Status.OPTIMAL
    assert answer.members == ("E01", "E02", "E10", "E12")
    assert answer.assessment is not None
    assert answer.assessment.lead == "E01"
    assert (answer.alternatives.complete, answer.alternatives.total) == (True, 12)
    assert not answer.conditional


def test_home_care_is_necessary_without_doubt(solutions: dict[str, service.Solution]) -> None:
    necessity = solutions["home_care"].answer.necessity
    assert necessity is not None
    assert necessity.verdict is Verdict.GREEN


def test_one_award_row_of_home_care_is_undecided(solutions: dict[str, service.Solution]) -> None:
    needs = solutions["home_care"].case.needs
    assert [n.requirement.id for n in needs if not n.determined] == ["AD-06"]


def test_green_spaces_needs_three(solutions: dict[str, service.Solution]) -> None:
    answer = solutions["green"].answer
    assert answer.status is Status.OPTIMAL
    assert answer.members == ("S01", "S03", "S06")
    assert answer.alternatives.total == 6


def test_the_uncovered_tender_has_two_gaps(solutions: dict[str, service.Solution]) -> None:
    answer = solutions["uncovered"].answer
    assert answer.status is Status.INFEASIBLE
    assert [(gap.requirement, gap.part) for gap in answer.gaps] == [("6", "threshold"), ("9", "yes")]


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("key", ["home_care", "green", "uncovered"])
def test_every_sample_gives_a_proposal(solutions: dict[str, service.Solution], key: str, lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(service.proposal(solutions[key], lang)))
    assert len(book.sheetnames) == 9
    undecided = {"es": "Carencias y dudas", "en": "Gaps and undecided"}[lang]
    told = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert undecided in book.sheetnames
    assert not [line for line in told if line in {f.code for f in solutions[key].findings}], "a code without words"
