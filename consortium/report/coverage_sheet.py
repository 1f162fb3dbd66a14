"""The Coverage sheet: members' values as they are, everything that follows from them as live formulas."""

from decimal import Decimal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from consortium.domain.exact import exactly
from consortium.domain.need import Need
from consortium.report import cells
from consortium.report.cells import Formula, put
from consortium.report.conditions import conditions
from consortium.report.content import SIGN_OF, Matrix, MatrixGroup, MatrixRow, Number, Verdict
from consortium.report.coverage_chart import ChartData, write_parts
from consortium.report.coverage_plan import (
    AFTER,
    AMOUNTS,
    BEFORE,
    FIRST,
    HEADER,
    LEAD,
    LEADS,
    MEMBER_WIDTH,
    OVERALL,
    PLACES,
    POINTS,
    Plan,
)
from consortium.report.dossier import amount, word
from consortium.report.formulas import (
    Spot,
    formula_of,
    group_verdict,
    option_verdict,
    overall_verdict,
    unknown,
    verdict,
)
from consortium.report.marks import short_of
from consortium.words import text


def write_coverage(sheet: Worksheet, matrix: Matrix, lang: str) -> ChartData | None:
    """Fill the sheet from row 4 down; returns where a chart finds its data, None where no row adds up."""
    plan = Plan(len(matrix.members))
    _headings(sheet, matrix, plan, lang)
    for n, row in enumerate(matrix.rows):
        _requirement(sheet, FIRST + n, row, plan, lang)
    _sign_list(sheet, matrix, plan)
    last = max(FIRST, _groups(sheet, matrix, plan, FIRST + len(matrix.rows), lang))
    below = _stated_note(sheet, matrix, last, lang)
    _top(sheet, matrix, plan, last, lang)
    _signs(sheet, plan, last)
    cells.fit_rows(sheet, FIRST, last)
    sheet.freeze_panes = f"D{FIRST}"
    cells.print_setup(sheet, f"{LEADS}:{HEADER}")
    return write_parts(sheet, matrix, plan, below + 2, lang)


def _stated_note(sheet: Worksheet, matrix: Matrix, r: int, lang: str) -> int:
    """Which rows do not follow when values are changed; returns the last row used."""
    stated = [row.need for row in matrix.rows if row.need.determined and formula_of(row.need) is None]
    if not stated:
        return r
    rows = tuple(dict.fromkeys(need.requirement.id for need in stated))
    put(sheet.cell(r + 1, 1), text(lang, "rules.stated", rows=rows))
    return r + 1


def _headings(sheet: Worksheet, matrix: Matrix, plan: Plan, lang: str) -> None:
    least = cells.number_width(tuple(total for row in matrix.rows for total in _numbers(row)))
    for key, width in (*BEFORE, *AFTER):
        column = plan.column(key)
        cells.header(sheet.cell(HEADER, column), _title(lang, key))
        sheet.column_dimensions[get_column_letter(column)].width = max(width, least if key in AMOUNTS else 0)
    wide = max(MEMBER_WIDTH, least)
    for n, (member, name) in enumerate(matrix.members, start=len(BEFORE) + 1):
        letter = get_column_letter(n)
        cells.header(sheet.cell(HEADER, n), member_heading(member, name))
        sheet.column_dimensions[letter].width = wide
        mark = put(sheet.cell(LEADS, n), Formula(f'=IF(EXACT({letter}${HEADER},${LEAD[0]}${LEAD[1:]}),"★","")'))
        mark.alignment, mark.font = cells.CENTRED, cells.BOLD
    tallest = max(cells.lines(member_heading(*m), wide) for m in matrix.members)
    sheet.row_dimensions[HEADER].height = max(32.0, cells.LINE_HEIGHT * tallest + 4)


def _title(lang: str, key: str) -> str:
    shared = {"id", "lot", "text", "rule", "unit", "threshold", "mandatory", "points", "source"}
    own = "proposal.verdict" if key == "verdict" else f"proposal.coverage.{key}"
    return text(lang, f"template.requirements.{key}" if key in shared else own)


def member_heading(member: str, name: str) -> str:
    """How a member is called above its column and in the lead's drop-down."""
    return f"{member} · {name}" if name and name != member else member


def _requirement(sheet: Worksheet, r: int, row: MatrixRow, plan: Plan, lang: str) -> None:
    need = row.need
    requirement = need.requirement
    threshold = amount(need, need.threshold)
    told: dict[str, cells.Content] = {
        "id": requirement.id,
        "lot": need.lot or "",
        "text": requirement.text,
        "rule": word(lang, f"template.choice.{requirement.rule}") if requirement.rule else "",
        "conditions": conditions(lang, need),
        "unit": need.unit.word if need.unit and need.threshold is not None else "",
        "threshold": threshold.number if threshold else requirement.threshold_text,
        "mandatory": _mandatory(lang, need),
        "points": None if requirement.mandatory else requirement.points,
        "expires": row.expires,
        "source": requirement.clause,
    }
    for key, value in told.items():
        _cell(sheet, r, plan.column(key), value)
    for n, member in enumerate(row.cells, start=len(BEFORE) + 1):
        _value(sheet, r, n, member)
    _judgement(sheet, r, row, plan)


def _mandatory(lang: str, need: Need) -> str:
    if need.requirement.alternative is not None:
        way = need.requirement.alternative
        return text(lang, "proposal.coverage.one_way", name=f"{way.group}/{way.option}")
    return text(lang, f"template.choice.{'yes' if need.requirement.mandatory else 'no'}")


def _cell(sheet: Worksheet, r: int, column: int, value: cells.Content, number_format: str | None = None) -> None:
    shown = cells.number_format(value) if isinstance(value, Decimal) else number_format
    cell = put(sheet.cell(r, column), value, shown)
    cell.alignment = cells.TOP_LEFT if isinstance(value, str) else cells.TOP_RIGHT
    cell.border = cells.BOX


def _value(sheet: Worksheet, r: int, column: int, value: object) -> None:
    if isinstance(value, Verdict):
        _cell(sheet, r, column, value.sign.value)
    elif isinstance(value, Number):
        _cell(sheet, r, column, value.number)
    cell = sheet.cell(r, column)
    cell.alignment = cells.TOP_RIGHT if isinstance(value, Number) else cells.CENTRED


def _sign_list(sheet: Worksheet, matrix: Matrix, plan: Plan) -> None:
    """A drop-down of the signs for the rows that ask yes or no; a number may be typed as well."""
    signs = DataValidation(type="list", formula1='"✓,✗,—,?"', allow_blank=True, errorStyle="information")
    for n, row in enumerate(matrix.rows, start=FIRST):
        if row.need.determined and row.need.threshold is None:
            signs.add(plan.values(n).replace("$", ""))
    if signs.sqref.ranges:
        sheet.add_data_validation(signs)


def _judgement(sheet: Worksheet, r: int, row: MatrixRow, plan: Plan) -> None:
    if not row.need.determined:
        _sign(sheet, r, plan, SIGN_OF[row.state].value)
        return
    formula = formula_of(row.need)
    if formula is None:
        _stated(sheet, r, row, plan)
        return
    spot = _spot(row, plan, r)
    shown = _places_format(spot.places if row.need.threshold is not None else 0, row)
    required = formula.required(spot)
    stated: cells.Content = Decimal(required) if required.isdecimal() else Formula(f"={required}")
    for key, value in (
        ("unknown", Formula(f"={unknown(spot.values)}")),
        ("required", stated),
        ("provided", Formula(f"={formula.provided(spot)}")),
        ("margin", Formula(f"=ROUND({spot.provided}-{spot.required},{spot.places})")),
    ):
        _cell(sheet, r, plan.column(key), value, "0" if key == "unknown" else shown)
    _sign(sheet, r, plan, Formula(verdict(formula, spot)))


def _stated(sheet: Worksheet, r: int, row: MatrixRow, plan: Plan) -> None:
    """How the row was judged, as values: what it rests on is not all on the sheet."""
    assert row.measure is not None
    with exactly():
        pair = (row.measure.required, row.measure.provided)
        required, provided = pair if row.measure.in_members else map(row.need.in_unit, pair)
        shown = {"required": required, "provided": provided, "margin": provided - required}
    for key, value in shown.items():
        _cell(sheet, r, plan.column(key), short_of(value))
    _sign(sheet, r, plan, SIGN_OF[row.state].value)


def _spot(row: MatrixRow, plan: Plan, r: int) -> Spot:
    need = row.need
    with exactly():
        numbers = {name: n if name == "k" else need.in_unit(n) for name, n in need.numbers}
    return Spot(
        values=plan.values(r),
        leads=plan.values(LEADS, fixed_row=True),
        threshold=None if need.threshold is None else plan.at("threshold", r),
        required=plan.at("required", r),
        provided=plan.at("provided", r),
        unknown=plan.at("unknown", r),
        numbers=numbers,
        places=max(PLACES, *(_decimals(n) for n in _numbers(row))),
    )


def _numbers(row: MatrixRow) -> tuple[Decimal, ...]:
    """Every number that the row shows: values, their sum, the threshold."""
    stated = amount(row.need, row.need.threshold)
    found = [cell.number for cell in row.cells if isinstance(cell, Number)]
    with exactly():
        return (*found, sum(found, Decimal(0)), stated.number if stated else Decimal(0))


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _places_format(places: int, row: MatrixRow) -> str:
    """Decimals are shown where one of the row's numbers has any."""
    most = max((_decimals(n) for n in _numbers(row)), default=0) if places else 0
    return "#,##0" if not most else "#,##0." + "0" * max(2, min(9, most))


def _sign(sheet: Worksheet, r: int, plan: Plan, value: cells.Content) -> None:
    cell = put(sheet.cell(r, plan.column("verdict")), value)
    cell.alignment, cell.font, cell.border = cells.CENTRED, cells.BOLD, cells.BOX


def _groups(sheet: Worksheet, matrix: Matrix, plan: Plan, r: int, lang: str) -> int:
    """The alternatives under the rows; returns the last row used."""
    if not matrix.groups:
        return r - 1
    put(sheet.cell(r, 1), text(lang, "proposal.coverage.groups")).font = cells.BOLD
    for group in matrix.groups:
        r = _group(sheet, r + 1, group, plan, matrix, lang)
    return r


def _group(sheet: Worksheet, r: int, group: MatrixGroup, plan: Plan, matrix: Matrix, lang: str) -> int:
    """A row for each way, then one for the group; returns the latter."""
    judged = []
    for name, positions, determined in group.options:
        ids = ", ".join(matrix.rows[i].need.requirement.id for i in positions)
        way = text(lang, "proposal.coverage.one_way", name=f"{group.group.name}/{name}")
        _cell(sheet, r, plan.column("text"), f"{way}: {ids}")
        rows = tuple(plan.at("verdict", FIRST + i) for i in positions)
        _sign(sheet, r, plan, Formula(option_verdict(rows)) if determined else "…")
        judged += [plan.at("verdict", r)] if determined else []
        r += 1
    _cell(sheet, r, 1, group.group.name)
    _cell(sheet, r, plan.column("lot"), group.group.lot or "")
    _cell(sheet, r, plan.column("mandatory"), text(lang, f"template.choice.{'yes' if group.group.mandatory else 'no'}"))
    _sign(sheet, r, plan, Formula(group_verdict(tuple(judged))) if judged else "…")
    return r


def _top(sheet: Worksheet, matrix: Matrix, plan: Plan, last: int, lang: str) -> None:
    """Lead, overall verdict and points, above the matrix."""
    verdicts, mandatory, points = (plan.down(key, FIRST, last) for key in ("verdict", "mandatory", "points"))
    yes, word = text(lang, "template.choice.yes"), text(lang, "template.requirements.points")
    lead = next((member_heading(m, name) for m, name in matrix.members if m == matrix.lead), "")
    put(sheet["C4"], text(lang, "proposal.coverage.lead"))
    put(sheet["C5"], text(lang, "proposal.coverage.all"))
    put(sheet[LEAD], lead)
    put(sheet[OVERALL], Formula(overall_verdict(verdicts, mandatory, yes)))
    put(sheet[POINTS], Formula(f'=SUMPRODUCT(({verdicts}="✓")*{points})'), f'"{word}: "0.##')
    for at in (LEAD, OVERALL, POINTS):
        sheet[at].font, sheet[at].fill, sheet[at].alignment = cells.BOLD, cells.QUIET_FILL, cells.ONE_LINE
    sheet.merge_cells("D4:H4")
    choice = DataValidation(type="list", formula1=plan.values(HEADER, True), allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add(LEAD)


def _signs(sheet: Worksheet, plan: Plan, last: int) -> None:
    """Colours that say the same as the signs, and follow them when they change. A member's "no" alarms nobody."""
    members = f"{plan.values(FIRST).split(':')[0]}:{plan.values(last).split(':')[1]}".replace("$", "")
    judged = f"{plan.down('verdict', FIRST, last)} {OVERALL}".replace("$", "")
    for sign, (fill, ink) in cells.SIGN_COLOURS.items():
        ranges = judged if sign == "✗" else f"{judged} {members}"
        look = DifferentialStyle(font=Font(color=ink), fill=PatternFill(bgColor=fill, fill_type="solid"))
        rule = Rule(type="cellIs", operator="equal", formula=[f'"{sign}"'], dxf=look)
        sheet.conditional_formatting.add(ranges, rule)
