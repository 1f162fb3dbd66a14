"""Government frameworks with real coverage: the least number of suppliers, and how many ways there are."""

import csv
import gzip
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from consortium import service
from consortium.domain.result import Answer, Options, Status
from consortium.optimise import solve
from tests.property.compare import domain_case
from tests.spec import Cap, Case, EntityRow, RegisterSpec, Row, TenderSpec
from tests.workbooks import write_register, write_tender

DATA = os.environ.get("CONSORTIUM_TEST_DATA", "")
FOLDER = Path(DATA or "unset") / "coalitions"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="CONSORTIUM_TEST_DATA names no folder with coalitions")
FRAMEWORKS = ("RM3830", "RM6232")
ALL = 10_000


@dataclass(frozen=True, slots=True)
class Group:
    """One framework, lot and kind of requirement; ``partial``: without those who cover everything."""

    framework: str
    lot: str
    kind: str
    partial: bool

    def __str__(self) -> str:
        return f"{self.framework}-{self.lot}-{self.kind}-{'partial' if self.partial else 'everybody'}".replace(" ", "")


@cache
def _capabilities() -> dict[tuple[str, str, str], dict[str, set[str]]]:
    found: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with gzip.open(FOLDER / "ccs_capability_long.csv.gz", "rt", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            found[line["framework"], line["lot"], line["kind"]][line["supplier"]].add(line["capability"])
    return found


@cache
def _expected() -> dict[Group, dict[str, str]]:
    if not FOLDER.is_dir():
        return {}
    with (FOLDER / "ccs_expected.csv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["framework"] in FRAMEWORKS]
    return {
        Group(line["framework"], line["lot"], line["requirement_kind"], partial): line
        for line in lines
        for partial in (False, True)
    }


def _groups() -> Iterator[object]:
    yield from (pytest.param(group, id=str(group)) for group in _expected())


def _case(group: Group) -> Case:
    """The group as a tender of everything that its suppliers can cover together."""
    suppliers = _capabilities()[group.framework, group.lot, group.kind]
    everything = set().union(*suppliers.values())
    if group.partial:
        suppliers = {name: held for name, held in suppliers.items() if held != everything}
    needed = sorted(set().union(*suppliers.values()))
    names = {f"S{n:02}": name for n, name in enumerate(sorted(suppliers))}
    rows = tuple(Row(f"R{n:03}", text=f"Serves {c}", capability=c, rule="any") for n, c in enumerate(needed))
    caps = tuple(Cap(i, c, "yes") for i, name in names.items() for c in sorted(suppliers[name]))
    return Case(TenderSpec(rows), RegisterSpec(tuple(EntityRow(i, name) for i, name in names.items()), caps))


def _least(group: Group) -> tuple[int, int | None]:
    """The published least number of suppliers, and in how many ways where that is published."""
    line = _expected()[group]
    if not group.partial:
        return int(line["min_coalition"]), int(line["n_suppliers_covering_all"])
    return int(line["partial:min_coalition"]), int(line["partial:n_optimal"]) if line["partial:n_optimal"] else None


def _fits(answer: Answer, group: Group, names: dict[str, str]) -> None:
    size, ways = _least(group)
    assert (answer.status, answer.size, answer.lower_bound) == (Status.OPTIMAL, size, size)
    assert answer.alternatives.complete
    assert answer.alternatives.total == len(answer.alternatives.coalitions)
    assert ways in (None, answer.alternatives.total)
    published = {frozenset(names[i] for i in c.members) for c in answer.alternatives.coalitions}
    if group.partial:
        assert frozenset(_expected()[group]["partial:one_optimal"].split(" + ")) in published


@pytest.mark.parametrize("group", list(_groups()))
def test_least_suppliers(group: Group) -> None:
    case = _case(group)
    answer = solve(domain_case(case), Options(alternatives=ALL))
    _fits(answer, group, {e.id: e.name for e in case.register.entities})


@pytest.mark.parametrize("group", list(_groups()))
def test_least_suppliers_from_workbooks(group: Group, tmp_path: Path) -> None:
    case = _case(group)
    language = "es" if group.partial else "en"
    tender = write_tender(tmp_path / "tender.xlsx", case.tender, language)
    register = write_register(tmp_path / "register.xlsx", case.register, language)
    solution = service.solve(
        service.read_tender(tender.read_bytes(), tender.name),
        service.read_register(register.read_bytes(), register.name),
        Options(alternatives=ALL),
    )
    _fits(solution.answer, group, {e.id: e.name for e in case.register.entities})
