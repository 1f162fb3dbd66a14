"""Start: what this does, the sample, the templates."""

from typing import Literal

import streamlit as st

from consortium import service
from consortium.ui import act, bids, frame, place, state
from consortium.ui.lang import current, say, say_plain
from consortium.ui.show import PAGES, title

STEPS = ("tender", "partners", "coalition", "proposal")
Look = Literal["primary", "secondary", "tertiary"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def main() -> None:
    """Show the page."""
    title("start")
    desk = state.now().desk
    begun = desk is not None and bool(service.bids(desk))
    with st.container(horizontal=True):
        if begun:
            _own_button("screens.start.own" if _in_sample() else "work.bid.new", "primary")
            _sample_button(_own_sample(), "screens.start.sample", "secondary")
        else:
            _sample_button(_own_sample(), "screens.start.sample", "primary")
            _own_button("screens.start.own", "secondary")
    if desk is not None and begun:
        st.space("small")
        bids.listing(desk)
    st.space("small")
    _steps()
    st.space("small")
    with st.container(horizontal=True, gap="large"):
        with st.container(width=430):
            _templates()
        with st.container(width=430):
            _other_samples()


def _own_sample() -> service.Sample:
    """The first sample in the reader's language."""
    samples = service.samples()
    return next((sample for sample in samples if sample.lang == current()), samples[0])


def _own_button(label: str, look: Look) -> None:
    """The way to a tender of one's own, never in a sample's workspace: a bid that is about to begin."""
    if st.button(say(label), type=look, icon=PAGES["tender"][1], key="own"):
        space = state.now().space
        place.go("" if space is None or _in_sample() else space.id, place.NEW)
        st.switch_page(PAGES["tender"][0], query_params=place.parameters())


def _in_sample() -> bool:
    space = state.now().space
    return space is not None and service.is_sample(space)


def _sample_button(sample: service.Sample, label: str, look: Look) -> None:
    if st.button(say(label), type=look, icon=":material/play_arrow:", key=f"sample-{sample.key}"):
        act.load_sample(sample.key)
        st.switch_page(PAGES["coalition"][0], query_params=place.parameters())


def _steps() -> None:
    for n, (column, step) in enumerate(zip(st.columns(len(STEPS)), STEPS, strict=True), start=1):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"#### :primary[{PAGES[step][1]}] {n}. {say(f'screens.nav.{step}')}", anchors=False)
            st.markdown(say(f"screens.start.step.{step}"))


def _templates() -> None:
    st.markdown(f"#### {say('screens.start.templates')}", anchors=False)
    st.markdown(say("screens.start.templates.help"))
    with st.container(horizontal=True):
        for kind in ("tender", "register"):
            st.download_button(
                say(f"screens.start.template.{kind}"),
                _template(kind, current()),
                file_name=say_plain(f"screens.start.template.{kind}.file"),
                mime=XLSX,
                icon=":material/download:",
                on_click="ignore",
                key=f"template-{kind}",
            )


@st.cache_data(show_spinner=False)
def _template(kind: str, lang: str) -> bytes:
    return service.template(kind, lang)


def _other_samples() -> None:
    st.markdown(f"#### {say('screens.start.others')}", anchors=False)
    st.markdown(say("screens.start.others.help"))
    first = _own_sample()
    for sample in service.samples():
        if sample.key != first.key:
            _sample_button(sample, f"screens.sample.{sample.key}", "tertiary")


frame.inside(main)
