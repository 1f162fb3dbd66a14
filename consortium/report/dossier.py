"""Everything a proposal is made from, and the few look-ups that its sections share."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from consortium.domain.call import Tender
from consortium.domain.case import Case
from consortium.domain.evidence import NOT_RECORDED, Holding
from consortium.domain.exact import exactly
from consortium.domain.findings import Finding
from consortium.domain.joint import JointBid
from consortium.domain.need import Need
from consortium.domain.register import Entity, Register
from consortium.domain.result import Answer, Options
from consortium.domain.verify import Assessment, Outcome, State
from consortium.report.content import Number
from consortium.words import known, text


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where a proposal comes from, so that it can be made again. Hashes in hexadecimal."""

    tender_file: str
    register_file: str
    tender_sha256: str
    register_sha256: str
    version: str
    made_on: date
    edited: bool = False
    """Whether the tender was changed on screen after it was read, so that the file alone no longer gives the answer."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One run: its input, its answer and what was noticed on the way (reading and judging)."""

    tender: Tender
    register: Register
    case: Case
    answer: Answer
    options: Options
    stamp: Stamp
    findings: tuple[Finding, ...] = ()
    joint: JointBid | None = None
    """The evidence about the joint bid, where the answer is one."""

    def entity(self, entity_id: str) -> Entity:
        """One entity of the register."""
        return next(e for e in self.register.entities if e.id == entity_id)

    def named(self, entity_id: str) -> str:
        """Its ID and name in one text."""
        name = self.entity(entity_id).name
        return f"{entity_id} · {name}" if name and name != entity_id else entity_id

    @property
    def assessment(self) -> Assessment:
        """The verifier's judgement of the answer; only where there is one."""
        assert self.answer.assessment is not None
        return self.answer.assessment

    def holding(self, position: int, member: str) -> Holding:
        """What ``member`` proves for the need at ``position``."""
        return self.case.holdings[position].get(member, NOT_RECORDED)


def word(lang: str, key: str) -> str:
    """The word for a value of a fixed list; the value itself where the list has grown past the catalogue."""
    return text(lang, key) if known(lang, key) else key.split(".", 2)[-1]


def sentence(lang: str, code: str, params: dict[str, object]) -> str:
    """A finding or a fault in words."""
    key = f"findings.{code}"
    return text(lang, key, **params) if known(lang, key) else code


def label(lang: str, need: Need) -> str:
    """A row as people call it: its ID, with its lot where it has one."""
    own = need.requirement.id
    return own if need.lot is None else f"{own} · {lot_name(lang, need.lot)}"


def lot_name(lang: str, lot: str | None) -> str:
    """ "Lot 1", or nothing for a row that belongs to no lot."""
    return "" if lot is None else text(lang, "proposal.lot_n", lot=lot)


def amount(need: Need, number: Decimal | None) -> Number | None:
    """A number of base units in the row's own unit."""
    if number is None:
        return None
    with exactly():
        return Number(need.in_unit(number), need.unit.word if need.unit else "")


def sole_provider(outcome: Outcome) -> str | None:
    """The one member that a met row rests on, None where there are several or none."""
    providers = outcome.measure.providers if outcome.measure and outcome.state is State.MET else ()
    return providers[0] if len(providers) == 1 else None


def outcomes_of(assessment: Assessment, member: str) -> tuple[Outcome, ...]:
    """The rows towards which ``member`` counts."""
    return tuple(o for o in assessment.outcomes if o.measure and member in o.measure.providers)
