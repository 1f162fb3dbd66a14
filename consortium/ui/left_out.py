"""Why a lot or a tender of several is left without a coalition, claiming no more than was found out."""

from consortium.domain.result import Proof, Status


def why(alone: Status, together: Proof | None) -> str:
    """The end of a message's key, by what was found for it ``alone`` and how sure the assignment ``together`` is."""
    if alone is Status.INFEASIBLE:
        return "uncovered"
    if alone is Status.NOT_FOUND:
        return "not_found"
    return "taken" if together is not None else "open"
