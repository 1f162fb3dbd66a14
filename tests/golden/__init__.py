"""Golden files: outputs as they were last looked at. ``REGENERATE_GOLDEN=1`` writes them anew; look at the diff."""

import json
import os
from pathlib import Path

FOLDER = Path(__file__).parent


def same_as_golden(name: str, dump: object) -> None:
    """Compare with ``<name>.json``, or write it where the flag is set."""
    path = FOLDER / f"{name}.json"
    found = json.dumps(dump, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("REGENERATE_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert path.exists(), f"no golden file {path.name}: run with REGENERATE_GOLDEN=1 and look at it"
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(found)
