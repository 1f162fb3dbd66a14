"""One setting for the largest upload: the server, the uploaders and the reader say the same."""

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from consortium import service
from consortium.config import settings
from consortium.errors import FileError
from tests.app.driving import at, opened, text_of


@pytest.fixture(autouse=True)
def three_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSORTIUM_UPLOAD_MB", "3")
    settings.cache_clear()


def uploader(app: AppTest) -> int:
    return int(app.get("file_uploader")[0].proto.max_upload_size_mb)


def test_server_and_uploader_hold_to_the_setting() -> None:
    assert uploader(at(opened(), "tender")) == 3
    assert config.get_option("server.maxUploadSize") == 3


def test_the_reader_holds_to_the_setting() -> None:
    with pytest.raises(FileError) as trouble:
        service.read_tender(b"a;b\n" * 2**20, "grande.csv")
    assert (trouble.value.code, trouble.value.fields["limit"]) == ("file_too_large", 3)


def test_a_setting_that_is_no_number_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSORTIUM_UPLOAD_MB", "mucho")
    settings.cache_clear()
    assert "CONSORTIUM_UPLOAD_MB debe ser un número" in text_of(opened())
