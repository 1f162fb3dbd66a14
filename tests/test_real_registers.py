"""A framework's own supplier matrices, unedited: how much is read, and who covers a lot alone as published."""

from collections import Counter
from pathlib import Path

import pytest

from consortium import service
from consortium.domain.result import Options

LOTS = {"1a": 10, "1b": 10, "2a": 13}
"""Lot -> suppliers that cover all its services by themselves (coalitions/ccs_expected.csv)."""


def read(folder: Path, name: str) -> service.RegisterFile:
    return service.read_register((folder / "registers" / name).read_bytes(), name)


def test_suppliers_in_columns_on_nine_sheets(data_folder: Path) -> None:
    rows = read(data_folder, "RM6232_Supplier_Services.xlsx").register.capabilities
    first = [row for row in rows if row.sheet == "Lot 1a"]
    assert (len(first), len({r.entity for r in first}), len({r.name for r in first})) == (2200, 25, 88)
    assert len({row.sheet for row in rows}) == 9


def test_regions_served_by_nobody_are_told(data_folder: Path) -> None:
    file = read(data_folder, "RM6232_Supplier_Regions.xlsx")
    silent = Counter(str(f.fields["capability"]) for f in file.findings if f.code == "capability_column_blank")
    assert silent == {"NC01": 9, "OS01": 9}
    assert len({row.name for row in file.register.capabilities} | set(silent)) == 75


@pytest.mark.parametrize("lot", list(LOTS))
def test_who_covers_a_lot_alone_is_found_on_its_own_sheet(data_folder: Path, lot: str) -> None:
    register = read(data_folder, "RM6232_Supplier_Services.xlsx")
    names = dict.fromkeys(row.name for row in register.register.capabilities if row.sheet == f"Lot {lot}")
    rows = "".join(f'R{n};{lot};"{name}";any\n' for n, name in enumerate(names))
    tender = service.read_tender(f"ID;Lot;Requirement;Rule\n{rows}".encode(), "tender.csv")
    answer = service.solve(tender, register, Options()).answer
    assert (answer.size, answer.alternatives.total) == (1, LOTS[lot])
