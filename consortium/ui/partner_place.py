"""Which entity the Partners page shows: it stands in the URL, so that a reload or a link leads to it."""

import streamlit as st

AT = "e"


def chosen() -> str:
    """The entity whose page is open, "" for the list."""
    return str(st.query_params.get(AT, ""))


def open_entity(entity: str) -> None:
    """Go to an entity's page; "" is back to the list."""
    if entity:
        st.query_params[AT] = entity
    elif AT in st.query_params:
        del st.query_params[AT]
