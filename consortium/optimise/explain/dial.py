"""The least turn of a dial at which a case can be covered: how far a threshold must fall, how much one must bring.

The case only gets easier as the dial rises. Each round takes a coalition that covers, lowers the dial as far as that
coalition allows (the verifier decides), and asks for one that does with a step less, or halves what is left open.
"""

from collections.abc import Callable
from dataclasses import dataclass

from consortium.domain.case import Case
from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker, still

Setting = Callable[[int], tuple[Case, Options]]
"""The case and options at a position of the dial."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The least position, and a smallest coalition there."""

    position: int
    members: tuple[str, ...]


def least_turn(asker: Asker, setting: Setting, most: int, start: tuple[str, ...] = ()) -> Turn | None:
    """The least position of 0 .. ``most`` at which something covers; None: not even at ``most``.

    ``start``: a smallest coalition at ``most``, where one is known. Raises Unsettled.
    """
    members = start or asker.known(*setting(most)).members
    if not members:
        return None
    position, below = _lowest(setting, members, most), -1
    near = True
    while below < position - 1:
        target = position - 1 if near else (below + position) // 2
        reply = asker.known(*setting(target))
        if reply.found:
            members, position = reply.members, _lowest(setting, reply.members, target)
        else:
            below = target
        near = not near
    return Turn(position, members)


def _lowest(setting: Setting, members: tuple[str, ...], high: int) -> int:
    """The least position at which ``members``, who cover at ``high``, still do."""
    low = 0
    while low < high:
        middle = (low + high) // 2
        if still(setting(middle)[0], members):
            high = middle
        else:
            low = middle + 1
    return high
