"""Many tenders against one register: each solved by itself on any executor, and all of them in one model."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from hashlib import sha256

from consortium.domain.call import Call
from consortium.domain.case import Case, case_of
from consortium.domain.register import Register
from consortium.domain.result import Answer, Options
from consortium.domain.vocabulary import Vocabulary
from consortium.errors import ConsortiumError
from consortium.jobs import Job
from consortium.optimise import solve as _solve
from consortium.optimise.portfolio import Assignment as Assignment
from consortium.optimise.portfolio import Entry, assign
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.prints import print_of
from consortium.service.solving import Solution, board, case_for

ASSIGN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Ask:
    """One tender of several with what is asked of it; ``key`` names it, unique among them."""

    key: str
    tender: TenderFile
    options: Options = Options()

    @property
    def rival(self) -> str:
        """Bids for one tender are rivals: nobody may be in two of them (LCSP 139.3)."""
        return self.tender.tender.reference


@dataclass(frozen=True, slots=True)
class Limits:
    """In how many bids an entity may be: ``most`` (None: any number), or its own number in ``own``."""

    most: int | None = None
    own: tuple[tuple[str, int], ...] = ()

    def of(self, entity: str) -> int | None:
        """The limit of one entity."""
        return dict(self.own).get(entity, self.most)


def solve_all(
    asks: Sequence[Ask], register: RegisterFile, executor: Executor | None = None
) -> dict[str, Solution | ConsortiumError]:
    """Each tender's smallest coalition, or what stands in its way, by key.

    ``executor`` is any of ``concurrent.futures``: a process pool, or a cluster's; None: here, one after the other.
    """
    pending = {ask.key: _begun(ask, register, executor) for ask in asks}
    return {key: _ended(one) for key, one in pending.items()}


@dataclass(frozen=True, slots=True)
class _Pending:
    """A tender handed over: what it was joined to, and the answer to come."""

    ask: Ask
    register: RegisterFile
    case: Case
    answer: Future[Answer]


def _begun(ask: Ask, register: RegisterFile, executor: Executor | None) -> _Pending | ConsortiumError:
    try:
        case = case_for(ask.tender, register, ask.options)
    except ConsortiumError as error:
        return error
    given = ask.tender.tender, register.register, register.vocabulary, ask.options
    return _Pending(ask, register, case, executor.submit(_answer, *given) if executor else _here(*given))


def _here(call: Call, register: Register, words: Vocabulary, options: Options) -> Future[Answer]:
    future: Future[Answer] = Future()
    try:
        future.set_result(_answer(call, register, words, options))
    except ConsortiumError as error:
        future.set_exception(error)
    return future


def _answer(call: Call, register: Register, words: Vocabulary, options: Options) -> Answer:
    return _solve(case_of(call, register, options.lots, options.verified_only, words), options)


def _ended(one: _Pending | ConsortiumError) -> Solution | ConsortiumError:
    if isinstance(one, ConsortiumError):
        return one
    try:
        return Solution(one.ask.tender, one.register, one.ask.options, one.case, one.answer.result())
    except ConsortiumError as error:
        return error


def overbooked(coalitions: Mapping[str, Sequence[str]], limits: Limits) -> dict[str, tuple[str, ...]]:
    """The entities that are in more of these coalitions than they can serve, with the keys of all theirs."""
    seats: dict[str, list[str]] = defaultdict(list)
    for key, members in coalitions.items():
        for member in members:
            seats[member].append(key)
    return {
        entity: tuple(keys)
        for entity, keys in sorted(seats.items())
        if (most := limits.of(entity)) is not None and len(keys) > most
    }


@dataclass(frozen=True, slots=True)
class AssignmentJob:
    """A joint assignment under way."""

    job: Job

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self.job.poll().done

    def result(self) -> Assignment:
        """Who serves where. Raises JobError and SolverError."""
        found: Assignment = self.job.result()
        return found

    def cancel(self) -> None:
        """Stop it."""
        self.job.cancel()


def start_assignment(
    asks: Sequence[Ask], register: RegisterFile, limits: Limits, least: Mapping[str, int] | None = None
) -> AssignmentJob:
    """Assign all tenders at once, in the background; ``least``: sizes proven for them one by one.

    Raises InputError and UsageError for the first tender that cannot be solved as it stands.
    """
    for ask in asks:
        case_for(ask.tender, register, ask.options)
    calls = tuple((ask.key, ask.tender.tender, ask.options, ask.rival) for ask in asks)
    given = calls, register.register, register.vocabulary, limits, tuple(sorted((least or {}).items()))
    prints = tuple(print_of(ask.tender.tender) for ask in asks), print_of(register.register)
    key = sha256(repr(("portfolio", prints, calls_of(asks), limits)).encode()).hexdigest()
    return AssignmentJob(board().submit(key, _assign, *given))


def calls_of(asks: Sequence[Ask]) -> tuple[tuple[str, Options], ...]:
    """What is asked of each tender."""
    return tuple((ask.key, ask.options) for ask in asks)


def _assign(
    report: Callable[[object], None],
    calls: Sequence[tuple[str, Call, Options, str]],
    register: Register,
    words: Vocabulary,
    limits: Limits,
    least: Sequence[tuple[str, int]],
) -> Assignment:
    entries = [
        Entry(key, case_of(call, register, options.lots, options.verified_only, words), options, rival)
        for key, call, options, rival in calls
    ]
    return assign(entries, limits.of, ASSIGN_SECONDS, least=dict(least))
