"""What several property tests take away from the product."""

from collections.abc import Callable
from typing import Any

import pytest

from consortium.optimise import solve
from consortium.optimise.ties import Ties


@pytest.fixture
def solver_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No exact proof and no enumeration, as on registers too large for either."""
    never: Callable[..., Any] = lambda *_: False  # noqa: E731
    monkeypatch.setattr("consortium.optimise.size.prove", never)
    monkeypatch.setitem(solve.__globals__, "enumerate_ties", lambda *_: Ties((), False))
