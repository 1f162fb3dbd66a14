"""An explanation as JSON-ready dictionaries, exactly as the published format says (docs/formats.md)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from consortium.domain.explanation import (
    Breakpoint,
    Brought,
    Change,
    Conflict,
    Explanation,
    IdealPartner,
    Membership,
    Part,
    Repair,
    Replacement,
    Smallest,
    Step,
    Thing,
)
from consortium.domain.findings import Finding
from consortium.report.jsons import Json, amount, findings

T = TypeVar("T")


def explanation(done: Explanation, found: Sequence[Finding], inputs: tuple[str, str], version: str, lang: str) -> Json:
    """What ``explain`` prints. ``inputs``: the SHA-256 of tender and register."""
    return {
        "conditional": bool(done.undetermined),
        "undetermined": list(done.undetermined),
        "membership": _part(done.membership, _membership),
        "replacement": _part(done.replacement, lambda by: {m: _replacement(r) for m, r in sorted(by.items())}),
        "lots": _part(done.lots, lambda by: {lot: _smallest(one) for lot, one in by.items()}),
        "conflicts": _part(done.conflicts, lambda all_: [_conflict(c) for c in all_]),
        "repairs": _part(done.repairs, lambda all_: [_repair(r) for r in all_]),
        "ideal_partner": _part(done.ideal_partner, lambda ideal: None if ideal is None else _ideal(ideal)),
        "frontier": _part(done.frontier, lambda steps: [_step(s) for s in steps]),
        "breakpoints": _part(done.breakpoints, lambda points: [_breakpoint(p) for p in points]),
        "findings": findings(found, lang),
        "seconds": round(done.seconds, 3),
        "inputs": {"tender_sha256": inputs[0], "register_sha256": inputs[1]},
        "version": version,
    }


def _part(part: Part[T], items: Callable[[T], object]) -> Json:
    return {"complete": part.complete, "items": items(part.items)}


def _membership(found: Membership) -> Json:
    return {
        "core": list(found.core),
        "optional": list(found.optional),
        "never": list(found.never),
        "counts": dict(found.counts or {}),
    }


def _replacement(found: Replacement) -> Json:
    return {"size": found.size, "members": list(found.members), "kept": found.kept}


def _smallest(found: Smallest) -> Json:
    return {"size": found.size, "members": list(found.members)}


def _conflict(found: Conflict) -> Json:
    return {"requirements": list(found.requirements), "options": list(found.options)}


def _repair(found: Repair) -> Json:
    return {"changes": [_change(change) for change in found.changes], "size_after": found.size_after}


def _change(found: Change) -> Json:
    """``reference`` or ``capability`` says which, where the row looks at several."""
    which = "reference" if found.thing is Thing.REFERENCE else "capability"
    return {
        "kind": str(found.kind),
        "requirement": found.requirement,
        "entity": found.entity,
        "from": found.before,
        "to": found.after,
        **({} if found.name is None else {which: found.name}),
    }


def _ideal(found: IdealPartner) -> Json:
    return {"capabilities": [_brought(one) for one in found.capabilities], "size_after": found.size_after}


def _brought(found: Brought) -> Json:
    return {
        "capability": found.capability,
        "rule": found.rule,
        "value": amount(found.value) or "yes",
        "unit": found.unit,
        "requirement": found.requirement,
    }


def _step(found: Step) -> Json:
    return {
        "max_members": found.max_members,
        "covered": found.covered,
        "of": found.of,
        "members": list(found.members),
    }


def _breakpoint(found: Breakpoint) -> Json:
    return {
        "requirement": found.requirement,
        "threshold": amount(found.threshold),
        "size": found.size,
        "next_size": found.next_size,
    }
