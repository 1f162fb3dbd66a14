"""A large register: kept, read, searched. What it takes is printed (``-s``), never asserted."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from consortium.domain.names import normal
from consortium.domain.register import Capability, Entity, Register
from consortium.store import open_store


def register_of(entities: int, each: int) -> Register:
    names = [f"Capacidad número {i} de servicios" for i in range(97)]
    return Register(
        tuple(Entity(f"E{i}", f"Cooperativa {i}", sectors=("limpieza",), email=f"e{i}@x.es") for i in range(entities)),
        tuple(
            Capability(f"E{i}", names[(i * 7 + k) % 97], Decimal(i * k) / 100, file="r.xlsx", sheet="C", row=k)
            for i in range(entities)
            for k in range(each)
        ),
    )


@contextmanager
def measured(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what}: {time.perf_counter() - start:.2f} s")


def large(url: str, entities: int, each: int) -> None:
    store, register = open_store(url), register_of(entities, each)
    team = store.create_workspace("w", "x")
    with measured("keep"), store.changing(team.id, "x", "import") as work:
        work.apply(store.plan(team.id, register))
    with measured("read"):
        assert store.register(team.id) == register
    with measured("search"):
        found = store.search(team.id, "número 13 de")
    named = {c.entity for c in register.capabilities if all(w in normal(c.name) for w in ("numero", "13", "de"))}
    own = {e.id for e in register.entities if "13" in e.id}
    assert named <= set(found) <= named | own
    with measured("plan"):
        plan = store.plan(team.id, register)
    assert (plan.added, plan.changed, plan.gone) == ((), (), ())
    with measured("export"):
        data = store.export_workspace(team.id)
    with measured("import"):
        again = store.import_workspace(data)
    assert len(store.register(again.id).capabilities) == entities * each
    with measured("undo"), store.changing(team.id, "x", "undo") as back:
        back.undo(work.batch)
    assert store.register(team.id) == Register()
    store.close()


def test_a_register_of_some_size(url: str) -> None:
    large(url, 100, 10)


@pytest.mark.slow
def test_a_register_of_ten_thousand_entities(lasting: str) -> None:
    print(lasting.split(":")[0])
    large(lasting, 10_000, 10)
