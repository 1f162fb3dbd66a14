"""The native chart: which part of each threshold the members bring, fed by formulas on the Coverage sheet."""

from dataclasses import dataclass
from decimal import Decimal

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from consortium.domain.exact import exactly, plain
from consortium.report import cells
from consortium.report.cells import Formula, put
from consortium.report.content import Matrix, MatrixRow
from consortium.report.coverage_plan import BEFORE, FIRST, Plan
from consortium.report.dossier import lot_name
from consortium.report.formulas import formula_of
from consortium.report.palette import LIGHT
from consortium.words import text


@dataclass(frozen=True, slots=True)
class ChartData:
    """Where the parts of each threshold stand: rows ``first`` to ``last``, headings in the row above."""

    first: int
    last: int
    label_column: int
    first_member: int
    last_member: int
    threshold_column: int


def write_parts(sheet: Worksheet, matrix: Matrix, plan: Plan, r: int, lang: str) -> ChartData | None:
    """Which part of each threshold each member brings, as fractions of it."""
    sums = [
        (FIRST + i, row)
        for i, row in enumerate(matrix.rows)
        if row.need.determined and row.need.threshold and (formula := formula_of(row.need)) and formula.adds
    ]
    if not sums:
        return None
    put(sheet.cell(r, 1), text(lang, "proposal.coverage.share")).font = cells.BOLD
    label, line = plan.column("text"), plan.column("unknown")
    for n, (member, _) in enumerate(matrix.members, start=len(BEFORE) + 1):
        put(sheet.cell(r, n), member).font = cells.BOLD
    put(sheet.cell(r, line), text(lang, "proposal.coverage.threshold")).font = cells.BOLD
    for n, (source, row) in enumerate(sums, start=r + 1):
        where = lot_name(lang, row.need.lot)
        put(sheet.cell(n, label), f"{row.need.requirement.id} · {where}" if where else row.need.requirement.id)
        for column in range(len(BEFORE) + 1, len(BEFORE) + plan.members + 1):
            put(sheet.cell(n, column), Formula(_part(source, row, column, plan)), "0%")
        put(sheet.cell(n, line), Decimal(1), "0%")
    return ChartData(r + 1, r + len(sums), label, len(BEFORE) + 1, len(BEFORE) + plan.members, line)


def _part(source: int, row: MatrixRow, column: int, plan: Plan) -> str:
    value = f"{get_column_letter(column)}{source}"
    floor = row.need.number("floor")
    with exactly():
        least = plain(row.need.in_unit(floor)) if floor is not None else "0"
    return f"=IF(ISNUMBER({value}),IF({value}>={least},{value}/{plan.at('threshold', source)},0),0)"


def chart(sheet: Worksheet, data: ChartData, lang: str) -> BarChart:
    """Stacked columns, a colour per member, and a line at the threshold. ``sheet`` holds the data."""
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap, bars.gapWidth = "col", "stacked", 100, 60
    bars.title = text(lang, "proposal.coverage.share")
    bars.width, bars.height = 24, 11
    members = Reference(sheet, data.first_member, data.first - 1, data.last_member, data.last)
    bars.add_data(members, titles_from_data=True)
    labels = Reference(sheet, data.label_column, data.first, data.label_column, data.last)
    bars.set_categories(labels)
    for n, series in enumerate(bars.series):
        series.graphicalProperties.solidFill = LIGHT.members[n % len(LIGHT.members)][1:]
    bars.y_axis.number_format, bars.y_axis.majorGridlines = "0%", None
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.legend.position = "b"
    bars += _threshold(sheet, data)
    return bars


def _threshold(sheet: Worksheet, data: ChartData) -> LineChart:
    line = LineChart()
    column = data.threshold_column
    line.add_data(Reference(sheet, column, data.first - 1, column, data.last), titles_from_data=True)
    shape = line.series[0].graphicalProperties.line
    shape.solidFill, shape.width, shape.dashStyle = LIGHT.line[1:], 28_000, "dash"
    return line
