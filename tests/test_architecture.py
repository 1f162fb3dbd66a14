"""The house: who may import whom, where outside packages live, and that every rule is at home in every layer."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from consortium.domain.rules.registry import RULES
from consortium.optimise.explain.means import ASKED
from consortium.optimise.gaps import PARTS
from consortium.optimise.rules import FORMS
from consortium.report.formulas import FORMULAS
from consortium.words import LANGUAGES, known

ROOT = Path(__file__).parents[1]
BELOW: dict[str, set[str]] = {
    "errors": set(),
    "config": {"errors"},
    "words": set(),
    "domain": {"errors"},
    "jobs": {"domain", "errors"},
    "ingest": {"jobs", "domain", "errors"},
    "optimise": {"jobs", "domain", "errors"},
    "report": {"jobs", "domain", "errors", "words"},
    "store": {"jobs", "domain", "errors"},
    "service": {"config", "ingest", "optimise", "report", "store", "jobs", "domain", "errors", "words"},
    "ui": {"service", "report", "domain", "errors", "words"},
    "__main__": {"service", "domain", "errors", "words"},
    "pages": {"ui", "service", "report", "domain", "errors", "words"},
    "app": {"ui", "service", "errors", "words"},
    "__init__": set(),
}
HOMES: dict[str, set[str]] = {
    "streamlit": {"app", "pages", "ui"},
    "pulp": {"optimise/model.py"},
    "highspy": {"optimise/relaxation.py", "optimise/quiet.py"},
    "openpyxl": {"ingest", "report"},
    "python_calamine": {"ingest", "report"},
    "xlrd": {"ingest"},
    "plotly": {"report"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "numpy": {"optimise"},
    "pandas": {"ingest", "report", "ui", "pages"},
    "babel": {"words"},
    "stdnum": {"ingest"},
    "icalendar": {"report"},
    "rapidfuzz": {"ingest", "service"},
}


def sources() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "consortium").rglob("*.py"))]


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return Path(parts[1] if parts[0] == "consortium" else parts[0]).stem


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    here = room(path)
    inner = {name.split(".")[1] for name in imports(path) if name.startswith("consortium.")} - {here, "__version__"}
    assert inner <= BELOW[here], f"{here} may not import {sorted(inner - BELOW[here])}"


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(ROOT)))
def test_outside_packages_stay_at_home(path: Path) -> None:
    inside = str(path.relative_to(ROOT)).removeprefix("consortium/")
    for package in {name.split(".")[0] for name in imports(path)} & set(HOMES):
        assert HOMES[package] & {room(path), inside}, f"{package} is imported in {inside}"


def test_domain_needs_the_standard_library_only() -> None:
    import sys

    for path in (ROOT / "consortium" / "domain").rglob("*.py"):
        outside = {name.split(".")[0] for name in imports(path)} - set(sys.stdlib_module_names) - {"consortium"}
        assert not outside, f"{path}: {outside}"


def test_every_rule_is_at_home_in_every_layer() -> None:
    assert set(FORMS) == set(PARTS) == set(ASKED) == set(FORMULAS) == set(RULES)
    for rule in RULES:
        for lang in LANGUAGES:
            assert known(lang, f"rules.{rule}"), f"{rule} has no help in {lang}"
