"""How names and units are compared: without case, accents and repeated spaces."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65_536)
def normal(text: str) -> str:
    """The form under which two names are one: "Facturación  ANUAL" and "facturacion anual"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())
