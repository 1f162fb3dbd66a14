"""What the command line prints: the published JSON of every action."""

from consortium import __version__
from consortium.domain.findings import Finding
from consortium.ingest import Table
from consortium.report import jsons, jsons_reading
from consortium.service.checking import Check
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.solving import Solution
from consortium.service.texts import text_proposals


def solution_json(solution: Solution, lang: str) -> jsons.Json:
    """A solution."""
    inputs = (solution.tender.sha256, solution.register.sha256)
    return jsons.solution(solution.answer, solution.findings, inputs, __version__, lang)


def check_json(done: Check, lang: str) -> jsons.Json:
    """A checked coalition."""
    undetermined = done.case.undetermined()
    return jsons.check(done.assessment, done.covers, undetermined, done.findings, lang)


def read_json(file: TenderFile | RegisterFile, lang: str) -> jsons.Json:
    """A tender or a register as read."""
    tables = [_table(table) for table in file.tables]
    if isinstance(file, TenderFile):
        return jsons_reading.tender(file.tender, tables, file.findings, lang, text_proposals(file))
    return jsons_reading.register(file.register, tables, file.findings, lang)


def _table(table: Table) -> jsons.Json:
    return {
        "sheet": table.sheet or None,
        "header_row": table.header_row,
        "first_row": table.first_row,
        "last_row": table.last_row,
        "columns": dict(table.columns),
        "hidden": table.hidden,
    }


def finding_line(found: Finding, lang: str) -> str:
    """One finding as a line: file, sheet and cell, then what is wrong and what to do."""
    where = ", ".join(part for part in (found.place.file, found.place.sheet, found.place.cell) if part)
    sentence = str(jsons.finding(found, lang)["message"])
    return f"{where}: {sentence}" if where else sentence
