"""Solving: a tender file, a register file and options in, a solution out; as a call or as a job to watch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256

from consortium.domain.call import Call
from consortium.domain.case import Case, case_of
from consortium.domain.findings import Finding, has_errors
from consortium.domain.register import Register
from consortium.domain.result import Answer, Options, Progress
from consortium.domain.verify import Assessment, State, assess
from consortium.domain.vocabulary import Vocabulary
from consortium.errors import InputError, JobTimeout, UsageError
from consortium.jobs import Job, JobBoard
from consortium.jobs import guarded as guarded
from consortium.optimise import interrupted
from consortium.optimise import solve as _solve
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.matching import naming_findings
from consortium.service.prints import print_of

GRACE_SECONDS = 1.0
"""After its limit a run has this long to finish by itself before it is stopped from outside."""
SOLVERS = ("cbc", "highs")


@dataclass(frozen=True, slots=True)
class Solution:
    """A finished run with what it was run on."""

    tender: TenderFile
    register: RegisterFile
    options: Options
    case: Case
    answer: Answer

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything noticed from the files to the answer, each once."""
        parts = (self.tender.findings, self.register.findings, self.case.findings, self.answer.findings)
        return tuple(dict.fromkeys(f for part in parts for f in part))

    @property
    def key(self) -> str:
        """The fingerprint of what was asked."""
        return solve_key(self.tender, self.register, self.options)


@dataclass(frozen=True, slots=True)
class SolveProgress:
    """A job as the screen shows it. ``position`` 0: running; else its place in the queue."""

    seconds: float
    best: int | None
    lower_bound: int
    position: int
    stage: str
    done: bool


def checked_options(tender: Call, register: Register, options: Options) -> Options:
    """The options, if they can be. Raises UsageError naming the first that cannot, with the rest in ``others``."""
    faults = [*_unknown(tender, register, options), *_contrary(options), *_not_positive(options)]
    if faults:
        raise UsageError(faults[0].code, **faults[0].fields, others=tuple(faults[1:]))
    return options


def _unknown(tender: Call, register: Register, options: Options) -> Iterator[UsageError]:
    lots = tuple(sorted(lot.id for lot in tender.lots))
    ids = {entity.id for entity in register.entities}
    for lot in dict.fromkeys(options.lots):
        if lot not in lots:
            yield UsageError("unknown_lot_option", lot=lot, known=lots)
    for entity in dict.fromkeys((*options.include, *options.exclude)):
        if entity not in ids:
            yield UsageError("unknown_id_option", id=entity)
    if options.solver not in SOLVERS:
        yield UsageError("unknown_solver", solver=options.solver, known=SOLVERS)


def _contrary(options: Options) -> Iterator[UsageError]:
    for entity in dict.fromkeys(options.include):
        if entity in options.exclude:
            yield UsageError("included_and_excluded", id=entity)


def _not_positive(options: Options) -> Iterator[UsageError]:
    given = {
        "max-members": options.max_members,
        "time-limit": options.time_limit,
        "alternatives": options.alternatives,
    }
    for name, value in given.items():
        if value is not None and not value > 0:
            yield UsageError("not_positive", option=name, value=str(value))


def checked_input(tender: TenderFile, register: RegisterFile) -> None:
    """Raise InputError where a finding of level error would make the answer wrong."""
    findings = (*tender.findings, *register.findings)
    if has_errors(findings):
        raise InputError("input_has_errors", findings=findings)


def case_for(tender: TenderFile, register: RegisterFile, options: Options) -> Case:
    """The files joined under the options. Raises InputError and UsageError."""
    checked_input(tender, register)
    checked_options(tender.tender, register.register, options)
    case = case_of(tender.tender, register.register, options.lots, options.verified_only, register.vocabulary)
    return replace(case, findings=(*case.findings, *naming_findings(tender, register)))


def solve(tender: TenderFile, register: RegisterFile, options: Options) -> Solution:
    """Solve here and now; a run with a time limit is guarded from outside, so that the limit is kept."""
    case = case_for(tender, register, options)
    if options.time_limit is None:
        return Solution(tender, register, options, case, _solve(case, options))
    job = Job.start(_work, *_given(tender, register, options), timeout=options.time_limit + GRACE_SECONDS)
    return SolveJob(job, tender, register, options, case).result()


def _given(tender: TenderFile, register: RegisterFile, options: Options) -> tuple[Call, Register, Vocabulary, Options]:
    return tender.tender, register.register, register.vocabulary, options


def _work(
    report: Callable[[Progress], None], call: Call, register: Register, words: Vocabulary, options: Options
) -> Answer:
    return _solve(case_of(call, register, options.lots, options.verified_only, words), options, report)


@dataclass(frozen=True, slots=True)
class SolveJob:
    """A run in the background. Everybody who asks the same shares it."""

    job: Job
    tender: TenderFile
    register: RegisterFile
    options: Options
    case: Case

    def poll(self) -> SolveProgress:
        """How it stands; does not wait."""
        now = self.job.poll()
        latest = now.latest if isinstance(now.latest, Progress) else Progress(now.elapsed, None, 1, "starting")
        return SolveProgress(now.elapsed, latest.best, latest.lower_bound, now.position, latest.stage, now.done)

    def result(self) -> Solution:
        """The solution, once there; a run stopped at its limit gives what it had. Raises JobError and SolverError."""
        try:
            answer = self.job.result()
        except JobTimeout:
            return self.so_far()
        return Solution(self.tender, self.register, self.options, self.case, answer)

    def so_far(self) -> Solution:
        """What a stopped run had: its best coalition, if any, and its bound, nothing claimed beyond them."""
        now = self.job.poll()
        latest = now.latest if isinstance(now.latest, Progress) else Progress(now.elapsed, None, 1, "starting")
        answer = interrupted(self.case, self.options, replace(latest, seconds=now.elapsed))
        return Solution(self.tender, self.register, self.options, self.case, answer)

    def cancel(self) -> None:
        """Stop it and everything it started."""
        self.job.cancel()


@cache
def board() -> JobBoard:
    """The server's jobs: as many at once as it has processors, the rest wait in a queue that users see."""
    return JobBoard()


def start_solve(tender: TenderFile, register: RegisterFile, options: Options) -> SolveJob:
    """Start a run in the background, or join the one that is the same. Raises InputError and UsageError at once."""
    case = case_for(tender, register, options)
    timeout = None if options.time_limit is None else options.time_limit + GRACE_SECONDS
    key = solve_key(tender, register, options)
    job = board().submit(key, _work, *_given(tender, register, options), timeout=timeout)
    return SolveJob(job, tender, register, options, case)


def solve_key(tender: TenderFile, register: RegisterFile, options: Options) -> str:
    """What decides an answer: the tender and the register as they stand, which names are one, and the options."""
    prints = print_of(tender.tender), print_of(register.register), register.vocabulary.aliases
    return sha256(repr((*prints, options)).encode()).hexdigest()


def running(tender: TenderFile, register: RegisterFile, options: Options) -> SolveJob | None:
    """The run that was asked exactly this, under way or just ended: who comes back finds it again."""
    job = board().get(solve_key(tender, register, options))
    if job is None or job.failed or job.poll().cancelled:
        return None
    return SolveJob(job, tender, register, options, case_for(tender, register, options))


def ask_anew(tender: TenderFile, register: RegisterFile, options: Options) -> None:
    """Let go of an ended run, so that asking the same again searches again."""
    board().forget(solve_key(tender, register, options))


def brings(case: Case, members: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """For each member the requirements that the others would not meet without it, in the order of the rows."""
    whole = _met(assess(case, members))
    found = {}
    for member in members:
        rest = tuple(m for m in members if m != member)
        kept = _met(assess(case, rest)) if rest else {}
        found[member] = tuple(dict.fromkeys(row for row, lot in whole if (row, lot) not in kept))
    return found


def _met(assessment: Assessment) -> dict[tuple[str, str | None], None]:
    return {(o.need.requirement.id, o.need.lot): None for o in assessment.outcomes if o.state is State.MET}
