"""Requirement texts with labels, and how far a proposal agrees with them. The labels follow the set's own texts.md."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path

from consortium.domain.call import Formula, Percent
from consortium.domain.exact import plain
from consortium.domain.proposal import Proposal

SCORED = frozenset({"k", "floor", "member_min", "lead_min", "dedication"})
"""Parameters of the format that count; ``years`` counts where the rule takes it, ``mode`` where the rule is share."""
_SAME_UNIT = {"places": "", "people": "people"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text and its labels by column."""

    id: str
    lang: str
    text: str
    labels: Mapping[str, str]

    @property
    def odd(self) -> bool:
        """The half that results are reported on; the even half is tuned on."""
        return sha256(self.text.encode()).digest()[0] % 2 == 1


def read(path: Path) -> tuple[Labelled, ...]:
    """All texts of a CSV in the columns of texts.csv."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Labelled(row["id"], row["lang"], row["text"], row) for row in csv.DictReader(file))


def wrong(item: Labelled, found: Proposal) -> tuple[str, ...]:
    """The labels that a proposal does not share."""
    labels = item.labels
    if not found.is_requirement or labels["is_requirement"] == "no":
        same = found.is_requirement == (labels["is_requirement"] == "yes")
        return () if same else ("is_requirement",)
    checks = {
        "count_of_requirements": str(found.count) == labels["count_of_requirements"],
        "category": str(found.category or "") == labels["category"] or "category arguable" in labels.get("note", ""),
        "rule": str(found.rule or "undetermined") == labels["rule"],
        "threshold": _threshold(found) == _number(labels["threshold"]),
        "unit": _unit(found) == labels["unit"] or found.threshold is None or isinstance(found.threshold, Formula),
        "parameters": _parameters(item, found) == _wanted(item),
    }
    return tuple(name for name, fine in checks.items() if not fine)


_FORMULA = re.compile(r"([\d.]+)(x|%) (VEC|AAV)")


def _number(text: str) -> str:
    formula = _FORMULA.fullmatch(text)
    if formula:
        return f"{plain(Decimal(formula[1]) / (100 if formula[2] == '%' else 1))} {formula[3]}"
    try:
        return plain(Decimal(text))
    except InvalidOperation:
        return text


def _threshold(found: Proposal) -> str:
    value = found.threshold
    if isinstance(value, Formula):
        return f"{plain(value.factor)} {value.base}"
    return "" if value is None else plain(value)


def _unit(found: Proposal) -> str:
    return found.unit.word if found.unit and found.threshold is not None else ""


def _wanted(item: Labelled) -> dict[str, str]:
    pairs = (part.split("=", 1) for part in item.labels["parameters"].split(";") if "=" in part)
    given = {name.strip(): _plain(value.strip()) for name, value in pairs}
    return {name: value for name, value in given.items() if _counts(item, name)}


def _counts(item: Labelled, name: str) -> bool:
    rule = item.labels["rule"]
    return (
        name in SCORED or (name == "years" and rule in ("team", "references")) or (name == "mode" and rule == "share")
    )


def _plain(value: str) -> str:
    try:
        return plain(Decimal(value))
    except InvalidOperation:
        return value


def _parameters(item: Labelled, found: Proposal) -> dict[str, str]:
    return {name: _shown(value) for name, value in found.parameters if _counts(item, name)}


def _shown(value: object) -> str:
    if isinstance(value, Percent):
        return f"{plain(value.number)}%"
    return plain(value) if isinstance(value, Decimal) else str(value)
