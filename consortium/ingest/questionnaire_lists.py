"""The lists of a returned questionnaire: past contracts and people, told of without an ID."""

from collections.abc import Callable
from decimal import Decimal

from consortium.domain.asking_form import PEOPLE, REFERENCES
from consortium.domain.findings import Finding, warning
from consortium.domain.register import Person, Reference, Status
from consortium.ingest.capabilities import value_of
from consortium.ingest.checked import number_of, read_day, share_of
from consortium.ingest.questionnaire_form import Form
from consortium.ingest.texts import chosen, is_blank, parts
from consortium.ingest.vocabulary import YES_NO

Findings = tuple[Finding, ...]


def read_list(form: Form, entity: str) -> tuple[tuple[Reference | Person, ...], Findings]:
    """The rows that say something; one without a title (a name) is left out, with a finding."""
    naming, read = _READERS[form.kind]
    rows: list[Reference | Person] = []
    findings: list[Finding] = []
    for row in form.rows:
        if all(is_blank(form.cell(row, column)) for column in form.columns):
            continue
        if not form.text(row, naming):
            findings.append(warning(_NAMELESS[form.kind], form.place(row, naming)))
            continue
        told, more = read(form, row, entity)
        rows.append(told)
        findings += more
    return tuple(rows), tuple(findings)


def _reference(form: Form, row: int, entity: str) -> tuple[Reference, Findings]:
    measured, poor = value_of(form.cell(row, "amount"), False, None, lambda: form.place(row, "amount"), entity)
    share, odd = _share(form, row, "own_share")
    ended, late = read_day(form.cell(row, "ended"), lambda: form.place(row, "ended"))
    return Reference(
        id="",
        entity=entity,
        title=form.text(row, "title"),
        cpv=form.text(row, "cpv"),
        amount=measured.value if isinstance(measured.value, Decimal) else None,
        unit=measured.unit,
        own_share=share,
        ended=ended,
        status=Status.EVIDENCED if chosen(form.cell(row, "certificate"), YES_NO) else Status.CLAIMED,
    ), (*poor, *odd, *late)


def _person(form: Form, row: int, entity: str) -> tuple[Person, Findings]:
    years, poor = number_of(form.cell(row, "years"), form.place(row, "years"), fits=lambda unit: unit.base == "years")
    share, odd = _share(form, row, "dedication")
    return Person(
        id="",
        entity=entity,
        name=form.text(row, "name"),
        roles=parts(form.text(row, "role")),
        years=years,
        qualification=form.text(row, "qualification"),
        dedication=share,
    ), (*poor, *odd)


def _share(form: Form, row: int, column: str) -> tuple[Decimal, Findings]:
    """A percentage as a fraction; the whole where it is left blank."""
    share, findings = share_of(form.cell(row, column), form.place(row, column), form.percent(row, column))
    return (Decimal(1) if share is None else share), findings


_Reader = Callable[[Form, int, str], tuple[Reference | Person, Findings]]
_READERS: dict[str, tuple[str, _Reader]] = {REFERENCES: ("title", _reference), PEOPLE: ("name", _person)}
_NAMELESS = {REFERENCES: "ask_untitled", PEOPLE: "ask_nameless"}
