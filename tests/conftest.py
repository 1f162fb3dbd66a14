"""What every test may ask for: the data folder, a browser, LibreOffice; in CI a missing one is a failure."""

import os
import shutil
from pathlib import Path

import pytest


def missing(what: str, why: str) -> None:
    """Skip a test that lacks ``what``; fail it in CI, where everything must be there."""
    reason = f"{what}: {why}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real and hostile files that CONSORTIUM_TEST_DATA names."""
    folder = os.environ.get("CONSORTIUM_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        missing("the test data", "CONSORTIUM_TEST_DATA names no folder")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing("a browser", "no chromium on the PATH")
    return str(found)


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        missing("LibreOffice", "no soffice on the PATH")
    return str(found)
