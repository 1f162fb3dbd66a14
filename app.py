"""The router and the frame: page set-up, navigation, language, and the edge where errors become sentences."""

from consortium.ui import frame
from consortium.ui.edge import edge

with frame.around() as page, edge():
    page.run()
