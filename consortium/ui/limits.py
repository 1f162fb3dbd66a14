"""How large an upload may be: one setting of ours, which the server and every uploader follow."""

from streamlit import config

from consortium import service

_OPTION = "server.maxUploadSize"


def megabytes() -> int:
    """The largest upload that the server takes."""
    return int(config.get_option(_OPTION))


def agree() -> None:
    """Make Streamlit's server and uploaders hold to our setting. Raises UsageError where that is wrong."""
    wanted = service.upload_limit() // 2**20
    if megabytes() != wanted:
        config.set_option(_OPTION, wanted)
