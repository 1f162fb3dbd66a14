"""Message catalogues, Spanish and English: a code and its fields become a sentence, by the reader's locale.

A catalogue is ``locale/<lang>/<subject>.po``; a message's key is ``<subject>.<name>``. Both languages hold every key.
"""

import io
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

LANGUAGES = ("es", "en")
LOCALES = {"es": "es_ES", "en": "en_GB"}
FOLDER = Path(__file__).parent / "locale"


@cache
def _catalogue(lang: str, subject: str) -> GNUTranslations:
    with (FOLDER / lang / f"{subject}.po").open("rb") as file:
        catalogue = read_po(file, locale=lang)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def text(lang: str, key: str, /, **fields: object) -> str:
    """The sentence ``key`` in ``lang``, its fields written by locale. Raises KeyError where the key is unknown."""
    found = _catalogue(lang, key.partition(".")[0]).gettext(key)
    if found == key:
        raise KeyError(f"{key} has no message in {lang}")
    return found.format(**{name: shown(lang, value) for name, value in fields.items()})


def plural(lang: str, key: str, n: int, /, **fields: object) -> str:
    """As ``text``, for a message with a singular and a plural; ``n`` is a field of both."""
    found = _catalogue(lang, key.partition(".")[0]).ngettext(key, key, n)
    if found == key:
        raise KeyError(f"{key} has no message in {lang}")
    return found.format(**{name: shown(lang, value) for name, value in {"n": n, **fields}.items()})


def known(lang: str, key: str) -> bool:
    """Whether the catalogue of ``lang`` has ``key``."""
    return _catalogue(lang, key.partition(".")[0]).gettext(key) != key


def shown(lang: str, value: object) -> str:
    """A value as a reader of ``lang`` writes it: numbers and dates by locale, sequences with commas."""
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int | Decimal):
        return number(lang, value)
    if isinstance(value, date):
        return day(lang, value)
    if isinstance(value, tuple | list):
        return ", ".join(shown(lang, item) for item in value)
    return "" if value is None else str(value)


def number(lang: str, value: Decimal | int) -> str:
    """A number with the locale's separators and all its decimals (never rounded)."""
    places = max(0, -exponent) if isinstance(exponent := Decimal(value).as_tuple().exponent, int) else 0
    return str(format_decimal(value, format="#,##0." + "0" * places if places else "#,##0", locale=LOCALES[lang]))


def money(lang: str, value: Decimal, currency: str = "EUR") -> str:
    """An amount with its currency, by locale."""
    return str(format_currency(value, currency, locale=LOCALES[lang]))


def day(lang: str, value: date) -> str:
    """A date in the locale's medium form."""
    return str(format_date(value, format="medium", locale=LOCALES[lang]))


def moment(lang: str, value: datetime) -> str:
    """A day and the time on it, in the zone that ``value`` has."""
    return f"{day(lang, value)}, {clock(lang, value)}"


def clock(lang: str, value: datetime) -> str:
    """Hours and minutes."""
    return str(format_time(value, format="short", tzinfo=value.tzinfo, locale=LOCALES[lang]))


def weekday(lang: str, value: date) -> str:
    """A date in words, with the day of the week."""
    return str(format_date(value, format="full", locale=LOCALES[lang]))
