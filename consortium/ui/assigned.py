"""Entities shared out on the screen: what the lots of one tender and the tenders of a portfolio say alike."""

import streamlit as st

from consortium.domain.result import Proof, Status

SURE = {Proof.EXACT: "exact", Proof.SOLVER: "solver", None: "open"}
"""The end of a message's key: how sure it is that no assignment is better."""


def at_most(label: str, key: str, largest: int, blank: str, tip: str) -> int | None:
    """In how many one entity may be; None, the field left ``blank``: in any number."""
    most = st.number_input(
        label, min_value=1, max_value=largest, value=None, step=1, key=key, placeholder=blank, help=tip, width=420
    )
    return int(most) if most is not None else None


def why_left(alone: Status, together: Proof | None) -> str:
    """The end of the key that says why one is left without a coalition, claiming no more than was found out.

    By what was found for it ``alone``, and how sure the assignment ``together`` is.
    """
    if alone is Status.INFEASIBLE:
        return "uncovered"
    if alone is Status.NOT_FOUND:
        return "not_found"
    return "taken" if together is not None else "open"
