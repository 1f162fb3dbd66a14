"""A coalition for each lot beside the common one, where a bidder may be awarded or bid for so many lots (LCSP 99.4)."""

from collections.abc import Mapping
from dataclasses import replace

from consortium.domain.result import Options, Proof
from consortium.errors import UsageError
from consortium.optimise.explain import asker
from consortium.optimise.portfolio import Assignment, Entry, assign
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.solving import case_for

SECONDS = 60.0
"""Where the options set no limit."""


def per_lot(tender: TenderFile, register: RegisterFile, options: Options, most: int | None = None) -> Assignment:
    """Who serves each of the chosen lots by itself: as many lots as can be, then with the fewest members in all.

    ``most``: in how many lots an entity may be, None for any number; the other options hold for each lot. Keys are
    the lots' IDs, () where a lot is left without. Raises InputError, UsageError and SolverError.
    """
    if most is not None and most < 1:
        raise UsageError("not_positive", option="max-lots", value=str(most))
    whole = case_for(tender, register, options)
    entries = tuple(_entry(tender, register, replace(options, lots=(lot,)), lot) for lot in whole.lots)
    if not entries:
        return Assignment({}, Proof.EXACT)
    return assign(entries, lambda _: most, options.time_limit or SECONDS, options.solver, _least(entries))


def _entry(tender: TenderFile, register: RegisterFile, options: Options, lot: str) -> Entry:
    return Entry(lot, case_for(tender, register, options), options)


def _least(entries: tuple[Entry, ...]) -> Mapping[str, int]:
    """The proven smallest size of each lot by itself, where the time allows."""
    replies = {entry.key: asker(entry.options).least(entry.case, entry.options) for entry in entries}
    return {lot: len(reply.members) for lot, reply in replies.items() if reply.found and reply.proven}
