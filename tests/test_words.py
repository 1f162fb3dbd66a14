"""The catalogues: both languages say everything, nothing is left over, and fields agree."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from consortium.words import FOLDER, LANGUAGES

ROOT = Path(__file__).parents[1]
KEY = re.compile(r"^[a-z]+\.[a-z0-9_.]+$")


def catalogues(lang: str) -> dict[str, Catalog]:
    found = {}
    for path in sorted((FOLDER / lang).glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale=lang)
    return found


def messages(lang: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for subject, catalogue in catalogues(lang).items():
        for message in catalogue:
            if not message.id:
                continue
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            assert key.startswith(f"{subject}."), f"{key} stands in {subject}.po"
            assert key not in found, f"{key} stands twice"
            found[key] = message.string if isinstance(message.string, tuple) else (message.string,)
    return found


def sources() -> list[Path]:
    return [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "consortium").rglob("*.py")]


def spoken() -> tuple[set[str], set[str]]:
    """Strings of the source that may be keys, and the beginnings of those that are put together."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(first := node.values[0], ast.Constant):
                begun.add(str(first.value))
    return whole, {start for start in begun if "." in start}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_messages() -> None:
    keys = {lang: set(messages(lang)) for lang in LANGUAGES}
    assert keys["es"] == keys["en"]
    assert len(keys["es"]) > 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_says_something(lang: str) -> None:
    silent = [key for key, said in messages(lang).items() if not all(said) or said[0] == key]
    assert not silent


def test_fields_agree_between_languages() -> None:
    spanish, english = messages("es"), messages("en")
    for key, said in spanish.items():
        assert {f for s in said for f in fields(s)} == {f for s in english[key] for f in fields(s)}, key


def test_no_message_is_left_over() -> None:
    whole, begun = spoken()
    idle = [key for key in messages("es") if key not in whole and not any(key.startswith(start) for start in begun)]
    assert not idle


def test_every_key_in_the_source_has_a_message() -> None:
    known = set(messages("es"))
    subjects = {key.split(".")[0] for key in known}
    whole, begun = spoken()
    asked = {s for s in whole - begun if KEY.match(s) and s.split(".")[0] in subjects and not s.endswith(".py")}
    assert asked <= known, sorted(asked - known)
