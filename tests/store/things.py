"""Things to keep: a small fixed workspace, and random registers and bids that seek the edges."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from consortium.domain.call import (
    Alternative,
    Category,
    Formula,
    Lot,
    Percent,
    Requirement,
    Rule,
    Source,
    Tender,
)
from consortium.domain.register import Capability, Entity, External, Mark, Pair, Person, Reference, Register, Status
from consortium.domain.result import Options
from consortium.domain.units import unit
from consortium.store import (
    Alias,
    Asked,
    Bid,
    Chosen,
    Commitment,
    ConfirmedMapping,
    Decision,
    Kept,
    Proof,
    ProposalField,
    Result,
    Scenario,
    Store,
    TenderVersion,
    Workspace,
)

PDF = b"%PDF-1.7 certificado ISO 9001"
SHEET = b"PK\x03\x04 a workbook"
PLACE = Source("socios.xlsx", "Entidades", 4, (("id", "A"), ("name", "B")))

REGISTER = Register(
    entities=(
        Entity("E1", "Cooperativa Éxito", "F12345674", "cooperativa", "small", ("limpieza", "jardinería"), "Sevilla",
               "ana@exito.es", Decimal("1200.50"), True, PLACE),
        Entity("E2", "Fundación Ñandú", email="luis@nandu.org", available=False),
    ),
    capabilities=(
        Capability("E1", "Facturación anual", Decimal("1250000.50"), unit("k€"), date(2025, 1, 1), date(2027, 12, 31),
                   Status.EVIDENCED, "cuentas.pdf", "socios.xlsx", "Capacidades", "C", 7),
        Capability("E1", "ISO 9001", Mark.YES),
        Capability("E1", "ISO 9001", Mark.UNKNOWN, status=Status.VERIFIED),
        Capability("E2", "Plantilla", Decimal("12"), unit("personas")),
    ),
    references=(Reference("R1", "E1", "Limpieza", "90910000", Decimal("0.10"), unit("EUR"), Decimal("0.333")),),
    people=(Person("28123456S", "E1", "Ana Pérez", ("jefa de obra",), Decimal("7.5"), "ingeniera", Decimal("0.5")),),
    externals=(External("X1", "Luis Gómez", "Póliza RC", Decimal("600000"), unit("EUR"), date(2026, 12, 1), True),),
    pairs=(Pair("E1", "E2", False, "mismo grupo"),),
)  # fmt: skip

TENDER = Tender(
    title="Servicio de limpieza",
    deadline=date(2026, 12, 15),
    lots=(Lot("1", "Norte", Decimal("100000.01"), Decimal(24)), Lot("2")),
    requirements=(
        Requirement("R1", "Volumen", "Facturación anual", Category.ECONOMIC, Rule.SUM, ("1",),
                    Formula(Decimal("1.5"), "VEC"), "1,5 x VEC", unit("EUR"),
                    (("member_min", Percent(Decimal(20))), ("floor", Decimal("50000")), ("external", True), ("x", "1")),
                    points=Decimal("2.5"), alternative=Alternative("G", "a"), unread=(("unit", "?"),), source=PLACE),
    ),
    minimum_share=Decimal("0.2"),
    reference="EXP-1/2026",
    cpv=("90910000", "03000000"),
)  # fmt: skip


OPTIONS = Options(lots=("1",), include=("E1",), max_members=3, verified_only=True, time_limit=2.5)
AT = datetime(2026, 11, 24, 10, 30, 0, 250, tzinfo=UTC)


def rows_of(register: Register) -> tuple[Any, ...]:
    """All rows of a register, entities first."""
    r = register
    return (*r.entities, *r.capabilities, *r.references, *r.people, *r.externals, *r.pairs)


def around(capability: str, pdf: str) -> tuple[Any, ...]:
    """What is known about entities beside the register."""
    return (
        Proof(capability, pdf, "iso.pdf", "Ana Pérez", AT),
        Commitment("E1", "EXP-9/2026", "2", "UTE Sur", date(2026, 3, 1)),
        Alias("ISO9001", "ISO 9001"),
        ConfirmedMapping("abc", '{"text": "C"}'),
    )


def of_bid(bid: str, version: str) -> tuple[Any, ...]:
    """What is known about a bid beside its tender."""
    return (
        Chosen(bid, OPTIONS),
        Result(bid, version, OPTIONS, '{"status": "optimal"}', "ff", AT),
        Scenario(bid, "sin E2", OPTIONS, ("E1",), ("X1",), "E1", "más barata"),
        Decision(bid, ("E1",), ("X1",), None, "sin capacidad libre", "Ana Pérez", AT),
        ProposalField(bid, "signatory.E1", "Ana Pérez, administradora"),
        Asked(bid, "E2", ("yes_no:iso 9001",), AT, "Ana Pérez", date(2026, 12, 4), "ee", AT),
    )


def filled(store: Store) -> Workspace:
    """A workspace with one of everything."""
    team = store.create_workspace("Equipo", "Ana Pérez")
    with store.changing(team.id, "Ana Pérez", "import") as work:
        rows = work.add_all(rows_of(REGISTER))
        iso = next(kept for kept in rows if isinstance(kept.value, Capability))
        work.add_all(around(iso.uid, work.attach(PDF)))
    with store.changing(team.id, "Luis Gómez") as work:
        bid = work.add(Bid("Limpieza 2026"))
        sheet = work.attach(SHEET)
        version = work.add(TenderVersion(bid.uid, 1, "pliego.xlsx", sheet, TENDER, False, AT, "Luis Gómez"))
        work.add_all(of_bid(bid.uid, version.uid))
    return team


def entity(store: Store, team: Workspace, entity_id: str = "E1") -> Kept[Entity]:
    """One entity as it is kept now."""
    return store.kept(team.id, Entity, id=entity_id)[0]


def renamed(kept: Kept[Entity], name: str) -> Entity:
    """The same entity under another name."""
    return replace(kept.value, name=name)


text = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=None) | st.sampled_from(
    [Decimal("1E+3"), Decimal("0.10"), Decimal("-0"), Decimal("12345678901234567890.123456789")]
)
days = st.none() | st.dates()
units = st.none() | st.builds(unit, st.sampled_from(["EUR", "k€", "%", "personas", "m2", "Ñ u"]))
values = st.sampled_from(Mark) | numbers
sources = st.builds(
    Source, text, text, st.integers(0, 10**6), st.lists(st.tuples(text, st.sampled_from("ABZ")), max_size=3).map(tuple)
)
statuses = st.sampled_from(Status)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Registers as a reader lets them through: IDs unique, everything of a known entity."""
    texts = st.lists(text, max_size=3).map(tuple)
    ids = draw(st.lists(text.filter(bool), min_size=1, max_size=4, unique=True))
    owner = st.sampled_from(ids)
    few: dict[str, Any] = {"max_size": 4}
    entities = tuple(
        draw(st.builds(Entity, st.just(i), text, text, text, text, texts, text, text, numbers, st.booleans(), sources))
        for i in ids
    )
    capabilities = st.builds(
        Capability, owner, text, values, units, days, days, statuses, text, text, text, text, st.integers(0, 10**6)
    )
    references = st.builds(
        Reference, text, owner, text, text, st.none() | numbers, units, numbers, days, statuses, sources
    )
    people = st.builds(Person, text, owner, text, texts, st.none() | numbers, text, numbers, sources)
    externals = st.builds(External, text, text, text, values, units, days, st.booleans(), st.booleans(), sources)
    pairs = st.builds(Pair, owner, owner, st.booleans(), text, sources)
    return Register(
        entities,
        draw(st.lists(capabilities, **few).map(tuple)),
        draw(st.lists(references, unique_by=lambda r: (r.entity, r.id), **few).map(tuple)),
        draw(st.lists(people, **few).map(tuple)),
        draw(st.lists(externals, **few).map(tuple)),
        draw(st.lists(pairs, **few).map(tuple)),
    )
