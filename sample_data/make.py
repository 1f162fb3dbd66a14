"""Write the sample workbooks from the text tables in ``source/``. Everything in them is invented.

Run from the project's root: ``python sample_data/make.py``. The same tables give the same cells.
"""

import io
import re
import sys
import zipfile
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from consortium.report.template import Rows, Value, register_workbook, tender_workbook  # noqa: E402

NOTICE = {
    "es": "DATOS FICTICIOS. Las entidades, los municipios, los contratos y los NIF de este libro son inventados.",
    "en": "FICTIONAL DATA. The councils, enterprises and contracts in this workbook are invented.",
}
BOOKS = (
    ("licitacion_ayuda_domicilio.xlsx", "es", "ayuda", tender_workbook),
    ("licitacion_sin_cobertura.xlsx", "es", "centro_de_dia", tender_workbook),
    ("registro_entidades.xlsx", "es", "registro", register_workbook),
    ("tender_green_elmbrook.xlsx", "en", "elmbrook", tender_workbook),
    ("register_social_enterprises.xlsx", "en", "partners", register_workbook),
)
"""File, language, folder of ``source/``, writer."""

DATES = frozenset({"deadline", "valid_from", "valid_until", "ended"})
NUMBERS = frozenset({"estimated_value", "duration_months", "minimum_share", "threshold", "points"}) | frozenset(
    {"cost", "value", "amount", "own_share", "years", "dedication"}
)


def main(target: Path = HERE) -> None:
    """Write every workbook into ``target``."""
    for file, lang, folder, write in BOOKS:
        (target / file).write_bytes(settled(write(lang, tables(HERE / "source" / folder), NOTICE[lang])))


def settled(workbook: bytes) -> bytes:
    """The workbook without the time of writing, so that an unchanged table leaves an unchanged file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"20\d\d-\d\d-\d\dT[\d:]+Z", b"2026-11-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def tables(folder: Path) -> Rows:
    """The tables of one workbook: a tab-separated file each, first line the column keys."""
    return {path.stem: _rows(path) for path in sorted(folder.glob("*.tsv"))}


def _rows(path: Path) -> tuple[dict[str, Value], ...]:
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    keys = head.split("\t")
    return tuple({k: _value(k, text) for k, text in zip(keys, line.split("\t"), strict=True)} for line in lines)


def _value(key: str, text: str) -> Value:
    """Dates and numbers where the column holds them; any other text (``1.5x VEC``, ``?``) as it stands."""
    if not text:
        return None
    if key in DATES:
        return date.fromisoformat(text)
    if key in NUMBERS:
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return text


if __name__ == "__main__":
    main()
