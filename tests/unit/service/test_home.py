"""Workspaces, the register that all sessions share, samples apart from it, and the change that can be undone."""

from dataclasses import replace
from typing import Any, cast

import pytest

from consortium import service
from consortium.domain.register import Entity, Register
from consortium.domain.result import Options
from consortium.errors import StoreError
from consortium.service import Desk
from consortium.service.prints import print_of
from consortium.store import Alias, Bid


def test_the_first_workspace_is_made_and_then_the_newest_own_one_opened(desk: Desk) -> None:
    assert service.own_space(desk.store, "Otro", "Ana").id == desk.workspace
    newer = desk.store.create_workspace("Nuevo", "Ana")
    assert service.own_space(desk.store, "Otro", "Ana") == newer
    service.sample_space(desk.store, "green", "Ejemplo", "Ana")
    assert service.own_space(desk.store, "Otro", "Ana") == newer


def test_on_an_empty_database_it_has_the_name_asked_for(desk: Desk) -> None:
    from consortium.store import MEMORY, open_store

    empty = open_store(MEMORY)
    assert service.own_space(empty, "Mi espacio", "Ana").name == "Mi espacio"
    assert [w.name for w in service.spaces(empty)] == ["Mi espacio"]
    empty.close()


def test_an_unknown_workspace_is_one_clear_fault(desk: Desk) -> None:
    with pytest.raises(StoreError) as trouble:
        service.space(desk.store, "nowhere")
    assert trouble.value.code == "store_no_workspace"


def test_a_workspace_can_be_called_otherwise(desk: Desk) -> None:
    service.rename_space(desk, "Licitaciones Sur")
    assert service.space(desk.store, desk.workspace).name == "Licitaciones Sur"


def test_the_register_is_read_once_until_something_in_it_changes(desk: Desk) -> None:
    assert service.register_file(desk) is None
    service.bring_in(desk, Register((Entity("E1", "Uno"),)))
    first = service.register_file(desk)
    assert first is not None
    assert first.sha256 == print_of(first.register)
    with desk.changing() as work:
        work.add(Bid("Limpieza"))
    assert service.register_file(replace(desk, by="Luis")) is first
    with desk.changing() as work:
        kept = desk.store.kept(desk.workspace, Entity)[0]
        work.change(kept, replace(kept.value, name="Una"))
    second = service.register_file(desk)
    assert second is not None
    assert second.register.entities[0].name == "Una"
    assert second.sha256 != first.sha256
    with desk.changing() as work:
        work.add(Alias("ISO9001", "ISO 9001"))
    assert service.register_file(desk) is not second


def test_an_erased_address_is_gone_from_the_register_that_is_shared(desk: Desk) -> None:
    service.bring_in(desk, Register((Entity("E1", "Uno", email="ana@uno.es"),)))
    assert service.register_file(desk) is not None
    with desk.changing("erase") as work:
        work.erase(desk.store.personal(desk.workspace, "ana@uno.es"))
    file = service.register_file(desk)
    assert file is not None
    assert file.register.entities[0].email == ""


def test_a_sample_has_a_workspace_of_its_own_reused_until_touched(desk: Desk) -> None:
    made, fresh = service.sample_space(desk.store, "home_care", "Ejemplo", "Ana")
    at = Desk(desk.store, made.id, "Ana")
    service.fill_sample(at, "home_care")
    assert fresh
    assert service.register_file(desk) is None
    tender, register = service.sample("home_care")
    opened = service.open_bid(at, service.latest_bid(at))
    assert opened.file is not None
    assert opened.file.tender == tender.tender
    kept = service.register_file(at)
    assert kept is not None
    assert kept.register == register.register
    service.save_result(at, cast(Any, opened.version), service.solve(tender, register, Options()), "es")
    assert service.sample_space(desk.store, "home_care", "Ejemplo", "Ana") == (made, False)
    service.save_options(at, opened.uid, Options(max_members=5))
    other, fresh = service.sample_space(desk.store, "home_care", "Ejemplo", "Ana")
    assert fresh
    assert other.id != made.id


def last(desk: Desk) -> str:
    found = service.undoable(desk)
    return found.batch if found else ""


def test_undo_goes_back_step_by_step_and_forward_again(desk: Desk) -> None:
    def named(name: str) -> str:
        with desk.changing() as work:
            kept = desk.store.kept(desk.workspace, Entity)[0]
            work.change(kept, replace(kept.value, name=name))
            return work.batch

    def name() -> str:
        return desk.store.kept(desk.workspace, Entity)[0].value.name

    service.bring_in(desk, Register((Entity("E1", "Uno"),)))
    imported = last(desk)
    second, third = named("Dos"), named("Tres")
    assert last(desk) == third
    service.undo(desk, third)
    assert (last(desk), name()) == (second, "Dos")
    undoing = desk.store.batches(desk.workspace)[0].batch
    service.undo(desk, undoing)
    assert (last(desk), name()) == (third, "Tres")
    service.undo(desk, third)
    service.undo(desk, second)
    assert (last(desk), name()) == (imported, "Uno")
    service.undo(desk, imported)
    assert last(desk) == ""


def test_what_the_app_does_by_itself_is_not_offered_to_be_undone(desk: Desk) -> None:
    assert service.undoable(desk) is None
    tender, _ = service.sample("home_care")
    bid = service.add_bid(desk, b"sheet", tender)
    upload = last(desk)
    service.save_options(desk, bid.uid, Options(max_members=2))
    assert last(desk) == upload != ""


def test_equal_values_have_equal_prints_and_others_have_not() -> None:
    one, same, other = (Register((Entity("E1", name),)) for name in ("a", "a", "b"))
    assert print_of(one) == print_of(same) != print_of(other)
    many = [print_of(Register((Entity(str(n)),))) for n in range(100)]
    assert len(set(many)) == 100
    assert print_of(one) == print_of(same)
