"""What a user can do: each action calls the service and keeps what it returns, or what went wrong."""

from collections.abc import Callable
from dataclasses import replace

from consortium import service
from consortium.domain.result import Answer, Options
from consortium.errors import ConsortiumError, StoreError
from consortium.service import Meeting, NewVersion, TenderFile
from consortium.ui import place, state
from consortium.ui.lang import current, say_plain
from consortium.ui.state import Answered, Conflict


def load_tender(data: bytes, name: str) -> None:
    """Read an uploaded tender: the first of a bid is kept at once, a further version waits to be looked at."""
    attempt("tender", lambda: _take_tender(service.read_upload(state.now().desk, data, name), data))


def confirm_mapping(mapping: service.BookMapping) -> None:
    """Keep the tender as it is read with this mapping, for it and every file of its layout."""
    attempt("mapping", lambda: _confirm_mapping(mapping))


def _confirm_mapping(mapping: service.BookMapping) -> None:
    now = state.now()
    assert now.desk is not None
    assert now.tender is not None
    assert now.opened is not None
    assert now.opened.version is not None
    version, file = service.confirm_mapping(now.desk, now.opened.version, now.tender, mapping)
    state.put_tender(file, opened=replace(now.opened, version=version, file=file))
    state.clear_trouble("mapping")


def _take_tender(file: TenderFile, data: bytes) -> None:
    """The first version of a bid at once; a later one waits until a person has seen what it changes."""
    opened = state.now().opened
    state.clear_trouble("tender")
    if opened is not None and opened.version is not None:
        state.put_aside("version", file, data)
    else:
        use_tender(file, data)


def take_version(new: NewVersion) -> None:
    """Make the version that waits the tender on the table; lots that it has no more are no longer chosen."""
    attempt("version", lambda: _take_version(new))


def _take_version(new: NewVersion) -> None:
    now = state.now()
    found = next((item for item in now.aside if item.place == "version"), None)
    if found is None or now.desk is None or now.opened is None:
        return
    version = service.take_version(now.desk, now.opened, found.data, new)
    state.put_tender(new.file, opened=replace(now.opened, version=version, file=new.file))
    lots = {lot.id for lot in new.file.tender.lots}
    choose(state.put_options(replace(now.options, lots=tuple(lot for lot in now.options.lots if lot in lots))).options)
    state.clear_trouble("version")


def open_version() -> None:
    """Make what waits as a version a tender of its own, in a new bid."""
    found = next((item for item in state.now().aside if item.place == "version"), None)
    if found is None or not isinstance(found.file, TenderFile):
        return
    file, data = found.file, found.data
    state.clear_trouble("version")
    state.put(opened=None)
    attempt("tender", lambda: use_tender(file, data))


def use_tender(file: TenderFile, data: bytes, layout: str = "") -> None:
    """Keep a tender: the next version of the bid on the table, or a bid of its own. Raises StoreError."""
    now = state.now()
    assert now.desk is not None
    if now.opened is None:
        opened = service.add_bid(now.desk, data, file, layout)
        state.put_tender(file, opened=opened, fresh=False, answered=None, job=None)
        place.write()
    else:
        version = service.add_version(now.desk, now.opened.uid, data, file, layout)
        state.put_tender(file, opened=replace(now.opened, version=version, file=file))
    choose(state.put_options(replace(state.now().options, lots=())).options)
    state.clear_trouble("tender")


def edit_tender(file: TenderFile) -> bool:
    """Keep a tender as edited on screen; whether it stands as it is.

    What somebody else kept since is never written over: where the two do not contradict each other both are kept,
    else a person chooses.
    """
    now = state.now()
    opened = now.opened
    if now.desk is None or opened is None or opened.version is None:
        state.put(tender=file)
        return True
    try:
        version = service.save_tender(now.desk, opened.version, file.tender)
    except StoreError as error:
        if error.code != "store_stale" or now.tender is None:
            raise
        _meet(now.tender, file, error)
        return False
    state.put(tender=file, opened=replace(opened, version=version, file=file))
    return True


def _meet(base: TenderFile, yours: TenderFile, error: ConsortiumError) -> None:
    place.refresh()
    theirs = state.now().tender
    if theirs is None:
        return
    meeting = Meeting(base, yours, theirs)
    if meeting.together is None:
        state.put(conflict=Conflict(meeting, error), late=True)
    else:
        edit_tender(meeting.together)
        state.put_tender(state.now().tender, late=True)


def settle_conflict(mine: bool) -> None:
    """End a conflict: where the two contradict each other, this session's edit prevails, or the other's."""
    found = state.now().conflict
    state.put(conflict=None)
    if found is not None:
        attempt("tender", lambda: edit_tender(found.meeting.settled(mine)))
        state.put_tender(state.now().tender, conflict=state.now().conflict)


def choose(options: Options) -> None:
    """Keep what is asked of the optimiser. Raises StoreError."""
    now = state.put(options=options)
    if now.desk is not None and now.opened is not None and options != now.opened.options:
        chosen = service.save_options(now.desk, now.opened.uid, options, now.opened.options)
        state.put(opened=replace(now.opened, chosen=chosen))
        state.put_options(chosen.value.options)


def load_sample(key: str) -> None:
    """Open a sample in a workspace of its own, and start to solve it."""
    attempt("place", lambda: _open_sample(key))


def _open_sample(key: str) -> None:
    store, name = service.main_store(), say_plain("work.sample", name=say_plain(f"screens.sample.{key}"))
    space, fresh = service.sample_space(store, key, name, place.who())
    if fresh:
        service.fill_sample(service.Desk(store, space.id, place.who()), key)
    place.go(space.id)
    if state.now().answered is None or state.now().stale:
        start()


def refresh() -> None:
    """Follow what was saved since, by whomever. Raises StoreError."""
    place.refresh()


def undo(batch: str) -> None:
    """Take a change back, and follow."""
    desk = state.now().desk
    state.clear_trouble("undo")
    if desk is not None:
        attempt("undo", lambda: service.undo(desk, batch))
        place.refresh()


def start() -> None:
    """Start the solve that the session asks for now; one that already runs for the same is joined."""
    state.clear_trouble("solve")
    attempt("solve", _start)


def _start() -> None:
    now = state.now()
    if now.tender is not None and now.register is not None:
        if now.answered is not None and not now.stale:
            service.ask_anew(now.tender, now.register, now.asked)
        state.put(job=service.start_solve(now.tender, place.asked_of(now), now.asked))


def settle() -> None:
    """Take the result of a run that ended while the user was on another page."""
    job = state.now().job
    if job is not None and job.poll().done:
        finish(job)


def finish(job: service.SolveJob) -> None:
    """Take the result of a job that is done."""
    state.put(job=None)
    attempt("solve", lambda: _answer(job.result()))


def _answer(solution: service.Solution) -> None:
    state.put(answered=_looked_at(solution, solution.answer))
    now = state.now()
    if now.desk is None or now.opened is None or now.opened.version is None:
        return
    result = service.save_result(now.desk, now.opened.version, solution, current())
    state.put(opened=replace(now.opened, result=result))


def _looked_at(solution: service.Solution, answer: Answer) -> Answered:
    brings = service.brings(solution.case, answer.members) if answer.members else {}
    return Answered(solution, answer, tuple(brings.items()))


def cancel() -> None:
    """Stop the run: the best coalition it had is shown for what it is; without one an answer from before stays."""
    job = state.now().job
    if job is not None:
        job.cancel()
        state.put(job=None)
        solution = job.so_far()
        if solution.answer.members:
            attempt("solve", lambda: _answer(solution))


def look_at(members: tuple[str, ...]) -> None:
    """Show another of the equally small coalitions."""
    answered = state.now().answered
    if answered is not None:
        solution = answered.solution
        shown = _looked_at(solution, service.viewed(solution, members))
        state.put(answered=replace(shown, key=answered.key))


def attempt(where: str, action: Callable[[], object]) -> None:
    """Do it; what goes wrong is kept as trouble at ``where``, for the screen to show there."""
    try:
        action()
    except ConsortiumError as error:
        state.put_trouble(where, error)
