"""What one entity brings to a tender by itself, row by row, and what nobody knows about it yet."""

from dataclasses import dataclass
from enum import StrEnum

from consortium.domain.call import Tender
from consortium.domain.case import case_of
from consortium.domain.evidence import NOT_RECORDED, Holding
from consortium.domain.need import Need
from consortium.domain.register import Register
from consortium.domain.verify import Outcome, State, assess
from consortium.service.partners import Partner


class Brings(StrEnum):
    """COVERS the row alone, ADDS to it, is UNKNOWN to, LACKS it, or the row is UNDETERMINED."""

    COVERS = "covers"
    ADDS = "adds"
    UNKNOWN = "unknown"
    LACKS = "lacks"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One row of the tender in one lot, and what the entity brings to it."""

    need: Need
    brings: Brings
    held: Holding


def contributions(tender: Tender, partner: Partner, lots: tuple[str, ...] = ()) -> tuple[Contribution, ...]:
    """The rows of the lots chosen (none: all), in their order, judged for this entity alone."""
    entity = partner.entity.value
    own = Register(
        (entity,),
        tuple(kept.value for kept in partner.capabilities),
        tuple(kept.value for kept in partner.references),
        tuple(kept.value for kept in partner.people),
    )
    case = case_of(tender, own, tuple(lot for lot in lots if tender.lot(lot)))
    outcomes = assess(case, (entity.id,)).outcomes
    held = [holdings.get(entity.id, NOT_RECORDED) for holdings in case.holdings]
    return tuple(Contribution(o.need, _brings(o, h), h) for o, h in zip(outcomes, held, strict=True))


_BY_STATE = {
    State.MET: Brings.COVERS,
    State.UNKNOWN: Brings.UNKNOWN,
    State.UNDETERMINED: Brings.UNDETERMINED,
}


def _brings(outcome: Outcome, held: Holding) -> Brings:
    if outcome.state is not State.UNMET:
        return _BY_STATE[outcome.state]
    part = outcome.measure is not None and outcome.measure.provided is not None and outcome.measure.provided > 0
    return Brings.ADDS if part and held.number else Brings.LACKS
