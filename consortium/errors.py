"""One tree of exceptions. Each carries a code and fields; ``words`` turns them into sentences."""

from collections.abc import Mapping


class ConsortiumError(Exception):
    """Anything this package raises on purpose.

    ``code`` names the sentence in the catalogue ``errors``; ``fields`` fill it.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields: Mapping[str, object] = fields

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, dict(self.fields))


def _rebuild(kind: type[ConsortiumError], code: str, fields: dict[str, object]) -> ConsortiumError:
    return kind(code, **fields)


class FileError(ConsortiumError):
    """A file that cannot be opened at all: wrong type, broken, locked, too large, a bomb."""


class InputError(ConsortiumError):
    """Files that opened, with findings of level error: an answer would be wrong. The field ``findings`` has them."""


class UsageError(ConsortiumError):
    """An option that cannot be: an unknown lot or ID, one both included and excluded, N <= 0."""


class SolverError(ConsortiumError):
    """A solver that could not be started or died."""


class JobError(ConsortiumError):
    """A child process that was stopped or ended without an answer."""


class JobTimeout(JobError):
    """The child ran past its deadline or its CPU limit."""


class JobCancelled(JobError):
    """The user cancelled the job."""


class JobMemory(JobError):
    """The child asked for more memory than it may have."""


class StoreError(ConsortiumError):
    """The database refused."""
