"""Every coalition that a team has kept for a bid, judged again by the verifier under another version of its tender."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.domain.verify import Assessment, GroupOutcome, Outcome, State, assess
from consortium.errors import ConsortiumError
from consortium.service.desk import Desk
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.solving import case_for
from consortium.store import Chosen, Decision, Result, Scenario


class Origin(StrEnum):
    """As what a coalition was kept."""

    DECISION = "decision"
    SCENARIO = "scenario"
    RESULT = "result"


class Standing(StrEnum):
    """CONDITIONAL: covers what can be read, other mandatory rows are undecided. UNJUDGED: it cannot be asked."""

    COVERS = "covers"
    CONDITIONAL = "conditional"
    FAILS = "fails"
    UNJUDGED = "unjudged"


@dataclass(frozen=True, slots=True)
class Saved:
    """A coalition as it was kept, with the options that it was found under. ``externals`` None: whoever serves best."""

    origin: Origin
    name: str
    members: tuple[str, ...]
    options: Options
    lead: str | None = None
    externals: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A coalition under one version. ``error``: why it cannot be judged, where that is so."""

    standing: Standing
    assessment: Assessment | None = None
    undecided: tuple[str, ...] = ()
    error: ConsortiumError | None = None

    @property
    def lacking(self) -> tuple[Outcome, ...]:
        """The mandatory rows that are not met, or may not be."""
        if self.assessment is None:
            return ()
        short = (State.UNMET, State.UNKNOWN)
        return tuple(o for o in self.assessment.outcomes if o.need.stands_alone and o.state in short)

    @property
    def lacking_groups(self) -> tuple[GroupOutcome, ...]:
        """The mandatory groups of which no alternative is met whole."""
        if self.assessment is None:
            return ()
        return tuple(g for g in self.assessment.groups if g.group.mandatory and g.state in (State.UNMET, State.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Recheck:
    """A kept coalition under the version before and the version after, over the register as it is now."""

    saved: Saved
    before: Judged
    after: Judged

    @property
    def turned(self) -> bool:
        """Whether the new version changes how it stands."""
        return self.before.standing is not self.after.standing

    @property
    def other_lead(self) -> str | None:
        """Who has to lead now in the place of the one that was kept; None where that one may stay."""
        found = self.after.assessment
        kept = self.saved.lead
        return None if found is None or kept is None or found.lead == kept or not found.covers else found.lead

    @property
    def other_externals(self) -> tuple[str, ...] | None:
        """The non-members to rely on now in the place of those that were kept; None where those serve."""
        found = self.after.assessment
        kept = self.saved.externals
        if found is None or kept is None or not found.covers or set(found.externals) == set(kept):
            return None
        return found.externals


def saved_coalitions(desk: Desk, bid: str) -> tuple[Saved, ...]:
    """The decision, the scenarios and the answers of a bid; of answers that say the same, the latest."""
    store, space = desk.store, desk.workspace
    chosen = next((kept.value.options for kept in store.kept(space, Chosen, bid=bid)), Options())
    decided = [kept.value for kept in store.kept(space, Decision, bid=bid)]
    named = [kept.value for kept in store.kept(space, Scenario, bid=bid)]
    answers = [kept.value for kept in store.kept(space, Result, bid=bid)]
    found = [
        *(Saved(Origin.DECISION, "", d.members, chosen, d.lead, d.externals) for d in decided),
        *(Saved(Origin.SCENARIO, s.name, s.members, s.options, s.lead, s.externals) for s in named),
        *(_answer(result) for result in reversed(answers)),
    ]
    once = {(s.origin, s.name, s.members, s.options.lots, s.options.verified_only): s for s in reversed(found)}
    return tuple(s for s in reversed(once.values()) if s.members)


def _answer(result: Result) -> Saved:
    told = json.loads(result.answer)
    return Saved(Origin.RESULT, "", tuple(told["members"]), result.options, told["lead"], tuple(told["externals"]))


def recheck(
    saved: tuple[Saved, ...], before: TenderFile, after: TenderFile, register: RegisterFile
) -> tuple[Recheck, ...]:
    """Each coalition under both versions."""
    judges = _Judge(before, register), _Judge(after, register)
    return tuple(Recheck(coalition, *(judge(coalition) for judge in judges)) for coalition in saved)


def judged_now(saved: tuple[Saved, ...], tender: TenderFile, register: RegisterFile) -> tuple[Judged, ...]:
    """Each coalition as it stands under this tender and register."""
    return tuple(map(_Judge(tender, register), saved))


class _Judge:
    """One version and the register, joined once for coalitions that were asked alike."""

    def __init__(self, tender: TenderFile, register: RegisterFile) -> None:
        self._tender, self._register = tender, register
        self._cases: dict[tuple[tuple[str, ...], bool], Case] = {}

    def __call__(self, saved: Saved) -> Judged:
        try:
            case = self._case(saved)
        except ConsortiumError as error:
            return Judged(Standing.UNJUDGED, error=error)
        found = next((judged for judged in self._judged(case, saved) if judged.covers), assess(case, saved.members))
        undecided = case.undetermined()
        if not found.covers:
            return Judged(Standing.FAILS, found, undecided)
        return Judged(Standing.CONDITIONAL if undecided else Standing.COVERS, found, undecided)

    def _case(self, saved: Saved) -> Case:
        """Only what decides whether it covers is asked; members that left the register are named by the error."""
        asked = (saved.options.lots, saved.options.verified_only)
        options = Options(lots=asked[0], verified_only=asked[1])
        if not set(saved.members) <= {entity.id for entity in self._register.register.entities}:
            case_for(self._tender, self._register, replace(options, include=saved.members))
        if asked not in self._cases:
            self._cases[asked] = case_for(self._tender, self._register, options)
        return self._cases[asked]

    def _judged(self, case: Case, saved: Saved) -> Iterator[Assessment]:
        """With the lead and the non-members that were kept, where they are still there; then with who serves best."""
        known = {external.id for external in self._register.register.externals}
        if saved.externals is None or known.issuperset(saved.externals):
            yield assess(case, saved.members, saved.lead, externals=saved.externals)
        yield assess(case, saved.members)
