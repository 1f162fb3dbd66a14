"""The recipe: reduce, find and prove the smallest size, settle the ties, say what is missing and what is necessary."""

from dataclasses import replace
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.findings import Finding, warning
from consortium.domain.result import Alternatives, Answer, Options, Progress, Proof, Status
from consortium.domain.verify import assess
from consortium.optimise.gaps import gaps
from consortium.optimise.necessity import necessity
from consortium.optimise.probe import Probe
from consortium.optimise.problem import problem_of
from consortium.optimise.run import Report, Run, silent
from consortium.optimise.size import least_size
from consortium.optimise.ties import Ties, enumerate_ties, listed, preferred, rank, settle_by_stages

EXACT_SECONDS = 10.0
"""What the exact search may take, for the size and again for the ties, before PuLP's word is taken."""
STAGE_SECONDS = 120.0
NECESSITY_SECONDS = 10.0
LAST_SECONDS = 0.3
"""What the last steps may take although the limit has passed."""
UNTOLD = (warning("necessity_untold"),)
GAPS_UNTOLD = (warning("gaps_untold"),)
INFEASIBLE_STAGE = "gaps"
"""The stage of a run that has proven that nothing covers, and looks for what is missing."""


def solve(case: Case, options: Options, report: Report = silent) -> Answer:
    """The smallest coalition of a case. Raises SolverError where the solver cannot be run."""
    run = Run(case, problem_of(case, options), options.time_limit, report)
    proof = least_size(run, options.solver, EXACT_SECONDS)
    if run.best is None:
        return _nothing(run, options, proof)
    canonical, alternatives = _ties(run, options, proof)
    return _answer(run, options, proof, canonical, alternatives)


def _ties(run: Run, options: Options, proof: Proof | None) -> tuple[bool, Alternatives]:
    if proof is None:
        return False, listed(run, Ties((), False), options.alternatives, False, options.preferences)
    assert run.best is not None
    run.tell("ties")
    ties = enumerate_ties(run, EXACT_SECONDS)
    whole = ties.complete
    if not options.preferences.default:
        ties = preferred(run, ties, options.preferences)
    if ties.complete and ties.worths and run.assess(ties.worths[0].mask).covers:
        run.best = ties.worths[0]
        canonical = True
    else:
        if run.problem.case is not None:
            run.best = min((run.best, *ties.worths), key=rank)
        canonical = options.preferences.default and settle_by_stages(run, options.solver, STAGE_SECONDS)
    return canonical, listed(run, replace(ties, complete=whole), options.alternatives, True, options.preferences)


def _answer(run: Run, options: Options, proof: Proof | None, canonical: bool, alternatives: Alternatives) -> Answer:
    assert run.best is not None
    assessment = run.assess(run.best.mask)
    run.tell("necessity")
    deadline = monotonic() + max(run.left(NECESSITY_SECONDS), LAST_SECONDS)
    needed = necessity(run.case, assessment.members, deadline, assessment.externals)
    return Answer(
        status=Status.OPTIMAL if proof else Status.FEASIBLE,
        canonical=canonical,
        undetermined=run.case.undetermined(),
        lower_bound=run.lower,
        proof=proof,
        assessment=assessment,
        alternatives=alternatives,
        gaps=(),
        necessity=needed,
        findings=run.case.forced(options.include) + (() if needed else UNTOLD),
        seconds=run.seconds,
        solver=options.solver if run.used_solver else None,
    )


def _nothing(run: Run, options: Options, proof: Proof | None) -> Answer:
    if proof:
        run.tell(INFEASIBLE_STAGE)
    probe = Probe(run, options)
    found = gaps(run.case, options, probe) if proof else ()
    clash = _clash_findings(probe) if proof else ()
    return Answer(
        status=Status.INFEASIBLE if proof else Status.NOT_FOUND,
        canonical=False,
        undetermined=run.case.undetermined(),
        lower_bound=None if proof else run.lower,
        proof=proof,
        assessment=None,
        alternatives=Alternatives(complete=proof is not None, total=0 if proof else None),
        gaps=found,
        necessity=None,
        findings=run.case.forced(options.include) + clash + (() if probe.settled else GAPS_UNTOLD),
        seconds=run.seconds,
        solver=options.solver if run.used_solver else None,
    )


def interrupted(case: Case, options: Options, progress: Progress) -> Answer:
    """The honest answer of a run that was stopped from outside: its best verified coalition and its bound."""
    if progress.stage == INFEASIBLE_STAGE:
        return _stopped_infeasible(case, options, progress)
    found = bool(progress.members)
    assessment = assess(case, progress.members) if found else None
    proven = found and progress.best == progress.lower_bound
    return Answer(
        status=(Status.OPTIMAL if proven else Status.FEASIBLE) if found else Status.NOT_FOUND,
        canonical=False,
        undetermined=case.undetermined(),
        lower_bound=progress.lower_bound,
        proof=Proof.SOLVER if proven else None,
        assessment=assessment,
        alternatives=Alternatives(),
        gaps=(),
        necessity=None,
        findings=case.forced(options.include) + (UNTOLD if found else ()),
        seconds=progress.seconds,
        solver=options.solver,
    )


def _stopped_infeasible(case: Case, options: Options, progress: Progress) -> Answer:
    return Answer(
        status=Status.INFEASIBLE,
        canonical=False,
        undetermined=case.undetermined(),
        lower_bound=None,
        proof=Proof.SOLVER,
        assessment=None,
        alternatives=Alternatives(complete=True, total=0),
        gaps=(),
        necessity=None,
        findings=case.forced(options.include) + GAPS_UNTOLD,
        seconds=progress.seconds,
        solver=options.solver,
    )


def _clash_findings(probe: Probe) -> tuple[Finding, ...]:
    """Options that shut out every coalition, whatever the call asks."""
    case = probe.run.case
    return () if not case.entities or probe.possible(case.only(())) else (warning("options_impossible"),)
