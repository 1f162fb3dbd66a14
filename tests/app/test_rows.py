"""The editable table's data: what it is given and what comes back, without a screen."""

from decimal import Decimal

import pandas as pd
import pytest

from consortium import service
from consortium.ui import rows
from tests.app.files import figureless_row, pair_of_files, row, tender, unread_row

FILES = [pair_of_files()[0], tender(row(1, points=Decimal("2.5"), mandatory=False), unread_row(2), figureless_row(3))]


@pytest.mark.parametrize("file", FILES)
def test_an_untouched_table_comes_back_unchanged(file: service.TenderFile) -> None:
    given = service.rows_of(file.tender)
    frame = rows._frame(given)
    back = [cleaned for record in frame.to_dict("records") if (cleaned := rows._row(record))]
    assert not rows.changed(given, back)


def test_each_column_has_one_type() -> None:
    frame = rows._frame(service.rows_of(FILES[1].tender))
    assert tuple(frame.columns) == rows.ORDER
    assert frame["mandatory"].dtype == "bool"
    assert frame["points"].dtype == "Float64"
    assert all(isinstance(value, str) for name in rows.TEXTS for value in frame[name])


@pytest.mark.parametrize("blank", [None, "", float("nan"), pd.NA, "   "])
def test_every_kind_of_blank_is_blank(blank: object) -> None:
    assert rows._row({"id": "R1", "unit": blank, "points": blank}) == {"id": "R1", "mandatory": True}


def test_an_added_row_without_any_text_is_no_row() -> None:
    assert rows._row({"mandatory": True, "rule": None, "text": None}) == {}


def test_points_are_exact() -> None:
    assert rows._row({"id": "R1", "points": 0.1})["points"] == Decimal("0.1")
    assert rows._row({"id": "R1", "points": 3.0})["points"] == Decimal(3)


def test_a_change_of_any_field_is_noticed() -> None:
    given = service.rows_of(FILES[0].tender)
    for name in ("text", "threshold", "rule", "category"):
        after = [dict(rows._row(r)) for r in given]
        after[0][name] = "otro"
        assert rows.changed(given, after), name
