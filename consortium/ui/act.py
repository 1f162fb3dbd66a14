"""What a user can do: each action calls the service and keeps what it returns, or what went wrong."""

from collections.abc import Callable

from consortium import service
from consortium.domain.findings import has_errors
from consortium.domain.result import Answer
from consortium.errors import ConsortiumError
from consortium.service import RegisterFile, TenderFile
from consortium.ui import state
from consortium.ui.state import Answered


def load_tender(data: bytes, name: str) -> None:
    """Read an uploaded tender; on failure keep the one before, and one with errors beside a sound one is set aside."""
    _try("tender", lambda: _take_tender(service.read_tender(data, name)))


def load_register(data: bytes, name: str) -> None:
    """Read an uploaded register, as ``load_tender`` does a tender."""
    _try("register", lambda: _take_register(service.read_register(data, name)))


def _take_tender(file: TenderFile) -> None:
    if state.now().tender is not None and has_errors(file.findings):
        state.put_aside("tender", file)
    else:
        state.put_tender(file)


def _take_register(file: RegisterFile) -> None:
    if state.now().register is not None and has_errors(file.findings):
        state.put_aside("register", file)
    else:
        state.put_register(file)


def use_aside(place: str) -> None:
    """Let the file that was set aside take the place of the sound one after all."""
    file = state.now().aside_at(place)
    if isinstance(file, TenderFile):
        state.put_tender(file)
    elif isinstance(file, RegisterFile):
        state.put_register(file)


def load_sample(key: str) -> None:
    """Load a sample tender with its register and start to solve it."""
    tender, register = service.sample(key)
    state.put(options=state.State().options)
    state.put_tender(tender)
    state.put_register(register)
    start()


def start() -> None:
    """Start the solve that the session asks for now; one that already runs for the same is joined."""
    state.clear_trouble("solve")
    _try("solve", _start)


def _start() -> None:
    now = state.now()
    if now.tender is not None and now.register is not None:
        state.put(job=service.start_solve(now.tender, now.register, now.options))


def settle() -> None:
    """Take the result of a run that ended while the user was on another page."""
    job = state.now().job
    if job is not None and job.poll().done:
        finish(job)


def finish(job: service.SolveJob) -> None:
    """Take the result of a job that is done."""
    state.put(job=None)
    _try("solve", lambda: _answer(job.result()))


def _answer(solution: service.Solution) -> None:
    state.put(answered=_looked_at(solution, solution.answer))


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
            _answer(solution)


def look_at(members: tuple[str, ...]) -> None:
    """Show another of the equally small coalitions."""
    answered = state.now().answered
    if answered is not None:
        solution = answered.solution
        state.put(answered=_looked_at(solution, service.viewed(solution, members)))


def _try(place: str, action: Callable[[], None]) -> None:
    try:
        action()
    except ConsortiumError as error:
        state.put_trouble(place, error)
