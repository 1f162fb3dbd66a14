"""Colours of the figures, on light and on dark ground. Every colour goes with a sign, so that none speaks alone.

Source of the hues: Okabe & Ito, Color Universal Design (2008), darkened or lightened for contrast with the ground.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """What a figure is painted with. ``members`` are for telling coalition members apart, in their order."""

    ground: str
    met: str
    partial: str
    absent: str
    failed: str
    unknown: str
    blank: str
    ink: str
    on_met: str
    line: str
    members: tuple[str, ...]

    @property
    def tones(self) -> tuple[str, ...]:
        """A colour per tone of a cell, in the order of ``marks.Tone``."""
        return self.blank, self.unknown, self.absent, self.partial, self.met, self.failed


LIGHT = Palette(
    ground="#FFFFFF",
    met="#0F6B63",
    partial="#A9D3CC",
    absent="#F0F3F3",
    failed="#F2B48F",
    unknown="#E4DFF0",
    blank="#F7F9F9",
    ink="#1B2A2F",
    on_met="#FFFFFF",
    line="#B3401F",
    members=("#0F6B63", "#0072B2", "#E69F00", "#CC79A7", "#56B4E9", "#8C5A2B", "#7A8A3C", "#7F7F7F"),
)
DARK = Palette(
    ground="#11191C",
    met="#1F8A80",
    partial="#2C5450",
    absent="#1E292D",
    failed="#8A4323",
    unknown="#433D57",
    blank="#182226",
    ink="#E4ECEA",
    on_met="#FFFFFF",
    line="#F08A66",
    members=("#36A89C", "#5AA9DD", "#F0B440", "#DDA0C2", "#8CCBF0", "#C08A5A", "#A9BA62", "#A8A8A8"),
)
