"""Answers that come back: equal to what was found, judged again, and known to be old once anything changed."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from consortium import service
from consortium.domain.call import Rule
from consortium.domain.register import External, Register
from consortium.domain.result import Options, Status
from consortium.service import Desk, OpenBid, Solution
from consortium.service.answers import outcome, written
from tests.app.files import pair_of_files, register, row, tender, unread_row


def solved(options: Options | None = None) -> Solution:
    return service.solve(*pair_of_files(), options or Options())


def back(solution: Solution, text: str = "") -> Solution:
    found = service.restored(text or written(solution, "es"), solution.tender, solution.register, solution.options)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "options", [Options(), Options(include=("C",)), Options(max_members=1), Options(exclude=("B",))]
)
def test_what_was_found_comes_back(options: Options) -> None:
    solution = solved(options)
    found = back(solution).answer
    same = replace(solution.answer, seconds=found.seconds)
    assert found == same


@pytest.mark.parametrize("key", ["home_care", "uncovered", "green"])
def test_what_was_found_for_a_sample_comes_back(key: str) -> None:
    solution = service.solve(*service.sample(key), Options())
    found = back(solution)
    assert found.answer == replace(solution.answer, seconds=found.answer.seconds)
    assert set(found.findings) == set(solution.findings)


def test_externals_that_are_relied_on_come_back() -> None:
    asked = row(1, rule=Rule.SUM, threshold=Decimal(100), parameters=(("external", True),))
    held = register({"A": {"cosa 1": Decimal(60)}})
    letter = External("X1", "Aseguradora", "cosa 1", Decimal(40), letter=True)
    file = replace(held, register=replace(held.register, externals=(letter,)))
    solution = service.solve(tender(asked), file, Options())
    found = back(solution).answer.assessment
    assert found == solution.answer.assessment
    assert found is not None
    assert found.externals == ("X1",)


def test_a_conditional_answer_stays_conditional() -> None:
    file = tender(row(1), unread_row(2))
    solution = service.solve(file, pair_of_files()[1], Options())
    assert back(solution).answer.undetermined == ("R2",)


def test_the_coalition_is_judged_again_and_not_taken_on_trust() -> None:
    solution = solved()
    forged: dict[str, Any] = json.loads(written(solution, "es"))
    forged["members"] = ["C"]
    assessment = back(solution, json.dumps(forged)).answer.assessment
    assert assessment is not None
    assert not assessment.covers


def test_members_that_are_no_longer_there_bring_nothing_back() -> None:
    solution = solved()
    assert solution.answer.members == ("A", "B")
    others = register({"A": {}, "C": {}})
    assert service.restored(written(solution, "es"), solution.tender, others, solution.options) is None
    assert solution.register.register != Register()


def test_options_that_are_no_longer_possible_bring_nothing_back() -> None:
    solution = solved()
    gone = Options(lots=("9",))
    assert service.restored(written(solution, "es"), solution.tender, solution.register, gone) is None


def test_status_and_size_without_rebuilding() -> None:
    assert outcome(written(solved(), "es")) == (str(Status.OPTIMAL), 2)
    assert outcome(written(solved(Options(max_members=1)), "es")) == (str(Status.INFEASIBLE), None)


@pytest.fixture
def bid(desk: Desk) -> OpenBid:
    service.bring_in(desk, pair_of_files()[1].register)
    return service.add_bid(desk, b"sheet", pair_of_files()[0])


def test_a_kept_answer_knows_what_it_was_asked(desk: Desk, bid: OpenBid) -> None:
    assert bid.version is not None
    solution = solved()
    service.save_result(desk, bid.version, solution, "es")
    kept = service.open_bid(desk, bid.uid).result
    file = service.register_file(desk)
    assert kept is not None
    assert file is not None
    assert kept.value.key == service.solve_key(solution.tender, file, solution.options)
    assert kept.value.key != service.solve_key(solution.tender, file, Options(max_members=5))
    other = replace(file, register=replace(file.register, entities=file.register.entities[:1]))
    assert kept.value.key != service.solve_key(solution.tender, other, solution.options)


def test_the_same_question_keeps_one_answer_another_question_a_second(desk: Desk, bid: OpenBid) -> None:
    assert bid.version is not None
    first = service.save_result(desk, bid.version, solved(), "es")
    again = service.save_result(desk, bid.version, solved(), "es")
    other = service.save_result(desk, bid.version, solved(Options(exclude=("B",))), "es")
    assert first.uid == again.uid
    assert other.uid != first.uid
    assert [(line.status, line.size) for line in service.bids(desk)] == [("optimal", 2)]
