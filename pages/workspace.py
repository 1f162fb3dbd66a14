"""Workspace: what was changed, by whom, and the way back."""

from consortium.ui import frame, show


def main() -> None:
    """Show the page."""
    show.title("workspace")


frame.inside(main)
