"""How a register's file was read, and its confirmation."""

from collections.abc import Callable
from itertools import islice

from consortium.service import BookMapping, Desk, importing
from consortium.service.importing import Incoming
from consortium.ui import mapping, memo, partner_lines
from consortium.ui.lang import say_plain

_SHOWN = 3
"""Rows of each kind shown as they are understood."""
_DRAFT = "register-draft"
_KINDS = ("entities", "capabilities", "references", "people", "externals", "pairs")


def panel(desk: Desk, news: Incoming, confirm: Callable[[BookMapping], None]) -> Incoming:
    """How the file was read. Returns it as it is read with what was changed on the screen."""
    book = news.book
    if book is None:
        return news

    def drafted(draft: BookMapping) -> Incoming:
        if draft == news.mapping:
            return news
        return memo.kept(_DRAFT, (news, draft), lambda: importing.as_mapped(desk, news, draft))

    subject = mapping.Subject(
        _key(news),
        importing.TABLES,
        lambda: book,
        news.mapping,
        news.confirmed,
        lambda draft: _understood(drafted(draft)),
        confirm,
        "registers.nothing",
    )
    mapping.panel(subject)
    return drafted(mapping.draft_of(subject))


def forget(news: Incoming) -> None:
    """Let go of what was changed on the screen."""
    mapping.forget(_key(news))
    memo.drop(_DRAFT)


def _key(news: Incoming) -> str:
    return f"register-{news.mapping.layout[:8]}"


def _understood(news: Incoming) -> mapping.Understood:
    kinds = {kind: getattr(news.register, kind) for kind in _KINDS}
    figures = tuple((say_plain(f"registers.figure.{kind}"), len(rows)) for kind, rows in kinds.items() if rows)
    sample = [row for rows in kinds.values() for row in islice(rows, _SHOWN)]
    told = partner_lines.lines(sample, news.register.names()).to_dict("records")
    return mapping.Understood(figures, [{str(head): cell for head, cell in line.items()} for line in told])
