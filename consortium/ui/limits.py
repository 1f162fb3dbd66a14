"""How large an upload may be: one setting of ours, which the server and every uploader follow."""

from streamlit import config

from consortium import service

_OPTION = "server.maxUploadSize"


def megabytes() -> int:
    """The largest upload. Raises UsageError where the setting is wrong."""
    return service.upload_limit() // 2**20


def agree() -> None:
    """Make Streamlit's server and uploaders hold to it. Raises UsageError where the setting is wrong."""
    if config.get_option(_OPTION) != megabytes():
        config.set_option(_OPTION, megabytes())
