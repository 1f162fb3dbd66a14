import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.workbook import Workbook

from consortium.domain.verify import assess
from consortium.report.blocks import number_format
from consortium.report.content import Number
from consortium.report.dossier import Dossier
from consortium.report.proposal import proposal_workbook
from consortium.report.sections import assumptions, gaps
from tests.golden import same_as_golden
from tests.unit.report.dossiers import drawn, impossible, showcase
from tests.unit.report.sheets import dump, opened

TITLES = {
    "es": "Resumen,Integrantes,Cobertura,Requisitos,Alternativas,Carencias y dudas,Necesidad,Supuestos,Procedencia",
    "en": "Summary,Members,Coverage,Requirements,Alternatives,Gaps and undecided,Necessity,Assumptions,Stamp",
}


@pytest.fixture(autouse=True)
def codes_for_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings by their code: their wording is another catalogue's business."""
    for module in (gaps, assumptions):
        monkeypatch.setattr(module, "sentence", lambda lang, code, params: f"<{code}>")


def made(dossier: Dossier, lang: str = "es") -> Workbook:
    return opened(proposal_workbook(dossier, lang))


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("dossier", [showcase, impossible])
def test_golden(lang: str, dossier: object) -> None:
    name = dossier.__name__  # type: ignore[attr-defined]
    same_as_golden(f"proposal_{name}_{lang}", dump(made(dossier(), lang)))  # type: ignore[operator]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_sheets_in_order(lang: str) -> None:
    assert ",".join(made(showcase(), lang).sheetnames) == TITLES[lang]
    assert ",".join(made(impossible(), lang).sheetnames) == TITLES[lang]


def test_only_the_coverage_sheet_has_formulas() -> None:
    book = made(showcase())
    live = {s.title for s in book.worksheets for row in s.iter_rows() for cell in row if cell.data_type == "f"}
    assert live == {"Cobertura"}


def test_no_formula_repeats_a_users_text() -> None:
    book = made(showcase())
    formulas = [c.value for row in book["Cobertura"].iter_rows() for c in row if c.data_type == "f"]
    texts = [str(f) for f in formulas]
    assert len(texts) > 80
    assert not [t for t in texts if "HYPERLINK" in t or "600 000" in t or "1+1" in t]


def test_names_that_look_like_formulas_stay_text() -> None:
    sheet = made(showcase())["Integrantes"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("dossier", [showcase(), impossible(), drawn(3)])
def test_every_sheet_prints_on_a4(dossier: Dossier) -> None:
    for sheet in made(dossier).worksheets:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.right.text == "&P / &N"


def test_headings_stay_in_sight() -> None:
    book = made(showcase())
    assert book["Cobertura"].freeze_panes == "D8"
    assert book["Cobertura"].print_title_rows == "$6:$7"
    assert book["Requisitos"].freeze_panes == "B5"
    assert book["Requisitos"].print_title_rows == "$4:$4"
    assert book["Requisitos"].auto_filter.ref.startswith("A4:O")


def test_the_draft_line_is_on_every_sheet() -> None:
    for sheet in made(showcase()).worksheets:
        assert "no es asesoramiento jurídico" in sheet["A2"].value


def test_the_chart_is_native_and_fed_by_the_coverage_sheet() -> None:
    with zipfile.ZipFile(io.BytesIO(proposal_workbook(showcase(), "es"))) as parts:
        charts = [name for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        xml = parts.read(charts[0]).decode()
    assert len(charts) == 1
    assert xml.count("<ser>") == 4, "three members and the threshold"
    assert set(re.findall(r"<f>'(\w+)'!", xml)) == {"Cobertura"}


def test_no_chart_where_nothing_adds_up() -> None:
    dossier = showcase()
    none = tuple(o for o in dossier.assessment.outcomes if o.need.determined and o.need.rule != "sum")
    needs = tuple(o.need for o in none)
    case = replace(dossier.case, needs=needs, holdings=dossier.case.holdings[: len(needs)], groups=())
    answer = replace(dossier.answer, assessment=replace(dossier.assessment, outcomes=none, groups=()))
    assert made(replace(dossier, case=case, answer=answer))["Resumen"]._charts == []


def test_numbers_and_dates_are_no_text() -> None:
    sheet = made(showcase())["Resumen"]
    facts = {str(r[0].value): r[1] for r in sheet.iter_rows(min_col=1, max_col=2)}
    assert facts["Valor estimado"].value == 3120000
    assert facts["Valor estimado"].number_format == '#,##0" EUR"'
    assert facts["Fecha límite"].is_date
    assert (facts["Participación mínima"].value, facts["Participación mínima"].number_format) == (0.1, "0%")


def test_colours_follow_the_signs() -> None:
    rules = [r for f in made(showcase())["Cobertura"].conditional_formatting for r in f.rules]
    assert {r.formula[0] for r in rules} == {'"✓"', '"✗"', '"?"', '"—"', '"…"'}
    assert all(r.dxf.fill.bgColor.rgb and r.dxf.font.color.rgb for r in rules)


def test_the_lead_can_be_chosen() -> None:
    lists = {str(v.sqref): v.formula1 for v in made(showcase())["Cobertura"].data_validations.dataValidation}
    assert lists["D4"] == "$H$7:$J$7"


def test_an_alternative_that_is_looked_at_is_marked() -> None:
    dossier = showcase()
    viewed = replace(dossier.answer, assessment=assess(dossier.case, ("E1", "E2", "E4")))
    sheet = made(replace(dossier, answer=viewed))["Alternativas"]
    marked = [sheet.cell(c.row, 2).value for c in sheet["F"] if c.value == "★"]
    assert marked == ["E1, E2, E4"]


def test_a_unit_cannot_break_a_number_format() -> None:
    assert number_format(Number(Decimal(3), 'a"b\\c;[Red]')) == '#,##0" abc;[Red]"'


def test_a_tender_that_asks_nothing_of_the_lots_chosen() -> None:
    dossier = showcase(("E1",))
    case = replace(dossier.case, needs=(), holdings=(), groups=())
    answer = replace(dossier.answer, assessment=assess(case, ("E1",)))
    sheet = made(replace(dossier, case=case, answer=answer))["Cobertura"]
    assert sheet["A8"].value is None
    assert sheet["H7"].value == "E1 · =1+1"
