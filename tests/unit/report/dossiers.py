"""Small dossiers made by hand, and random ones: no optimiser, no file."""

import random
from datetime import date
from decimal import Decimal

from consortium.domain.call import Alternative, Category, Formula, Lot, Percent, Requirement, Rule, Source, Tender
from consortium.domain.case import Case, case_of
from consortium.domain.explanation import NecessityBoth
from consortium.domain.findings import Place, info, warning
from consortium.domain.joint import JointBid
from consortium.domain.register import Capability, Entity, Mark, Pair, Register, Status
from consortium.domain.result import Alternatives, Answer, Coalition, Gap, Necessity, Options, Proof, Smaller, Verdict
from consortium.domain.result import Status as Outcome
from consortium.domain.rivalry import pairings
from consortium.domain.units import unit
from consortium.domain.verify import assess
from consortium.report.dossier import Dossier, Stamp

DEADLINE = date(2027, 2, 26)
LAPSED = date(2027, 1, 31)
STAMP = Stamp("licitación.xlsx", "registro.xlsx", "ab" * 32, "cd" * 32, "0.1.0", date(2026, 11, 24))

MEMBERS = ("E1", "E2", "E3")


def row(id_: str, rule: Rule | None, **more: object) -> Requirement:
    defaults: dict[str, object] = {
        "text": f"Requisito {id_}",
        "capability": f"c-{id_}",
        "category": Category.TECHNICAL,
        "clause": f"PCAP {id_}",
        "source": Source("licitación.xlsx", "Requisitos", 2, (("id", "A"), ("text", "D"))),
    }
    return Requirement(id=id_, rule=rule, **{**defaults, **more})  # type: ignore[arg-type]


def holds(entity: str, id_: str, value: object, word: str = "", until: date | None = None) -> Capability:
    given = Decimal(value) if isinstance(value, int | str) and value != "?" else value
    return Capability(
        entity,
        f"c-{id_}",
        Mark.UNKNOWN if given == "?" else given,  # type: ignore[arg-type]
        unit(word),
        valid_until=until,
        status=Status.EVIDENCED,
        evidence="Certificado",
        file="registro.xlsx",
        sheet="Capacidades",
        column="C",
        row=7,
    )


def answer(case: Case, members: tuple[str, ...], status: Outcome = Outcome.OPTIMAL) -> Answer:
    judged = assess(case, members) if members else None
    ties = Alternatives()
    if judged is not None:
        other = Coalition(("E1", "E2", "E4"), Decimal(0), Decimal(2))
        first = Coalition(members, judged.points, judged.cost)
        ties = Alternatives(True, 2, (first, other), {"E1": 2, "E2": 2, "E3": 1, "E4": 1})
    return Answer(
        status=status,
        canonical=True,
        undetermined=case.undetermined(),
        lower_bound=len(members) or None,
        proof=Proof.EXACT,
        assessment=judged,
        alternatives=ties,
        gaps=(),
        necessity=Necessity(
            Smaller(),
            Smaller((), (("E1", "E2"),)),
            {"1": ((), ("E1",)), "2": (("E2",), ("E2",))},
            Verdict.AMBER,
        )
        if judged
        else None,
        findings=case.findings,
        seconds=0.5,
        solver="cbc",
    )


def showcase_rows() -> tuple[Requirement, ...]:
    """Every rule, every state, both lots, hostile texts, an undecided row."""
    eur, thousand, people = unit("EUR"), unit("k€"), unit("personas")
    return (
        row("R01", Rule.EACH, text='=HYPERLINK("http://x")', category=Category.EXCLUSION),
        row("R02", Rule.ANY, text="+34 600 000 000"),
        row("R03", Rule.ANY, threshold=Decimal("1.2"), unit=unit("M€"), alternative=Alternative("SOLV", "a")),
        row("R04", Rule.SUM, threshold=Decimal(350), unit=thousand, alternative=Alternative("SOLV", "b")),
        row(
            "R05",
            Rule.SUM,
            lots=("1",),
            threshold=Formula(Decimal("1.5"), "AAV"),
            threshold_text="1.5x AAV",
            unit=eur,
            parameters=(("member_min", Percent(Decimal(10))),),
        ),
        row("R06", Rule.SUM, lots=("1", "2"), threshold=Decimal("0.3"), unit=eur),
        row("R07", Rule.SUM, threshold=Decimal(60), unit=people, parameters=(("floor", Decimal(10)),)),
        row(
            "R08",
            Rule.SUM,
            threshold=Decimal("600000.01"),
            unit=eur,
            parameters=(("lead_min", Percent(Decimal(50))), ("member_min", Decimal(1))),
        ),
        row("R09", Rule.COUNT, parameters=(("k", Decimal(2)),)),
        row("R10", Rule.COUNT, threshold=Decimal(2), unit=people, parameters=(("k", Decimal(2)),)),
        row("R11", Rule.LEAD),
        row("R12", Rule.ANY, mandatory=False, points=Decimal("2.5"), category=Category.AWARD),
        row("R13", Rule.ANY, mandatory=False, points=Decimal(4), category=Category.AWARD),
        row("R14", Rule.SUM, unread=(("threshold", "según apartado L"),), threshold_text="según apartado L", unit=eur),
        row("R15", Rule.EACH, mandatory=False, text="@texto\x07 con control", category=Category.AWARD),
    )


def showcase_capabilities() -> tuple[Capability, ...]:
    yes, no = Mark.YES, Mark.NO
    table: tuple[tuple[str, str, tuple[object, object, object]], ...] = (
        ("R01", "", (yes, yes, yes)),
        ("R02", "", (yes, no, "?")),
        ("R03", "M€", ("0.9", "0.6", 0)),
        ("R04", "k€", ("197.5", 94, 89)),
        ("R05", "EUR", (909000, 710000, 456000)),
        ("R06", "EUR", ("0.1", "0.1", "0.1")),
        ("R07", "personas", (39, 21, 9)),
        ("R08", "EUR", ("400000.01", 200000, 1)),
        ("R09", "", (yes, yes, no)),
        ("R10", "personas", (2, 1, "?")),
        ("R11", "", (yes, no, no)),
        ("R12", "", (no, yes, no)),
        ("R15", "", (yes, "?", yes)),
    )
    found = [holds(m, id_, v, w) for id_, w, values in table for m, v in zip(MEMBERS, values, strict=True)]
    found.append(holds("E1", "R13", yes, until=LAPSED))
    return tuple(found)


def showcase_tender() -> Tender:
    return Tender(
        title="Ayuda a domicilio: [lote/único] *?",
        deadline=DEADLINE,
        lots=(Lot("1", "Ayuda", Decimal(2880000), Decimal(36)), Lot("2", "Comidas", Decimal(240000), Decimal(12))),
        requirements=showcase_rows(),
        minimum_share=Decimal("0.1"),
        estimated_value=Decimal(3120000),
        duration_months=Decimal(36),
        reference="FV-1",
        buyer="-Ayuntamiento",
        cpv=("85312000-9",),
    )


def showcase_register() -> Register:
    names = ("=1+1", "Manos & Co.", "Fogones, S.L.", "Reserva")
    entities = tuple(
        Entity(f"E{n}", name, "F00717751", "Cooperativa", "mediana", ("cuidados",), "Toledo", "a@b.example", Decimal(n))
        for n, name in enumerate(names, start=1)
    )
    return Register(entities, showcase_capabilities(), pairs=(Pair("E3", "E4", False, "rivales"),))


def showcase(members: tuple[str, ...] = MEMBERS) -> Dossier:
    tender, register = showcase_tender(), showcase_register()
    case = case_of(tender, register)
    noticed = (
        info("rule_default", Place("licitación.xlsx", "Requisitos", "F4"), requirement="R02", rule="any"),
        warning("evidence_expired", Place("registro.xlsx", "Capacidades", "C7"), entity="E4", capability="x"),
    )
    found = answer(case, members)
    return Dossier(tender, register, case, found, Options(), STAMP, noticed, joint(register, found))


def joint(register: Register, found: Answer) -> JointBid:
    """The answer's necessity, relying on a non-member; without it, and for the second lot, nobody would do."""
    nobody = Necessity(Smaller(), Smaller(), {}, Verdict.GREEN)
    part = Necessity(Smaller(), Smaller(("E1",), (("E1",), ("E2", "E3"))), {}, Verdict.AMBER)
    whole = NecessityBoth(("X1",), found.necessity, nobody)
    lots = ("1", NecessityBoth((), part, part)), ("2", NecessityBoth((), None, None))
    return JointBid(found.members, whole, lots, pairings(register.entities, found.members))


def impossible() -> Dossier:
    tender, register = showcase_tender(), showcase_register()
    case = case_of(tender, register)
    gaps = (
        Gap("R05", "1", "threshold", Decimal(1440000), Decimal(900000), Decimal(540000), ("E1", "E2")),
        Gap("R09", None, "count", Decimal(2), Decimal(1), Decimal(1), ("E1",)),
        Gap("SOLV", None, "alternatives", None, None, None, ()),
    )
    found = answer(case, (), Outcome.INFEASIBLE)
    return Dossier(tender, register, case, _with_gaps(found, gaps), Options(max_members=2), STAMP)


def _with_gaps(found: Answer, gaps: tuple[Gap, ...]) -> Answer:
    from dataclasses import replace

    return replace(found, gaps=gaps)


def drawn(seed: int, rows: int = 24, members: int = 4) -> Dossier:
    """A random case of every rule, all completions of knowledge, values at and around the thresholds."""
    rng = random.Random(seed)
    ids = tuple(f"E{n}" for n in range(1, members + 1))
    requirements = tuple(_drawn_row(rng, f"R{n:02d}") for n in range(rows))
    capabilities = tuple(c for r in requirements for e in ids for c in _drawn_value(rng, e, r, members))
    register = Register(tuple(Entity(e, f"Entidad {e}") for e in ids), capabilities)
    tender = Tender(title="t", deadline=DEADLINE, lots=(Lot("1"),), requirements=requirements)
    case = case_of(tender, register)
    return Dossier(tender, register, case, answer(case, ids), Options(), STAMP)


def _drawn_row(rng: random.Random, id_: str) -> Requirement:
    rule = rng.choice((Rule.ANY, Rule.EACH, Rule.COUNT, Rule.LEAD, Rule.SUM, Rule.SUM))
    wanted = rule is Rule.SUM or rng.random() < 0.6
    threshold = rng.choice(("0", "1", "3", "0.3", "100.07", "123456789.01")) if wanted else None
    parameters: list[tuple[str, object]] = []
    if rule is Rule.COUNT:
        parameters.append(("k", Decimal(rng.randint(1, 4))))
    for name, chance in (("floor", 0.3), ("member_min", 0.4), ("lead_min", 0.4)):
        if rule is Rule.SUM and rng.random() < chance:
            parameters.append((name, Percent(Decimal(rng.choice((0, 10, 25, 50))))))
    way = rng.choice((None, None, None, Alternative("G", "a"), Alternative("G", "b"), Alternative("H", "a")))
    mandatory = rng.random() < 0.7
    return row(
        id_,
        rule,
        threshold=None if threshold is None else Decimal(threshold),
        unit=unit(rng.choice(("EUR", "k€", "personas"))) if threshold else None,
        parameters=tuple(parameters),
        mandatory=mandatory,
        points=None if mandatory else Decimal(rng.randint(0, 3)),
        alternative=way,
    )


def _drawn_value(rng: random.Random, entity: str, requirement: Requirement, members: int) -> list[Capability]:
    kind = rng.random()
    word = requirement.unit.word if requirement.unit else ""
    if kind < 0.08:
        return []
    if kind < 0.16:
        return [holds(entity, requirement.id, "?", word)]
    if kind < 0.24:
        return [holds(entity, requirement.id, 5, word, LAPSED)]
    if requirement.threshold is None:
        return [holds(entity, requirement.id, rng.choice((Mark.YES, Mark.YES, Mark.NO, "2", "0.5")), word)]
    assert isinstance(requirement.threshold, Decimal)
    share = (requirement.threshold / members).quantize(Decimal("0.01"))
    near = rng.choice(("0", "0.01", "-0.01", "0", str(requirement.threshold)))
    return [holds(entity, requirement.id, str(max(Decimal(0), share + Decimal(near))), word)]
