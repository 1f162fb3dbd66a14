"""What a row demands beside its threshold, in words: the numbers of its parameters in the row's unit."""

from decimal import Decimal

from consortium.domain.exact import plain
from consortium.domain.need import Need
from consortium.report.content import Number
from consortium.report.dossier import amount
from consortium.words import shown, text


def conditions(lang: str, need: Need) -> str:
    """For example "at least 10,000 EUR from each member"; empty where there is nothing to add."""
    return "; ".join(_condition(lang, need, name) for name, _ in need.numbers)


def _condition(lang: str, need: Need, name: str) -> str:
    number = need.number(name)
    if name == "k" or number is None:
        return text(lang, "proposal.condition.k", n=number)
    stated = amount(need, number)
    assert stated is not None
    return text(lang, f"proposal.condition.{name}", amount=written(lang, stated))


def written(lang: str, stated: Number) -> str:
    """An amount in running text, with its unit and without idle zeros."""
    return f"{shown(lang, Decimal(plain(stated.number)))} {stated.unit}".strip()
