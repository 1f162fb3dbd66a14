"""Settings, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from consortium.errors import UsageError

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Settings:
    """What the one who runs the app decides.

    ``database_url`` "": an SQLite file in ``data_folder``. ``upload_limit`` in bytes, 1 MB to 200 MB.
    """

    database_url: str = ""
    data_folder: Path = Path("data")
    upload_limit: int = 20 * MEGABYTE

    @property
    def database_file(self) -> Path:
        """Where the embedded database lives."""
        return self.data_folder / "consortium.db"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from CONSORTIUM_DATABASE_URL, CONSORTIUM_DATA and CONSORTIUM_UPLOAD_MB. Raises UsageError."""
    megabytes = environment.get("CONSORTIUM_UPLOAD_MB", "").strip() or "20"
    if not megabytes.isascii() or not megabytes.isdigit() or not 1 <= int(megabytes) <= 200:
        raise UsageError("settings_upload", value=megabytes)
    return Settings(
        environment.get("CONSORTIUM_DATABASE_URL", "").strip(),
        Path(environment.get("CONSORTIUM_DATA", "").strip() or "data"),
        int(megabytes) * MEGABYTE,
    )


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ)
