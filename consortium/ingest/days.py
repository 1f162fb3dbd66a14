"""Days as people write them: date cells, 2026-12-31, 31/12/2026, 31 de diciembre de 2026. Day before month, four-digit
years; months in words in six languages.

A time of day after it (14:00, 14:00:00.0, 14:00Z, 14:00+02:00) is left aside, as that of a date cell is.
"""

import re
from datetime import date, datetime

from consortium.domain.names import normal
from consortium.ingest.grid import Cell
from consortium.ingest.texts import is_blank, key, text_of
from consortium.ingest.vocabulary import OPEN_ENDED

_TIME = r"(?:(?:T|,? )(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d| ?h\.?)?)?"
_ISO = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})" + _TIME)
_SPANISH = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})" + _TIME)
_WORDED = re.compile(
    r"(?:[^\W\d]+,? )?(?P<d>\d{1,2})(?:st|nd|rd|th|º|er|\.)?[ -]?(?:de |d'|"
    r"of )?[ -]?(?P<month>[^\W\d]{3,10})\.?,?[ -]?(?:de |del |of )?[ -]?(?P<y>\d{4})" + _TIME
)
_MONTH_FIRST = re.compile(r"(?P<month>[^\W\d]{3,10})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?, ?(?P<y>\d{4})" + _TIME)
_MONTHS = (
    "enero ene january jan gener gen janeiro janvier janv gennaio",
    "febrero feb february febrer fevereiro fev fevrier fevr febbraio", "marzo mar march marc marco mars",
    "abril abr april apr avril avr aprile", "mayo may maig mai maio mag maggio",
    "junio jun june juny juin junho giugno giu", "julio jul july juliol juillet juil julho luglio lug",
    "agosto ago august aug agost aout",
    "septiembre setiembre sep sept september setembre set setembro septembre settembre",
    "octubre oct october outubro out octobre ottobre ott",
    "noviembre nov november novembre novembro",
    "diciembre dic december dec dicembre desembre des dezembro dez decembre",
)  # fmt: skip
_MONTH = {word: n for n, words in enumerate(_MONTHS, start=1) for word in words.split()}
_SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_OPEN = frozenset(map(key, OPEN_ENDED))


def day_of(cell: Cell, open_ended: bool = False) -> tuple[date | None, str]:
    """The day of a cell and what is wrong with it: "", impossible, short_year or unreadable; a blank is (None, "").

    ``open_ended``: words for "does not expire" are read as a blank.
    """
    if is_blank(cell):
        return None, ""
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell), ""
    text = text_of(cell)
    found = _ISO.fullmatch(text) or _SPANISH.fullmatch(text)
    worded = None if found else _WORDED.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    month = int(found["m"]) if found else _MONTH.get(normal(worded["month"])) if worded else None
    found = found or worded
    if found and month is not None:
        try:
            return date(int(found["y"]), month, int(found["d"])), ""
        except ValueError:
            return None, "impossible"
    if open_ended and key(text) in _OPEN:
        return None, ""
    return None, "short_year" if _SHORT_YEAR.fullmatch(text) else "unreadable"
