"""Domain objects to plain JSON values and back, by their type hints: exact decimals, ISO dates, nothing lost.

A field whose type is a choice of several is written as ``[type, value]``, so that "1" and Decimal(1) stay apart.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from consortium.domain.register import Mark
from consortium.errors import StoreError

Plain = Any
"""What JSON can hold."""


@dataclass(frozen=True, slots=True)
class Codec:
    """Both directions for one type. ``scalar``: the plain value is text, a number or a truth value."""

    encode: Callable[[Any], Plain]
    decode: Callable[[Any], Any]
    scalar: bool = True

    @property
    def column(self) -> "Codec":
        """The same for a database column: what is no scalar is written as JSON text, None as NULL."""
        if self.scalar:
            return self

        def encode(value: Any) -> str | None:
            plain = self.encode(value)
            return None if plain is None else dumps(plain)

        return Codec(encode, lru_cache(4096)(lambda text: self.decode(None if text is None else loads(text))))


def dumps(value: Plain) -> str:
    """JSON with sorted keys, so that equal values are equal texts."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def loads(text: str) -> Plain:
    """The value of a JSON text. Raises ValueError."""
    return json.loads(text)


@cache
def codec(hint: Any) -> Codec:
    """The codec of a type hint. Raises TypeError for a type that is not kept."""
    if hint in _LEAVES:
        return _LEAVES[hint]
    if get_origin(hint) in (Union, UnionType):
        return _choice(get_args(hint))
    if get_origin(hint) is tuple:
        return _row(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Codec(lambda value: value.value, hint)
    if is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"{hint} is not kept")


def _text(value: Any) -> str:
    """Text that both databases can hold. A NUL or half a character they cannot."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    if "\0" in value or not (value.isascii() or _encodes(value)):
        raise StoreError("store_text", text=ascii(value)[1:-1][:60])
    return value


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is(kind: type) -> Callable[[Any], Any]:
    def checked(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r} is no {kind.__name__}")
        return value

    return checked


def _decimal(text: Any) -> Decimal:
    try:
        return Decimal(_text(text))
    except ArithmeticError:
        raise ValueError(f"{text!r} is no number") from None


_MARKS = {mark.value: mark for mark in Mark}


def _value(text: Any) -> Decimal | Mark:
    return _MARKS.get(text) or _decimal(text)


_LEAVES: dict[Any, Codec] = {
    str: Codec(_text, _text),
    int: Codec(int, _is(int)),
    bool: Codec(bool, _is(bool)),
    float: Codec(float, float),
    Decimal: Codec(str, _decimal),
    date: Codec(date.isoformat, date.fromisoformat),
    datetime: Codec(datetime.isoformat, datetime.fromisoformat),
    Decimal | Mark: Codec(lambda value: value.value if isinstance(value, Mark) else str(value), _value),
}


def _choice(hints: tuple[Any, ...]) -> Codec:
    some = [hint for hint in hints if hint is not NoneType]
    if len(some) == 1:
        inner = codec(some[0])
        encode, decode = inner.encode, inner.decode
        return Codec(
            lambda value: None if value is None else encode(value),
            lambda value: None if value is None else decode(value),
            inner.scalar,
        )
    named = {hint.__name__: codec(hint) for hint in some}

    def tagged(value: Any) -> Plain:
        return None if value is None else [type(value).__name__, named[type(value).__name__].encode(value)]

    def untagged(plain: Plain) -> Any:
        return None if plain is None else named[plain[0]].decode(plain[1])

    return Codec(tagged, untagged, scalar=False)


def _row(hints: tuple[Any, ...]) -> Codec:
    if hints[-1] is Ellipsis:
        item = codec(hints[0])
        return Codec(lambda v: [item.encode(i) for i in v], lambda v: tuple(map(item.decode, v)), scalar=False)
    items = tuple(codec(hint) for hint in hints)
    return Codec(
        lambda v: [c.encode(i) for c, i in zip(items, v, strict=True)],
        lambda v: tuple(c.decode(i) for c, i in zip(items, v, strict=True)),
        scalar=False,
    )


def _record(kind: Any) -> Codec:
    own = field_codecs(kind)

    def encode(value: Any) -> Plain:
        return {name: c.encode(getattr(value, name)) for name, c in own.items()}

    def decode(plain: Plain) -> Any:
        if unknown := set(plain) - set(own):
            raise ValueError(f"{kind.__name__} has no {sorted(unknown)}")
        return kind(**{name: own[name].decode(value) for name, value in plain.items()})

    return Codec(encode, decode, scalar=False)


@cache
def field_codecs(kind: Any) -> dict[str, Codec]:
    """The codec of each field of a dataclass, in order."""
    hints = get_type_hints(kind)
    return {field.name: codec(hints[field.name]) for field in fields(kind)}
