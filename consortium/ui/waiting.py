"""What is worked out in the background, waited for while the page stays alive."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from consortium.errors import ConsortiumError
from consortium.service import Pending
from consortium.ui import edge
from consortium.ui.escape import escape
from consortium.ui.memo import drop, kept

T = TypeVar("T")


def once(name: str, made_from: tuple[object, ...], start: Callable[[], Pending[T]], words: str) -> T | None:
    """As ``come``, begun once for what it is made from; where it failed it is begun anew when the page runs again."""
    job = kept(name, made_from, start)
    if job.failed:
        drop(name)
    return come(job, words)


def come(job: Pending[T], words: str) -> T | None:
    """What came of it; None, with ``words`` on the screen while it is under way, or with what went wrong."""
    if not job.done:
        _waiting(job, words)
        return None
    try:
        return job.result()
    except ConsortiumError as error:
        edge.show(error)
        return None


@st.fragment(run_every=1)
def _waiting(job: Pending[T], words: str) -> None:
    if job.done:
        st.rerun()
    st.caption(f":material/progress_activity: {escape(words)}")
