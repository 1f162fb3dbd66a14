"""Many tenders against one register: each solved by itself on any executor, and all of them in one model."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, field, replace
from hashlib import sha256

from consortium.domain.call import Call
from consortium.domain.case import Case, case_of
from consortium.domain.names import normal
from consortium.domain.register import Register
from consortium.domain.result import Answer, Options, Status
from consortium.domain.vocabulary import Vocabulary
from consortium.errors import ConsortiumError, JobError
from consortium.jobs import Job
from consortium.optimise import solve as _solve
from consortium.optimise.portfolio import Assignment as Assignment
from consortium.optimise.portfolio import Entry, Target
from consortium.service.bids import bids, decision, open_bid
from consortium.service.committing import committed, without_committed
from consortium.service.desk import Desk
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.sharing import Limits as Limits
from consortium.service.sharing import overbooked as overbooked
from consortium.service.sharing import together
from consortium.service.solving import Solution, board, case_for, solve_key

ALONE_SECONDS = 60.0
"""For each tender whose own options set no limit."""
TOGETHER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Ask:
    """One tender of several with what is asked of it; ``key`` names it, unique among them.

    ``decided``: the coalition that the team bids with, () while that is open.
    """

    key: str
    tender: TenderFile
    options: Options = Options()
    decided: tuple[str, ...] = ()

    @property
    def target(self) -> Target:
        """What the bid is for, however its reference is written."""
        return Target(normal(self.tender.tender.reference), self.options.lots)


def solve_all(
    asks: Sequence[Ask], register: RegisterFile, executor: Executor | None = None
) -> dict[str, Solution | ConsortiumError]:
    """Each tender's smallest coalition, or what stands in its way, by key; a JobError where a worker died.

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
    try:
        answer = executor.submit(_answer, *given) if executor else _here(*given)
    except BrokenExecutor:
        return JobError("job_died")
    return _Pending(ask, register, case, answer)


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
    except (BrokenExecutor, CancelledError):
        return JobError("job_died")


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The smallest coalition of each tender by itself, () where none was found, and who serves where together.

    ``status``: what was found for each by itself. ``undetermined``: the mandatory rows of each tender that nobody has
    decided, where it has some.
    """

    alone: Mapping[str, tuple[str, ...]]
    together: Assignment
    status: Mapping[str, Status]
    undetermined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PortfolioJob:
    """A portfolio being computed."""

    job: Job

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self.job.poll().done

    @property
    def solved(self) -> int:
        """How many tenders have been solved by themselves so far."""
        latest = self.job.poll().latest
        return latest if isinstance(latest, int) else 0

    def result(self) -> Portfolio:
        """The portfolio, once there. Raises JobError and SolverError."""
        found: Portfolio = self.job.result()
        return found

    def cancel(self) -> None:
        """Stop it."""
        self.job.cancel()


def open_asks(desk: Desk) -> tuple[Ask, ...]:
    """The open bids of a workspace that have a tender, with what was asked of each last; whoever is bound is out."""
    found = []
    for line in bids(desk):
        opened = None if line.closed else open_bid(desk, line.uid)
        if opened is not None and opened.file is not None:
            bound = committed(desk, opened.file.tender, opened.options.lots, line.uid)
            made = decision(desk, line.uid)
            options = without_committed(opened.options, bound)
            found.append(Ask(line.uid, opened.file, options, made.value.members if made else ()))
    return tuple(found)


def start_portfolio(asks: Sequence[Ask], register: RegisterFile, limits: Limits) -> PortfolioJob:
    """Solve all tenders, each by itself and together, in the background; who asks the same joins.

    Raises InputError and UsageError for the first tender that cannot be solved as it stands.
    """
    for ask in asks:
        case_for(ask.tender, register, ask.options)
    calls = tuple(_Asked(ask.key, ask.tender.tender, ask.options, ask.target, ask.decided) for ask in asks)
    key = portfolio_key(asks, register, limits)
    return PortfolioJob(board().submit(key, _portfolio, calls, register.register, register.vocabulary, limits))


def portfolio_key(asks: Sequence[Ask], register: RegisterFile, limits: Limits) -> str:
    """What decides a portfolio: every tender with what is asked of it, the register, the limits."""
    asked = tuple((ask.key, solve_key(ask.tender, register, ask.options), ask.decided) for ask in asks)
    return sha256(repr(("portfolio", asked, limits)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Asked:
    """An ask as a child process is told it: the tender without its file."""

    key: str
    call: Call
    options: Options
    target: Target
    decided: tuple[str, ...]


def _portfolio(
    report: Callable[[int], None],
    calls: Sequence[_Asked],
    register: Register,
    words: Vocabulary,
    limits: Limits,
) -> Portfolio:
    answers: dict[str, Answer] = {}
    entries = []
    for n, ask in enumerate(calls):
        report(n)
        case = case_of(ask.call, register, ask.options.lots, ask.options.verified_only, words)
        answers[ask.key] = _solve(case, replace(ask.options, time_limit=ask.options.time_limit or ALONE_SECONDS))
        entries.append(Entry(ask.key, case, ask.options, ask.target, ask.decided))
    report(len(calls))
    alone = {key: answer.members for key, answer in answers.items()}
    undetermined = {key: answer.undetermined for key, answer in answers.items() if answer.undetermined}
    status = {key: answer.status for key, answer in answers.items()}
    return Portfolio(alone, together(entries, answers, limits, TOGETHER_SECONDS), status, undetermined)
