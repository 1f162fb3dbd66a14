"""The product's answers in the oracle's words, and where the two differ."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest

from consortium.domain import result
from consortium.domain.case import Case as DomainCase
from consortium.domain.case import case_of
from consortium.domain.verify import Assessment, assess
from consortium.optimise import solve
from tests import oracle
from tests.convert import to_domain
from tests.generators import shrink
from tests.spec import Case

Words = dict[str, object]
Differences = dict[str, tuple[object, object]]
"""What differs: (ours, the oracle's)."""
ALL = 100_000
RANKED = (
    "status", "size", "lower_bound", "members", "lead", "points", "cost", "canonical", "verdict", "externals",
    "requirements",
)  # fmt: skip
"""What a solver's answer says without a list of all coalitions."""


def domain_case(case: Case) -> DomainCase:
    """The case as the domain joins it."""
    return case_of(*to_domain(case.tender, case.register), case.choice.lots, case.choice.verified_only)


def options(case: Case, solver: str = "cbc") -> result.Options:
    """The case's options; every alternative is listed."""
    c = case.choice
    return result.Options(c.lots, c.include, c.exclude, c.max_members, c.verified_only, ALL, None, solver)


def unequal(ours: Words, theirs: Words) -> Differences:
    """The entries that differ."""
    return {key: (ours.get(key), theirs[key]) for key in theirs if ours.get(key) != theirs[key]}


def judged(assessment: Assessment) -> Words:
    """An assessment in the oracle's words."""
    return {
        "covers": assessment.covers,
        "lead": assessment.lead,
        "points": assessment.points,
        "cost": assessment.cost,
        "requirements": {(o.need.requirement.id, o.need.lot): o.state.value for o in assessment.outcomes},
        "groups": {(g.group.name, g.group.lot): g.state.value for g in assessment.groups},
        "externals": assessment.externals,
    }


def check_differences(case: Case, members: Sequence[str]) -> Differences:
    """Where the verifier and the oracle judge a coalition differently."""
    expected = oracle.check(case, members)
    assessment = assess(domain_case(case), tuple(sorted(members)))
    ours = _settled(case, judged(assessment))
    theirs = _settled(case, {name: getattr(expected, name) for name in ours})
    return unequal(ours, theirs) | share_differences(case, assessment)


def _settled(case: Case, words: Words) -> Words:
    """Without the states of rows of which a coalition could as well have chosen others to fulfil."""
    rows = {row.id: row for row in case.tender.rows}
    free = {row.id for row in rows.values() if row.rule in oracle.CHOSEN}
    groups = {rows[row].alternative.partition("/")[0] for row in free}
    left_out = {"requirements": free, "groups": groups}
    return {
        name: {key: state for key, state in value.items() if key[0] not in left_out[name]}
        if name in left_out and isinstance(value, dict)
        else value
        for name, value in words.items()
    }


def share_differences(case: Case, assessment: Assessment) -> Differences:
    """What is wrong with the shares of an assessment, if it has any."""
    least = oracle.least_deviation_of(case, assessment.members, assessment.lead)
    shares = assessment.shares
    if least is None or shares is None:
        return {} if (least is None) == (shares is None) else {"shares": (shares, least)}
    whole = [Fraction(shares[m]) * 10_000 for m in assessment.members]
    stray = max(abs(x - Fraction(10_000, len(whole))) for x in whole)
    fine = sum(whole) == 10_000 and all(x.denominator == 1 for x in whole)
    held = oracle.held_by_shares(case, assessment.members, [int(x) for x in whole])
    ours = {(o.need.requirement.id, o.need.lot) for o in assessment.outcomes if o.state.value == "met"}
    right = fine and stray == least and ours & oracle.share_rows(case) == held
    return {} if right else {"shares": (shares, (least, held))}


def answered(answer: result.Answer) -> Words:
    """An answer in the oracle's words."""
    found = (
        judged(answer.assessment)
        if answer.assessment
        else {"lead": None, "points": None, "cost": None, "externals": ()}
    )
    return {
        **found,
        "status": answer.status.value,
        "undetermined": answer.undetermined,
        "conditional": answer.conditional,
        "members": answer.members,
        "size": answer.size,
        "lower_bound": answer.lower_bound if answer.size else None,
        "canonical": answer.canonical,
        "coalitions": tuple(c.members for c in answer.alternatives.coalitions),
        "ranks": tuple((c.points, c.cost) for c in answer.alternatives.coalitions),
        "total": answer.alternatives.total if answer.size else None,
        "complete": answer.alternatives.complete if answer.size else True,
        "gaps": frozenset(gap.requirement for gap in answer.gaps),
        **_needed(answer.necessity),
    }


def _needed(necessity: result.Necessity | None) -> Words:
    if necessity is None or necessity.verdict is None:
        return {"verdict": None}
    readings = {"as_recorded": necessity.as_recorded, "favourable": necessity.favourable}
    return {
        "verdict": necessity.verdict.value,
        "alone": {name: part.alone for name, part in readings.items()},
        "subsets": {name: tuple(sorted(part.subsets)) for name, part in readings.items()},
        "per_lot": {lot: dict(zip(readings, both, strict=True)) for lot, both in necessity.per_lot.items()},
    }


def expected(case: Case) -> Words:
    """The oracle's answer in the same words."""
    answer = oracle.solve(case)
    common = {
        "status": answer.status,
        "undetermined": answer.undetermined,
        "conditional": answer.conditional,
        "members": answer.members,
        "size": answer.size,
        "lower_bound": answer.size,
        "coalitions": answer.coalitions,
        "gaps": answer.gaps,
        "complete": True,
        "lead": answer.lead,
        "externals": answer.externals,
        "points": answer.points,
        "cost": answer.cost,
    }
    if answer.size is None or answer.necessity is None:
        return common | {"total": None}
    checks = [oracle.check(case, members) for members in answer.coalitions]
    needed = {"verdict": answer.necessity.verdict} | (
        {name: getattr(answer.necessity, name) for name in ("alone", "subsets", "per_lot")}
        if answer.necessity.verdict
        else {}
    )
    found = {"total": len(answer.coalitions), "ranks": tuple((c.points, c.cost) for c in checks), "canonical": True}
    return common | needed | found | {"requirements": answer.requirements, "groups": answer.groups, "covers": True}


def solve_differences(case: Case, solver: str = "cbc") -> Differences:
    """Where the optimiser and brute force answer differently."""
    answer = solve(domain_case(case), options(case, solver))
    found = unequal(_settled(case, answered(answer)), _settled(case, expected(case)))
    return found | (share_differences(case, answer.assessment) if answer.assessment else {})


def alone_differences(case: Case, solver: str) -> Differences:
    """The same for an answer without a list of all coalitions; of one that has no coalition only the status."""
    answer = solve(domain_case(case), options(case, solver))
    theirs = {k: v for k, v in expected(case).items() if k in RANKED}
    found = unequal(_settled(case, answered(answer)), _settled(case, theirs))
    return {k: v for k, v in found.items() if answer.size is not None or k == "status"}


def agree(case: Case, differences: Callable[[Case], Differences] = solve_differences) -> None:
    """Fail with the smallest case that shows the same difference."""
    found = differences(case)
    if not found:
        return
    key = next(iter(found))
    least = shrink(case, lambda smaller: key in differences(smaller))
    lines = [f"{name}: ours {ours}\n    brute force {theirs}" for name, (ours, theirs) in differences(least).items()]
    pytest.fail("\n".join([*lines, repr(least.tender), repr(least.register), repr(least.choice)]), pytrace=False)
