"""What is kept beside the register's own objects: each a frozen record of a workspace.

``bid`` is the uid of a ``Bid``; ``by`` and other names of persons are kept by key and can be erased.
"""

from dataclasses import dataclass
from datetime import date, datetime

from consortium.domain.call import Tender
from consortium.domain.result import Options


@dataclass(frozen=True, slots=True)
class Profile:
    """The workspace itself, one record of each."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """How a capability (by uid) was proved: the attached file by content hash, who verified it and when (UTC)."""

    capability: str
    sha256: str | None = None
    file: str = ""
    verified_by: str = ""
    verified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """An entity bound to a bid for a tender (its public reference) or one lot of it; "" is every lot (LCSP 139.3)."""

    entity: str
    tender: str
    lot: str = ""
    group: str = ""
    """With whom, as people call that bid."""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An entity that was sent a questionnaire for a bid: what it was asked (the questions' keys), and what came back.

    ``reply`` is the SHA-256 of the file that was brought in last.
    """

    bid: str
    entity: str
    questions: tuple[str, ...]
    asked_at: datetime
    by: str = ""
    reply_by: date | None = None
    reply: str = ""
    replied_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """Two names that a person declared one: ``name`` stands for ``capability``."""

    name: str
    capability: str


@dataclass(frozen=True, slots=True)
class Distinct:
    """Two names that a person declared two, so that nobody is asked again."""

    name: str
    capability: str


@dataclass(frozen=True, slots=True)
class ConfirmedMapping:
    """A confirmed reading of a layout: ``layout`` its fingerprint, ``content`` JSON."""

    layout: str
    content: str


@dataclass(frozen=True, slots=True)
class Bid:
    """The work on one tender; its uid is the tender's place in the URL. ``closed``: won, lost or given up."""

    name: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class TenderVersion:
    """One uploaded version: the file's name and hash (its bytes are kept), and the tender as read and edited since.

    ``layout`` is the confirmed mapping (JSON) with which the bytes were read; "": the reader's own.
    """

    bid: str
    number: int
    file: str
    sha256: str
    tender: Tender
    edited: bool = False
    uploaded_at: datetime | None = None
    by: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options chosen for a bid."""

    bid: str
    options: Options


@dataclass(frozen=True, slots=True)
class Result:
    """One answer: its published JSON, and what it was computed from. ``tender_version`` is a uid.

    ``key`` is the fingerprint of everything that decides an answer: while it is the same, the answer is current.
    """

    bid: str
    tender_version: str
    options: Options
    answer: str
    register_sha256: str = ""
    computed_at: datetime | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A coalition kept under a name, with the options it came from."""

    bid: str
    name: str
    options: Options
    members: tuple[str, ...] = ()
    externals: tuple[str, ...] = ()
    lead: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The coalition the team bids with; ``reason`` holds the written reason that a red necessity asks for."""

    bid: str
    members: tuple[str, ...]
    externals: tuple[str, ...] = ()
    lead: str | None = None
    reason: str = ""
    by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProposalField:
    """One field of the proposal as written (a share, a task, a signatory); every value is kept as personal."""

    bid: str
    name: str
    value: str
