"""The sample workbooks: invented, well-formed, and what their text tables say."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from stdnum.es import cif

FOLDER = Path(__file__).parents[1] / "sample_data"
BOOKS = sorted(path.name for path in FOLDER.glob("*.xlsx"))
LETTERS = {
    "Cooperativa": "F",
    "Fundación": "G",
    "Asociación": "G",
    "Centro especial": "B",
    "Empresa de inserción": "B",
    "Sociedad laboral": "B",
    "Sociedad limitada": "B",
}
"""Beginning of a legal form -> first letter of its NIF (Orden EHA/451/2008)."""


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(book: str, sheet: str) -> list[dict[str, object]]:
    head, *body = openpyxl.load_workbook(FOLDER / book)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in body]


def values(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {s.title: list(s.iter_rows(values_only=True)) for s in openpyxl.load_workbook(path).worksheets}


def test_the_workbooks_are_what_the_script_writes(make: ModuleType, tmp_path: Path) -> None:
    make.main(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == BOOKS
    for name in BOOKS:
        assert values(tmp_path / name) == values(FOLDER / name), name


@pytest.mark.parametrize("book", BOOKS)
def test_each_says_that_it_is_invented(book: str) -> None:
    said = openpyxl.load_workbook(FOLDER / book).worksheets[-1]["A1"].value
    assert said.startswith(("DATOS FICTICIOS", "FICTIONAL DATA"))


def test_tax_ids_validate_fit_the_legal_form_and_belong_to_no_province() -> None:
    entities = rows("registro_entidades.xlsx", "Entidades")
    assert len(entities) == 40
    assert len({e["NIF"] for e in entities}) == 40
    for entity in entities:
        number, form = str(entity["NIF"]), str(entity["Forma jurídica"])
        assert cif.is_valid(number)
        assert number[1:3] == "00"
        assert number[0] == next(letter for start, letter in LETTERS.items() if form.startswith(start)), form


@pytest.mark.parametrize(
    ("book", "sheet", "column"),
    [
        ("registro_entidades.xlsx", "Entidades", "Email"),
        ("register_social_enterprises.xlsx", "Entities", "Email"),
    ],
)
def test_addresses_lead_nowhere(book: str, sheet: str, column: str) -> None:
    addresses = [str(entity[column]) for entity in rows(book, sheet)]
    assert all(re.fullmatch(r"[a-z]+@[a-z]+\.example", address) for address in addresses)
    assert len(set(addresses)) == len(addresses)


def test_the_spanish_tender_uses_every_rule_and_category() -> None:
    found = rows("licitacion_ayuda_domicilio.xlsx", "Requisitos")
    assert 30 <= len(found) <= 36
    assert {r["Regla"] for r in found} == {"cada", "cualquiera", "suma", "número", "líder"}
    assert {r["Categoría"] for r in found} == {"exclusión", "aptitud", "económica", "técnica", "adjudicación"}
    parameters = " ".join(str(r["Parámetros"]) for r in found)
    assert all(name in parameters for name in ("k=", "floor=", "member_min=", "lead_min="))
    assert {"1.5x AAV", "1.5x VEC", "70% AAV"} <= {r["Umbral"] for r in found}
    assert all(r["Apartado"] and r["Acreditación"] for r in found)


def test_every_capability_asked_for_is_in_the_register() -> None:
    known = {r["Capacidad"] for r in rows("registro_entidades.xlsx", "Capacidades")}
    for book in ("licitacion_ayuda_domicilio.xlsx", "licitacion_sin_cobertura.xlsx"):
        assert {r["Capacidad"] for r in rows(book, "Requisitos")} <= known


def test_the_register_holds_what_makes_registers_hard() -> None:
    held = rows("registro_entidades.xlsx", "Capacidades")
    deadline = openpyxl.load_workbook(FOLDER / "licitacion_ayuda_domicilio.xlsx")["Licitación"]["B8"].value
    limits = [r["Válido hasta"] for r in held if r["Válido hasta"]]
    assert any(day < deadline for day in limits)  # type: ignore[operator]
    assert any(day > deadline for day in limits)  # type: ignore[operator]
    assert {"sí", "no", "?"} <= {r["Valor"] for r in held}
    assert {r["Estado"] for r in held} == {"declarada", "acreditada", "verificada"}
    assert {p["Relación"] for p in rows("registro_entidades.xlsx", "Parejas")} == {"separadas", "juntas"}
    assert 1 <= sum(e["Disponible"] == "no" for e in rows("registro_entidades.xlsx", "Entidades")) <= 5
