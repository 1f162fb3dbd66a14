"""How the tender's file was read, and its confirmation."""

from consortium import service
from consortium.errors import ConsortiumError
from consortium.service import BookMapping, TenderFile
from consortium.ui import act, edge, mapping, memo, state
from consortium.ui.lang import current, say_plain

_SHOWN = 5
"""Requirements shown as they are understood."""
_FIELDS = ("id", "lot", "text", "threshold", "unit", "mandatory")


def panel(file: TenderFile) -> None:
    """How the file was read; nothing where its bytes are not kept any more."""
    now = state.now()
    edge.show(now.trouble_at("mapping"))
    if now.desk is None or now.opened is None or now.opened.version is None or not file.mapping.layout:
        return
    desk, version = now.desk, now.opened.version.value

    def book() -> service.Workbook:
        return memo.kept("tender-book", (version.sha256,), lambda: service.version_book(desk, version))

    def understood(draft: BookMapping) -> mapping.Understood:
        return memo.kept("tender-draft", (file.sha256, draft), lambda: _understood(file, book(), draft))

    try:
        mapping.panel(
            mapping.Subject(
                file.sha256[:8], ("requirements",), book, file.mapping, file.confirmed, understood, act.confirm_mapping
            )
        )
    except ConsortiumError as error:
        edge.show(error)


def _understood(file: TenderFile, book: service.Workbook, draft: BookMapping) -> mapping.Understood:
    tender = service.tender_from(book, file.name, file.sha256, draft).tender
    rows = service.rows_of(tender)[:_SHOWN]
    named = {field: service.field_name("requirements", field, current()) for field in _FIELDS}
    sheets = {table.sheet for table in draft.tables if table.kind == "requirements"}
    figures = (("requirements", len(tender.requirements)), ("lots", len(tender.lots)), ("sheets", len(sheets)))
    return mapping.Understood(
        tuple((say_plain(f"mapping.figure.{name}"), n) for name, n in figures if n or name == "requirements"),
        [{name: row[field] for field, name in named.items()} for row in rows],
    )
