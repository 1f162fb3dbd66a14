"""All minimal sets with a property that any larger set has too, the smallest first.

Dualise and advance (Gunopulos, Khardon, Mannila, Toivonen 1997; for constraint systems Bailey and Stuckey 2005):
a set without the property is grown until nothing can be added; any set with it holds something of what was left out.
The candidates are the minimal sets that hit all that was left out so far (Berge's multiplication), so that a
candidate with the property is minimal, and no set with the property is smaller than the smallest candidate.
"""

from collections.abc import Callable, Iterator

from consortium.optimise.forms import bits, mask_of

Lacks = Callable[[int], bool]
"""Whether a set, a mask, is without the property."""
Grow = Callable[[int], int]
"""A set without the property -> a largest set around it without the property."""
MOST_CANDIDATES = 5_000


class TooMany(Exception):
    """More candidates than can be kept."""


def minimal_sets(size: int, lacks: Lacks, grow: Grow) -> Iterator[int]:
    """Every minimal set of positions 0 .. ``size`` - 1 with the property; smallest, then least positions first.

    Raises TooMany where there are too many candidates to go on, and whatever its callbacks raise.
    """
    everything = (1 << size) - 1
    pending, settled = {0}, set[int]()
    while pending:
        candidate = min(pending, key=_order)
        if not lacks(candidate):
            pending.remove(candidate)
            settled.add(candidate)
            yield candidate
            continue
        pending = _hitting(pending, everything & ~grow(candidate), settled)
        if len(pending) > MOST_CANDIDATES:
            raise TooMany


def _order(mask: int) -> tuple[int, list[int]]:
    return mask.bit_count(), bits(mask)


def _hitting(pending: set[int], left_out: int, settled: set[int]) -> set[int]:
    """The minimal sets that hit ``left_out`` too; those of ``settled`` do."""
    hit, found = {mask for mask in pending if mask & left_out}, set[int]()
    missed = pending - hit
    for j in bits(left_out):
        # Two minimal sets never lie one in the other, so that only those with ``j`` can lie in one that it joins.
        others = [mask for mask in (*hit, *settled) if mask >> j & 1]
        joined = (mask | 1 << j for mask in missed)
        found.update(mask for mask in joined if not any(m & mask == m for m in others))
    return hit | found


def grown(size: int, mask: int, lacks: Lacks) -> int:
    """A largest set around ``mask`` that lacks the property: positions are added in blocks, those that fail halved."""
    blocks = [[j for j in range(size) if not mask >> j & 1]]
    while blocks:
        block = blocks.pop()
        if block and lacks(mask | mask_of(block)):
            mask |= mask_of(block)
        elif len(block) > 1:
            half = len(block) // 2
            blocks += [block[half:], block[:half]]
    return mask
