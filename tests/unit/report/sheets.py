"""Reading workbooks back, recalculated where LibreOffice is there."""

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def opened(data: bytes) -> Workbook:
    """A workbook as written: formulas as text."""
    return openpyxl.load_workbook(io.BytesIO(data))


def recalculated(files: dict[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Every workbook with the values that LibreOffice computes."""
    assert SOFFICE is not None
    source, target = folder / "in", folder / "out"
    source.mkdir()
    for name, data in files.items():
        (source / f"{name}.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target)]
    subprocess.run([*command, *map(str, sorted(source.iterdir()))], check=True, capture_output=True, timeout=300)
    return {name: openpyxl.load_workbook(target / f"{name}.xlsx", data_only=True) for name in files}


def dump(book: Workbook) -> dict[str, object]:
    """A workbook as plain data: what a reader sees and what a printer does, without ids and times."""
    return {sheet.title: _sheet(sheet) for sheet in book.worksheets}


def _sheet(sheet: Worksheet) -> dict[str, object]:
    written = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return {
        "cells": {cell.coordinate: _cell(cell) for cell in written},
        "frozen": sheet.freeze_panes,
        "widths": {key: round(size.width, 1) for key, size in sorted(sheet.column_dimensions.items())},
        "merged": sorted(str(span) for span in sheet.merged_cells.ranges),
        "print": [
            sheet.page_setup.paperSize,
            sheet.page_setup.orientation,
            sheet.page_setup.fitToWidth,
            sheet.page_setup.fitToHeight,
            sheet.print_title_rows,
        ],
        "lists": sorted(f"{v.sqref}: {v.formula1}" for v in sheet.data_validations.dataValidation),
        "colours": sorted(f"{f.sqref}: {r.formula}" for f in sheet.conditional_formatting for r in f.rules),
        "charts": len(sheet._charts),
    }


def _cell(cell: Cell | MergedCell) -> str:
    quoted = "quoted " if cell.quotePrefix else ""
    return f"{cell.data_type} {quoted}[{cell.number_format}] {cell.value}"
