"""Any sequence of changes, undos, erasures and moves against a plain model of what must be kept."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from consortium.domain.register import Entity, Person
from consortium.errors import StoreError
from consortium.store import MEMORY, Kept, open_store

IDS = st.sampled_from(["E1", "E2", "E3"])
WORDS = st.sampled_from(["", "uno", "dos", "tres"])
State = tuple[tuple[Entity, ...], tuple[Person, ...]]


class Machine(RuleBasedStateMachine):
    """The model: entities by ID in the order of addition, people as a list, the last batch and what was before it."""

    @initialize()
    def start(self) -> None:
        self.store = open_store(MEMORY)
        self.space = self.store.create_workspace("w", "x").id
        self.entities: dict[str, Entity] = {}
        self.people: list[Person] = []
        self.last: tuple[str, State] | None = None
        self.old: Kept[Entity] | None = None

    def state(self) -> State:
        return tuple(self.entities.values()), tuple(self.people)

    def batch(self, batch: str, before: State) -> None:
        self.last = (batch, before) if before != self.state() else self.last

    def kept(self, entity_id: str) -> Kept[Entity]:
        return self.store.kept(self.space, Entity, id=entity_id)[0]

    @rule(entity_id=IDS, name=WORDS, email=WORDS)
    def add(self, entity_id: str, name: str, email: str) -> None:
        before, entity = self.state(), Entity(entity_id, name, email=email)
        if entity_id in self.entities:
            with pytest.raises(StoreError) as trouble, self.store.changing(self.space, "x") as work:
                work.add(entity)
            assert trouble.value.code == "store_duplicate"
            return
        with self.store.changing(self.space, "x") as work:
            work.add(entity)
        self.entities[entity_id] = entity
        self.batch(work.batch, before)

    @precondition(lambda self: self.entities)
    @rule(data=st.data(), name=WORDS, email=WORDS)
    def change(self, data: st.DataObject, name: str, email: str) -> None:
        entity_id = data.draw(st.sampled_from(sorted(self.entities)))
        before, now = self.state(), self.kept(entity_id)
        then = replace(now.value, name=name, email=email)
        with self.store.changing(self.space, "x") as work:
            work.change(now, then)
        if then != now.value:
            self.old = now
        self.entities[entity_id] = then
        self.batch(work.batch, before)

    @precondition(lambda self: self.old is not None)
    @rule()
    def save_what_is_stale(self) -> None:
        assert self.old is not None
        with pytest.raises(StoreError) as trouble, self.store.changing(self.space, "x") as work:
            work.change(self.old, replace(self.old.value, name="perdido"))
        assert trouble.value.code in ("store_stale", "store_gone")

    @precondition(lambda self: self.entities)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        entity_id = data.draw(st.sampled_from(sorted(self.entities)))
        before, now = self.state(), self.kept(entity_id)
        if any(person.entity == entity_id for person in self.people):
            with pytest.raises(StoreError) as trouble, self.store.changing(self.space, "x") as work:
                work.remove(now)
            assert trouble.value.code == "store_dangling"
            return
        with self.store.changing(self.space, "x") as work:
            work.remove(now)
        del self.entities[entity_id]
        self.batch(work.batch, before)

    @precondition(lambda self: self.entities)
    @rule(data=st.data(), name=WORDS)
    def hire(self, data: st.DataObject, name: str) -> None:
        before = self.state()
        person = Person(f"{len(self.people)}", data.draw(st.sampled_from(sorted(self.entities))), f"persona {name}")
        with self.store.changing(self.space, "x") as work:
            work.add(person)
        self.people.append(person)
        self.batch(work.batch, before)

    @precondition(lambda self: self.people)
    @rule(name=WORDS)
    def erase(self, name: str) -> None:
        found = self.store.personal(self.space, f"persona {name}")
        with self.store.changing(self.space, "x") as work:
            work.erase(found)
        self.people = [person for person in self.people if f"persona {name}".strip() not in person.name]
        self.last = None
        assert not self.store.personal(self.space, f"persona {name}")

    @precondition(lambda self: self.last is not None)
    @rule()
    def undo(self) -> None:
        assert self.last is not None
        batch, then = self.last
        before = self.state()
        with self.store.changing(self.space, "x", "undo") as work:
            work.undo(batch)
        self.entities = {entity.id: entity for entity in then[0]}
        self.people = list(then[1])
        self.last = (work.batch, before)

    @rule()
    def leave_and_come_back(self) -> None:
        lines = self.store.history(self.space, limit=10_000)
        made = self.store.import_workspace(self.store.export_workspace(self.space))
        assert self.store.history(made.id, limit=10_000) == lines
        self.space = made.id

    @invariant()
    def everything_is_as_it_must_be(self) -> None:
        if not hasattr(self, "store"):
            return
        register = self.store.register(self.space)
        assert register.entities == tuple(self.entities.values())
        assert register.people == tuple(self.people)
        for word in ("uno", "tres"):
            found = {e.id for e in self.entities.values() if word in e.name}
            assert set(self.store.search(self.space, word)) == found

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()


TestModel = Machine.TestCase
TestModel.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
