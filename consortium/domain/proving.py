"""From a register to what it proves for one need: by recorded value, by two of them, by past contracts, by people."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from consortium.domain import evidence
from consortium.domain.call import Rule
from consortium.domain.evidence import Holding, Index
from consortium.domain.exact import exactly
from consortium.domain.findings import Finding, warning
from consortium.domain.law.classification import Subgroup, subgroup
from consortium.domain.names import normal
from consortium.domain.need import Need
from consortium.domain.proofs import NOTHING, Fit, Line, Proofs
from consortium.domain.register import Capability, External, Person, Reference, Register, Status
from consortium.domain.rules.ratio import each_by_itself
from consortium.domain.rules.registry import RULES
from consortium.domain.units import PERCENT, Unit
from consortium.domain.vocabulary import Vocabulary

Holdings = Mapping[str, Holding]
Rows = Mapping[str, tuple[Capability, ...]]


@dataclass(frozen=True, slots=True)
class Files:
    """A register laid out to be asked; on ``day``; with ``verified_only`` all other evidence is unknown."""

    capabilities: Index
    externals: Index
    classified: Mapping[Subgroup, Rows]
    references: tuple[Reference, ...]
    people: tuple[Person, ...]
    day: date | None
    verified_only: bool

    def held(self, need: Need, rows: Rows) -> Holdings:
        """What rows, by entity, prove for a need."""
        with exactly():
            return {e: evidence.holding(need, own, self.day, self.verified_only) for e, own in rows.items() if own}


def files_of(register: Register, day: date | None, verified_only: bool, vocabulary: Vocabulary) -> Files:
    """Lay a register out. Of non-members only what is committed in writing counts."""
    outside = Register(capabilities=tuple(_as_capability(x) for x in register.externals if x.letter))
    classified: dict[Subgroup, dict[str, list[Capability]]] = defaultdict(lambda: defaultdict(list))
    for row in register.capabilities:
        if (found := subgroup(row.name)) is not None:
            classified[found][row.entity].append(row)
    return Files(
        evidence.index(register, vocabulary),
        evidence.index(outside, vocabulary),
        {name: {e: tuple(own) for e, own in rows.items()} for name, rows in classified.items()},
        register.references,
        register.people,
        day,
        verified_only,
    )


def _as_capability(external: External) -> Capability:
    place = external.source.at("value")
    return Capability(
        external.id,
        external.capability,
        external.value,
        external.unit,
        None,
        external.valid_until,
        Status.CLAIMED,
        file=place.file,
        sheet=place.sheet,
        column=place.cell.rstrip("0123456789"),
        row=external.source.row,
    )


def holdings_of(files: Files, need: Need) -> Holdings:
    """What each entity records for a need: its value, or how many references or people it has for it."""
    find = _HOLDINGS.get(need.requirement.rule) if need.determined and need.requirement.rule else None
    return find(files, need) if find else files.held(need, files.capabilities.of(need.requirement.capability, need.lot))


def proofs_of(files: Files, need: Need) -> Proofs:
    """What is proved for a need beside that."""
    if not need.determined:
        return NOTHING
    if relies_on_others(need):
        return Proofs(externals=files.held(need, files.externals.of(need.requirement.capability)))
    find = _PROOFS.get(need.rule)
    return find(files, need) if find else NOTHING


def relies_on_others(need: Need) -> bool:
    """Whether non-members may count for it."""
    allowed = need.determined and need.requirement.parameter("external") is True
    return allowed and RULES[need.rule].takes_externals


def asked(files: Files, need: Need) -> Iterator[tuple[Need, Rows]]:
    """The capabilities that a need asks for, as needs of their own, with the rows of each."""
    rule = need.requirement.rule if need.determined else None
    if rule is Rule.RATIO:
        yield from _figures(files, need)
    elif rule is Rule.CLASSIFICATION:
        yield need, files.classified.get(_wanted(need), {})
    elif rule not in (Rule.REFERENCES, Rule.TEAM):
        yield need, files.capabilities.of(need.requirement.capability, need.lot)


def _wanted(need: Need) -> Subgroup:
    found = subgroup(need.requirement.capability)
    assert found is not None
    return found


def _classification(files: Files, need: Need) -> Holdings:
    return files.held(need, files.classified.get(_wanted(need), {}))


def _classified(files: Files, need: Need) -> Proofs:
    """The best of each entity's categories in whatever subgroup; unknown only where none is known to be held."""
    best: dict[str, Holding] = {}
    for rows in files.classified.values():
        for entity, holding in files.held(need, rows).items():
            if entity not in best or _standing(holding) > _standing(best[entity]):
                best[entity] = holding
    return Proofs(classified=best)


def _standing(holding: Holding) -> tuple[int, Decimal]:
    number = holding.number
    if number is not None and number >= 1:
        return 2, number
    return int(holding.unknown), number or Decimal(0)


def _figures(files: Files, need: Need) -> tuple[tuple[Need, Rows], tuple[Need, Rows]]:
    """Numerator and denominator as needs in one unit. By itself an entity's unit is its own."""
    named = [str(need.requirement.parameter(name)) for name in ("num", "den")]
    above, below = (files.capabilities.of(name, need.lot) for name in named)
    unit = _common(need, (row for rows in (above, below) for own in rows.values() for row in own))
    first, second = (_figure(need, name, unit) for name in named)
    return (first, above), (second, below)


def _figure(need: Need, name: str, unit: Unit | None) -> Need:
    row = replace(need.requirement, capability=name, unit=unit, threshold=None)
    return replace(need, requirement=row, threshold=None, money=None)


def _common(need: Need, rows: Iterable[Capability]) -> Unit | None:
    """The unit in which most of the figures are; the row's own where that is no percentage."""
    if need.unit is not None and need.unit.base != PERCENT.base:
        return need.unit
    found = Counter((row.unit.base, row.unit.kind) for row in rows if row.unit is not None)
    if not found:
        return None
    base, kind = min(found, key=lambda unit: (-found[unit], unit[0]))
    return Unit(base, base, Decimal(1), kind)


def _ratio_part(files: Files, need: Need, part: int) -> Holdings:
    parts = _figures(files, need)
    asked_for, rows = parts[part]
    if not each_by_itself(need):
        return files.held(asked_for, rows)
    found: dict[str, Holding] = {}
    for entity, own in rows.items():
        every = (row for _, some in parts for row in some.get(entity, ()))
        alone = _figure(need, asked_for.requirement.capability, _common(need, every))
        found.update(files.held(alone, {entity: own}))
    return found


def _references(files: Files, need: Need) -> Proofs:
    with exactly():
        lines = (_line(files, need, reference) for reference in files.references)
        return Proofs(lines=tuple(line for line in lines if line.counts is not False))


def _line(files: Files, need: Need, reference: Reference) -> Line:
    certain = not files.verified_only or reference.status >= Status.VERIFIED
    marks = (_in_window(need, reference, files.day), _of_kind(need, reference), True if certain else None)
    counts = False if False in marks else None if None in marks else True
    return Line(reference.id, reference.entity, own_amount(need, reference) if certain else None, counts)


def own_amount(need: Need, reference: Reference) -> Decimal | None:
    """What an entity executed itself, in base units; None where it is unknown or its unit does not convert."""
    unit = reference.unit or need.unit
    if reference.amount is None or not evidence.comparable(need, reference.unit):
        return None
    return (unit.to_base(reference.amount) if unit else reference.amount) * reference.own_share


def _in_window(need: Need, reference: Reference, day: date | None) -> bool | None:
    """Whether it ended within so many years before the deadline, both days included."""
    years = need.number("years")
    if years is None or day is None:
        return True
    return None if reference.ended is None else years_before(day, int(years)) <= reference.ended <= day


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; of 29 February the last of the month."""
    year = max(1, day.year - years)
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _of_kind(need: Need, reference: Reference) -> bool | None:
    """Whether one of its CPV codes begins as asked; check digits aside."""
    wanted = need.requirement.parameter("cpv")
    if wanted is None:
        return True
    codes = [code for code in reference.cpv.replace(";", ",").split(",") if code.strip()]
    prefixes = [part.strip().partition("-")[0] for part in str(wanted).split(",") if part.strip()]
    return any(code.strip().startswith(prefix) for code in codes for prefix in prefixes) if codes else None


def _team(files: Files, need: Need) -> Proofs:
    fits = ((person, suits(need, person, files.verified_only)) for person in files.people)
    return Proofs(fits=tuple(Fit(p.id, p.entity, p.dedication, fit) for p, fit in fits if fit is not False))


def suits(need: Need, person: Person, verified_only: bool = False) -> bool | None:
    """Whether a person has the role, years and qualification asked for; None: not known. People have no status."""
    role = normal(need.requirement.capability)
    years, wanted = need.number("years"), need.requirement.parameter("qualification")
    marks: list[bool | None] = [role in {normal(r) for r in person.roles} if person.roles else None]
    if years is not None:
        marks.append(None if person.years is None else person.years >= years)
    if wanted is not None:
        has = {normal(part) for part in person.qualification.split(";") if part.strip()}
        marks.append(normal(str(wanted)) in has if has else None)
    marks.append(None if verified_only else True)
    return False if False in marks else None if None in marks else True


def _counted(entities: Iterable[tuple[str, bool | None]]) -> Holdings:
    """How many of something each entity has for certain."""
    found = Counter[str]()
    perhaps = set[str]()
    for entity, certain in entities:
        found[entity] += bool(certain)
        perhaps.update([entity] if certain is None else [])
    return {e: Holding(Decimal(n)) if n or e not in perhaps else Holding(None, True) for e, n in found.items()}


_HOLDINGS: dict[Rule, Callable[[Files, Need], Holdings]] = {
    Rule.RATIO: lambda files, need: _ratio_part(files, need, 0),
    Rule.CLASSIFICATION: _classification,
    Rule.REFERENCES: lambda files, need: _counted((x.entity, x.counts) for x in _references(files, need).lines),
    Rule.TEAM: lambda files, need: _counted((x.entity, x.suits) for x in _team(files, need).fits),
}
_PROOFS: dict[Rule, Callable[[Files, Need], Proofs]] = {
    Rule.RATIO: lambda files, need: Proofs(denominators=_ratio_part(files, need, 1)),
    Rule.CLASSIFICATION: _classified,
    Rule.REFERENCES: _references,
    Rule.TEAM: _team,
}


def findings(files: Files, register: Register, needs: Iterable[Need]) -> tuple[Finding, ...]:
    """What a user should know about what the needs rest on, each once."""
    found: dict[Finding, None] = {}
    for need in needs:
        for part, rows in asked(files, need):
            outside = relies_on_others(part) and files.externals.of(part.requirement.capability)
            told = evidence.findings(part, rows, files.day)
            found.update(dict.fromkeys(f for f in told if not (outside and f.code == "capability_nobody")))
        found.update(dict.fromkeys(_own_findings(files, register, need)))
    return tuple(found)


def _own_findings(files: Files, register: Register, need: Need) -> Iterator[Finding]:
    if not need.determined:
        return
    if relies_on_others(need):
        rows = files.externals.of(need.requirement.capability)
        yield from (f for f in evidence.findings(need, rows, files.day) if f.code != "capability_nobody")
        yield from _uncommitted(files, register, need)
    if need.rule is Rule.REFERENCES:
        yield from _odd_units(need, register.references)
    if need.rule is Rule.TEAM and not any(suits(need, person) is not False for person in register.people):
        yield warning("role_nobody", need.requirement.source.at("capability"), role=need.requirement.capability)


def _uncommitted(files: Files, register: Register, need: Need) -> Iterator[Finding]:
    wanted = files.capabilities.vocabulary.key(need.requirement.capability)
    for external in register.externals:
        if not external.letter and files.capabilities.vocabulary.key(external.capability) == wanted:
            place = external.source.at("letter")
            yield warning("external_without_letter", place, external=external.id, capability=external.capability)


def _odd_units(need: Need, references: Iterable[Reference]) -> Iterator[Finding]:
    row = need.requirement
    for reference in references:
        if reference.amount is None or evidence.comparable(need, reference.unit):
            continue
        yield warning(
            "unit_mismatch",
            reference.source.at("amount"),
            entity=reference.entity,
            capability=reference.title or reference.id,
            unit=reference.unit.word if reference.unit else "",
            wanted=need.unit.word if need.unit else "",
            requirement=row.id,
            other=str(row.source.at("unit")),
        )
