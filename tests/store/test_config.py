"""Settings come from the environment, once, and are frozen."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from consortium.config import Settings, read_settings
from consortium.errors import UsageError
from consortium.words import LANGUAGES, text


def test_nothing_set_is_an_embedded_database_in_data() -> None:
    found = read_settings({})
    assert found == Settings("", Path("data"), 20 * 2**20)
    assert found.database_file == Path("data/consortium.db")


def test_everything_set() -> None:
    found = read_settings(
        {
            "CONSORTIUM_DATABASE_URL": " postgresql://a@b/c ",
            "CONSORTIUM_DATA": "/srv/consortium",
            "CONSORTIUM_UPLOAD_MB": "50",
        }
    )
    assert found == Settings("postgresql://a@b/c", Path("/srv/consortium"), 50 * 2**20)


@pytest.mark.parametrize("value", ["0", "201", "-1", "1.5", "veinte", "²"])
def test_an_upload_limit_that_is_none_is_said(value: str) -> None:
    with pytest.raises(UsageError) as trouble:
        read_settings({"CONSORTIUM_UPLOAD_MB": value})
    for lang in LANGUAGES:
        assert value in text(lang, "errors.settings_upload", **trouble.value.fields)


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().database_url = "x"  # type: ignore[misc]
