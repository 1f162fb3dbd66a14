"""Many tenders against one register: each solved by itself on any executor, and all of them in one model."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from hashlib import sha256

from consortium.domain.call import Call
from consortium.domain.case import Case, case_of
from consortium.domain.names import normal
from consortium.domain.register import Register
from consortium.domain.result import Answer, Options, Proof, Status
from consortium.domain.vocabulary import Vocabulary
from consortium.errors import ConsortiumError
from consortium.jobs import Job
from consortium.optimise import solve as _solve
from consortium.optimise.portfolio import Assignment as Assignment
from consortium.optimise.portfolio import Entry, assign
from consortium.service.bids import bids, open_bid
from consortium.service.committing import committed, without_committed
from consortium.service.desk import Desk
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.solving import Solution, board, case_for, solve_key

ALONE_SECONDS = 60.0
"""For each tender whose own options set no limit."""
TOGETHER_SECONDS = 60.0
NO_RIVALS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Ask:
    """One tender of several with what is asked of it; ``key`` names it, unique among them."""

    key: str
    tender: TenderFile
    options: Options = Options()

    @property
    def rival(self) -> str:
        """Bids for one tender are rivals: nobody may be in two of them (LCSP 139.3)."""
        return normal(self.tender.tender.reference)


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


def overbooked(
    coalitions: Mapping[str, Sequence[str]], limits: Limits, rivals: Mapping[str, str] = NO_RIVALS
) -> dict[str, tuple[str, ...]]:
    """The entities that are in more of these coalitions than they can serve, with the keys of all theirs.

    ``rivals``: of each key the tender that its bid is for; nobody can serve two bids for one.
    """
    seats: dict[str, list[str]] = defaultdict(list)
    for key, members in coalitions.items():
        for member in members:
            seats[member].append(key)
    return {e: tuple(keys) for e, keys in sorted(seats.items()) if _too_many(keys, limits.of(e), rivals)}


def _too_many(keys: Sequence[str], most: int | None, rivals: Mapping[str, str]) -> bool:
    tenders = [rivals[key] for key in keys if rivals.get(key)]
    return (most is not None and len(keys) > most) or len(tenders) > len(set(tenders))


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The smallest coalition of each tender by itself, () where none was found, and who serves where together.

    ``undetermined``: the mandatory rows of each tender that nobody has decided, where it has some.
    """

    alone: Mapping[str, tuple[str, ...]]
    together: Assignment
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
            found.append(Ask(line.uid, opened.file, without_committed(opened.options, bound)))
    return tuple(found)


def start_portfolio(asks: Sequence[Ask], register: RegisterFile, limits: Limits) -> PortfolioJob:
    """Solve all tenders, each by itself and together, in the background; who asks the same joins.

    Raises InputError and UsageError for the first tender that cannot be solved as it stands.
    """
    for ask in asks:
        case_for(ask.tender, register, ask.options)
    calls = tuple((ask.key, ask.tender.tender, ask.options, ask.rival) for ask in asks)
    key = portfolio_key(asks, register, limits)
    return PortfolioJob(board().submit(key, _portfolio, calls, register.register, register.vocabulary, limits))


def portfolio_key(asks: Sequence[Ask], register: RegisterFile, limits: Limits) -> str:
    """What decides a portfolio: every tender with what is asked of it, the register, the limits."""
    asked = tuple((ask.key, solve_key(ask.tender, register, ask.options)) for ask in asks)
    return sha256(repr(("portfolio", asked, limits)).encode()).hexdigest()


def _portfolio(
    report: Callable[[int], None],
    calls: Sequence[tuple[str, Call, Options, str]],
    register: Register,
    words: Vocabulary,
    limits: Limits,
) -> Portfolio:
    answers: dict[str, Answer] = {}
    entries = []
    for n, (key, call, options, rival) in enumerate(calls):
        report(n)
        case = case_of(call, register, options.lots, options.verified_only, words)
        answers[key] = _solve(case, replace(options, time_limit=options.time_limit or ALONE_SECONDS))
        entries.append(Entry(key, case, options, rival))
    report(len(calls))
    alone = {key: answer.members for key, answer in answers.items()}
    undetermined = {key: answer.undetermined for key, answer in answers.items() if answer.undetermined}
    proofs = {answer.proof for answer in answers.values()}
    if None not in proofs and not overbooked(alone, limits, {entry.key: entry.rival for entry in entries}):
        # Where nobody is in too many, each tender keeps the coalition that is best for it.
        proof = Proof.SOLVER if Proof.SOLVER in proofs else Proof.EXACT
        return Portfolio(alone, Assignment(alone, proof), undetermined)
    least = {key: len(answer.members) for key, answer in answers.items() if answer.status is Status.OPTIMAL}
    return Portfolio(alone, assign(entries, limits.of, TOGETHER_SECONDS, least=least), undetermined)
