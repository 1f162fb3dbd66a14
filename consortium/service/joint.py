"""The evidence about a joint bid: necessity with and without non-members, whole and by lot, and rivalry (N1 to N4)."""

from collections.abc import Iterable
from time import monotonic

from consortium.domain.case import Case
from consortium.domain.explanation import NecessityBoth
from consortium.domain.joint import JointBid
from consortium.domain.register import Entity
from consortium.domain.result import Answer, Necessity
from consortium.domain.rivalry import pairings
from consortium.domain.verify import assess
from consortium.optimise import NECESSITY_SECONDS, necessity
from consortium.service.pending import Pending, begin
from consortium.service.solving import Solution

Members = tuple[str, ...]


def necessity_both(case: Case, members: Members, seconds: float = NECESSITY_SECONDS) -> NecessityBoth:
    """The necessity of a joint bid with the external capacity that it relies on, and without any.

    Of each None where the time does not allow to try every part; without external capacity it is not judged twice
    where the bid relies on none.
    """
    deadline, externals = monotonic() + seconds, assess(case, members).externals
    return _both(case, members, externals, deadline, necessity(case, members, deadline, externals))


def _both(case: Case, members: Members, externals: Members, deadline: float, whole: Necessity | None) -> NecessityBoth:
    return NecessityBoth(externals, whole, necessity(case, members, deadline) if externals else whole)


def joint_bid(case: Case, entities: Iterable[Entity], answer: Answer, seconds: float = NECESSITY_SECONDS) -> JointBid:
    """The evidence about the coalition of ``answer``, which has one; what ``seconds`` do not allow stays open.

    ``entities``: its members as registered, perhaps among others.
    """
    judged, deadline = answer.assessment, monotonic() + seconds
    assert judged is not None
    needed = answer.necessity or necessity(case, judged.members, deadline, judged.externals)
    whole = _both(case, judged.members, judged.externals, deadline, needed)
    return _joint(case, entities, judged.members, whole, deadline)


def joint_of(case: Case, entities: Iterable[Entity], members: Members, seconds: float = NECESSITY_SECONDS) -> JointBid:
    """As ``joint_bid``, for a coalition of which nothing has been judged."""
    deadline = monotonic() + seconds
    return _joint(case, entities, members, necessity_both(case, members, seconds), deadline)


def _joint(case: Case, entities: Iterable[Entity], members: Members, whole: NecessityBoth, deadline: float) -> JointBid:
    several = case.lots if len(case.lots) > 1 and len(members) > 1 else ()
    lots = tuple((lot, _of_lot(case.of_lots((lot,)), members, whole.externals, deadline)) for lot in several)
    return JointBid(members, whole, lots, pairings(entities, members))


def _of_lot(case: Case, members: Members, externals: Members, deadline: float) -> NecessityBoth:
    return _both(case, members, externals, deadline, necessity(case, members, deadline, externals))


def start_joint(solution: Solution, answer: Answer) -> Pending[JointBid]:
    """``joint_bid`` in the background, for the coalition looked at; who asks the same joins."""
    members = tuple(e for e in solution.register.register.entities if e.id in answer.members)
    return begin(("joint", answer.members), joint_bid, solution, members, answer)
