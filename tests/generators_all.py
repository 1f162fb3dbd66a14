"""Random small tenders of all rules, for tests against brute force."""

import random
from dataclasses import replace
from decimal import Decimal

from tests.generators import _eased, random_choice, random_register, random_tender, text
from tests.oracle import CHOSEN
from tests.spec import Cap, Case, ExternalRow, PersonRow, RefRow, RegisterSpec, Row, TenderSpec

FURTHER = ("ratio", "references", "performer", "external", "team", "classification", "share")
ROLES = ("Enfermera", "Coordinadora", "Psicóloga")
TITLES = ("Enfermería", "Trabajo Social")
SUBGROUPS = ("Works C-4", "Obras C-4", "Services L-6", "Obras I-2")
WITH_SHARES = ("share", "classification")
MOST_WITH_SHARES = 3
"""Brute force tries all shares: three members are as many as it can."""


def random_case_of(rng: random.Random, rules: tuple[str, ...] = FURTHER, most: int = 6) -> Case:
    """A question in which rows of ``rules`` stand beside the plain ones; most can be covered."""
    register = _enriched(rng, random_register(rng, most), rules)
    tender = random_tender(rng, register, 3)
    chosen = rng.choices(rules, k=rng.randint(1, 3))
    mixed = rng.random() < 0.5
    rows = tuple(_row(rng, rule, tender, register, n, mixed) for n, rule in enumerate(chosen, start=20))
    tender = replace(tender, rows=(*tender.rows, *rows))
    choice = random_choice(rng, tender, register)
    if {r.rule for r in rows} & set(WITH_SHARES):
        choice = replace(choice, max_members=min(choice.max_members or MOST_WITH_SHARES, MOST_WITH_SHARES))
    return _eased(rng, Case(tender, register, choice))


def members_of(rng: random.Random, case: Case) -> list[str]:
    """Some coalition, small where shares have to be tried."""
    ids = sorted(e.id for e in case.register.entities)
    with_shares = any(r.rule in WITH_SHARES for r in case.tender.rows)
    return rng.sample(ids, rng.randint(1, min(len(ids), MOST_WITH_SHARES if with_shares else len(ids))))


def _row(rng: random.Random, rule: str, tender: TenderSpec, register: RegisterSpec, n: int, mixed: bool) -> Row:
    lots = tender.lot_ids()
    # A row for all lots and one for a single lot may not compete for one person: where they meet is not defined.
    lot = rng.choice(lots) if lots and (mixed or rule not in CHOSEN) and rng.random() < 0.7 else ""
    lot = "" if rule in ("team", "performer") and not mixed else lot or (lots[0] if lots and rule in CHOSEN else "")
    row = Row(f"R{n}", lot, text=f"Requirement {n}", rule=rule)
    row = _MAKE[rule](rng, row, register)
    mandatory = rng.choices(("", "no"), (5, 1))[0]
    points = rng.choice(("1", "2", "5")) if mandatory == "no" or rng.random() < 0.3 else ""
    alternative = rng.choice(("G/a", "G/b", "J/a", "J/b")) if rng.random() < 0.15 else ""
    return replace(row, mandatory=mandatory, points=points, alternative=alternative)


def _ratio(rng: random.Random, row: Row, register: RegisterSpec) -> Row:
    mode = rng.choice(("", "; mode=pooled", "; mode=each"))
    bar, unit = rng.choice((("1", ""), ("1.5", ""), ("0.5", ""), ("33.3", "%"), ("100", "%"), ("0", "")))
    return replace(row, threshold=bar, unit=unit, parameters=f"num=activo; den=pasivo{mode}")


def _references(rng: random.Random, row: Row, register: RegisterSpec) -> Row:
    parts = [f"k={rng.choice((1, 1, 2, 3))}"] if rng.random() < 0.7 else []
    parts += ["years=3"] if rng.random() < 0.5 else []
    parts += [f"cpv={rng.choice(('853', '85', '90'))}"] if rng.random() < 0.4 else []
    parts += [f"cap={rng.choice((1, 2, 3))}"] if rng.random() < 0.3 else []
    threshold = rng.choice(("", "50", "60", "100", "100.01"))
    if rng.random() < 0.4:
        parts.append(f"total={rng.choice(('150', '160', '200%' if threshold else '200'))}")
    return replace(row, threshold=threshold, unit="EUR", parameters="; ".join(parts))


def _performer(rng: random.Random, row: Row, register: RegisterSpec) -> Row:
    task = rng.choice(("", "task=Transporte", "task=transporte", "task=Limpieza"))
    if rng.random() < 0.3:
        return replace(row, capability="Plantilla", threshold=rng.choice("235"), unit="people", parameters=task)
    return replace(row, capability=rng.choice(("ISO 9001", "Seguro RC", "Oficina")), parameters=task)


def _external(rng: random.Random, row: Row, register: RegisterSpec) -> Row:
    row = replace(row, rule=rng.choice(("any", "sum", "count")), parameters="external=yes")
    if row.rule == "sum":
        extra = rng.choice(("", "; floor=100", "; member_min=10%", "; lead_min=50%"))
        threshold = rng.choice(("500", "700", "1000", "1000.01"))
        return replace(
            row, capability="Facturación", threshold=threshold, unit="EUR", parameters=row.parameters + extra
        )
    k = f"; k={rng.choice((1, 2, 3))}" if row.rule == "count" else ""
    return replace(row, capability=rng.choice(("ISO 9001", "Seguro RC")), parameters=row.parameters + k)


def _team(rng: random.Random, row: Row, register: RegisterSpec) -> Row:
    parts = [f"years={rng.choice((3, 5))}"] if rng.random() < 0.4 else []
    parts += [f"qualification={rng.choice(TITLES)}"] if rng.random() < 0.3 else []
    parts += [f"dedication={rng.choice((25, 50, 100))}%"] if rng.random() < 0.5 else []
    threshold = rng.choice(("", "", "1", "2"))
    return replace(row, capability=rng.choice(ROLES), threshold=threshold, parameters="; ".join(parts))


def _classification(rng: random.Random, row: Row, register: RegisterSpec) -> Row:
    gate = rng.choice(("", "", "gate=off"))
    return replace(row, capability=rng.choice(SUBGROUPS), threshold=rng.choice("1233445"), parameters=gate)


def _share(rng: random.Random, row: Row, register: RegisterSpec) -> Row:
    mode = rng.choice(("", "mode=sum", "mode=each"))
    threshold = rng.choice(("100", "200", "250", "266.67", "300", "333.33", "400.01"))
    return replace(row, capability="Facturación", threshold=threshold, unit="EUR", parameters=mode)


_MAKE = {
    "ratio": _ratio,
    "references": _references,
    "performer": _performer,
    "external": _external,
    "team": _team,
    "classification": _classification,
    "share": _share,
}


def _enriched(rng: random.Random, register: RegisterSpec, rules: tuple[str, ...]) -> RegisterSpec:
    """The register with what the further rules look at."""
    ids = [e.id for e in register.entities]
    caps = list(register.capabilities)
    for e in ids if "ratio" in rules else ():
        recorded = [name for name in ("activo", "pasivo") if rng.random() < 0.9]
        caps += [Cap(e, name, _figure(rng), rng.choice(("EUR", "k€"))) for name in recorded]
    for e in ids if "classification" in rules else ():
        caps += [Cap(e, rng.choice(SUBGROUPS), _category(rng)) for _ in range(rng.choice((0, 1, 1, 1, 2)))]
    return replace(
        register,
        capabilities=tuple(caps),
        references=tuple(_reference(rng, ids, n) for n in range(rng.randint(0, 8))) if "references" in rules else (),
        people=tuple(_person(rng, ids, n) for n in range(rng.randint(0, 6))) if "team" in rules else (),
        externals=_externals(rng) if "external" in rules else (),
    )


def _figure(rng: random.Random) -> str:
    return rng.choices(("10", "15", "20", "30", "0", "?", "no", "-5", "0.01"), (6, 6, 6, 6, 1, 1, 1, 1, 1))[0]


def _category(rng: random.Random) -> str:
    return rng.choices(("1", "2", "3", "4", "no", "?", "yes"), (4, 5, 5, 3, 1, 1, 1))[0]


def _reference(rng: random.Random, ids: list[str], n: int) -> RefRow:
    # The two lines of a joint contract are those of neighbours: one entity has one line of it.
    entity = rng.choice(ids)
    joint = rng.random() < 0.3 and len(ids) > 1
    fixed = random.Random(n // 2 if joint else 1000 + n)
    name = f"ref{n // 2}" if joint else f"own{n}"
    cpv = fixed.choice(("85310000-5", "85320000-8", "90000000-7", ""))
    ended = fixed.choice(("2025-01-01", "2024-06-30", "2023-06-15", "2023-06-14", "2026-06-16", ""))
    amount = rng.choice(("50", "60", "100", "0.1", "", "200"))
    unit = "k€" if amount == "0.1" else rng.choice(("EUR", "EUR", "", "USD"))
    return RefRow(f"{name}", entity if not joint else ids[n % len(ids)], cpv, amount, unit,
                  rng.choice(("", "50", "33.3")), ended, rng.choice(("", "evidenced", "verified")))  # fmt: skip


def _person(rng: random.Random, ids: list[str], n: int) -> PersonRow:
    roles = "; ".join(rng.sample(ROLES, rng.choice((1, 1, 2))))
    return PersonRow(
        f"p{n}",
        rng.choice(ids),
        roles,
        rng.choice(("", "2", "3", "5", "10")),
        rng.choice(("", *TITLES)),
        rng.choice(("", "50", "75", "100")),
    )


def _externals(rng: random.Random) -> tuple[ExternalRow, ...]:
    found = []
    for n in range(rng.randint(0, 3)):
        letter = rng.choice(("yes", "yes", "no", ""))
        until = rng.choice(("", "", "2026-06-15", "2026-06-14"))
        if rng.random() < 0.5:
            amount = rng.choice((*(text(Decimal(n)) for n in (100, 200, 300, 500)), "?"))
            found.append(ExternalRow(f"X{n}", "Facturación", amount, "EUR", until, letter))
        else:
            found.append(
                ExternalRow(
                    f"X{n}", rng.choice(("ISO 9001", "Seguro RC")), rng.choice(("yes", "yes", "?")), "", until, letter
                )
            )
    return tuple(found)
