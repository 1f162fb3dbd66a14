"""The router and the frame: page set-up, navigation, language, and the edge where errors become sentences."""

import streamlit as st

from consortium.ui import frame
from consortium.ui.edge import edge


def main() -> None:
    """Draw the frame and run the page that the user is on."""
    st.set_page_config(page_title="Consortium Builder", page_icon=frame.ICON, layout="wide")
    with frame.around() as page, edge():
        page.run()


main()
