"""Everything the store refuses has a sentence in both languages, and fills it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from consortium.store.kinds import KINDS
from consortium.words import LANGUAGES, known, text

FOLDER = Path(__file__).parents[2] / "consortium" / "store"
BOTH = {"base", "yours", "theirs", "by", "at", "word"}


def refusals() -> Iterator[tuple[str, set[str]]]:
    """Each code raised, with the fields it is raised with."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "StoreError":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    given = [BOTH if keyword.arg is None else {keyword.arg} for keyword in node.keywords]
                    yield str(first.value), set().union(*given)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_refusal_fills_its_sentence(lang: str) -> None:
    found = list(refusals())
    assert len(found) > 20
    for code, given in found:
        fields = dict.fromkeys(given, "X")
        said = text(lang, f"errors.{code}", **fields)
        assert said
        assert "{" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_failure_of_the_database_has_a_sentence_without_fields(lang: str) -> None:
    from consortium.store.engine import _FAILURES

    for code in {*_FAILURES.values(), "store_failed", "store_duplicate", "store_dangling"}:
        assert not [name for _, name, _, _ in Formatter().parse(text(lang, f"errors.{code}")) if name]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_a_name(lang: str) -> None:
    for word in [*(kind.word for kind in KINDS), "store.personal", "store.file", "store.actor"]:
        assert known(lang, word)
        assert word in {f"store.{kind.name}" for kind in KINDS} | {"store.personal", "store.file", "store.actor"}
