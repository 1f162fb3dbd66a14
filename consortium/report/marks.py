"""How what a member proves is shown in little room: a sign, a tone, a short number. The exact number goes beside it."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from enum import IntEnum
from textwrap import shorten, wrap

from consortium.domain.case import Case
from consortium.domain.evidence import NOT_RECORDED, Holding
from consortium.domain.need import Need
from consortium.domain.rules.registry import RULES
from consortium.domain.units import Kind
from consortium.domain.verify import Outcome, State, alone
from consortium.words import number, plural, text


class Tone(IntEnum):
    """How a cell stands. ABSENT is a no that harms nothing by itself; FAILED is one for which the coalition fails."""

    BLANK = 0
    UNKNOWN = 1
    ABSENT = 2
    PARTIAL = 3
    MET = 4
    FAILED = 5


SIGNS = {
    Tone.BLANK: "–",
    Tone.UNKNOWN: "?",
    Tone.ABSENT: "✗",
    Tone.PARTIAL: "+",
    Tone.MET: "✓",
    Tone.FAILED: "✗",
}
STATE_TONES = {
    State.MET: Tone.MET,
    State.UNMET: Tone.FAILED,
    State.UNKNOWN: Tone.UNKNOWN,
    State.UNDETERMINED: Tone.BLANK,
}

_TENTH = Decimal("0.1")
_CENT = Decimal("0.01")
_SCALES = ((1_000_000, 1_000_000, _CENT, "charts.millions"), (10_000, 1_000, _TENTH, "charts.thousands"))
"""From how much on a number is written in millions or thousands, and how finely."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell: its tone, the short text in it and the full text beside it."""

    tone: Tone
    short: str
    full: str


def member_mark(case: Case, i: int, outcome: Outcome, member: str, lang: str) -> Mark:
    """What ``member`` brings to need ``i``."""
    if outcome.need.determined and not RULES[outcome.need.rule].by_value:
        return _alone_mark(alone(case, i, member), lang)
    held = case.holdings[i].get(member, NOT_RECORDED)
    tone = _tone(outcome, held, member)
    return Mark(tone, _short(outcome.need, held, tone, lang), _full(outcome.need, held, tone, lang))


def _alone_mark(outcome: Outcome, lang: str) -> Mark:
    """What a member brings where no single value tells it: how the need stands for it alone."""
    assert outcome.measure is not None
    helps = bool(outcome.measure.providers)
    tone = {State.MET: Tone.MET, State.UNKNOWN: Tone.UNKNOWN}.get(outcome.state, Tone.PARTIAL if helps else Tone.ABSENT)
    provided, _ = amounts(outcome)
    short = SIGNS[tone] if tone is Tone.UNKNOWN else f"{SIGNS[tone]} {compact(short_of(provided), lang)}"
    return Mark(tone, short, f"{text(lang, f'charts.cell.{tone.name.lower()}')}: {amount(provided, outcome, lang)}")


def short_of(value: Decimal) -> Decimal:
    """A number to at most four decimals, rounded down."""
    return value if exponent_of(value) >= -4 else value.quantize(Decimal("0.0001"), rounding=ROUND_FLOOR)


def exponent_of(value: Decimal) -> int:
    """The power of ten of a number's last digit."""
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def joint_mark(outcome: Outcome, lang: str) -> Mark:
    """How the need stands for all members together, provided against required."""
    tone = joint_tone(outcome)
    full = text(lang, f"charts.state.{outcome.state}")
    if outcome.measure is None or not _counts(outcome):
        return Mark(tone, SIGNS[tone], full)
    provided, required = amounts(outcome)
    short = f"{SIGNS[tone]} {compact(short_of(provided), lang)} / {compact(required, lang)}"
    return Mark(tone, short, f"{full}: {amount(provided, outcome, lang)} / {amount(required, outcome, lang)}")


def joint_tone(outcome: Outcome) -> Tone:
    """FAILED only where the row has to be met by itself: not where it is one of several ways, or only gives points."""
    tone = STATE_TONES[outcome.state]
    return Tone.ABSENT if tone is Tone.FAILED and not outcome.need.stands_alone else tone


def amounts(outcome: Outcome) -> tuple[Decimal, Decimal]:
    """Provided and required, in the row's unit or in whatever is counted."""
    measure = outcome.measure
    assert measure is not None
    if measure.in_members:
        return measure.provided, measure.required
    return outcome.need.in_unit(measure.provided), outcome.need.in_unit(measure.required)


def amount(value: Decimal, outcome: Outcome, lang: str) -> str:
    """An exact amount with its unit."""
    counted = outcome.measure.counted if outcome.measure is not None else None
    if counted is not None:
        return plural(lang, f"rules.counted.{counted}", int(value))
    return with_unit(short_of(value), outcome.need, lang)


def with_unit(value: Decimal, need: Need, lang: str) -> str:
    """An exact amount in the need's unit."""
    unit = need.unit
    shown = plain(value)
    if unit is not None and unit.kind is Kind.MONEY and unit.factor == 1 and shown.as_tuple().exponent == -1:
        shown = shown.quantize(_CENT)
    return f"{number(lang, shown)} {unit.word if unit else ''}".strip()


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() and short.adjusted() < 28 else short


def compact(value: Decimal, lang: str) -> str:
    """A number in little room: 1250000 is 1,25 M. Rounded: only beside a sign, with the exact number at hand."""
    for least, scale, step, key in _SCALES:
        if abs(value) >= least:
            return text(lang, key, n=plain((value / scale).quantize(step)))
    return number(lang, plain(value))


def _counts(outcome: Outcome) -> bool:
    """Whether two numbers say more than the sign does."""
    assert outcome.measure is not None
    return outcome.need.threshold is not None or outcome.measure.in_members


def _tone(outcome: Outcome, held: Holding, member: str) -> Tone:
    if not outcome.need.determined:
        return Tone.BLANK
    if held.unknown:
        return Tone.UNKNOWN
    if held.number is not None and held.number >= outcome.need.least:
        return Tone.MET
    counted = outcome.measure is not None and member in outcome.measure.providers
    return Tone.PARTIAL if counted else Tone.ABSENT


def _short(need: Need, held: Holding, tone: Tone, lang: str) -> str:
    if need.threshold is None or held.number is None or tone is Tone.BLANK:
        return SIGNS[tone]
    return f"{SIGNS[tone]} {compact(need.in_unit(held.number), lang)}"


def _full(need: Need, held: Holding, tone: Tone, lang: str) -> str:
    if tone is Tone.UNKNOWN:
        return text(lang, "charts.cell.unknown" if held.row else "charts.cell.not_recorded")
    if held.number is None:
        return text(lang, "charts.cell.not_held")
    said = text(lang, f"charts.cell.{tone.name.lower()}")
    return said if need.threshold is None else f"{said}: {with_unit(need.in_unit(held.number), need, lang)}"


def plotted(words: str) -> str:
    """Text for a figure: plotly reads a little HTML in every label, so a name must not contain any."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def heading(key: str, name: str, width: int = 14, lines: int = 3) -> str:
    """A column's heading: the ID over the name, in a few short lines."""
    rows = wrap(name, width, max_lines=lines, placeholder=" …") if name != key else []
    return "<br>".join([f"<b>{plotted(key)}</b>", *(plotted(row) for row in rows)])


def row_label(need: Need, lang: str, width: int = 30) -> str:
    """A row's label: its ID, its group and lot where it has them, and the beginning of what it asks for."""
    row = need.requirement
    group = f"{row.alternative.group}/{row.alternative.option}" if row.alternative else ""
    lot = text(lang, "charts.lot", lot=need.lot) if need.lot is not None else ""
    words = shorten(row.capability or row.text, width, placeholder=" …")
    # Thousands and millions of a currency: without the word, 350 beside 909 000 EUR reads as 350 EUR.
    unit = need.unit.word if need.unit and need.unit.kind is Kind.MONEY and need.unit.factor != 1 else ""
    return f"<b>{plotted(row.id)}</b> · " + " · ".join(plotted(part) for part in (group, lot, words, unit) if part)
