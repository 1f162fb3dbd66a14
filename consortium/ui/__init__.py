"""Session state and widgets: the only part of the package that imports Streamlit."""
