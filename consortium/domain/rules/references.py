"""Past contracts: how many distinct ones the members hold, each with what was executed by themselves."""

from decimal import Decimal

from consortium.domain.exact import INFINITY
from consortium.domain.need import Need
from consortium.domain.reading import Reading
from consortium.domain.rules.base import Counted, Measure, View


def references_hold(view: View) -> bool:
    """Enough distinct references, none but the best ``cap``, and their amounts together."""
    chosen, total = _chosen(view), view.need.number("total")
    return len(chosen) >= _k(view.need) and (total is None or sum(chosen.values(), Decimal(0)) >= total)


def _k(need: Need) -> Decimal:
    return need.number("k") or Decimal(1)


def _chosen(view: View) -> dict[str, Decimal]:
    """The references that count, by ID, the greatest amounts first; a joint one once, its own amounts added up."""
    least, cap = view.need.threshold, view.need.number("cap")
    amounts: dict[str, Decimal] = {}
    for line in view.proofs.lines:
        if line.entity in view.members:
            amount = _amount(view, line.own, line.counts)
            if amount is not None:
                amounts[line.reference] = amounts.get(line.reference, Decimal(0)) + amount
    fit = sorted((-a, r) for r, a in amounts.items() if least is None or a >= least)
    return {r: -a for a, r in fit[: None if cap is None else int(cap)]}


def _amount(view: View, own: Decimal | None, counts: bool | None) -> Decimal | None:
    """What a line brings in the view's reading; None: it does not count.

    Without its amount a reference is still held: as recorded too it counts, with nothing.
    """
    hopeful = view.reading is Reading.MOST
    if counts is False or (counts is None and not hopeful):
        return None
    if own is None:
        return INFINITY if hopeful else Decimal(0)
    return own


def references_measure(view: View) -> Measure:
    """The references that count against ``k``; where those suffice, their amounts against ``total``."""
    chosen, total = _chosen(view), view.need.number("total")
    holders = {line.entity for line in view.proofs.lines if line.reference in chosen and line.counts}
    providers = tuple(m for m in view.members if m in holders)
    if total is not None and len(chosen) >= _k(view.need):
        return Measure(total, sum(chosen.values(), Decimal(0)), providers)
    return Measure(_k(view.need), Decimal(len(chosen)), providers, Counted.REFERENCES)
