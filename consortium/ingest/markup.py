"""XML of unknown origin: no document type, no entities, no bottomless nesting; whole and well formed, or refused."""

from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

import consortium.ingest.limits as limits
from consortium.errors import FileError

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def check(xml: bytes, file: str, part: str) -> None:
    """Refuse what is not well formed or declares a document type. Raises FileError."""
    read(xml, file, part, None, None)


def read(xml: bytes, file: str, part: str, start: Start | None, end: End | None, text: Text | None = None) -> None:
    """Run ``xml`` through the handlers; they mind the depth themselves. Raises FileError."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = lambda *_: _refuse("file_declares_entities", file, part)
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise FileError("file_damaged_part", file=file, part=part) from error


def _refuse(code: str, file: str, part: str) -> None:
    raise FileError(code, file=file, part=part)


class Depth:
    """Handlers that do nothing but refuse elements nested too deep."""

    def __init__(self, file: str, part: str) -> None:
        self._file, self._part, self._depth = file, part, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """One level deeper."""
        self._depth += 1
        if self._depth > limits.MAX_DEPTH:
            _refuse("file_nested_too_deep", self._file, self._part)

    def end(self, name: str) -> None:
        """One level up."""
        self._depth -= 1


def elements(xml: bytes, file: str, part: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every element's name and attributes, both without prefix, in document order. For small parts."""
    found: list[tuple[str, Mapping[str, str]]] = []
    depth = Depth(file, part)

    def start(name: str, attributes: dict[str, str]) -> None:
        depth.start(name, attributes)
        found.append((local(name), {local(key): value for key, value in attributes.items()}))

    read(xml, file, part, start, depth.end)
    return iter(found)


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]
