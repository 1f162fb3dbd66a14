"""The largest parts of a set for which something still holds that holds for every part of what it holds for."""

from collections.abc import Callable

Holds = Callable[[frozenset[int]], bool]


def maximal_sets(everything: frozenset[int], holds: Holds) -> tuple[frozenset[int], ...]:
    """All maximal subsets for which ``holds``; none where not even the empty set does.

    What fails holds a minimal conflict, one of whose elements has to go (the hitting set tree of Reiter 1987).
    """
    found: list[frozenset[int]] = []
    pending, seen = [everything], {everything}
    while pending:
        part = pending.pop()
        if any(part <= larger for larger in found):
            continue
        if holds(part):
            found = [*(other for other in found if not other <= part), part]
            continue
        for element in sorted(_conflict(part, holds)):
            smaller = part - {element}
            if smaller not in seen:
                seen.add(smaller)
                pending.append(smaller)
    return tuple(sorted(found, key=lambda s: (-len(s), sorted(s))))


def _conflict(part: frozenset[int], holds: Holds) -> frozenset[int]:
    """A part of ``part`` that fails though it would not with any element less."""
    for element in sorted(part):
        if not holds(part - {element}):
            part -= {element}
    return part
