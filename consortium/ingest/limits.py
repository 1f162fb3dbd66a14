"""How large a file may be. Registers of 100 000 rows fit; what is larger is an accident or an attack."""

MAX_BYTES = 20 * 1024 * 1024
MAX_PART_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 2000
MAX_ROWS = 100_100
"""Rows from the top to the last valued cell: 100 000 and what stands above them."""
MAX_COLUMNS = 500
MAX_VALUES = 3_000_000
MAX_DEPTH = 64
"""Elements within elements in one XML part; workbooks nest about ten."""
MAX_TEXT = 100_000
"""Characters in one cell; Excel allows 32 767."""
