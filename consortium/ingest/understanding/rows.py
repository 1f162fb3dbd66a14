"""What the texts of a tender's rows propose where their sheet says nothing, and rows as a person confirmed them."""

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import replace

from consortium.domain.call import TOLD, Category, Requirement, Tender
from consortium.domain.proposal import Proposal, threshold_text
from consortium.ingest.editing import rows_of
from consortium.ingest.numbers import clear
from consortium.ingest.parameters import BELONGS, written
from consortium.ingest.requirements import free_id
from consortium.ingest.understanding.reading import understand

OPEN = "?"
"""What stands for a rule that the text does not tell: the row stays undetermined until a person chooses one."""
NO_UNIT = frozenset({"category", "ratio"})
"""Words for what a number is that are no unit of the format."""


def proposal_of(row: Requirement) -> Proposal | None:
    """What a row's text says beside its sheet, each column that the sheet fills kept; None where it adds nothing."""
    told = frozenset(row.stated)
    if told >= frozenset(TOLD):
        return None
    found = _with_threshold(row, understand(row.text)) if "threshold" in told else understand(row.text)
    if told >= {"category", "rule", "capability"} and not _adds(found, told):
        return None
    return _kept(row, found, told)


def _adds(found: Proposal, told: Container[str]) -> bool:
    return bool(found.more) or any(
        name not in told and value
        for name, value in (("threshold", found.threshold is not None), ("parameters", found.parameters))
    )


def _with_threshold(row: Requirement, found: Proposal) -> Proposal:
    """The text read together with the amount that stands in a column of its own."""
    if not found.is_requirement or found.threshold is not None:
        return found
    unit = row.unit.word if row.unit else ""
    whole = understand(f"{row.text.rstrip(' .:;')}: {row.threshold_text} {unit}".strip())
    return replace(whole, words=found.words or row.text) if whole.is_requirement else found


def _kept(row: Requirement, found: Proposal, told: frozenset[str]) -> Proposal:
    """The proposal with the sheet's own columns; where the two disagree it is not certain."""
    if not found.is_requirement:
        return replace(found, certain=found.certain and not told & {"rule", "threshold"})
    own: dict[str, object] = {name: getattr(row, name) for name in told - {"parameters", "capability"}}
    agrees = all(getattr(found, name) in (value, None) for name, value in own.items())
    if "capability" in told:
        own |= {"capability": row.capability, "names": ()}
    elif not found.capability:
        own |= {"capability": row.capability}
    merged = replace(found, **own)  # type: ignore[arg-type]
    belongs = BELONGS[merged.rule] if merged.rule else frozenset()
    parameters = row.parameters if "parameters" in told else tuple(p for p in found.parameters if p[0] in belongs)
    return replace(merged, parameters=parameters, certain=found.certain and agrees)


def proposals_of(tender: Tender) -> Mapping[str, Proposal]:
    """The open proposals by row ID, in the order of the rows."""
    found = ((row.id, proposal_of(row)) for row in tender.requirements)
    return {row_id: proposal for row_id, proposal in found if proposal is not None}


def confirmed_rows(tender: Tender, proposals: Mapping[str, Proposal], lang: str) -> tuple[dict[str, object], ...]:
    """The tender's rows to edit, those of ``proposals`` as these say: filled in, parted into several, or left out.

    A column that the sheet fills stays as it is, read or not.
    """
    taken = {row.id for row in tender.requirements}
    made: list[dict[str, object]] = []
    for row, cells in zip(tender.requirements, rows_of(tender), strict=True):
        proposal = proposals.get(row.id)
        made += [cells] if proposal is None else _confirmed(row, cells, proposal, lang, taken)
    return tuple(made)


def _confirmed(
    row: Requirement, cells: dict[str, object], proposal: Proposal, lang: str, taken: set[str]
) -> Iterator[dict[str, object]]:
    if not proposal.is_requirement:
        return
    for n, part in enumerate((proposal, *proposal.more)):
        own = _cells(part, lang)
        new = cells | (own if n else {name: value for name, value in own.items() if name not in row.stated})
        if n:
            new["id"] = free_id(f"{row.id}-{n + 1}", taken)
            taken.add(str(new["id"]))
        if proposal.alternatives and not cells["alternative"]:
            new["alternative"] = f"{row.id}/{'abcdefghijklmnopqrstuvwxyz'[n % 26]}"
        if part.lot and not cells["lot"]:
            new["lot"] = part.lot
        if part.category is Category.AWARD:
            new["mandatory"] = False
        yield new


def _cells(part: Proposal, lang: str) -> dict[str, object]:
    unit = part.unit.word if part.unit and part.unit.word not in NO_UNIT else ""
    return {
        "category": str(part.category or Category.TECHNICAL),
        "rule": str(part.rule) if part.rule else "" if part.category is Category.AWARD else OPEN,
        "capability": part.called(lang),
        "threshold": threshold_text(part.threshold, clear),
        "unit": unit if part.threshold is not None else "",
        "parameters": written(part.parameters, clear),
    }


def agreed(tender: Tender, ids: Container[str]) -> Tender:
    """The tender where the rules of some rows are no defaults any more, since somebody agreed to them."""
    rows = tuple(replace(row, rule_stated=True) if row.id in ids else row for row in tender.requirements)
    return replace(tender, requirements=rows)


def settled(tender: Tender, ids: Collection[str]) -> Tender:
    """The tender where nothing is proposed any more for some rows."""
    rows = tuple(replace(row, stated=TOLD) if row.id in ids else row for row in tender.requirements)
    return replace(tender, requirements=rows)
