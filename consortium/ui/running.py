"""A solve under way: how long, how far, and a way to stop it. The page around it stays alive."""

import streamlit as st

from consortium.service import SolveJob
from consortium.ui import act
from consortium.ui.edge import edge
from consortium.ui.lang import say
from consortium.ui.show import metrics
from consortium.ui.state import now


@st.fragment(run_every=2)
def reminder() -> None:
    """A line for the side bar while a run goes on; when it is done the page runs again with the answer."""
    job = now().job
    if job is None:
        return
    with edge():
        if job.poll().done:
            act.finish(job)
            st.rerun()
        st.markdown(f":gray[:material/progress_activity: {say('screens.frame.running')}]")


@st.fragment(run_every=1)
def panel() -> None:
    """The run's state, once a second; when it is done the whole page runs again with the answer."""
    job = now().job
    if job is None:
        return
    with edge():
        _progress(job)


def _progress(job: SolveJob) -> None:
    progress = job.poll()
    if progress.done:
        act.finish(job)
        st.rerun()
    with st.container(border=True):
        if progress.position:
            st.markdown(
                f"#### :material/hourglass_top: {say('screens.running.queued', n=progress.position)}", anchors=False
            )
        else:
            st.markdown(f"#### :material/progress_activity: {say('screens.running.title')}", anchors=False)
        best = progress.best if progress.best is not None else say("screens.running.none_yet")
        metrics(
            (
                (say("screens.running.seconds"), say("screens.running.seconds.value", n=int(progress.seconds))),
                (say("screens.running.best"), best),
                (say("screens.running.bound"), progress.lower_bound),
            )
        )
        st.caption(say("screens.running.help"))
        if st.button(say("screens.running.cancel"), icon=":material/close:", key="cancel"):
            act.cancel()
            st.toast(say("screens.running.cancelled"), icon=":material/close:")
            st.rerun()
