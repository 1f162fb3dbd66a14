"""Code, catalogues and docs/findings.md name the same findings at the same levels."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from consortium.ingest.requirements import FIELDS
from consortium.words import FOLDER, LANGUAGES, known

ROOT = Path(__file__).parents[3]
MAKERS = {"error": {"error"}, "warning": {"warning"}, "info": {"info"}, "Fault": {"warning"}}
CHOSEN = {"report": {"error", "warning"}, "lapsed": {"info", "warning"}}
"""Local names under which the level is chosen."""
UNREAD = {f"unreadable_{field}" for field in ("threshold", "unit", "rule", "category", "parameters", "alternative")}


def names_in(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            yield node, node.func.id


def literals(node: ast.AST, scope: ast.AST) -> set[str]:
    """The codes that an argument may be: a literal, either of two, or what its name is given in the same file."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.IfExp):
        return literals(node.body, scope) | literals(node.orelse, scope)
    wanted = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    found: set[str] = set()
    for assigned in ast.walk(scope):
        if isinstance(assigned, ast.Assign | ast.AnnAssign | ast.For):
            targets = assigned.targets if isinstance(assigned, ast.Assign) else [assigned.target]
            given = {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}
            value = assigned.iter if isinstance(assigned, ast.For) else assigned.value
            if given & wanted and value is not None:
                found |= codes_in(value)
                if isinstance(assigned, ast.For):
                    found |= literals(value, scope)
    return found


def codes_in(node: ast.AST) -> set[str]:
    strings = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {text for text in strings if re.fullmatch(r"[a-z]+(_[a-z]+)+", text)}


def levels() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "consortium").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call, name in names_in(tree):
            for code in literals(call.args[0], tree) if name in MAKERS | CHOSEN else ():
                found[code] |= (MAKERS | CHOSEN)[name]
    for code in UNREAD:
        found[code] |= {"warning"}
    return found


def documented() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", (ROOT / "docs/findings.md").read_text(encoding="utf-8"), re.M)
    assert len(rows) == len({code for code, _ in rows})
    return {code: set(level.strip().split(" or ")) for code, level in rows}


def test_the_docs_list_every_finding_at_its_level() -> None:
    assert documented() == dict(levels())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_catalogues_have_every_finding_and_no_other(lang: str) -> None:
    keys = set(
        re.findall(r'^msgid "findings\.(\w+)"', (FOLDER / lang / "findings.po").read_text(encoding="utf-8"), re.M)
    )
    assert keys == documented().keys()
    assert all(known(lang, f"findings.{code}") for code in keys)


def test_unread_fields_are_columns() -> None:
    assert {code.removeprefix("unreadable_") for code in UNREAD} <= set(FIELDS)
