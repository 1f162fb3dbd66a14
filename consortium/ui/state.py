"""What one session holds, in one frozen value: pages read it by ``now`` and change it by ``put``.

A single assignment replaces the whole, so that a rerun that starts beside another never sees half a change.
"""

from dataclasses import dataclass, replace

import streamlit as st

from consortium.domain.result import Answer, Options
from consortium.errors import ConsortiumError
from consortium.service import RegisterFile, Solution, SolveJob, TenderFile

_KEY = "state"


@dataclass(frozen=True, slots=True)
class Answered:
    """A solution, and its answer for the coalition looked at; ``brings``: the rows that only each member meets."""

    solution: Solution
    answer: Answer
    brings: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        """The members looked at."""
        return self.answer.members


@dataclass(frozen=True, slots=True)
class State:
    """One session. ``table`` is the tender as the editable table was given it: never its own output."""

    tender: TenderFile | None = None
    register: RegisterFile | None = None
    table: TenderFile | None = None
    version: int = 0
    """Counts the tenders loaded, so that each gets a table of its own."""
    options: Options = Options()
    job: SolveJob | None = None
    answered: Answered | None = None
    trouble: tuple[tuple[str, ConsortiumError], ...] = ()
    """What went wrong last, by the place that shows it (tender, register, solve)."""
    aside: tuple[tuple[str, TenderFile | RegisterFile], ...] = ()
    """Files with errors that did not take the place of a sound one, by place (tender, register)."""

    @property
    def stale(self) -> bool:
        """Whether files or options changed since the answer shown."""
        if self.answered is None:
            return False
        solution = self.answered.solution
        if self.tender is None or self.register is None:
            return True
        now = (self.tender.tender, self.register.register, self.options)
        return now != (solution.tender.tender, solution.register.register, solution.options)

    def trouble_at(self, place: str) -> ConsortiumError | None:
        """What went wrong at ``place`` the last time."""
        return dict(self.trouble).get(place)

    def aside_at(self, place: str) -> TenderFile | RegisterFile | None:
        """The file that was set aside at ``place``."""
        return dict(self.aside).get(place)


def now() -> State:
    """The session's state."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, State) else State()


def put(**changes: object) -> State:
    """The state with ``changes``, kept in the session."""
    changed = replace(now(), **changes)  # type: ignore[arg-type]
    st.session_state[_KEY] = changed
    return changed


def put_tender(file: TenderFile) -> None:
    """A tender just loaded: its own table, all its lots."""
    state = put(tender=file, table=file, version=now().version + 1)
    put(options=replace(state.options, lots=()))
    clear_trouble("tender")


def put_register(file: RegisterFile) -> None:
    """A register just loaded; an entity that it does not have is no longer included or excluded."""
    known = {entity.id for entity in file.register.entities}
    options = now().options
    include = tuple(e for e in options.include if e in known)
    exclude = tuple(e for e in options.exclude if e in known)
    put(register=file, options=replace(options, include=include, exclude=exclude))
    clear_trouble("register")


def put_trouble(place: str, error: ConsortiumError) -> None:
    """Something that went wrong at ``place``; what was loaded stays."""
    clear_trouble(place)
    put(trouble=(*now().trouble, (place, error)))


def clear_trouble(place: str) -> None:
    """Nothing is wrong at ``place`` any more, and nothing lies aside there."""
    state = now()
    put(
        trouble=tuple(item for item in state.trouble if item[0] != place),
        aside=tuple(item for item in state.aside if item[0] != place),
    )


def put_aside(place: str, file: TenderFile | RegisterFile) -> None:
    """A file with errors that leaves the sound one in its place."""
    clear_trouble(place)
    put(aside=(*now().aside, (place, file)))
