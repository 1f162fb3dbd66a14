"""Explaining: every why of an answer, what another entity would change, and the model for other solvers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from consortium import __version__
from consortium.domain.case import Case
from consortium.domain.explanation import Explanation, Smallest, Swap
from consortium.domain.findings import Finding
from consortium.domain.result import Options
from consortium.optimise import NECESSITY_SECONDS
from consortium.optimise import explain as _why
from consortium.optimise.model import FORMATS, written
from consortium.optimise.problem import problem_of
from consortium.report import jsons, jsons_explain, whys, whys_necessity
from consortium.report.joint import lot_title
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.joint import joint_of
from consortium.service.solving import case_for

MODEL_FORMATS = FORMATS


@dataclass(frozen=True, slots=True)
class Explained:
    """A finished explanation with what it is about."""

    tender: TenderFile
    register: RegisterFile
    options: Options
    case: Case
    explanation: Explanation

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything noticed, each once."""
        forced = self.case.forced(self.options.include)
        joined = (*self.tender.findings, *self.register.findings, *self.case.findings)
        return tuple(dict.fromkeys((*joined, *forced, *self.explanation.findings)))

    @property
    def seconds_left(self) -> float:
        """Of the user's time limit, no more than necessity may take."""
        limit = self.options.time_limit
        return NECESSITY_SECONDS if limit is None else min(NECESSITY_SECONDS, limit - self.explanation.seconds)


def explain(tender: TenderFile, register: RegisterFile, options: Options) -> Explained:
    """Explain under the user's options, within their time limit. Raises InputError, UsageError and SolverError."""
    case = case_for(tender, register, options)
    return Explained(tender, register, options, case, _why.explain(case, options))


def explanation_json(done: Explained, lang: str) -> jsons.Json:
    """An explanation as the command line prints it."""
    inputs = (done.tender.sha256, done.register.sha256)
    return jsons_explain.explanation(done.explanation, done.findings, inputs, __version__, lang)


def explanation_lines(done: Explained, lang: str) -> tuple[str, ...]:
    """An explanation in sentences, one a line; for a joint bid also its necessity and who may be competitors."""
    said, members = whys.lines(done.explanation, lang), done.explanation.members
    if len(members) < 2:
        return said
    joint = joint_of(done.case, done.register.register.entities, members, done.seconds_left)
    return (*said, *whys_necessity.lines(joint, lang, lambda lot: lot_title(done.tender.tender, lot, lang)))


def why_in(case: Case, members: tuple[str, ...]) -> tuple[Swap, ...]:
    """For each member of a coalition, what the others lack without it."""
    return tuple(_why.without_member(case, members, member) for member in members)


def why_out(
    case: Case, options: Options, members: tuple[str, ...], entity: str
) -> tuple[_why.Barriers, tuple[Swap, ...]]:
    """What keeps an entity out altogether, and what a coalition lacks with it in the place of each member."""
    return _why.barriers(case, options, entity), _why.swaps(case, members, entity)


def with_partner(case: Case, options: Options, brings: Mapping[str, Decimal]) -> tuple[Smallest, bool]:
    """The best coalition if one more entity proved ``brings`` (base units, by capability); whether it is proven.

    The newcomer's ID is ``newcomer(case)``.
    """
    reply = _why.with_partner(_why.asker(options), case, options, brings)
    return Smallest(reply.members), reply.canonical


def newcomer(case: Case) -> str:
    """The ID under which a hypothetical partner appears."""
    return _why.new_id(case)


def verified_beside_all(tender: TenderFile, register: RegisterFile, options: Options) -> tuple[Smallest, Smallest]:
    """The best coalition with all evidence, and with verified evidence only. Raises as ``explain``."""

    def best(verified_only: bool) -> Smallest:
        chosen = replace(options, verified_only=verified_only)
        return Smallest(_why.asker(chosen).best(case_for(tender, register, chosen), chosen).members)

    return best(False), best(True)


def model(tender: TenderFile, register: RegisterFile, options: Options, kind: str) -> bytes:
    """The integer programme of the size stage as a file; ``kind`` is one of MODEL_FORMATS. Raises as ``explain``."""
    return written(problem_of(case_for(tender, register, options), options), kind.lower())
