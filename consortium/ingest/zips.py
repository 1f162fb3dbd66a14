"""Zip files of unknown origin: every part is inflated and counted before anything else reads it."""

import io
import struct
import zipfile
import zlib
from collections import Counter

import consortium.ingest.limits as limits
from consortium.errors import FileError

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ArithmeticError,
)
"""What zipfile raises on bytes that are no zip, found by fuzzing."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_PIECE = 1 << 20


class Package:
    """The parts of a zip file. Raises FileError where it is damaged, locked, too large or odd."""

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise FileError("file_damaged", file=file) from error
        self._check_list()
        for info in self._zip.infolist():
            self._check_part(info)
        self._by_lower = {name.lower(): name for name in self._zip.namelist()}

    def _check_list(self) -> None:
        infos = self._zip.infolist()
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise FileError("file_password", file=self._file)
        names = Counter(info.filename for info in infos)
        twice = any(count > 1 for count in names.values())
        outside = any(".." in name.replace("\\", "/").split("/") for name in names)
        if twice or outside or any(info.compress_type not in _METHODS for info in infos):
            raise FileError("file_odd_zip", file=self._file)
        unpacked = sum(info.file_size for info in infos)
        largest = max((info.file_size for info in infos), default=0)
        if len(infos) > limits.MAX_PARTS:
            raise FileError("file_too_many_parts", file=self._file, parts=len(infos), limit=limits.MAX_PARTS)
        if unpacked > limits.MAX_UNPACKED_BYTES or largest > limits.MAX_PART_BYTES:
            megabytes = limits.MAX_PART_BYTES // 1024**2
            raise FileError("file_unpacks_too_large", file=self._file, limit=megabytes)

    def _check_part(self, info: zipfile.ZipInfo) -> None:
        """Inflate the part once: zipfile stops at the size it claims and compares the checksum."""
        try:
            with self._zip.open(info) as part:
                while part.read(_PIECE):
                    pass
        except _FAULTS as error:
            raise FileError("file_damaged", file=self._file) from error

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names, in the file's order."""
        return tuple(self._zip.namelist())

    def has(self, name: str) -> bool:
        """Whether there is such a part, in whatever case."""
        return name.lower() in self._by_lower

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises FileError where it is missing."""
        if not self.has(name):
            raise FileError("file_part_missing", file=self._file, part=name)
        return self._zip.read(self._by_lower[name.lower()])
