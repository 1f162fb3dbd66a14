"""Bids: the work on one tender, kept. Every uploaded version, the options, results, scenarios and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

from consortium.domain.call import Tender
from consortium.domain.result import Options, Verdict
from consortium.errors import StoreError, UsageError
from consortium.service.answers import outcome, written
from consortium.service.desk import Desk
from consortium.service.files import TenderFile, upload_limit
from consortium.service.latest import latest
from consortium.service.rereading import tender_file
from consortium.service.solving import Solution
from consortium.store import Bid, Chosen, Decision, Kept, ProposalField, Result, Scenario, TenderVersion

BID_WORDS = frozenset({"store.bid", "store.tender_version", "store.chosen", "store.result", "store.decision"})
"""The kinds, by their words, that change what a bid shows."""


@dataclass(frozen=True, slots=True)
class OpenBid:
    """A bid as it is kept: its latest version with the tender as read, what was asked, and the latest answer."""

    bid: Kept[Bid]
    version: Kept[TenderVersion] | None = None
    file: TenderFile | None = None
    chosen: Kept[Chosen] | None = None
    result: Kept[Result] | None = None

    @property
    def uid(self) -> str:
        """Its place in the URL."""
        return self.bid.uid

    @property
    def options(self) -> Options:
        """What was asked last."""
        return self.chosen.value.options if self.chosen else Options()


def open_bid(desk: Desk, uid: str, known: OpenBid | None = None) -> OpenBid:
    """A bid as it stands; a version that is the one of ``known`` is not read again. Raises UsageError ``no_bid``."""
    store, space = desk.store, desk.workspace
    bid = _bid(desk, uid)
    versions = store.kept(space, TenderVersion, bid=uid)
    version = max(versions, key=lambda kept: kept.value.number, default=None)
    same = known is not None and known.version is not None and _same(known.version, version)
    file = known.file if known and same else tender_file(desk, version.value) if version else None
    chosen, results = store.kept(space, Chosen, bid=uid), store.kept(space, Result, bid=uid)
    return OpenBid(bid, version, file, chosen[0] if chosen else None, results[-1] if results else None)


def _bid(desk: Desk, uid: str) -> Kept[Bid]:
    try:
        return desk.store.get(desk.workspace, Bid, uid)
    except StoreError as cause:
        if cause.code == "store_gone":
            raise UsageError("no_bid") from cause
        raise


def _same(known: Kept[Any], found: Kept[Any] | None) -> bool:
    return found is not None and (known.uid, known.version) == (found.uid, found.version)


def latest_bid(desk: Desk) -> str:
    """The uid of the newest bid that is not closed, "" where there is none."""
    found = [kept.uid for kept in desk.store.kept(desk.workspace, Bid) if not kept.value.closed]
    return found[-1] if found else ""


def add_bid(desk: Desk, data: bytes, file: TenderFile, layout: str = "") -> OpenBid:
    """A new bid with the first version of its tender. Raises StoreError."""
    tender = file.tender
    with desk.changing("tender") as work:
        bid = work.add(Bid(tender.title or tender.reference or file.name))
        sha256 = work.attach(data, upload_limit())
        version = work.add(_version(desk, bid.uid, 1, sha256, file, layout))
    return OpenBid(bid, version, file)


def add_version(desk: Desk, bid: str, data: bytes, file: TenderFile, layout: str = "") -> Kept[TenderVersion]:
    """The next version of a bid's tender. Raises StoreError."""
    with desk.changing("version") as work:
        versions = desk.store.kept(desk.workspace, TenderVersion, bid=bid)
        number = max((kept.value.number for kept in versions), default=0) + 1
        sha256 = work.attach(data, upload_limit())
        return work.add(_version(desk, bid, number, sha256, file, layout))


def _version(desk: Desk, bid: str, number: int, sha256: str, file: TenderFile, layout: str) -> TenderVersion:
    layout = layout or file.layout
    return TenderVersion(bid, number, file.name, sha256, file.tender, file.edited, _now(), desk.by, layout)


def _now() -> datetime:
    return datetime.now(UTC)


def save_tender(desk: Desk, version: Kept[TenderVersion], tender: Tender) -> Kept[TenderVersion]:
    """Keep a tender as edited on screen. Raises StoreError ``store_stale`` where somebody changed it since."""
    with desk.changing("edit") as work:
        return work.change(version, replace(version.value, tender=tender, edited=True))


def save_options(desk: Desk, bid: str, options: Options, before: Options | None = None) -> Kept[Chosen]:
    """Keep what was changed of ``before`` (None: the defaults). Raises StoreError.

    Other conditions stay as somebody else may have kept them since; of one that two change the last one counts.
    """
    with desk.changing("options") as work:
        found = desk.store.kept(desk.workspace, Chosen, bid=bid)
        if not found:
            return work.add(Chosen(bid, options))
        moved = {f.name: getattr(options, f.name) for f in fields(Options)}
        moved = {name: value for name, value in moved.items() if value != getattr(before or Options(), name)}
        return work.change(found[0], Chosen(bid, replace(found[0].value.options, **moved)))


def save_result(desk: Desk, version: Kept[TenderVersion], solution: Solution, lang: str) -> Kept[Result]:
    """Keep an answer; one to the same question takes the place of the answer before. Raises StoreError."""
    answer, key = written(solution, lang), solution.key
    value = Result(version.value.bid, version.uid, solution.options, answer, solution.register.sha256, _now(), key)
    with desk.changing("solve") as work:
        found = desk.store.kept(desk.workspace, Result, bid=value.bid)
        if not found or found[-1].value.key != key:
            return work.add(value)
        return found[-1] if found[-1].value.answer == answer else work.change(found[-1], value)


def rename_bid(desk: Desk, bid: Kept[Bid], name: str) -> Kept[Bid]:
    """Call a bid otherwise. Raises StoreError."""
    with desk.changing("edit") as work:
        return work.change(bid, replace(bid.value, name=name))


def close_bid(desk: Desk, bid: Kept[Bid], closed: bool = True) -> Kept[Bid]:
    """Close a bid that is won, lost or given up, or open it again. Raises StoreError."""
    with desk.changing("close" if closed else "reopen") as work:
        return work.change(bid, replace(bid.value, closed=closed))


def scenarios(desk: Desk, bid: str) -> tuple[Kept[Scenario], ...]:
    """The coalitions kept under a name, in the order they were."""
    return desk.store.kept(desk.workspace, Scenario, bid=bid)


def save_scenario(desk: Desk, scenario: Scenario) -> Kept[Scenario]:
    """Keep a coalition under a name; another of that name is replaced. Raises UsageError ``no_name``, StoreError."""
    if not scenario.name.strip():
        raise UsageError("no_name")
    with desk.changing("scenario") as work:
        found = desk.store.kept(desk.workspace, Scenario, bid=scenario.bid, name=scenario.name)
        return work.change(found[0], scenario) if found else work.add(scenario)


def remove_scenario(desk: Desk, scenario: Kept[Scenario]) -> None:
    """Take a scenario away. Raises StoreError."""
    with desk.changing("scenario") as work:
        work.remove(scenario)


def decision(desk: Desk, bid: str) -> Kept[Decision] | None:
    """The coalition the team bids with, None while that is open."""
    found = desk.store.kept(desk.workspace, Decision, bid=bid)
    return found[0] if found else None


def decide(desk: Desk, chosen: Decision, verdict: Verdict | None) -> Kept[Decision]:
    """Keep the decision, by whom and when. Raises StoreError, UsageError ``decision_reason``: red necessity, no reason.

    ``verdict`` is the coalition's necessity (CNMC S/0519/14: members that could bid alone owe a reason).
    """
    if verdict is Verdict.RED and not chosen.reason.strip():
        raise UsageError("decision_reason")
    value = replace(chosen, by=desk.by, decided_at=_now())
    with desk.changing("decide") as work:
        found = desk.store.kept(desk.workspace, Decision, bid=chosen.bid)
        return work.change(found[0], value) if found else work.add(value)


def undecide(desk: Desk, made: Kept[Decision]) -> None:
    """Leave the decision open again. Raises StoreError."""
    with desk.changing("decide") as work:
        work.remove(made)


def proposal_fields(desk: Desk, bid: str) -> dict[str, str]:
    """The proposal's fields as written, by name."""
    return {kept.value.name: kept.value.value for kept in desk.store.kept(desk.workspace, ProposalField, bid=bid)}


def save_proposal_fields(desk: Desk, bid: str, fields: Mapping[str, str]) -> None:
    """Keep fields of the proposal, as one change; a blank one is removed. Raises StoreError."""
    with desk.changing("proposal") as work:
        found = {k.value.name: k for k in desk.store.kept(desk.workspace, ProposalField, bid=bid)}
        for name, text in fields.items():
            old = found.get(name)
            if old is not None and not text:
                work.remove(old)
            elif old is not None:
                work.change(old, replace(old.value, value=text))
            elif text:
                work.add(ProposalField(bid, name, text))


@dataclass(frozen=True, slots=True)
class BidLine:
    """A bid in a list. ``size`` of its latest coalition, None without one; ``status`` of its latest answer or ""."""

    uid: str
    name: str
    reference: str
    deadline: date | None
    closed: bool
    decided: bool
    status: str
    size: int | None


@latest(BID_WORDS)
def bids(desk: Desk) -> tuple[BidLine, ...]:
    """All bids of the workspace: open ones first, the nearest deadline first."""
    store, space = desk.store, desk.workspace
    versions = {kept.value.bid: kept.value for kept in sorted(store.kept(space, TenderVersion), key=_number)}
    results = {kept.value.bid: kept.value for kept in store.kept(space, Result)}
    decided = {kept.value.bid for kept in store.kept(space, Decision)}
    lines = [_line(kept, versions, results, kept.uid in decided) for kept in store.kept(space, Bid)]
    return tuple(sorted(lines, key=lambda line: (line.closed, line.deadline or date.max)))


def _number(kept: Kept[TenderVersion]) -> int:
    return kept.value.number


def _line(
    kept: Kept[Bid], versions: Mapping[str, TenderVersion], results: Mapping[str, Result], decided: bool
) -> BidLine:
    version, result = versions.get(kept.uid), results.get(kept.uid)
    tender = version.tender if version else Tender()
    status, size = outcome(result.answer) if result else ("", None)
    return BidLine(
        kept.uid, kept.value.name, tender.reference, tender.deadline, kept.value.closed, decided, status, size
    )
