"""Names come from files: where Streamlit reads markdown they are escaped, so that they show as they are written."""

import re

_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
_JOINER = "\N{WORD JOINER}"
_LIVE = re.compile(r"(?<=:)(?=\S)|(?<=@)|(?<=www)(?=\.)|(?<=[-<>~=])(?=[-<>=])", re.IGNORECASE)
"""Where links, emoji codes and arrows are still recognised behind backslashes; an invisible joiner breaks them."""


def escape(words: object) -> str:
    """``words`` for a markdown text or label: every sign of markdown shows as itself, on one line."""
    return _PUNCTUATION.sub(r"\\\1", _LIVE.sub(_JOINER, " ".join(str(words).split())))
