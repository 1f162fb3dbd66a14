"""The data files: every pattern compiles, every form exists, and the quick test never hides a match."""

import re
import tomllib
from pathlib import Path

import pytest

from consortium.ingest import understanding
from consortium.ingest.understanding.folding import fold
from consortium.ingest.understanding.forms import FORMS
from consortium.ingest.understanding.library import CUES, KINDS, NOTES, plain_word
from tests.unit.understanding.test_texts import OWN

FOLDER = Path(understanding.__file__).parent


def patterns() -> list[str]:
    rows = [row for name in ("kinds", "cues", "notes") for table in _tables(name) for row in table]
    return [pattern for row in rows for pattern in (*row["patterns"], *row.get("unless", ()))]


def _tables(name: str) -> list[list[dict[str, list[str]]]]:
    return list(tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")).values())


def test_every_kind_has_a_form_a_source_and_a_name_in_both_languages() -> None:
    assert {kind.form for kind in KINDS} <= set(FORMS)
    assert all(kind.source and all(dict(kind.names)[lang] for lang in ("es", "en")) for kind in KINDS)


def test_patterns_are_written_for_folded_text() -> None:
    plain = [re.sub(r"\\.", "", pattern) for pattern in patterns()]
    assert [text for text in plain if fold(text) != text] == []


def test_what_a_pattern_finds_holds_its_plain_word() -> None:
    folded = [fold(item.text) for item in OWN]
    for pattern in patterns():
        compiled, word = re.compile(pattern), plain_word(pattern)
        assert [text for text in folded if word not in text and compiled.search(text)] == [], pattern


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("patrimonio neto", "patrimonio neto"), ("cuentas?", "cuenta"), ("(?:a|b)cd", "cd"), ("abc|de", ""),
        ("una [a-z]+ sola", " sola"), (r"\bnet (?:assets|worth)\b", "net "), ("abc{0,2}d", "ab"), ("", ""),
    ],
)  # fmt: skip
def test_the_plain_word_of_a_pattern(pattern: str, word: str) -> None:
    assert plain_word(pattern) == word


def test_every_note_and_cue_is_met_by_some_text() -> None:
    folded = [fold(item.text) for item in OWN]
    assert [note.what for note in NOTES if not any(note.pattern.search(text) for text in folded)] == []
    assert [cue.name for cue in CUES if not any(cue.pattern.search(text) for text in folded)] == []
