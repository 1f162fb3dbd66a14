"""What a row demands beside its threshold, in words: the numbers of its parameters in the row's unit."""

from consortium.domain.needs import Need
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
    return text(lang, f"proposal.condition.{name}", amount=f"{shown(lang, stated.number)} {stated.unit}".strip())
