"""What one session sees, in one frozen value: pages read it by ``now`` and change it by ``put``.

What lasts is in the database; this is a view of it, of one workspace and one bid, as of one moment (``revision``).
A single assignment replaces the whole, so that a rerun that starts beside another never sees half a change.
"""

from dataclasses import dataclass, replace

import streamlit as st

from consortium import service
from consortium.domain.result import Answer, Options
from consortium.errors import ConsortiumError
from consortium.service import (
    Committed,
    Desk,
    Meeting,
    OpenBid,
    RegisterFile,
    Solution,
    SolveJob,
    TenderFile,
    Workspace,
)

_KEY = "state"


@dataclass(frozen=True, slots=True)
class Answered:
    """A solution, and its answer for the coalition looked at; ``brings``: the rows that only each member meets."""

    solution: Solution
    answer: Answer
    brings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    key: str = ""
    """What was asked, where that is no longer what the solution holds: an answer that came back from the database."""

    @property
    def members(self) -> tuple[str, ...]:
        """The members looked at."""
        return self.answer.members

    @property
    def asked(self) -> str:
        """The fingerprint of what was asked."""
        solution = self.solution
        return self.key or service.solve_key(solution.tender, solution.register, solution.options)


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that waits at ``place`` until a person has looked at it; nothing of it is kept yet."""

    place: str
    file: TenderFile
    data: bytes


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people's edits of the tender that contradict each other, and the refusal that says who the other was."""

    meeting: Meeting
    error: ConsortiumError


@dataclass(frozen=True, slots=True)
class State:
    """One session. ``table`` is the tender as the editable table was given it: never its own output."""

    desk: Desk | None = None
    """The workspace and who works in it; None until the session has arrived somewhere."""
    space: Workspace | None = None
    opened: OpenBid | None = None
    """The bid on the table as it is kept; None where there is none, or a new one is about to begin (``fresh``)."""
    fresh: bool = False
    revision: int = 0
    """The newest line of the log that this view knows."""
    page: str = ""
    """The page drawn last, by its path."""
    late: bool = False
    """Others have changed the tender while it is being edited here: the view follows after the page, in a new run."""
    tender: TenderFile | None = None
    register: RegisterFile | None = None
    table: TenderFile | None = None
    version: int = 0
    """Counts the tenders loaded, so that each gets a table of its own."""
    options: Options = Options()
    bound: tuple[Committed, ...] = ()
    """Who is bound to another bid for the tender on the table (LCSP 139.3)."""
    filled: int = 0
    """Counts how often the form of options was filled anew, not by its user's own hand."""
    job: SolveJob | None = None
    answered: Answered | None = None
    trouble: tuple[tuple[str, ConsortiumError], ...] = ()
    """What went wrong last, by the place that shows it (place, tender, register, solve, facts)."""
    aside: tuple[Aside, ...] = ()
    conflict: Conflict | None = None

    @property
    def bid(self) -> str:
        """The uid of the bid on the table, "" without one."""
        return self.opened.uid if self.opened else ""

    @property
    def asked(self) -> Options:
        """What is asked of the optimiser: the user's options, without those bound elsewhere that are not included."""
        return service.without_committed(self.options, self.bound)

    @property
    def stale(self) -> bool:
        """Whether tender, register or options changed since the answer shown."""
        if self.answered is None:
            return False
        if self.tender is None or self.register is None:
            return True
        return service.solve_key(self.tender, self.register, self.asked) != self.answered.asked

    @property
    def editor(self) -> str:
        """The key of the table in which the tender is edited."""
        return f"rows-{self.version}"

    def trouble_at(self, place: str) -> ConsortiumError | None:
        """What went wrong at ``place`` the last time."""
        return dict(self.trouble).get(place)

    def aside_at(self, place: str) -> TenderFile | None:
        """The file that waits at ``place``."""
        return next((item.file for item in self.aside if item.place == place), None)


def now() -> State:
    """The session's state."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, State) else State()


def begin(state: State) -> None:
    """A state of its own, whatever was seen before."""
    st.session_state[_KEY] = state


def put(**changes: object) -> State:
    """The state with ``changes``, kept in the session."""
    changed = replace(now(), **changes)  # type: ignore[arg-type]
    st.session_state[_KEY] = changed
    return changed


def put_tender(file: TenderFile | None, **more: object) -> State:
    """Another tender on the table, with a table of its own."""
    return put(**{"tender": file, "table": file, "version": now().version + 1, "conflict": None, **more})


def put_options(options: Options) -> State:
    """Options that come from elsewhere than their form, which is filled anew."""
    return put(options=options, filled=now().filled + (options != now().options))


def put_register(file: RegisterFile | None) -> None:
    """The register as it is now; an entity that it does not have is no longer included or excluded."""
    known = {entity.id for entity in file.register.entities} if file else set()
    options = now().options
    include = tuple(e for e in options.include if e in known)
    exclude = tuple(e for e in options.exclude if e in known)
    put(register=file)
    put_options(replace(options, include=include, exclude=exclude))


def put_trouble(place: str, error: ConsortiumError) -> None:
    """Something that went wrong at ``place``; what was loaded stays."""
    clear_trouble(place)
    put(trouble=(*now().trouble, (place, error)))


def clear_trouble(place: str) -> None:
    """Nothing is wrong at ``place`` any more, and nothing lies aside there."""
    state = now()
    put(
        trouble=tuple(item for item in state.trouble if item[0] != place),
        aside=tuple(item for item in state.aside if item.place != place),
    )


def put_aside(place: str, file: TenderFile, data: bytes) -> None:
    """A file that waits to be looked at."""
    clear_trouble(place)
    put(aside=(*now().aside, Aside(place, file, data)))
