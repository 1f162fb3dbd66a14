"""What a row demands beside its threshold, in words: the numbers of its parameters in the row's unit."""

from decimal import Decimal

from consortium.domain.call import Parameter
from consortium.domain.exact import exactly, plain
from consortium.domain.need import Need
from consortium.report.content import Number
from consortium.report.dossier import amount
from consortium.words import known, shown, text

COUNTS = frozenset({"k", "years", "cap"})
AMOUNTS = frozenset({"floor", "member_min", "lead_min", "total"})


def conditions(lang: str, need: Need) -> str:
    """For example "at least 10,000 EUR from each member"; empty where there is nothing to add."""
    numbers = (_numeric(lang, need, name, number) for name, number in need.numbers)
    given = (_textual(lang, name, value) for name, value in need.requirement.parameters if need.number(name) is None)
    return "; ".join(part for part in (*numbers, *given) if part)


def _numeric(lang: str, need: Need, name: str, number: Decimal) -> str:
    if name in COUNTS:
        own = f"rules.condition.{need.requirement.rule}.{name}"
        return text(lang, own if known(lang, own) else f"proposal.condition.{name}", n=number)
    if name in AMOUNTS:
        stated = amount(need, number)
        assert stated is not None
        key = f"proposal.condition.{name}"
        return text(lang, key if known(lang, key) else f"rules.condition.{name}", amount=written(lang, stated))
    with exactly():
        return text(lang, f"rules.condition.{name}", percent=Decimal(plain(number * 100)))


def _textual(lang: str, name: str, value: Parameter) -> str:
    """A parameter that is no number; nothing where it says what goes without saying."""
    key = f"rules.condition.{name}"
    if isinstance(value, bool):
        key = f"{key}.{'yes' if value else 'no'}"
    elif name == "mode":
        key = f"{key}.{value}"
    return text(lang, key, value=value) if known(lang, key) else ""


def written(lang: str, stated: Number) -> str:
    """An amount in running text, with its unit and without idle zeros."""
    return f"{shown(lang, Decimal(plain(stated.number)))} {stated.unit}".strip()
