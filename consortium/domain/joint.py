"""What a joint bid's necessity rests on, whole and lot by lot, and which of its members may be competitors."""

from dataclasses import dataclass

from consortium.domain.explanation import NecessityBoth
from consortium.domain.rivalry import Closeness, Pairing


@dataclass(frozen=True, slots=True)
class JointBid:
    """Evidence about a coalition (N1, N2 and N4); that nothing smaller covers (N3) stands in its answer."""

    members: tuple[str, ...]
    needed: NecessityBoth
    lots: tuple[tuple[str, NecessityBoth], ...]
    """The same for each lot by itself, where there are several: who can bid for one lot competes for it."""
    pairs: tuple[Pairing, ...]

    def of(self, closeness: Closeness) -> tuple[Pairing, ...]:
        """The pairs that are so close."""
        return tuple(pair for pair in self.pairs if pair.closeness is closeness)
