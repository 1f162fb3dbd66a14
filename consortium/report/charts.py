"""Figures of an answer: who covers what, how far over the threshold, and how often an entity occurs.

Every function takes domain objects and returns a figure, or None where there is nothing to draw.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import plotly.graph_objects as go

from consortium.domain.case import Case
from consortium.domain.reading import Reading
from consortium.domain.result import Alternatives
from consortium.domain.rules.base import Choice
from consortium.domain.rules.registry import RULES
from consortium.domain.verify import Assessment, Outcome, values
from consortium.report.marks import (
    SIGNS,
    Mark,
    Tone,
    amount,
    amounts,
    heading,
    joint_mark,
    joint_tone,
    member_mark,
    plotted,
    row_label,
)
from consortium.report.palette import LIGHT, Palette
from consortium.words import number, text

ROW_HEIGHT = 30
MOST_PERCENT = 250
MOST_ENTITIES = 25
Names = Mapping[str, str]
Figure = go.Figure


def coverage_matrix(
    case: Case, assessment: Assessment, names: Names, lang: str, palette: Palette = LIGHT
) -> go.Figure | None:
    """A row per requirement, a column per member and one for all together; a sign and a short number in each cell."""
    if not assessment.outcomes or not assessment.members:
        return None
    marks = [_row(case, i, outcome, assessment.members, lang) for i, outcome in enumerate(assessment.outcomes)]
    columns = [heading(m, names.get(m, m)) for m in assessment.members]
    columns.append(f"<b>{text(lang, 'charts.together')}</b>")
    labels = [row_label(outcome.need, lang) for outcome in assessment.outcomes]
    figure = go.Figure(_heat(marks, assessment, names, lang, palette))
    _write_cells(figure, marks, palette)
    figure.update_xaxes(
        side="top", tickvals=list(range(len(columns))), ticktext=columns, tickangle=0, showgrid=False, fixedrange=True
    )
    figure.update_yaxes(
        range=[len(labels) - 0.5, -0.5],
        tickvals=list(range(len(labels))),
        ticktext=labels,
        showgrid=False,
        fixedrange=True,
    )
    return _laid_out(figure, 100 + ROW_HEIGHT * len(marks), palette)


def _row(case: Case, i: int, outcome: Outcome, members: Sequence[str], lang: str) -> list[Mark]:
    return [*(member_mark(case, i, outcome, m, lang) for m in members), joint_mark(outcome, lang)]


def _heat(marks: list[list[Mark]], assessment: Assessment, names: Names, lang: str, palette: Palette) -> go.Heatmap:
    who = [names.get(m, m) for m in assessment.members] + [text(lang, "charts.together")]
    hover = [
        [
            f"<b>{plotted(o.need.requirement.id)}</b> · {plotted(w)}<br>{plotted(m.full)}"
            for w, m in zip(who, row, strict=True)
        ]
        for o, row in zip(assessment.outcomes, marks, strict=True)
    ]
    return go.Heatmap(
        z=[[int(m.tone) for m in row] for row in marks],
        zmin=-0.5,
        zmax=5.5,
        colorscale=_steps(palette.tones),
        showscale=False,
        xgap=3,
        ygap=3,
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _steps(colours: Sequence[str]) -> list[list[object]]:
    """A colour scale in equal steps, one per tone."""
    n = len(colours)
    return [[edge / n, colour] for i, colour in enumerate(colours) for edge in (i, i + 1)]


def _write_cells(figure: go.Figure, marks: list[list[Mark]], palette: Palette) -> None:
    """The texts go on top as two traces, because one heatmap has one colour of text."""
    for on_met in (False, True):
        cells = [
            (x, y, mark.short)
            for y, row in enumerate(marks)
            for x, mark in enumerate(row)
            if (mark.tone is Tone.MET) is on_met
        ]
        figure.add_trace(
            go.Scatter(
                x=[x for x, _, _ in cells],
                y=[y for _, y, _ in cells],
                text=[plotted(words) for _, _, words in cells],
                mode="text",
                textfont={"color": palette.on_met if on_met else palette.ink, "size": 12},
                hoverinfo="skip",
                showlegend=False,
            )
        )


def coverage_bars(
    case: Case, assessment: Assessment, names: Names, lang: str, palette: Palette = LIGHT
) -> go.Figure | None:
    """Per numeric requirement, what the members provide as a percentage of the threshold, which is marked at 100 %."""
    rows = [(i, o) for i, o in enumerate(assessment.outcomes) if _numeric(o)]
    if not rows:
        return None
    figure = go.Figure()
    shared = [_parts(case, i, o, assessment.members) for i, o in rows]
    for n, member in enumerate(assessment.members):
        parts = [row.get(member, 0.0) for row in shared]
        if any(parts):
            figure.add_trace(
                _bar(rows, parts, names.get(member, member), palette.members[n % len(palette.members)], lang)
            )
    totals = [_percent(o) for _, o in rows]
    top = min(max([*totals, 105]) * 1.25, MOST_PERCENT)
    _write_totals(figure, [o for _, o in rows], totals, top, lang, palette)
    figure.add_vline(x=100, line={"color": palette.line, "width": 2, "dash": "dash"})
    figure.update_xaxes(range=[0, top], ticksuffix=" %", fixedrange=True)
    figure.update_yaxes(
        autorange="reversed",
        tickvals=list(range(len(rows))),
        ticktext=[row_label(o.need, lang) for _, o in rows],
        fixedrange=True,
    )
    figure.update_layout(
        barmode="stack", legend={"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0, "title": None}
    )
    return _laid_out(figure, 150 + (ROW_HEIGHT + 8) * len(rows), palette)


def _write_totals(
    figure: go.Figure, outcomes: list[Outcome], totals: list[float], top: float, lang: str, palette: Palette
) -> None:
    """The true percentage beside each bar, rounded down: 99.99 % never reads 100 %."""
    for y, (outcome, total) in enumerate(zip(outcomes, totals, strict=True)):
        figure.add_annotation(
            x=min(total, top * 0.86),
            y=y,
            text=f"{SIGNS[joint_tone(outcome)]} {number(lang, _whole_percent(outcome))} %",
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"color": palette.ink, "size": 12},
            bgcolor=palette.ground,
            borderpad=1,
        )


def _whole_percent(outcome: Outcome) -> int:
    assert outcome.measure is not None
    return int(outcome.measure.provided * 100 // outcome.measure.required)


def _numeric(outcome: Outcome) -> bool:
    measure = outcome.measure
    if measure is None or outcome.need.threshold is None or measure.in_members or measure.required <= 0:
        return False
    rule = RULES[outcome.need.rule]
    return rule.by_value and rule.chooses(outcome.need) is not Choice.SHARES


def _percent(outcome: Outcome) -> float:
    assert outcome.measure is not None
    return float(outcome.measure.provided / outcome.measure.required * 100)


def _parts(case: Case, i: int, outcome: Outcome, members: Sequence[str]) -> dict[str, float]:
    """Each member's part of what is provided, as a percentage of the threshold.

    Where values add up all who provide have a part; where the best single value is compared, its bearer alone.
    """
    measure = outcome.measure
    assert measure is not None
    known = {m: v for m, v in values(case, i, tuple(members), Reading.RECORDED).items() if v is not None}
    adding = [m for m in measure.providers if m in known]
    if sum((known[m] for m in adding), Decimal(0)) != measure.provided:
        adding = [m for m in members if known.get(m) == measure.provided][:1]
    return {m: float(known[m] / measure.required * 100) for m in adding}


def _bar(rows: list[tuple[int, Outcome]], parts: list[float], name: str, colour: str, lang: str) -> go.Bar:
    said = [_said(outcome, part, lang) for (_, outcome), part in zip(rows, parts, strict=True)]
    return go.Bar(
        y=list(range(len(rows))),
        x=parts,
        orientation="h",
        name=plotted(name),
        marker={"color": colour, "line": {"width": 0}},
        hovertext=[f"<b>{plotted(name)}</b><br>{plotted(words)}" for words in said],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _said(outcome: Outcome, part: float, lang: str) -> str:
    provided, required = amounts(outcome)
    together = text(
        lang, "charts.of", provided=amount(provided, outcome, lang), required=amount(required, outcome, lang)
    )
    return f"{number(lang, round(Decimal(part), 1))} % · {together}"


def frequency(
    alternatives: Alternatives, names: Names, members: Sequence[str], lang: str, palette: Palette = LIGHT
) -> go.Figure | None:
    """In how many of the equally small coalitions each entity occurs; ``members`` (those shown) stand out."""
    if not alternatives.counts or not alternatives.total:
        return None
    ranked = sorted(alternatives.counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_ENTITIES]
    total = alternatives.total
    said = [text(lang, "charts.frequency", n=n, total=total) for _, n in ranked]
    figure = go.Figure(
        go.Bar(
            y=list(range(len(ranked))),
            x=[n for _, n in ranked],
            orientation="h",
            marker={"color": [palette.met if e in members else palette.partial for e, _ in ranked]},
            text=[f"{'● ' if e in members else ''}{words}" for (e, _), words in zip(ranked, said, strict=True)],
            textposition="outside",
            textfont={"color": palette.ink},
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    labels = [_called(e, names.get(e, e)) for e, _ in ranked]
    figure.update_xaxes(range=[0, total * 1.45], visible=False, fixedrange=True)
    figure.update_yaxes(autorange="reversed", tickvals=list(range(len(labels))), ticktext=labels, fixedrange=True)
    return _laid_out(figure, 50 + ROW_HEIGHT * len(ranked), palette)


def _called(entity: str, name: str) -> str:
    """The ID and the name; an ID that is the name once."""
    return f"<b>{plotted(_cut(entity))}</b>" if name == entity else f"<b>{plotted(entity)}</b> · {plotted(_cut(name))}"


def _cut(name: str, width: int = 30) -> str:
    return name if len(name) <= width else name[: width - 1].rstrip() + "…"


def _laid_out(figure: go.Figure, height: int, palette: Palette) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 16, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": palette.ink, "size": 13},
        dragmode=False,
        hoverlabel={"align": "left"},
    )
    figure.update_xaxes(automargin=True, zeroline=False, tickfont={"color": palette.ink}, gridcolor=palette.unknown)
    figure.update_yaxes(automargin=True, zeroline=False, showgrid=False, tickfont={"color": palette.ink})
    return figure
