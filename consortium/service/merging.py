"""Two entries of the register that are one entity become one: looked at before, and undone at once if wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from consortium.domain.joining import disputed, filled, joined, owned, subject
from consortium.domain.register import Capability, Pair, Person, Reference
from consortium.service.desk import Desk
from consortium.service.partners import Partner, partner
from consortium.store import Chosen, Decision, Kept, Scenario, Work

MINE, THEIRS, BOTH = "mine", "theirs", "both"
_CHOICES: Mapping[type[Any], tuple[str, ...]] = {
    Capability: (BOTH, MINE, THEIRS),
    Reference: (MINE, THEIRS, BOTH),
    Person: (MINE, THEIRS, BOTH),
}
"""What may become of two rows that contradict each other, the usual choice first. A contract is rarely two."""


@dataclass(frozen=True, slots=True)
class Clash:
    """What the two entries say differently: two rows of one subject, or one ``field`` of the entities themselves."""

    key: str
    mine: Kept[Any]
    theirs: Kept[Any]
    choices: tuple[str, ...] = (MINE, THEIRS)
    field: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging ``gone`` into ``stays`` would do."""

    stays: Partner
    gone: Partner
    clashes: tuple[Clash, ...]
    moved: tuple[Kept[Any], ...]
    """Rows that change hands."""
    same: tuple[tuple[Kept[Any], Kept[Any]], ...]
    """Rows of both that become one: (mine, theirs)."""
    between: tuple[Kept[Pair], ...]
    """Pairs of the two with each other: they fall away."""


def preview(desk: Desk, stays: str, gone: str) -> Merge:
    """What merging two entities would do; nothing is changed. Raises StoreError ``store_gone``."""
    mine, theirs = partner(desk, stays), partner(desk, gone)
    between = tuple(kept for kept in theirs.pairs if stays in (kept.value.a, kept.value.b))
    clashes = [
        Clash(f"field:{name}", mine.entity, theirs.entity, field=name)
        for name in disputed(mine.entity.value, theirs.entity.value)
    ]
    moved: list[Kept[Any]] = []
    same: list[tuple[Kept[Any], Kept[Any]]] = []
    free = {(type(kept.value), subject(kept.value), kept.uid): kept for kept in mine.own}
    for kept in (k for k in theirs.own if k not in between):
        then = owned(kept.value, gone, stays)
        rivals = [own for key, own in free.items() if key[:2] == (type(then), subject(then))]
        twin = next((own for own in rivals if joined(own.value, then) is not None), None)
        if twin is not None:
            same.append((twin, kept))
            del free[type(then), subject(then), twin.uid]
        elif rivals:
            clashes.append(Clash(kept.uid, rivals[0], kept, _CHOICES.get(type(then), (MINE, THEIRS))))
        else:
            moved.append(kept)
    return Merge(mine, theirs, tuple(clashes), tuple(moved), tuple(same), between)


def merge(desk: Desk, plan: Merge, choices: Mapping[str, str]) -> str:
    """Carry it out as one change that undo takes back; ``choices`` by ``Clash.key``. Raises StoreError."""
    taken = frozenset(c.field for c in plan.clashes if c.field and choices.get(c.key) == THEIRS)
    with desk.changing("merge") as work:
        _Merging(work, plan).rows(choices)
        work.change(plan.stays.entity, filled(plan.stays.entity.value, plan.gone.entity.value, taken))
        work.remove(plan.gone.entity)
        _renamed(desk, work, plan.gone.entity.value.id, plan.stays.entity.value.id)
        return work.batch


class _Merging:
    """The rows of one merge, each in the version it was last written in."""

    def __init__(self, work: Work, plan: Merge) -> None:
        self.work = work
        self.plan = plan
        self.latest: dict[str, Kept[Any]] = {}
        self.gone: set[str] = set()
        self.proofs = {**plan.stays.proofs, **plan.gone.proofs}

    def rows(self, choices: Mapping[str, str]) -> None:
        """Move, join and settle."""
        for kept in self.plan.moved:
            self.move(kept)
        for mine, theirs in self.plan.same:
            self.join(mine, theirs)
        for clash in self.plan.clashes:
            if not clash.field:
                self.settle(clash, choices.get(clash.key, clash.choices[0]))
        self.work.remove(*self.plan.between)

    def move(self, kept: Kept[Any], **changes: Any) -> None:
        old, new = self.plan.gone.entity.value.id, self.plan.stays.entity.value.id
        self.work.change(kept, replace(owned(kept.value, old, new), **changes))

    def join(self, mine: Kept[Any], theirs: Kept[Any]) -> None:
        both = joined(mine.value, theirs.value)
        self.latest[mine.uid] = self.work.change(mine, both)
        self.prove(mine.uid, theirs.uid)
        self.drop(theirs)

    def prove(self, mine: str, theirs: str) -> None:
        """The proof of one row goes to the other: where that has one, it fills what is missing there."""
        own, other = self.proofs.get(mine), self.proofs.get(theirs)
        if other is not None and own is None:
            self.work.change(self.proofs.pop(theirs), replace(other.value, capability=mine))
        elif other is not None and own is not None:
            document = {} if own.value.sha256 else {"sha256": other.value.sha256, "file": other.value.file}
            by, at = other.value.verified_by, other.value.verified_at
            signed = {} if own.value.verified_at else {"verified_by": by, "verified_at": at}
            self.work.change(own, replace(own.value, **document, **signed))  # type: ignore[arg-type]

    def settle(self, clash: Clash, choice: str) -> None:
        if choice == MINE:
            self.drop(clash.theirs)
            return
        if choice == THEIRS and clash.mine.uid not in self.gone:
            self.drop(self.latest.get(clash.mine.uid, clash.mine))
            self.gone.add(clash.mine.uid)
        twice = choice == BOTH and isinstance(clash.theirs.value, Reference | Person)
        self.move(clash.theirs, **({"id": self.free_id(clash.theirs.value)} if twice else {}))

    def free_id(self, row: Reference | Person) -> str:
        sides = (self.plan.stays, self.plan.gone)
        taken = {kept.value.id for side in sides for kept in side.references}
        taken |= {kept.value.id for side in sides for kept in side.people}
        return next(name for n in range(2, 10_000) if (name := f"{row.id} ({n})") not in taken)

    def drop(self, kept: Kept[Any]) -> None:
        if kept.uid in self.proofs:
            self.work.remove(self.proofs.pop(kept.uid))
        self.work.remove(kept)


def _renamed(desk: Desk, work: Work, old: str, new: str) -> None:
    """What the bids say of the entity, they say of the one that stays."""

    def among(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(new if entity == old else entity for entity in ids))

    for chosen in desk.store.kept(desk.workspace, Chosen):
        options = chosen.value.options
        asked = replace(options, include=among(options.include), exclude=among(options.exclude))
        work.change(chosen, replace(chosen.value, options=asked))
    coalitions: tuple[Kept[Any], ...] = (
        *desk.store.kept(desk.workspace, Scenario),
        *desk.store.kept(desk.workspace, Decision),
    )
    for kept in coalitions:
        members, lead = kept.value.members, kept.value.lead
        if old in members:
            renamed = {"members": tuple(sorted(among(members))), "lead": new if lead == old else lead}
            work.change(kept, replace(kept.value, **renamed))
