"""What is worked out in the background about a case that was solved, for those who look in now and then."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

from consortium.domain.call import Call
from consortium.domain.case import case_of
from consortium.domain.register import Register
from consortium.domain.result import Options
from consortium.domain.vocabulary import Vocabulary
from consortium.jobs import Job
from consortium.service.solving import Solution, board

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pending(Generic[T]):
    """What is to come of a job."""

    job: Job

    @property
    def done(self) -> bool:
        """Whether it has ended, in whatever way."""
        return self.job.poll().done

    @property
    def failed(self) -> bool:
        """Whether it has ended without a result."""
        return self.job.failed

    def result(self) -> T:
        """What came of it, once there. Raises JobError and SolverError."""
        found: T = self.job.result()
        return found


def begin(name: tuple[object, ...], work: Callable[..., T], solution: Solution, *more: object) -> Pending[T]:
    """``work(case, *more)`` in a child, the case being the solution's; who asks ``name`` of the same solution joins."""
    key = sha256(repr((*name, solution.key)).encode()).hexdigest()
    register, call = solution.register, solution.tender.tender
    given = call, register.register, register.vocabulary, solution.options
    return Pending(board().submit(key, _work, work, *given, more))


def _work(
    report: Callable[[object], None],
    work: Callable[..., T],
    call: Call,
    register: Register,
    words: Vocabulary,
    options: Options,
    more: tuple[object, ...],
) -> T:
    return work(case_of(call, register, options.lots, options.verified_only, words), *more)
