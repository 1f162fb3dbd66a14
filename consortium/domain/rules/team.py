"""Named experts: roles matched to different people, nobody beyond the time that the person has (LCSP 76.2)."""

from decimal import Decimal
from math import ceil

from consortium.domain.need import Need
from consortium.domain.rules.base import Choice, Counted, Measure, View


def by_people(need: Need) -> Choice:
    """People have to be chosen."""
    return Choice.PEOPLE


def places(need: Need) -> int:
    """How many people it asks for."""
    return ceil(need.least)


def dedication(need: Need) -> Decimal:
    """The part of a full post that each must give."""
    found = need.number("dedication")
    return Decimal(1) if found is None else found


def team_holds(view: View) -> bool:
    """Enough people are seated."""
    return len(view.seated) >= places(view.need)


def team_measure(view: View) -> Measure:
    """The people seated against those asked for."""
    entities = {entity for entity, _ in view.seated}
    providers = tuple(m for m in view.members if m in entities)
    return Measure(Decimal(places(view.need)), Decimal(len(view.seated)), providers, Counted.PEOPLE)
