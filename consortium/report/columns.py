"""The columns of the workbooks that users fill in, as the published formats say (docs/formats.md)."""

from dataclasses import dataclass

from consortium.domain.call import Category
from consortium.domain.rules.registry import RULES


@dataclass(frozen=True, slots=True)
class Column:
    """A column (or a field of the facts). ``choices`` names the drop-down list that helps to fill it."""

    key: str
    width: float
    choices: str = ""
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one table; ``upright``: fields in rows, values beside them."""

    key: str
    columns: tuple[Column, ...]
    upright: bool = False


CHOICES: dict[str, tuple[str, ...]] = {
    "rule": tuple(str(rule) for rule in RULES),
    "category": tuple(str(category) for category in Category),
    "yes_no": ("yes", "no"),
    "status": ("claimed", "evidenced", "verified"),
    "size": ("micro", "small", "medium", "large"),
    "relation": ("apart", "together"),
}
"""Drop-down lists by name; the words shown are ``template.choice.<value>``."""

MONEY, DATE, TEXT = "#,##0.00", "dd/mm/yyyy", "@"

TENDER = (
    Table(
        "facts",
        (
            Column("reference", 30),
            Column("title", 30),
            Column("buyer", 30),
            Column("cpv", 30, number_format=TEXT),
            Column("estimated_value", 30, number_format=MONEY),
            Column("currency", 30),
            Column("duration_months", 30, number_format="0"),
            Column("deadline", 30, number_format=DATE),
            Column("minimum_share", 30, number_format="0%"),
        ),
        upright=True,
    ),
    Table(
        "lots",
        (
            Column("lot", 8, number_format=TEXT),
            Column("title", 60),
            Column("estimated_value", 18, number_format=MONEY),
            Column("duration_months", 18, number_format="0"),
        ),
    ),
    Table(
        "requirements",
        (
            Column("id", 9, number_format=TEXT),
            Column("lot", 7, number_format=TEXT),
            Column("category", 13, "category"),
            Column("text", 58),
            Column("capability", 30),
            Column("rule", 12, "rule"),
            Column("threshold", 14),
            Column("unit", 11),
            Column("parameters", 22),
            Column("mandatory", 12, "yes_no"),
            Column("points", 8),
            Column("alternative", 12),
            Column("evidence", 32),
            Column("source", 24),
        ),
    ),
)
REGISTER = (
    Table(
        "entities",
        (
            Column("id", 9, number_format=TEXT),
            Column("name", 44),
            Column("tax_id", 13, number_format=TEXT),
            Column("legal_form", 28),
            Column("size", 11, "size"),
            Column("sectors", 34),
            Column("territory", 20),
            Column("email", 34),
            Column("cost", 9),
            Column("available", 12, "yes_no"),
        ),
    ),
    Table(
        "capabilities",
        (
            Column("entity", 10, number_format=TEXT),
            Column("capability", 46),
            Column("value", 14),
            Column("unit", 12),
            Column("valid_from", 13, number_format=DATE),
            Column("valid_until", 13, number_format=DATE),
            Column("status", 13, "status"),
            Column("evidence", 40),
        ),
    ),
    Table(
        "references",
        (
            Column("id", 9, number_format=TEXT),
            Column("entity", 10, number_format=TEXT),
            Column("title", 52),
            Column("cpv", 13, number_format=TEXT),
            Column("amount", 15, number_format=MONEY),
            Column("unit", 9),
            Column("own_share", 12, number_format="0%"),
            Column("ended", 13, number_format=DATE),
            Column("status", 13, "status"),
        ),
    ),
    Table(
        "people",
        (
            Column("id", 9, number_format=TEXT),
            Column("entity", 10, number_format=TEXT),
            Column("name", 32),
            Column("roles", 38),
            Column("years", 8),
            Column("qualification", 36),
            Column("dedication", 12, number_format="0%"),
        ),
    ),
    Table(
        "external",
        (
            Column("id", 9, number_format=TEXT),
            Column("name", 40),
            Column("capability", 40),
            Column("value", 14),
            Column("unit", 12),
            Column("valid_until", 13, number_format=DATE),
            Column("letter", 13, "yes_no"),
            Column("executes", 12, "yes_no"),
        ),
    ),
    Table(
        "pairs",
        (
            Column("a", 10, number_format=TEXT),
            Column("b", 10, number_format=TEXT),
            Column("relation", 13, "relation"),
            Column("reason", 60),
        ),
    ),
)
