"""Every refusal has a sentence in both languages, and that sentence asks only for what the refusal carries."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from consortium.words import LANGUAGES, known, text

PACKAGE = Path(__file__).parents[3] / "consortium"


def _raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Codes and fields of the errors raised in ingest's file readers and in jobs."""
    for path in (*(PACKAGE / "ingest").glob("*.py"), *(PACKAGE / "jobs").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id.startswith(("File", "Job"))
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and str(first.value).startswith(("file_", "job_")):
                    yield str(first.value), frozenset(keyword.arg or "" for keyword in node.keywords)


RAISED = sorted(set(_raised()), key=str)


def test_there_are_some():
    assert len(RAISED) > 25


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("code", "fields"), RAISED, ids=lambda value: value if isinstance(value, str) else "")
def test_the_sentence_asks_for_no_more(lang, code, fields):
    assert known(lang, f"errors.{code}")
    sentence = text(lang, f"errors.{code}", **{name: f"{{{name}}}" for name in fields})
    asked = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
    assert asked <= fields
    assert ": " in sentence
    assert sentence.endswith(".")
