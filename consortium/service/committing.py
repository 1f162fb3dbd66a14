"""Who is bound to another bid for the same tender or lot: bidding twice has all those bids rejected (LCSP 139.3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from consortium.domain.call import Tender
from consortium.domain.findings import Finding, warning
from consortium.domain.names import normal
from consortium.domain.register import Entity
from consortium.domain.result import Options
from consortium.errors import UsageError
from consortium.service.desk import Desk
from consortium.store import Bid, Chosen, Decision, Kept, TenderVersion
from consortium.store import Commitment as Commitment


@dataclass(frozen=True, slots=True)
class Committed:
    """An entity bound elsewhere. ``lot`` "": every lot. ``group``: with whom, or the name of our own other bid.

    ``bid`` is the uid of that bid of ours, "" where it is somebody else's.
    """

    entity: str
    tender: str
    lot: str = ""
    group: str = ""
    bid: str = ""


def committed(desk: Desk, tender: Tender, lots: tuple[str, ...] = (), bid: str = "") -> tuple[Committed, ...]:
    """Who may not be in the bid ``bid`` for these lots (none named: all of them), sorted by entity.

    What is recorded, and what was decided in other open bids of the workspace for the same reference.
    """
    reference = normal(tender.reference)
    if not reference:
        return ()
    wanted = frozenset(lots or (lot.id for lot in tender.lots))
    bids = {kept.uid: kept.value for kept in desk.store.kept(desk.workspace, Bid)}
    own = normal(bids[bid].name) if bid in bids else ""
    found = {
        (c.entity, c.lot, c.group): c
        for c in (*_recorded(desk, reference, own), *_decided(desk, reference, bid, bids))
        if not c.lot or not wanted or c.lot in wanted
    }
    return tuple(found[key] for key in sorted(found))


def _recorded(desk: Desk, reference: str, own: str) -> Iterator[Committed]:
    for kept in desk.store.kept(desk.workspace, Commitment):
        bound = kept.value
        if normal(bound.tender) == reference and not (own and normal(bound.group) == own):
            yield Committed(bound.entity, bound.tender, bound.lot, bound.group)


def _decided(desk: Desk, reference: str, bid: str, bids: dict[str, Bid]) -> Iterator[Committed]:
    """The members of decisions, in each lot that their bid is for."""
    for kept in desk.store.kept(desk.workspace, Decision):
        other = kept.value.bid
        if other == bid or bids[other].closed:
            continue
        tender = _tender(desk.store.kept(desk.workspace, TenderVersion, bid=other))
        if tender is None or normal(tender.reference) != reference:
            continue
        chosen = desk.store.kept(desk.workspace, Chosen, bid=other)
        lots = chosen[0].value.options.lots if chosen else ()
        for member in (m for m in kept.value.members if desk.store.kept(desk.workspace, Entity, id=m)):
            for lot in lots or ("",):
                yield Committed(member, tender.reference, lot, bids[other].name, other)


def _tender(versions: tuple[Kept[TenderVersion], ...]) -> Tender | None:
    return max(versions, key=lambda kept: kept.value.number).value.tender if versions else None


def here(options: Options, bound: tuple[Committed, ...]) -> tuple[Committed, ...]:
    """Those of ``bound`` that the lots chosen are about."""
    return tuple(c for c in bound if not c.lot or not options.lots or c.lot in options.lots)


def without_committed(options: Options, bound: tuple[Committed, ...]) -> Options:
    """The options with the bound entities left out; one that the user includes stays in."""
    out = {c.entity for c in here(options, bound)} - set(options.include)
    return replace(options, exclude=tuple(dict.fromkeys((*options.exclude, *sorted(out - set(options.exclude))))))


def commitment_findings(options: Options, bound: tuple[Committed, ...]) -> tuple[Finding, ...]:
    """A warning for each bound entity: left out, or in because the user insists."""
    return tuple(
        warning(
            "committed_forced" if c.entity in options.include else "committed_left_out",
            entity=c.entity,
            tender=c.tender,
            lot=c.lot or "–",
            group=c.group or "–",
        )
        for c in here(options, bound)
    )


def commit(desk: Desk, entity: str, tender: str, lot: str = "", group: str = "") -> str:
    """Record that an entity is bound. The change, for undo.

    Raises UsageError ``no_reference`` for a blank tender, StoreError ``store_duplicate``.
    """
    if not tender.strip():
        raise UsageError("no_reference")
    with desk.changing("commit") as work:
        work.add(Commitment(entity, tender.strip(), lot.strip(), group.strip(), date.today()))
        return work.batch


def release(desk: Desk, commitment: Kept[Commitment]) -> str:
    """Record that it is bound no longer. The change, for undo. Raises StoreError."""
    with desk.changing("release") as work:
        work.remove(commitment)
        return work.batch
