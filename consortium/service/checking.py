"""Checking a given coalition, without a solver."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from consortium.domain.case import Case
from consortium.domain.exact import MAX_INTEGER_DIGITS, SHARE_STEP, exactly, plain
from consortium.domain.findings import Finding, warning
from consortium.domain.result import Options
from consortium.domain.verify import Assessment, assess
from consortium.errors import UsageError
from consortium.service.files import RegisterFile, TenderFile
from consortium.service.solving import case_for


@dataclass(frozen=True, slots=True)
class Check:
    """A given coalition, judged, with the lead and shares given or else the best."""

    case: Case
    assessment: Assessment
    findings: tuple[Finding, ...]
    shares_hold: bool = True

    @property
    def covers(self) -> bool:
        """Whether it covers, with the shares given."""
        return self.assessment.covers and self.shares_hold


def check(
    tender: TenderFile,
    register: RegisterFile,
    members: tuple[str, ...],
    lead: str | None = None,
    shares: dict[str, Decimal] | None = None,
    lots: tuple[str, ...] = (),
    verified_only: bool = False,
) -> Check:
    """Judge ``members``. Raises InputError, and UsageError for an unknown ID or lot, a foreign lead, wrong shares."""
    options = Options(lots=lots, include=members, verified_only=verified_only)
    if not members:
        raise UsageError("no_members")
    case = case_for(tender, register, options)
    if lead is not None and lead not in members:
        raise UsageError("lead_no_member", id=lead)
    if shares is not None:
        _check_shares(shares, members)
    assessment = assess(case, members, lead, shares)
    broken = (*_broken(assessment), *_too_small(case, assessment, shares or {}))
    findings = (*tender.findings, *register.findings, *case.findings, *case.forced(members), *broken)
    return Check(case, assessment, tuple(dict.fromkeys(findings)), _shares_hold(case, shares or {}))


def _check_shares(shares: dict[str, Decimal], members: tuple[str, ...]) -> None:
    for entity in (*shares, *members):
        if entity not in members:
            raise UsageError("share_no_member", id=entity)
        if entity not in shares:
            raise UsageError("share_missing", id=entity)
    with exactly():
        if any(share < 0 or share % SHARE_STEP for share in shares.values()):
            raise UsageError("share_step")
        if sum(shares.values()) != 1:
            raise UsageError("share_sum", total=_percent(sum(shares.values(), Decimal(0))))


def _shares_hold(case: Case, shares: dict[str, Decimal]) -> bool:
    return all(share >= case.minimum_share for share in shares.values())


def _broken(assessment: Assessment) -> tuple[Finding, ...]:
    """Why a coalition whose rows are all met may still not cover: the pairs that it breaks."""
    inside = set(assessment.members)
    return tuple(warning("pair_apart" if {a, b} <= inside else "pair_together", a=a, b=b) for a, b in assessment.broken)


def _too_small(case: Case, assessment: Assessment, shares: dict[str, Decimal]) -> tuple[Finding, ...]:
    """The shares given that are below the minimum, or that so many members cannot all have it."""
    least = _percent(case.minimum_share)
    if not assessment.share_possible:
        return (warning("share_impossible", n=len(assessment.members), least=least),)
    small = (entity for entity, share in sorted(shares.items()) if share < case.minimum_share)
    return tuple(
        warning("share_too_small", entity=entity, share=_percent(shares[entity]), least=least) for entity in small
    )


def _percent(share: Decimal) -> Decimal:
    """A fraction in per cent, with no more decimals than it needs."""
    with exactly():
        return Decimal(plain(share * 100))


def shares_of(written: str) -> dict[str, Decimal]:
    """``ID=60%,ID=40%`` as fractions by ID. Raises UsageError where it is not that."""
    shares: dict[str, Decimal] = {}
    for part in written.split(","):
        entity, sign, share = part.rpartition("=")
        number = _fraction(share)
        if not sign or number is None or entity.strip() in shares:
            raise UsageError("share_unreadable", part=part)
        shares[entity.strip()] = number
    return shares


def _fraction(written: str) -> Decimal | None:
    """``60%`` or ``60`` as 0.6; None where it is no number, or one that no share can be."""
    try:
        number = Decimal(written.strip().removesuffix("%").strip())
    except InvalidOperation:
        return None
    return number / 100 if number.is_finite() and abs(number.adjusted()) < MAX_INTEGER_DIGITS else None
