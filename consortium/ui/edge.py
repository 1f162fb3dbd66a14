"""The screen's edge: what goes wrong becomes a sentence, and nothing leaves as a traceback."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from consortium import words
from consortium.errors import ConsortiumError
from consortium.ui.escape import escape
from consortium.ui.lang import current, say

logger = logging.getLogger(__name__)


def sentence(error: ConsortiumError) -> str:
    """An error of ours in the reader's language, for a markdown element."""
    key = f"errors.{error.code}"
    if not words.known(current(), key):
        return say("screens.edge.unexpected")
    fields = {name: escape(words.shown(current(), value)) for name, value in error.fields.items()}
    return words.text(current(), key, **fields)


def show(error: ConsortiumError | None) -> None:
    """The error, where there is one."""
    if error is not None:
        st.error(sentence(error), icon=":material/error:")


@contextmanager
def edge() -> Iterator[None]:
    """Run a page or a fragment: an error becomes a message; one that is not ours goes to the log as well."""
    try:
        yield
    except ConsortiumError as error:
        show(error)
    except Exception:
        logger.exception("a page failed")
        st.error(say("screens.edge.unexpected"), icon=":material/error:")
