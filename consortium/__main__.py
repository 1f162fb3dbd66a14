"""The command line, ``python -m consortium``: arguments in, the service's answer out.

One line on standard error for each fault; the exit status is the published one (docs/formats.md).
"""

import argparse
import json
import locale
import os
import signal
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

HELD_BACK = (signal.SIGINT, signal.SIGTERM)
if __name__ == "__main__":  # until somebody can answer: what follows takes a moment to load
    signal.pthread_sigmask(signal.SIG_BLOCK, HELD_BACK)

from consortium import service
from consortium.domain.findings import Level
from consortium.domain.result import DEFAULT_ALTERNATIVES, Gap, Options, Status
from consortium.domain.verify import State
from consortium.errors import ConsortiumError, FileError, InputError, JobCancelled, JobError, SolverError, UsageError
from consortium.service.checking import shares_of
from consortium.service.files import write_bytes
from consortium.service.solving import guarded
from consortium.words import LANGUAGES, plural, shown, text

DONE, FAULT, INFEASIBLE, NOT_FOUND = 0, 2, 3, 4
EXIT = {Status.OPTIMAL: DONE, Status.FEASIBLE: DONE, Status.INFEASIBLE: INFEASIBLE, Status.NOT_FOUND: NOT_FOUND}
STOPPED = 128
"""And the number of the signal."""

LONG = ("solve", "explain", "model")
"""Commands that may take long: each runs in a process of its own, of which nothing is left however it ends."""
COMMANDS = "read|solve|check|explain|model|template|backup|restore"
LOCALE_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where POSIX says the language of messages, the first before the next; also where that locale is not installed."""
READERS: dict[str, Callable[[bytes, str], service.TenderFile | service.RegisterFile]] = {
    "tender": service.read_tender,
    "register": service.read_register,
}


class Parser(argparse.ArgumentParser):
    """An argument parser whose faults are usage errors of our tree."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        raise UsageError("usage", message=message)


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status. Never shows a traceback."""
    lang = _wanted_language(arguments)
    try:
        asked = parser().parse_args(arguments)
        run: Callable[[argparse.Namespace, str], int] = asked.run
        status = run(asked, lang)
        sys.stdout.flush()
        return status
    except SystemExit:  # argparse has shown its help
        return DONE
    except InputError as error:
        _say_errors(error, lang)
        return FAULT
    except (SolverError, JobError) as error:
        _complain(text(lang, f"errors.{error.code}", **error.fields))
        return NOT_FOUND
    except ConsortiumError as error:
        for fault in (error, *_others(error)):
            _complain(text(lang, f"errors.{fault.code}", **fault.fields))
        return FAULT
    except BrokenPipeError:
        return DONE
    except Exception as error:  # noqa: BLE001 (the edge: whatever it is, the user gets one line and no traceback)
        _complain(text(lang, "cli.internal", kind=type(error).__name__, detail=str(error)))
        return FAULT


def command_line(arguments: Sequence[str]) -> int:
    """``main`` as the act of a whole process, which SIGINT and SIGTERM end without remains; returns its exit status."""
    lang = _wanted_language(arguments)
    try:
        if arguments and arguments[0] in LONG:
            return guarded(lambda: main(arguments))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD_BACK)
        return main(arguments)
    except KeyboardInterrupt:
        return _stopped(signal.SIGINT, lang)
    except JobCancelled as error:
        return _stopped(error.fields["signal"], lang)
    except JobError as error:
        _complain(text(lang, f"errors.{error.code}", **error.fields))
        return NOT_FOUND


def _stopped(by: object, lang: str) -> int:
    assert isinstance(by, signal.Signals)
    _complain(text(lang, "errors.job_stopped"))
    return STOPPED + by


def _wanted_language(arguments: Sequence[str]) -> str:
    """The language of ``--lang``, looked up before parsing so that its faults speak it too; else the locale's."""
    for here, after in pairwise([*arguments, ""]):
        given = after if here == "--lang" else here.removeprefix("--lang=") if here.startswith("--lang=") else ""
        if given in LANGUAGES:
            return given
    named = (os.environ[name] for name in LOCALE_NAMES if os.environ.get(name))
    code = next(named, locale.getlocale()[0] or "")
    return "en" if code.lower().startswith("en") else "es"


def parser() -> Parser:
    """All commands with their options."""
    top = Parser(prog="python -m consortium")
    commands = top.add_subparsers(required=True, metavar=COMMANDS, parser_class=Parser)
    _add_read(commands.add_parser("read"))
    _add_solve(commands.add_parser("solve"))
    _add_check(commands.add_parser("check"))
    _add_explain(commands.add_parser("explain"))
    _add_model(commands.add_parser("model"))
    template = commands.add_parser("template")
    template.add_argument("kind", choices=("tender", "register"))
    template.add_argument("out")
    _finish(template, _template)
    for name, run in (("backup", _backup), ("restore", _restore)):
        command = commands.add_parser(name)
        command.add_argument("file", metavar="OUT.db" if name == "backup" else "IN.db|IN.zip")
        _finish(command, run)
    return top


def _add_read(read: argparse.ArgumentParser) -> None:
    read.add_argument("kind", choices=tuple(READERS))
    read.add_argument("file")
    read.add_argument("--json", metavar="OUT")
    _finish(read, _read)


def _add_solve(solve: argparse.ArgumentParser) -> None:
    _add_question(solve)
    solve.add_argument("--proposal", metavar="OUT")
    _finish(solve, _solve)


def _add_explain(explain: argparse.ArgumentParser) -> None:
    _add_question(explain)
    _finish(explain, _explain)


def _add_model(model: argparse.ArgumentParser) -> None:
    _add_question(model)
    model.add_argument("out", metavar="OUT.lp|OUT.mps")
    _finish(model, _model)


def _add_question(command: argparse.ArgumentParser) -> None:
    """The files and the options of ``solve``."""
    _add_inputs(command)
    for name in ("--include", "--exclude"):
        command.add_argument(name, action="append", default=[], metavar="ID")
    command.add_argument("--max-members", type=int, metavar="N")
    command.add_argument("--alternatives", type=int, default=DEFAULT_ALTERNATIVES, metavar="N")
    command.add_argument("--time-limit", type=float, metavar="SECONDS")
    command.add_argument("--solver", choices=("cbc", "highs"), default="cbc")


def _add_check(check: argparse.ArgumentParser) -> None:
    _add_inputs(check)
    check.add_argument("--members", required=True, metavar="ID,ID")
    check.add_argument("--lead", metavar="ID")
    check.add_argument("--shares", metavar="ID=60%,ID=40%")
    _finish(check, _check)


def _add_inputs(command: argparse.ArgumentParser) -> None:
    command.add_argument("tender")
    command.add_argument("register")
    command.add_argument("--lot", action="append", default=[], metavar="L")
    command.add_argument("--verified-only", action="store_true")
    command.add_argument("--json", metavar="OUT")


def _finish(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace, str], int]) -> None:
    command.add_argument("--lang", choices=LANGUAGES)
    command.set_defaults(run=run)


def _read(asked: argparse.Namespace, lang: str) -> int:
    file = READERS[asked.kind](*service.read_bytes(asked.file))
    if asked.json is not None:
        _write_json(asked.json, service.read_json(file, lang))
    if asked.json != "-":
        for finding in file.findings:
            print(f"{text(lang, f'cli.level_{finding.level}')} · {service.finding_line(finding, lang)}")
        print(plural(lang, "cli.read", len(file.findings), file=file.name))
    return DONE


def _inputs(asked: argparse.Namespace) -> tuple[service.TenderFile, service.RegisterFile]:
    """Both files. Raises FileError; where neither can be opened, with the other in its field ``others``."""
    try:
        tender = service.read_tender(*service.read_bytes(asked.tender))
    except FileError as error:
        try:
            service.read_register(*service.read_bytes(asked.register))
        except FileError as other:
            raise FileError(error.code, **error.fields, others=(other,)) from None
        raise
    return tender, service.read_register(*service.read_bytes(asked.register))


def _solve(asked: argparse.Namespace, lang: str) -> int:
    if asked.proposal is not None and Path(asked.proposal).suffix.lower() != ".xlsx":
        raise UsageError("proposal_format", file=asked.proposal)
    solution = service.solve(*_inputs(asked), _options(asked))
    if asked.proposal is not None:
        write_bytes(asked.proposal, service.proposal(solution, lang))
    if asked.json is not None:
        _write_json(asked.json, service.solution_json(solution, lang))
    if asked.json != "-":
        _tell(solution, lang)
    return EXIT[solution.answer.status]


def _options(asked: argparse.Namespace) -> Options:
    return Options(
        lots=tuple(asked.lot),
        include=tuple(asked.include),
        exclude=tuple(asked.exclude),
        max_members=asked.max_members,
        verified_only=asked.verified_only,
        alternatives=asked.alternatives,
        time_limit=asked.time_limit,
        solver=asked.solver,
    )


def _tell(solution: service.Solution, lang: str) -> None:
    answer, names = solution.answer, solution.register.register.names()
    print(plural(lang, f"cli.{answer.status}", answer.size or 0, bound=answer.lower_bound or 0))
    if answer.conditional:
        print(text(lang, "cli.conditional", rows=answer.undetermined))
    for member in answer.members:
        print(f"  {member}  {names[member]}")
    for gap in answer.gaps:
        print("  " + _gap(solution, gap, lang))


def _gap(solution: service.Solution, gap: Gap, lang: str) -> str:
    if not gap.shortfall:
        return text(lang, "cli.gap_whole", requirement=gap.requirement)
    need = next(n for n in solution.case.needs if (n.requirement.id, n.lot) == (gap.requirement, gap.lot))
    unit = need.unit.word if need.unit and gap.part != "count" else ""
    return text(lang, "cli.gap", requirement=gap.requirement, shortfall=f"{shown(lang, gap.shortfall)} {unit}".strip())


def _check(asked: argparse.Namespace, lang: str) -> int:
    members = tuple(part.strip() for part in asked.members.split(",") if part.strip())
    shares = None if asked.shares is None else shares_of(asked.shares)
    done = service.check(*_inputs(asked), members, asked.lead, shares, tuple(asked.lot), asked.verified_only)
    if asked.json is not None:
        _write_json(asked.json, service.check_json(done, lang))
    if asked.json != "-":
        print(text(lang, "cli.covers" if done.covers else "cli.covers_not", members=members))
        for outcome in done.assessment.outcomes:
            if outcome.need.stands_alone and outcome.state in (State.UNMET, State.UNKNOWN):
                print(f"  {outcome.need.requirement.id}  {outcome.need.requirement.text}")
    return DONE if done.covers else INFEASIBLE


def _explain(asked: argparse.Namespace, lang: str) -> int:
    done = service.explain(*_inputs(asked), _options(asked))
    if asked.json is not None:
        _write_json(asked.json, service.explanation_json(done, lang))
    if asked.json != "-":
        for line in service.explanation_lines(done, lang):
            print(line)
    return DONE if done.explanation.settled else NOT_FOUND


def _model(asked: argparse.Namespace, lang: str) -> int:
    kind = Path(asked.out).suffix
    if kind.lower() not in service.MODEL_FORMATS:
        raise UsageError("model_format", file=asked.out)
    write_bytes(asked.out, service.model(*_inputs(asked), _options(asked), kind))
    return DONE


def _template(asked: argparse.Namespace, lang: str) -> int:
    if Path(asked.out).suffix.lower() != ".xlsx":
        raise UsageError("template_format", file=asked.out)
    write_bytes(asked.out, service.template(asked.kind, lang))
    return DONE


def _backup(asked: argparse.Namespace, lang: str) -> int:
    service.backup(Path(asked.file))
    print(text(lang, "keeping.saved", file=asked.file))
    return DONE


def _restore(asked: argparse.Namespace, lang: str) -> int:
    service.restore(Path(asked.file))
    print(text(lang, "keeping.restored", file=asked.file))
    return DONE


def _write_json(out: str, content: dict[str, object]) -> None:
    written = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    if out == "-":
        sys.stdout.buffer.write(written.encode())
        sys.stdout.flush()
    else:
        write_bytes(out, written.encode())


def _say_errors(error: InputError, lang: str) -> None:
    found = error.fields["findings"]
    assert isinstance(found, tuple)
    for finding in found:
        if finding.level is Level.ERROR:
            _complain(service.finding_line(finding, lang))


def _others(error: ConsortiumError) -> tuple[ConsortiumError, ...]:
    """The faults that were noticed together with this one."""
    others = error.fields.get("others", ())
    assert isinstance(others, tuple)
    return others


def _complain(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(command_line(sys.argv[1:]))
