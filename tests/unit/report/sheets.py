"""Reading workbooks back, recalculated where LibreOffice is there."""

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

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
