"""How names and units are compared: without case, accents and repeated spaces."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """The form under which two names are one: "Facturación  ANUAL" and "facturacion anual"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


_LOT = re.compile(r"(?:lote|lot|lotto)(?: n[.ºo°]*| no\.| #)? ?(\w+)")


@lru_cache(maxsize=4096)
def lot_named(title: str) -> str:
    """The lot that a sheet's title or a lot's ID names: "Lote 1a" and "1A" are "1a"; "" where a title names none."""
    found = _LOT.fullmatch(normal(title))
    return found[1] if found else ""
