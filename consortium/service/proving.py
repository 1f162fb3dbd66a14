"""How a capability is proved: the document attached to it, and who verified it, when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from consortium.domain.register import Capability, Status
from consortium.service.desk import Desk
from consortium.store import Kept, Proof, Work

_PROVED = ("name", "value", "unit", "valid_from", "valid_until")
"""What a verification is about: it does not hold for another value or another term."""

_MANY = 20
"""From so many on it is cheaper to read all proofs at once."""


def proofs(desk: Desk, capabilities: Sequence[Kept[Capability]]) -> dict[str, Kept[Proof]]:
    """The proofs of capabilities, by the capability's uid."""
    uids = {row.uid for row in capabilities}
    if len(uids) > _MANY:
        found = desk.store.kept(desk.workspace, Proof)
    else:
        found = tuple(k for uid in sorted(uids) for k in desk.store.kept(desk.workspace, Proof, capability=uid))
    return {kept.value.capability: kept for kept in found if kept.value.capability in uids}


def attach(desk: Desk, capability: Kept[Capability], content: bytes, file: str) -> str:
    """Attach a document; what was only claimed is evidenced now. The change, for undo.

    Raises StoreError ``store_file_too_large`` over 10 MB, and ``store_stale``.
    """
    row = capability.value
    with desk.changing("attach") as work:
        name = work.attach(content)
        _put(desk, work, capability.uid, sha256=name, file=file)
        status = max(row.status, Status.EVIDENCED)
        work.change(capability, replace(row, status=status, evidence=row.evidence or file))
        return work.batch


def verify(desk: Desk, *capabilities: Kept[Capability]) -> str:
    """Say that somebody looked at the evidence and found it right. The change, for undo. Raises StoreError."""
    with desk.changing("verify") as work:
        for kept in capabilities:
            verified = replace(kept.value, status=Status.VERIFIED)
            work.change(kept, followed(desk, work, kept, verified))
        return work.batch


def document(desk: Desk, proof: Proof) -> bytes:
    """The attached document. Raises StoreError ``store_no_file`` where there is none."""
    return desk.store.file(desk.workspace, proof.sha256 or "")


def followed(desk: Desk, work: Work, kept: Kept[Capability], then: Capability) -> Capability:
    """``then`` with the status it can still claim; the proof says who verified it, or that nobody has any more."""
    before = kept.value
    if then.status is Status.VERIFIED and before.status < Status.VERIFIED:
        sign(desk, work, kept.uid)
        return then
    other = any(getattr(before, name) != getattr(then, name) for name in _PROVED)
    if before.status is Status.VERIFIED and (other or then.status < Status.VERIFIED):
        _put(desk, work, kept.uid, verified_by="", verified_at=None)
        lower = Status.EVIDENCED if then.evidence else Status.CLAIMED
        return replace(then, status=min(then.status, lower)) if then.status is Status.VERIFIED else then
    return then


def sign(desk: Desk, work: Work, capability: str) -> None:
    """Note who verifies a capability (by uid), and that it is now."""
    _put(desk, work, capability, verified_by=desk.by, verified_at=datetime.now(UTC))


def _put(desk: Desk, work: Work, capability: str, **changes: object) -> None:
    now = desk.store.kept(desk.workspace, Proof, capability=capability)
    if now:
        work.change(now[0], replace(now[0].value, **changes))  # type: ignore[arg-type]
    elif any(changes.values()):
        work.add(Proof(capability, **changes))  # type: ignore[arg-type]
