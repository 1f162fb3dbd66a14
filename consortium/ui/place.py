"""Where a session is: workspace and bid, in the URL and in the state, and how it follows what others save."""

from dataclasses import replace

import streamlit as st

from consortium import service
from consortium.domain.result import Answer, Options
from consortium.errors import ConsortiumError
from consortium.service import BID_WORDS, REGISTER_WORDS, Desk, OpenBid
from consortium.ui import limits, state
from consortium.ui.lang import say_plain
from consortium.ui.state import Answered, State

SPACE, BID = "w", "t"
"""The parameters of the URL; the page is its path."""
NEW = "new"
"""In the place of a bid's uid: one that is about to begin."""
WHO = "who"


def parameters() -> dict[str, str]:
    """The place as the URL says it; what a link to another page carries along."""
    now = state.now()
    if now.desk is None:
        return {}
    bid = now.bid or (NEW if now.fresh else "")
    return {SPACE: now.desk.workspace, BID: bid} if bid else {SPACE: now.desk.workspace}


def arrive(page: str) -> None:
    """Bring the session to where the URL points and up to what was saved since; what cannot be is trouble at "place".

    A URL that says nothing is the place where the session was, else the newest workspace with its newest bid.
    ``page`` is the one about to be drawn, by its path.
    """
    state.clear_trouble("place")
    # A form on the page that was left is gone; one on the page that stays may hold an edit that is not kept yet.
    form = page if page == state.now().page else ""
    try:
        limits.agree()
        _arrive(st.query_params.get(SPACE, ""), st.query_params.get(BID, ""), form)
    except ConsortiumError as error:
        state.put_trouble("place", error)
    else:
        _bind()
        write()
    state.put(page=page)


def _arrive(space: str, bid: str, form: str) -> None:
    now = state.now()
    if now.desk is None or (space and space != now.desk.workspace):
        enter(space, bid)
    elif bid and bid != parameters().get(BID, ""):
        open_bid(bid)
    else:
        refresh(form)


def write() -> None:
    """Put the place into the URL. Whoever moves it in a callback must: the run that follows obeys the URL."""
    given, wanted = st.query_params.to_dict(), parameters()
    others = {key: value for key, value in given.items() if key not in (SPACE, BID)}
    if given != {**others, **wanted}:
        st.query_params.from_dict({**others, **wanted})


def who() -> str:
    """The name under which this session works."""
    return str(st.session_state.get(WHO) or say_plain("work.somebody"))


def enter(space: str, bid: str = "") -> None:
    """Open a workspace ("": the newest of one's own) at a bid ("": its newest). Raises StoreError, UsageError."""
    store = service.main_store()
    found = service.space(store, space) if space else service.own_space(store, say_plain("work.first"), who())
    desk = Desk(store, found.id, who())
    revision = store.revision(found.id)
    before = state.now()
    state.begin(State(desk, found, revision=revision, version=before.version + 1, filled=before.filled + 1))
    state.put_register(service.register_file(desk))
    open_bid(bid or service.latest_bid(desk))


def go(space: str, bid: str = "") -> None:
    """Leave for another workspace or bid; the URL follows. Raises StoreError, UsageError."""
    enter(space, bid)
    write()


def open_bid(uid: str) -> None:
    """Put a bid of this workspace on the table; ``NEW`` or "": none. Raises UsageError ``no_bid``, StoreError."""
    desk = state.now().desk
    assert desk is not None
    state.put_tender(None, opened=None, fresh=uid == NEW, job=None, answered=None)
    state.put_options(Options())
    if uid and uid != NEW:
        _show(service.open_bid(desk, uid))
    write()


def _show(opened: OpenBid) -> None:
    state.put_tender(opened.file, opened=opened, fresh=False, job=None, answered=None)
    state.put_options(opened.options)
    state.put_register(state.now().register)
    _recall()


def _recall() -> None:
    """The run that is under way for what is asked now, else the answer that was kept."""
    _bind()
    now = state.now()
    if now.tender is None or now.register is None:
        return
    kept = now.opened.result if now.opened else None
    current = kept is not None and kept.value.key == service.solve_key(now.tender, now.register, now.asked)
    if not current and (job := _running(now)) is not None:
        state.put(job=job)
    if kept is None:
        return
    asked = now.asked if current else kept.value.options
    solution = service.restored(kept.value.answer, now.tender, now.register, asked)
    if solution is not None:
        answer = _decided(now, solution)
        brings = service.brings(solution.case, answer.members) if answer.members else {}
        state.put(answered=Answered(solution, answer, tuple(brings.items()), kept.value.key))


def _decided(now: State, solution: service.Solution) -> Answer:
    """The answer, for the coalition that the team decided on where that is one of the equally small ones."""
    made = service.decision(now.desk, now.bid) if now.desk else None
    others = {coalition.members for coalition in solution.answer.alternatives.coalitions}
    return service.viewed(solution, made.value.members) if made and made.value.members in others else solution.answer


def _bind() -> None:
    """Note who is bound to another bid for the tender on the table."""
    now = state.now()
    bound = service.committed(now.desk, now.tender.tender, bid=now.bid) if now.desk and now.tender else ()
    if bound != now.bound:
        state.put(bound=bound)


def asked_of(now: State) -> service.RegisterFile:
    """The register of a search, with what has to be said of those bound to other bids."""
    assert now.register is not None
    told = service.commitment_findings(now.options, now.bound)
    return replace(now.register, findings=(*now.register.findings, *told)) if told else now.register


def _running(now: State) -> service.SolveJob | None:
    assert now.tender is not None
    try:
        return service.running(now.tender, asked_of(now), now.asked)
    except ConsortiumError:
        return None


def refresh(form: str = "") -> None:
    """Follow what the log has moved since. Raises StoreError.

    Where somebody else has changed what the page ``form`` edits, the view waits until that has run (``late``): an edit
    under way must first be kept or refused, else it would be lost without a word.
    """
    now = state.now()
    desk = now.desk
    if desk is None:
        return
    revision = desk.store.revision(desk.workspace)
    if revision == now.revision and not now.late:
        return
    moved = desk.store.moved(desk.workspace, now.revision)
    opened = _reopened(desk, now) if moved & BID_WORDS else now.opened
    if _moved(form, opened) != _moved(form, now.opened):
        state.put(late=True)
        return
    state.put(revision=revision, late=False)
    if "store.profile" in moved:
        state.put(space=service.space(desk.store, desk.workspace))
    if moved & REGISTER_WORDS:
        state.put_register(service.register_file(desk))
    if opened is not now.opened:
        _follow(opened, now)
    if state.now().answered is None and state.now().job is None:
        _recall()


def _reopened(desk: Desk, now: State) -> OpenBid | None:
    if now.opened is None:
        return None
    try:
        return service.open_bid(desk, now.opened.uid, now.opened)
    except ConsortiumError as error:
        if error.code == "no_bid":
            return None
        raise


def _moved(form: str, opened: OpenBid | None) -> object:
    """What a page's form is about, as it is kept."""
    if form == "tender":
        return _version(opened)
    return opened.chosen if opened and form == "coalition" else None


def _version(opened: OpenBid | None) -> tuple[str, int] | None:
    kept = opened.version if opened else None
    return (kept.uid, kept.version) if kept else None


def _follow(opened: OpenBid | None, before: State) -> None:
    """Take over of a bid what differs from what this session has seen."""
    desk = state.now().desk
    assert desk is not None
    if opened is None:
        open_bid(service.latest_bid(desk))
        return
    known = before.opened
    if _version(opened) != _version(known):
        state.put_tender(opened.file)
    state.put(opened=opened)
    if known is None or opened.chosen != known.chosen:
        state.put_options(opened.options)
        state.put_register(state.now().register)
    if known is None or opened.result != known.result:
        state.put(answered=None)
