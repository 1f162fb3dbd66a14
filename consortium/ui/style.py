"""What the theme cannot say: figures and lines on a phone, dark buttons' text, the uploader's own words."""

import streamlit as st

from consortium.ui import limits
from consortium.ui.lang import say_plain

_ALWAYS = """
[class*="st-key-wide-"] { overflow-x: auto; }
[class*="st-key-wide-"] > * { min-width: 44rem; }
[class*="st-key-line-"] > :first-child { min-width: 17rem; }
[data-testid="InputInstructions"] { display: none; }
"""
_DARK = '[kind="primary"], [kind="primary"] *, [data-tag], [data-tag] * { color: #0B1A18 !important; }'
"""On dark ground the primary colour is light, so what is written on it is dark."""
_UPLOADER = """
[data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
[data-testid="stFileUploaderDropzoneInstructions"] span { font-size: 0; white-space: normal; overflow: visible; }
[data-testid="stFileUploaderDropzone"] button p::after { content: "%s"; font-size: 0.875rem; }
[data-testid="stFileUploaderDropzoneInstructions"] span::after { content: "%s"; font-size: 0.875rem; }
[class*="st-key-attach-"] [data-testid="stFileUploaderDropzoneInstructions"] span::after { content: "%s"; }
"""
"""Streamlit's uploader speaks English only; its words are replaced by ours."""


def apply() -> None:
    """Add the style to the page. Only texts of our own catalogue go into it."""
    dark = _DARK if st.context.theme.type == "dark" else ""
    kinds = say_plain("screens.upload.kinds", limit=limits.megabytes())
    uploader = _UPLOADER % (say_plain("screens.upload.choose"), kinds, say_plain("partners.proof.kinds"))
    st.html(f"<style>{_ALWAYS}{dark}{uploader}</style>")
