"""One row of the requirements: raw cells -> Requirement, and every default and doubt as a finding."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count

from consortium.domain.call import TOLD, Alternative, Category, Formula, Requirement, Rule, Source
from consortium.domain.findings import Finding, info, warning
from consortium.domain.units import Kind, Unit
from consortium.ingest.grid import Cell
from consortium.ingest.numbers import amount_of
from consortium.ingest.parameters import read_parameters
from consortium.ingest.texts import chosen, is_blank, parts, text_of
from consortium.ingest.thresholds import Threshold, read_threshold, shown
from consortium.ingest.vocabulary import CATEGORIES, RULES, YES_NO

FIELDS = (
    "id", "lot", "category", "text", "capability", "rule", "threshold", "unit", "parameters", "mandatory", "points",
    "alternative", "evidence", "source",
)  # fmt: skip
"""The columns of the published format."""

EACH_BY_DEFAULT = frozenset({Category.EXCLUSION, Category.SUITABILITY})
NO_PERCENTS: frozenset[str] = frozenset()
Unread = tuple[tuple[str, str], ...]


def requirement_of(
    fields: Mapping[str, Cell],
    source: Source,
    percents: frozenset[str] = NO_PERCENTS,
    taken: Container[str] = (),
    decimal: str = "",
) -> tuple[Requirement, tuple[Finding, ...]]:
    """One row's cells by field (``FIELDS``) as a Requirement. A row without ID is named after its row, though never by
    an ID that is ``taken``.

    ``percents``: the fields whose cell is formatted as a percentage; ``decimal``: the decimal mark of the column of
    thresholds. What could not be understood is in ``unread`` and makes the row undetermined; findings tell of defaults
    and of cells that were put aside.
    """
    cells = {field: fields.get(field) for field in FIELDS}
    threshold = read_threshold(cells["threshold"], cells["unit"], "threshold" in percents, decimal)
    given = _Given(cells, {field: text_of(cell) for field, cell in cells.items()}, percents, threshold)
    row, foreign = _understood(_named(given.texts, source, taken), given)
    return row, tuple(_findings(row, given, foreign))


@dataclass(frozen=True, slots=True)
class _Given:
    """A row's cells, as they are and as text."""

    cells: Mapping[str, Cell]
    texts: Mapping[str, str]
    percents: frozenset[str]
    threshold: Threshold


def _named(texts: Mapping[str, str], source: Source, taken: Container[str]) -> Requirement:
    """What needs no understanding: the row's texts, as they are."""
    row_id = texts["id"] or free_id(f"R{source.row}", taken)
    text = texts["text"] or texts["capability"] or row_id
    return Requirement(
        id=row_id,
        text=text,
        capability=texts["capability"] or text,
        lots=tuple(dict.fromkeys(parts(texts["lot"]))),
        evidence=texts["evidence"],
        clause=texts["source"],
        rule_stated=bool(texts["rule"]),
        stated=tuple(field for field in TOLD if texts[field]),
        source=source,
    )


def _understood(row: Requirement, given: _Given) -> tuple[Requirement, tuple[str, ...]]:
    """The row with its meaning, and the parameters that belong to another rule."""
    cells, percents = given.cells, given.percents
    category = chosen(cells["category"], CATEGORIES) or Category.TECHNICAL
    threshold = given.threshold
    rule, unread = _rule(cells, category, threshold)
    parameters = read_parameters(cells["parameters"], rule, threshold.unit)
    alternative, malformed = _alternative(cells["alternative"])
    understood = replace(
        row,
        category=category,
        rule=rule,
        threshold=threshold.value,
        threshold_text=shown(cells["threshold"], "threshold" in percents),
        unit=threshold.unit,
        parameters=parameters.values,
        mandatory=_mandatory(cells["mandatory"], category),
        points=_points(cells["points"], "points" in percents),
        alternative=alternative,
        unread=(*unread, *threshold.unread, *(("parameters", part) for part in parameters.unread), *malformed),
    )
    return understood, parameters.foreign


def free_id(name: str, taken: Container[str]) -> str:
    """``name``, or the first of ``name-2``, ``name-3`` … that is not taken."""
    return next(free for n in count(1) if (free := name if n == 1 else f"{name}-{n}") not in taken)


def _rule(cells: Mapping[str, Cell], category: Category, threshold: Threshold) -> tuple[Rule | None, Unread]:
    """The rule stated, or its default. An unreadable category leaves no default."""
    stated = not is_blank(cells["rule"])
    if stated:
        rule = chosen(cells["rule"], RULES)
        return rule, () if rule else (("rule", text_of(cells["rule"])),)
    if not is_blank(cells["category"]) and chosen(cells["category"], CATEGORIES) is None:
        return None, (("category", text_of(cells["category"])),)
    stated_threshold = not is_blank(cells["threshold"]) and "none" not in threshold.notes
    return default_rule(category, stated_threshold, threshold.value, threshold.unit), ()


def default_rule(
    category: Category, has_threshold: bool, value: Decimal | Formula | None, unit: Unit | None
) -> Rule | None:
    """The rule of a row that states none (docs/formats.md); None: undetermined, for a threshold in per cent."""
    if category in EACH_BY_DEFAULT:
        return Rule.EACH
    if not has_threshold:
        return Rule.ANY
    if unit is None:
        return Rule.SUM if isinstance(value, Formula) else Rule.ANY
    return None if unit.kind is Kind.PERCENT else Rule.SUM


def _mandatory(cell: Cell, category: Category) -> bool:
    """Stated, or by default all but award rows; what cannot be read is mandatory, to be safe."""
    if is_blank(cell):
        return category is not Category.AWARD
    return chosen(cell, YES_NO) is not False


def _points(cell: Cell, percent: bool) -> Decimal | None:
    amount = amount_of(cell, percent)
    if amount.number is None or amount.number < 0 or (amount.unit is not None and amount.unit.base != "points"):
        return None
    return amount.number


def _alternative(cell: Cell) -> tuple[Alternative | None, Unread]:
    if is_blank(cell):
        return None, ()
    text = text_of(cell)
    named = [part.strip() for part in text.split("/")]
    if not isinstance(cell, str) or len(named) != 2 or not all(named):
        return None, (("alternative", text),)
    return Alternative(named[0], named[1]), ()


_NOTES = {"strict": "threshold_strict", "vat": "threshold_with_vat"}
_DEFAULT_CODES = {Rule.ANY: "default_rule_any", Rule.EACH: "default_rule_each", Rule.SUM: "default_rule_sum"}


def _findings(row: Requirement, given: _Given, foreign: tuple[str, ...]) -> Iterator[Finding]:
    at, texts = row.source.at, given.texts
    if not texts["id"]:
        yield info("default_id", at("id"), requirement=row.id)
    if not texts["text"]:
        yield warning("no_text", at("text"), requirement=row.id)
    if texts["category"] and chosen(given.cells["category"], CATEGORIES) is None:
        yield warning("unknown_category", at("category"), requirement=row.id, value=texts["category"])
    if row.rule in _DEFAULT_CODES and not row.rule_stated:
        yield info(_DEFAULT_CODES[row.rule], at("rule"), requirement=row.id)
    for part in foreign:
        yield warning("foreign_parameter", at("parameters"), requirement=row.id, parameter=part)
    if texts["mandatory"] and chosen(given.cells["mandatory"], YES_NO) is None:
        yield warning("unreadable_mandatory", at("mandatory"), requirement=row.id, value=texts["mandatory"])
    for note in given.threshold.notes:
        told = {"requirement": row.id, "value": texts["threshold"]}
        if note == "none":
            yield info("threshold_none", at("threshold"), **told)
        else:
            yield warning(_NOTES[note], at("threshold"), **told)
    yield from _points_findings(row, given)


def _points_findings(row: Requirement, given: _Given) -> Iterator[Finding]:
    place, value = row.source.at("points"), given.texts["points"]
    if value and row.points is None:
        yield warning("unreadable_points", place, requirement=row.id, value=value)
    elif row.points and row.mandatory:
        yield info("points_on_mandatory", place, requirement=row.id, value=row.points)
