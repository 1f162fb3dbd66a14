"""Tax IDs as they are compared: ES-A58818501, a58818501 and "A 58.818.501" are one."""

import re

from stdnum.es import nif


def one_way(text: str) -> str:
    """The one way of writing a tax ID; "" where the text is none. A Spanish one must have its right check digit."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    spanish = bare.removeprefix("ES")
    if nif.is_valid(spanish):
        return str(nif.compact(spanish))
    return bare if len(bare) >= 6 and sum(c.isdigit() for c in bare) >= 4 and not _looks_spanish(spanish) else ""


def is_wrong(text: str) -> bool:
    """Whether a text has the shape of a Spanish tax ID and not its check digit."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper()).removeprefix("ES")
    return _looks_spanish(bare) and not nif.is_valid(bare)


def _looks_spanish(bare: str) -> bool:
    return re.fullmatch(r"[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]", bare) is not None
