"""What an unknown value is taken for when a coalition is judged."""

from enum import Enum


class Reading(Enum):
    """LEAST: whatever makes a need hardest to meet. MOST: whatever makes it easiest. RECORDED: not held at all."""

    LEAST = "least"
    MOST = "most"
    RECORDED = "recorded"
