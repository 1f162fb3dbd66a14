"""Names that do not meet: what nobody records, what may mean it, and what a person says of the two."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from consortium.domain.findings import Finding, info
from consortium.domain.naming import Asked, Meeting, meeting
from consortium.domain.naming import findings as _findings
from consortium.domain.vocabulary import Vocabulary, certain
from consortium.service.desk import Desk
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.likeness import Names, Proposal
from consortium.store import Alias, Distinct, Kept


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name that rows ask for and nobody records, with the recorded names that may mean it, best first."""

    asked: Asked
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """How the names of a tender and a register meet."""

    unmatched: tuple[Unmatched, ...]
    matched: tuple[Asked, ...]
    unasked: tuple[str, ...]


def match_names(tender: TenderFile, register: RegisterFile, apart: Iterable[tuple[str, str]] = ()) -> Matching:
    """Compare the names of a tender and a register. ``apart``: pairs that a person said are two; not proposed again."""
    found = meeting(tender.tender, register.register, register.vocabulary)
    told = {frozenset(map(certain, pair)) for pair in apart}
    unmatched = tuple(Unmatched(asked, _proposals(asked.name, found, told)) for asked in found.unmatched)
    return Matching(unmatched, found.matched, found.unasked)


def _proposals(asked: str, found: Meeting, apart: Collection[frozenset[str]] = ()) -> tuple[Proposal, ...]:
    names = _names((*(own for one in found.matched for own in one.recorded), *found.unasked))
    return tuple(p for p in names.like(asked) if frozenset((certain(asked), certain(p.name))) not in apart)


_names = lru_cache(maxsize=8)(Names)
"""Names laid out once for a register: a page asks again at every run."""


def naming_findings(tender: TenderFile, register: RegisterFile) -> tuple[Finding, ...]:
    """What is to be said of the names: rows that rest on another spelling, what is alike, what no row asks for."""
    found = meeting(tender.tender, register.register, register.vocabulary)
    alike = [
        info("capability_alike", asked.rows[0].source.at("capability"), capability=asked.name, names=names)
        for asked in found.unmatched
        if (names := tuple(p.name for p in _proposals(asked.name, found)))
    ]
    return (*alike, *_findings(found))


def vocabulary(desk: Desk) -> Vocabulary:
    """The equalities that people declared in the workspace."""
    kept = desk.store.kept(desk.workspace, Alias)
    return Vocabulary(tuple(sorted((k.value.name, k.value.capability) for k in kept)))


def distinct_names(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The pairs of names that people said are two."""
    return tuple((k.value.name, k.value.capability) for k in desk.store.kept(desk.workspace, Distinct))


def same_name(desk: Desk, asked: str, recorded: str) -> Kept[Alias]:
    """Declare that ``asked`` stands for ``recorded``, for every tender of the workspace. Raises StoreError."""
    with desk.changing("alias") as work:
        known = desk.store.kept(desk.workspace, Alias, name=asked)
        if known:
            return work.change(known[0], replace(known[0].value, capability=recorded))
        return work.add(Alias(asked, recorded))


def other_name(desk: Desk, asked: str, recorded: str) -> None:
    """Declare that they are two, so that nobody is asked again. Raises StoreError."""
    if (asked, recorded) not in distinct_names(desk):
        with desk.changing("alias") as work:
            work.add(Distinct(asked, recorded))


def aliases(desk: Desk) -> tuple[Kept[Alias], ...]:
    """The equalities declared, to be shown and taken back."""
    return desk.store.kept(desk.workspace, Alias)


def forget_alias(desk: Desk, alias: Kept[Alias]) -> None:
    """Take an equality back. Raises StoreError."""
    with desk.changing("alias") as work:
        work.remove(alias)
