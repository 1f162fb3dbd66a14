"""One suite for every database: what goes in comes out, at once or not at all, and nobody overwrites anybody."""

from dataclasses import replace
from hashlib import sha256

import pytest

from consortium.domain.register import Capability, Entity, Mark, Pair, Person, Register
from consortium.errors import StoreError
from consortium.store import (
    Alias,
    Asked,
    Bid,
    Chosen,
    Commitment,
    ConfirmedMapping,
    Decision,
    Profile,
    Proof,
    ProposalField,
    Result,
    Scenario,
    Store,
    TenderVersion,
    Workspace,
)
from tests.store.things import (
    AT,
    OPTIONS,
    PDF,
    REGISTER,
    SHEET,
    TENDER,
    around,
    entity,
    filled,
    of_bid,
    renamed,
    rows_of,
)


def code(trouble: pytest.ExceptionInfo[StoreError]) -> str:
    return trouble.value.code


def test_a_register_comes_back_as_it_was(store: Store) -> None:
    team = filled(store)
    assert store.register(team.id) == REGISTER


def test_decimals_keep_every_digit(store: Store) -> None:
    team = filled(store)
    register = store.register(team.id)
    assert str(register.capabilities[0].value) == "1250000.50"
    assert str(register.references[0].amount) == "0.10"


def test_everything_beside_the_register_comes_back(store: Store) -> None:
    team = filled(store)
    first = store.kept(team.id, Capability)[0].uid
    kinds = (Proof, Commitment, Alias, ConfirmedMapping)
    found = tuple(kept.value for kind in kinds for kept in store.kept(team.id, kind))
    assert found == around(first, sha256(PDF).hexdigest())


def test_a_bid_comes_back_with_its_tender_and_bytes(store: Store) -> None:
    team = filled(store)
    (bid,) = store.kept(team.id, Bid)
    (version,) = store.kept(team.id, TenderVersion, bid=bid.uid)
    assert version.value == TenderVersion(
        bid.uid, 1, "pliego.xlsx", sha256(SHEET).hexdigest(), TENDER, False, AT, "Luis Gómez"
    )
    assert store.file(team.id, version.value.sha256) == SHEET
    kinds = (Chosen, Result, Scenario, Decision, ProposalField, Asked)
    found = tuple(kept.value for kind in kinds for kept in store.kept(team.id, kind, bid=bid.uid))
    assert found == of_bid(bid.uid, version.uid)
    assert store.kept(team.id, Chosen)[0].value.options == OPTIONS


def test_workspaces_do_not_see_each_other(store: Store) -> None:
    one, other = filled(store), store.create_workspace("Otro", "Ana")
    assert [w.name for w in store.workspaces()] == ["Equipo", "Otro"]
    assert store.register(other.id) == Register()
    assert store.search(other.id, "") == ()
    assert store.kept(one.id, Profile)[0].value == Profile("Equipo")
    with pytest.raises(StoreError) as trouble, store.changing(other.id, "Ana") as work:
        work.change(entity(store, one), Entity("E1", "tomada"))
    assert code(trouble) == "store_gone"


def test_a_block_that_fails_leaves_nothing(store: Store, team: Workspace) -> None:
    def half_done() -> None:
        with store.changing(team.id, "Ana") as work:
            work.add(Entity("E1"))
            work.attach(PDF)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert store.register(team.id) == Register()
    assert len(store.history(team.id)) == 1
    with pytest.raises(StoreError):
        store.file(team.id, sha256(PDF).hexdigest())


def test_the_second_editor_sees_both_versions(store: Store) -> None:
    team = filled(store)
    seen = entity(store, team)
    with store.changing(team.id, "Ana") as work:
        after = work.change(seen, renamed(seen, "de Ana"))
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Luis") as work:
        work.change(seen, renamed(seen, "de Luis"))
    fields = trouble.value.fields
    assert code(trouble) == "store_stale"
    assert fields["yours"] == renamed(seen, "de Luis")
    assert fields["base"] == seen.value
    assert fields["theirs"] == after == entity(store, team)
    assert fields["by"] == "Ana"
    assert after.version == seen.version + 1


def test_what_was_removed_is_gone_for_the_second_editor(store: Store) -> None:
    team = filled(store)
    pair = store.kept(team.id, Pair)[0]
    with store.changing(team.id, "Ana") as work:
        work.remove(pair)
    for act in ("change", "remove"):
        with pytest.raises(StoreError) as trouble, store.changing(team.id, "Luis") as work:
            work.change(pair, pair.value) if act == "change" else work.remove(pair)
        assert code(trouble) == "store_gone"
        assert trouble.value.fields["by"] == "Ana"
    with pytest.raises(StoreError) as trouble:
        store.get(team.id, Pair, pair.uid)
    assert code(trouble) == "store_gone"


def test_a_stale_removal_is_refused_too(store: Store) -> None:
    team = filled(store)
    pair = store.kept(team.id, Pair)[0]
    with store.changing(team.id, "Ana") as work:
        work.change(pair, replace(pair.value, reason="otra"))
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Luis") as work:
        work.remove(pair)
    assert code(trouble) == "store_stale"


def test_saving_without_a_change_says_nothing(store: Store) -> None:
    team = filled(store)
    lines = len(store.history(team.id))
    with store.changing(team.id, "Ana") as work:
        same = work.change(entity(store, team), REGISTER.entities[0])
    assert same == entity(store, team)
    assert len(store.history(team.id)) == lines


def test_inside_a_change_one_reads_what_one_wrote(store: Store, team: Workspace) -> None:
    with store.changing(team.id, "Ana") as work:
        kept = work.add(Entity("E1"))
        assert store.get(team.id, Entity, kept.uid) == kept
        with pytest.raises(RuntimeError, match="inside"), store.changing(team.id, "Ana"):
            pass
    assert store.register(team.id).entities == (Entity("E1"),)


def test_two_entities_of_one_id_are_refused(store: Store) -> None:
    team = filled(store)
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Ana") as work:
        work.add(Entity("E1", "otra"))
    assert code(trouble) == "store_duplicate"


@pytest.mark.parametrize("orphan", [Capability("E9", "x", Mark.YES), Person("P", "E9"), Pair("E1", "E9", True)])
def test_nothing_belongs_to_an_unknown_entity(store: Store, orphan: object) -> None:
    team = filled(store)
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Ana") as work:
        work.add(orphan)
    assert code(trouble) == "store_dangling"
    assert store.register(team.id) == REGISTER


def test_an_entity_still_needed_stays(store: Store) -> None:
    team = filled(store)
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Ana") as work:
        work.remove(entity(store, team))
    assert code(trouble) == "store_dangling"
    assert store.register(team.id) == REGISTER


def test_order_inside_a_change_does_not_matter(store: Store, team: Workspace) -> None:
    with store.changing(team.id, "Ana") as work:
        work.add_all(reversed(rows_of(REGISTER)))
    assert set(store.register(team.id).pairs) == set(REGISTER.pairs)


@pytest.mark.parametrize("odd", ["a\0b", "a\ud800b"])
def test_text_no_database_can_hold_is_named(store: Store, team: Workspace, odd: str) -> None:
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Ana") as work:
        work.add(Entity("E1", odd))
    assert code(trouble) == "store_text"
    assert "a\\" in str(trouble.value.fields["text"])


def test_files_are_kept_once_by_content(store: Store, team: Workspace) -> None:
    with store.changing(team.id, "Ana") as work:
        assert work.attach(PDF) == work.attach(PDF) == sha256(PDF).hexdigest()
    assert store.file(team.id, sha256(PDF).hexdigest()) == PDF
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Ana") as work:
        work.attach(b"x" * 11, limit=10)
    assert code(trouble) == "store_file_too_large"


def test_an_attached_file_of_ten_megabytes_and_no_more(store: Store, team: Workspace) -> None:
    most = bytes(10 * 2**20)
    with store.changing(team.id, "Ana") as work:
        name = work.attach(most)
    assert store.file(team.id, name) == most
    with pytest.raises(StoreError), store.changing(team.id, "Ana") as work:
        work.attach(most + b"x")


def test_an_unknown_workspace_is_said(store: Store) -> None:
    with pytest.raises(StoreError) as trouble:
        store.register("nobody")
    assert code(trouble) == "store_no_workspace"
    with pytest.raises(StoreError) as trouble, store.changing("nobody", "Ana"):
        pass
    assert code(trouble) == "store_no_workspace"


def test_records_are_chosen_by_plain_text_fields_only(store: Store, team: Workspace) -> None:
    with pytest.raises(ValueError, match="email"):
        store.kept(team.id, Entity, email="a@b")


def test_search_wants_every_word_in_texts_or_capabilities(store: Store) -> None:
    team = filled(store)
    assert store.search(team.id, "éxito facturacion") == ("E1",)
    assert store.search(team.id, "NANDU") == ("E2",)
    assert store.search(team.id, "jardineria") == ("E1",)
    assert store.search(team.id, "éxito plantilla") == ()
    assert store.search(team.id, "%") == store.search(team.id, "_") == ()
    assert store.search(team.id, " ") == ("E1", "E2")
    with store.changing(team.id, "Ana") as work:
        work.change(entity(store, team), renamed(entity(store, team), "Vela"))
    assert store.search(team.id, "vela") == ("E1",)
    assert store.search(team.id, "éxito") == ()


def test_a_plan_names_new_changed_and_gone(store: Store) -> None:
    team = filled(store)
    first, second = REGISTER.entities
    then = replace(
        REGISTER,
        entities=(replace(first, name="Éxito 2"), second, Entity("E3")),
        capabilities=(*REGISTER.capabilities[:2], replace(REGISTER.capabilities[2], value=Mark.NO)),
    )
    plan = store.plan(team.id, then)
    assert plan.added == (Entity("E3"),)
    assert [(kept.value, value) for kept, value in plan.changed] == [
        (first, then.entities[0]),
        (REGISTER.capabilities[2], then.capabilities[2]),
    ]
    assert [kept.value for kept in plan.gone] == [REGISTER.capabilities[3]]
    with store.changing(team.id, "Ana", "import") as work:
        work.apply(plan)
    assert store.register(team.id) == then
    assert store.plan(team.id, then).added == store.plan(team.id, then).changed == ()


def test_a_plan_without_gone_keeps_what_is_not_mentioned(store: Store) -> None:
    team = filled(store)
    with store.changing(team.id, "Ana") as work:
        work.apply(replace(store.plan(team.id, Register((Entity("E3"),))), gone=()))
    assert store.register(team.id).entities == (*REGISTER.entities, Entity("E3"))


def test_another_place_in_the_file_is_no_change(store: Store) -> None:
    team = filled(store)
    moved = tuple(replace(c, file="otro.xlsx", row=99) for c in REGISTER.capabilities)
    plan = store.plan(team.id, replace(REGISTER, capabilities=moved))
    assert (plan.added, plan.changed, plan.gone) == ((), (), ())


def test_a_plan_made_before_somebody_elses_change_is_stale(store: Store) -> None:
    team = filled(store)
    first, second = REGISTER.entities
    plan = store.plan(team.id, replace(REGISTER, entities=(replace(first, name="x"), second)))
    with store.changing(team.id, "Luis") as work:
        work.change(entity(store, team), renamed(entity(store, team), "de Luis"))
    with pytest.raises(StoreError) as trouble, store.changing(team.id, "Ana") as work:
        work.apply(plan)
    assert code(trouble) == "store_stale"
