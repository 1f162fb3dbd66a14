"""Titles within a sheet: lots, categories, notes, totals."""

import pytest

from consortium.domain.call import Category
from consortium.ingest.sections import category_of, is_note, is_total, lot_of


@pytest.mark.parametrize(
    ("text", "lot"),
    [
        ("Lote 2", ("2", "")),
        ("LOTE 1: Limpieza de edificios", ("1", "Limpieza de edificios")),
        ("Lot 1a", ("1a", "")),
        ("Lote nº 3 - Jardinería", ("3", "Jardinería")),
        ("Lotto 4", ("4", "")),
        ("lot II. Transport", ("II", "Transport")),
        ("Lote B", ("B", "")),
        ("Lote1", ("1", "")),
        (" Lote 12 ", ("12", "")),
    ],
)
def test_lots(text: str, lot: tuple[str, str]) -> None:
    assert lot_of(text) == lot


@pytest.mark.parametrize(
    "text", ["Lotería", "Lote", "El lote 2 exige", "Lote de limpieza", "Lots of text", "2", "", "Lote 1 " + "x" * 130]
)
def test_what_names_no_lot(text: str) -> None:
    assert lot_of(text) is None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Solvencia económica y financiera", Category.ECONOMIC),
        ("2. SOLVENCIA TÉCNICA O PROFESIONAL", Category.TECHNICAL),
        ("b) Capacidad técnica", Category.TECHNICAL),
        ("Economic and financial standing", Category.ECONOMIC),
        ("Requisitos de habilitación profesional", Category.SUITABILITY),
        ("Criterios de adjudicación", Category.AWARD),
        ("Technical and professional ability", Category.TECHNICAL),
        ("Solvència econòmica", Category.ECONOMIC),
        ("III. Motivos de exclusión", Category.EXCLUSION),
        ("Capacité technique", Category.TECHNICAL),
    ],
)
def test_categories(text: str, category: Category | None) -> None:
    assert category_of(text) == category


@pytest.mark.parametrize(
    "text", ["Técnico", "Económica", "Habilitación profesional", "Solvencia", "ISO 9001", "", "x" * 200]
)
def test_a_bare_word_announces_no_category(text: str) -> None:
    """It may be a requirement of its own."""
    assert category_of(text) is None


@pytest.mark.parametrize(
    "text", ["Total", "TOTAL:", "Subtotal", "Totales", "Suma total", "Importe total", "Total lote 1"]
)
def test_totals(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text", ["Total de trabajadores", "Volumen total de negocios", "Totalidad", "", "Suma asegurada"]
)
def test_what_is_no_total(text: str) -> None:
    assert not is_total(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nota: importes sin IVA",
        "Notas.- ver anexo",
        "(*) Se acredita con certificado",
        "* sin IVA",
        "N.B.: see below",
        "Observaciones: ninguna",
        "Leyenda",
        "X = exigido",
        "Source: CCS",
        "(1) Incluye prórrogas",
        "NOTE 2: as amended",
    ],
)
def test_notes(text: str) -> None:
    assert is_note(text)


@pytest.mark.parametrize(
    "text", ["Nota media de 7 o más", "Notificación al órgano", "ISO 9001", "Xerografía", "Fuente de alimentación"]
)
def test_what_is_no_note(text: str) -> None:
    assert not is_note(text)
