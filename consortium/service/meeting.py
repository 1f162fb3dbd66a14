"""Two people edited one tender at once: both edits together, or what stands against what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consortium.domain.call import Tender
from consortium.domain.reconciling import prevailing, reconciled
from consortium.service.files import TenderFile, facts_of, rows_of
from consortium.service.rereading import with_tender


@dataclass(frozen=True, slots=True)
class Meeting:
    """A tender edited here (``yours``) while somebody else kept another (``theirs``); ``base``: before both."""

    base: TenderFile
    yours: TenderFile
    theirs: TenderFile

    @property
    def together(self) -> TenderFile | None:
        """Both edits, None where they contradict each other."""
        both = reconciled(self.base.tender, self.yours.tender, self.theirs.tender)
        return None if both is None else with_tender(self.theirs, both)

    def settled(self, mine: bool) -> TenderFile:
        """Both edits; where they contradict each other, ``yours`` prevails, or ``theirs``."""
        pair = (self.theirs.tender, self.yours.tender) if mine else (self.yours.tender, self.theirs.tender)
        return with_tender(self.theirs, prevailing(self.base.tender, *pair))

    @property
    def clashes(self) -> tuple["Clash", ...]:
        """Every field that both changed, and not alike; facts first."""
        base, yours, theirs = self.base.tender, self.yours.tender, self.theirs.tender
        facts = _clashes("", facts_of(base), facts_of(yours), facts_of(theirs))
        before, mine, others = map(_rows, (base, yours, theirs))
        ids = dict.fromkeys((*before, *mine, *others))
        rows = (_clashes(key, before.get(key, {}), mine.get(key, {}), others.get(key, {})) for key in ids)
        return (*facts, *(clash for found in rows for clash in found))


@dataclass(frozen=True, slots=True)
class Clash:
    """One field of a row ("": of the tender itself), as it was and as two people left it; None: no such row."""

    row: str
    field: str
    base: object
    yours: object
    theirs: object


def _rows(tender: Tender) -> Mapping[str, Mapping[str, object]]:
    return {str(row["id"]): row for row in rows_of(tender)}


def _clashes(
    row: str, base: Mapping[str, object], yours: Mapping[str, object], theirs: Mapping[str, object]
) -> Iterator[Clash]:
    for name in dict.fromkeys((*base, *yours, *theirs)):
        found = Clash(row, name, base.get(name), yours.get(name), theirs.get(name))
        if found.yours != found.theirs and found.base not in (found.yours, found.theirs):
            yield found
