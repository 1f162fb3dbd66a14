"""What each rule means as spreadsheet formulas, so that a workbook judges edited values as the verifier would.

A member's cell holds a number, ``✓``, ``✗``, ``—`` (not held) or is unknown (``?`` or blank). Text is never compared
with a number unless ISNUMBER guards it: to a spreadsheet any text is greater than any number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.exact import plain
from consortium.domain.need import Need


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the pieces of one row stand: ranges and cells by address. ``threshold`` None: a yes/no row."""

    values: str
    leads: str
    """The cells above the members; ``★`` marks the lead."""
    threshold: str | None
    required: str
    provided: str
    unknown: str
    numbers: Mapping[str, Decimal]
    """Parameters in the row's unit."""
    places: int
    """Decimals at which sums are compared, since a spreadsheet adds in binary."""


@dataclass(frozen=True, slots=True)
class RuleFormula:
    """Expressions without ``=``: what is required and provided, whether the row is met, whether it still may be."""

    required: Callable[[Spot], str]
    provided: Callable[[Spot], str]
    met: Callable[[Spot], str]
    possible: Callable[[Spot], str]
    adds: bool = False
    """Whether the members' values add up to the threshold, so that each brings a part of it."""


def verdict(formula: RuleFormula, spot: Spot) -> str:
    """The row's verdict as a formula that gives a sign."""
    return f'=IF({formula.met(spot)},"✓",IF({formula.possible(spot)},"?","✗"))'


def unknown(values: str, where: str = "") -> str:
    """How many members' values are not known, among those for which ``where`` holds."""
    return f'SUMPRODUCT({where}(({values}="?")+({values}="")))'


def _reach(spot: Spot, limit: str, where: str = "") -> str:
    """How many members have a number of at least ``limit``."""
    return f"SUMPRODUCT({where}ISNUMBER({spot.values})*({spot.values}>={limit}))"


def _holders(spot: Spot, where: str = "") -> str:
    if spot.threshold is not None:
        return _reach(spot, spot.threshold, where)
    return f'SUMPRODUCT({where}(({spot.values}="✓")+ISNUMBER({spot.values})*({spot.values}>=1)))'


def _at_zero(spot: Spot, count: str) -> str:
    """Unknown values that hold even at 0: all of them where the threshold is 0."""
    return "" if spot.threshold is None else f"+({spot.threshold}<=0)*{count}"


def _least(spot: Spot) -> str:
    return spot.threshold or "1"


def _best(spot: Spot) -> str:
    if spot.threshold is not None:
        return f"MAX({spot.values})"
    return f'MAX(MAX({spot.values}),IF(COUNTIF({spot.values},"✓")>0,1,0))'


ANY = RuleFormula(
    required=_least,
    provided=_best,
    met=lambda spot: f"{_holders(spot)}{_at_zero(spot, spot.unknown)}>=1",
    possible=lambda spot: f"{spot.unknown}>=1",
)


def _members(required: Callable[[Spot], str]) -> RuleFormula:
    """Rules that count the members that hold the row."""
    return RuleFormula(
        required=required,
        provided=_holders,
        met=lambda spot: f"{spot.provided}{_at_zero(spot, spot.unknown)}>={spot.required}",
        possible=lambda spot: f"{spot.provided}+{spot.unknown}>={spot.required}",
    )


_LEAD, _OTHERS = '({leads}="★")*', '({leads}<>"★")*'


def _lead_value(spot: Spot) -> str:
    where = _LEAD.format(leads=spot.leads)
    number = f"SUMPRODUCT({where}ISNUMBER({spot.values}),{spot.values})"
    return number if spot.threshold is not None else f'{number}+SUMPRODUCT({where}({spot.values}="✓"))'


def _lead_met(spot: Spot) -> str:
    where = _LEAD.format(leads=spot.leads)
    return f"{_holders(spot, where)}{_at_zero(spot, unknown(spot.values, where))}>=1"


def _lead_possible(spot: Spot) -> str:
    return f"{unknown(spot.values, _LEAD.format(leads=spot.leads))}>=1"


def _total(spot: Spot) -> str:
    floor = spot.numbers.get("floor")
    if floor is None:
        return f"ROUND(SUM({spot.values}),{spot.places})"
    counted = f"ISNUMBER({spot.values})*({spot.values}>={plain(floor)})"
    return f"ROUND(SUMPRODUCT({counted},{spot.values}),{spot.places})"


def _minima(spot: Spot, open_counts: bool) -> list[str]:
    """The lead's minimum, and that of the members: all of them, or all but the lead where it has its own."""
    member_min, lead_min = spot.numbers.get("member_min"), spot.numbers.get("lead_min")
    lead, others = _LEAD.format(leads=spot.leads), _OTHERS.format(leads=spot.leads)
    found = []
    if lead_min is not None:
        found.append(f"{_minimum(spot, lead_min, lead, open_counts)}>=1")
    if member_min is not None:
        where = "" if lead_min is None else others
        everybody = f"COLUMNS({spot.values})" if lead_min is None else f'SUMPRODUCT(--({spot.leads}<>"★"))'
        found.append(f"{_minimum(spot, member_min, where, open_counts)}={everybody}")
    return found


def _minimum(spot: Spot, minimum: Decimal, where: str, open_counts: bool) -> str:
    reach = _reach(spot, plain(minimum), where)
    return f"{reach}+{unknown(spot.values, where)}" if open_counts or minimum <= 0 else reach


def _sum_met(spot: Spot) -> str:
    held = f"COUNT({spot.values})+{spot.unknown}>0"
    return "AND(" + ",".join([f"{spot.provided}>={spot.required}", held, *_minima(spot, False)]) + ")"


def _sum_possible(spot: Spot) -> str:
    reached = f"OR({spot.unknown}>0,{spot.provided}>={spot.required})"
    held = f"COUNT({spot.values})+{spot.unknown}>0"
    return "AND(" + ",".join([reached, held, *_minima(spot, True)]) + ")"


FORMULAS: dict[Rule, RuleFormula | None] = {
    Rule.ANY: ANY,
    Rule.EACH: _members(lambda spot: f"COLUMNS({spot.values})"),
    Rule.COUNT: _members(lambda spot: plain(spot.numbers["k"])),
    Rule.LEAD: RuleFormula(_least, _lead_value, _lead_met, _lead_possible),
    Rule.SUM: RuleFormula(_least, _total, _sum_met, _sum_possible, adds=True),
    Rule.SHARE: None,
    Rule.CLASSIFICATION: None,
    Rule.RATIO: None,
    Rule.REFERENCES: None,
    Rule.TEAM: None,
    Rule.PERFORMER: ANY,
}
"""A new rule is a new entry here (CONTRIBUTING.md). None: what it rests on is more than a value a member, so that the
sheet states how it was judged.
"""


def formula_of(need: Need) -> RuleFormula | None:
    """The formulas of a need; None where it is only stated: where non-members, or other rows of a task, count too."""
    row = need.requirement
    wider = row.parameter("external") is True or row.parameter("task") is not None
    return None if wider else FORMULAS[need.rule]


def option_verdict(rows: tuple[str, ...]) -> str:
    """One way of meeting a group: all its rows, by the addresses of their verdicts."""
    fails, open_ = (",".join(f'{cell}="{sign}"' for cell in rows) for sign in "✗?")
    return f'=IF(OR({fails}),"✗",IF(OR({open_}),"?","✓"))'


def group_verdict(options: tuple[str, ...]) -> str:
    """A group: one of its ways, by the addresses of their verdicts."""
    met, open_ = (",".join(f'{cell}="{sign}"' for cell in options) for sign in "✓?")
    return f'=IF(OR({met}),"✓",IF(OR({open_}),"?","✗"))'


def overall_verdict(verdicts: str, mandatory: str, yes: str) -> str:
    """Everything mandatory, by the ranges of verdicts and of the words that say which rows are."""
    fails, open_ = (f'SUMPRODUCT(({mandatory}="{yes}")*({verdicts}="{sign}"))>0' for sign in "✗?")
    return f'=IF({fails},"✗",IF({open_},"?","✓"))'
