"""Several bids with coalitions of their own: who is in too many of them, and who serves what where nobody may be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from consortium.domain.result import Answer, Proof, Status
from consortium.optimise.portfolio import Assignment, Entry, Target, assign

NO_TARGETS: Mapping[str, Target] = {}


@dataclass(frozen=True, slots=True)
class Limits:
    """In how many bids an entity may be: ``most`` (None: any number), or its own number in ``own``."""

    most: int | None = None
    own: tuple[tuple[str, int], ...] = ()

    def of(self, entity: str) -> int | None:
        """The limit of one entity."""
        return dict(self.own).get(entity, self.most)


def overbooked(
    coalitions: Mapping[str, Sequence[str]], limits: Limits, targets: Mapping[str, Target] = NO_TARGETS
) -> dict[str, tuple[str, ...]]:
    """The entities that are in more of these coalitions than they can serve, with the keys of all theirs.

    ``targets``: what the bid of each key is for; nobody can be in two whose lots meet.
    """
    seats: dict[str, list[str]] = defaultdict(list)
    for key, members in coalitions.items():
        for member in members:
            seats[member].append(key)
    return {e: tuple(keys) for e, keys in sorted(seats.items()) if _too_many(keys, limits.of(e), targets)}


def _too_many(keys: Sequence[str], most: int | None, targets: Mapping[str, Target]) -> bool:
    aims = [targets[key] for key in keys if key in targets]
    return (most is not None and len(keys) > most) or any(one.meets(other) for one, other in combinations(aims, 2))


def together(
    entries: Sequence[Entry], alone: Mapping[str, Answer], limits: Limits, seconds: float, solver: str = "cbc"
) -> Assignment:
    """Who serves what: each its best coalition ``alone`` where that has nobody in too many, else all in one model.

    The order of ties in the model is that of ``optimise.portfolio.assign``, whatever order of their own the options
    set. Raises SolverError.
    """
    found = {entry.key: alone[entry.key].members for entry in entries}
    answers = [alone[entry.key] for entry in entries]
    if not overbooked(found, limits, {entry.key: entry.target for entry in entries}):
        settled = all(answer.canonical or answer.status is Status.INFEASIBLE for answer in answers)
        return Assignment(found, _weakest(answer.proof for answer in answers), settled)
    open_ = [entry for entry in entries if alone[entry.key].status is not Status.INFEASIBLE]
    least = {entry.key: len(found[entry.key]) for entry in open_ if alone[entry.key].proof is Proof.EXACT}
    shared = assign(open_, limits.of, seconds, solver, least)
    impossible = (answer.proof for answer in answers if answer.status is Status.INFEASIBLE)
    members = {key: shared.members.get(key, ()) for key in found}
    return Assignment(members, _weakest((shared.proof, *impossible)), shared.canonical)


def _weakest(proofs: Iterable[Proof | None]) -> Proof | None:
    found = set(proofs)
    if None in found:
        return None
    return Proof.SOLVER if Proof.SOLVER in found else Proof.EXACT
