"""Options that cannot be are usage errors that name what is wrong; faults of the files are input errors."""

import pickle

import pytest

from consortium.domain.findings import Place, error, warning
from consortium.domain.result import Options
from consortium.errors import ConsortiumError, InputError, UsageError
from consortium.service import check, solve, start_solve
from consortium.service.solving import checked_options
from consortium.words import text
from tests.unit.domain.builders import register, row, tender
from tests.unit.service.files import register_file, tender_file

FAULTS = [
    ({"lots": ("9",)}, "unknown_lot_option", "9"),
    ({"include": ("Z",)}, "unknown_id_option", "Z"),
    ({"exclude": ("Z",)}, "unknown_id_option", "Z"),
    ({"include": ("A",), "exclude": ("A",)}, "included_and_excluded", "A"),
    ({"max_members": 0}, "not_positive", "0"),
    ({"max_members": -1}, "not_positive", "-1"),
    ({"time_limit": 0.0}, "not_positive", "0"),
    ({"time_limit": float("nan")}, "not_positive", "nan"),
    ({"alternatives": 0}, "not_positive", "0"),
    ({"solver": "abacus"}, "unknown_solver", "abacus"),
]


@pytest.mark.parametrize(("options", "code", "named"), FAULTS)
def test_an_option_that_cannot_be(options: dict[str, object], code: str, named: str) -> None:
    call, partners = tender(row("R", lot="1")), register(entities="A B")
    with pytest.raises(UsageError) as caught:
        checked_options(call, partners, Options(**options))  # type: ignore[arg-type]
    assert caught.value.code == code
    for lang in ("es", "en"):
        assert named in text(lang, f"errors.{code}", **caught.value.fields)


def test_everything_that_cannot_be_is_told_at_once() -> None:
    options = Options(lots=("9",), include=("Y", "A"), exclude=("A", "Z"), max_members=0, time_limit=-1.0)
    with pytest.raises(UsageError) as caught:
        checked_options(tender(row("R", lot="1")), register(entities="A"), options)
    others = caught.value.fields["others"]
    assert isinstance(others, tuple)
    assert [fault.code for fault in (caught.value, *others)] == [
        "unknown_lot_option", "unknown_id_option", "unknown_id_option", "included_and_excluded", "not_positive",
        "not_positive",
    ]  # fmt: skip


def test_options_that_can_be_come_back_unchanged() -> None:
    options = Options(("1",), ("A",), ("B",), 1, True, 5, 0.5, "highs")
    assert checked_options(tender(row("R", lot="1")), register(entities="A B"), options) == options


def test_an_id_is_exact_text() -> None:
    with pytest.raises(UsageError):
        checked_options(tender(row("R")), register(entities="A"), Options(include=("a",)))


@pytest.mark.parametrize("action", [solve, start_solve])
def test_usage_errors_come_before_any_run(action: object) -> None:
    with pytest.raises(UsageError):
        action(tender_file(), register_file(), Options(include=("Z",)))  # type: ignore[operator]


def test_a_finding_of_level_error_stops_solve_and_check() -> None:
    found = error("entity_duplicate", Place("register.xlsx", "Entities", "A3"))
    flawed = register_file(findings=(warning("no_deadline"), found))
    with pytest.raises(InputError) as caught:
        solve(tender_file(), flawed, Options())
    assert found in caught.value.fields["findings"]  # type: ignore[operator]
    with pytest.raises(InputError):
        check(tender_file(), flawed, ("A",))


def test_an_error_in_the_tender_stops_too() -> None:
    with pytest.raises(InputError):
        solve(tender_file(findings=(error("no_requirement"),)), register_file(), Options())


def test_a_warning_stops_nothing() -> None:
    assert solve(tender_file(findings=(warning("no_deadline"),)), register_file(), Options()).answer.size == 3


def test_every_fault_survives_the_way_between_processes() -> None:
    fault = UsageError("unknown_id_option", id="Z")
    back: ConsortiumError = pickle.loads(pickle.dumps(fault))
    assert (type(back), back.code, back.fields) == (UsageError, "unknown_id_option", {"id": "Z"})
