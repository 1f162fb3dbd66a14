"""Cases with something changed: other thresholds, entities that bring more, fewer rows or options, one lot."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.evidence import Holding
from consortium.domain.exact import SHARE_STEP, exactly
from consortium.domain.need import Need
from consortium.domain.proofs import Proofs
from consortium.domain.result import Options
from consortium.domain.rules.shares import in_proportion
from consortium.domain.shares import WHOLE
from consortium.domain.vocabulary import certain

Key = tuple[str, str]
"""What one capability is to every row that asks for it: its name and the base of its unit."""
Gifts = Mapping[Key, Mapping[str, Decimal]]


def key_of(need: Need) -> Key:
    """The capability that a need asks for."""
    return certain(need.requirement.capability), need.unit.base if need.unit else ""


def _by_value(need: Need, held: Mapping[str, Holding]) -> Decimal:
    """What surely meets the need: its threshold and every limit, beside the worst that others may take away."""
    least = max([need.least, *(n for _, n in need.numbers)])
    return least - sum((h.number for h in held.values() if h.number is not None and h.number < 0), Decimal(0))


def _by_share(need: Need, held: Mapping[str, Holding]) -> Decimal:
    """As much as does with the least share."""
    return _by_value(need, held) * WHOLE


ENOUGH: dict[Rule, Callable[[Need, Mapping[str, Holding]], Decimal] | None] = {
    Rule.ANY: _by_value,
    Rule.EACH: _by_value,
    Rule.COUNT: _by_value,
    Rule.LEAD: _by_value,
    Rule.SUM: _by_value,
    Rule.PERFORMER: _by_value,
    Rule.SHARE: _by_share,
    Rule.CLASSIFICATION: _by_value,
    Rule.RATIO: None,
    Rule.REFERENCES: None,
    Rule.TEAM: None,
}
"""A value with which one entity has brought all that it can; None where it is no value that meets the rule."""


def mandatory(case: Case) -> tuple[int, ...]:
    """Positions of the determined needs that decide whether a coalition covers, in groups or by themselves."""
    grouped = {
        i for group in case.demanded_groups() for option in group.options if option.determined for i in option.needs
    }
    return tuple(sorted({*case.demands(), *grouped}))


def keys(case: Case) -> dict[Key, tuple[int, ...]]:
    """The capabilities that an entity can bring by value, with the needs that ask for each, in the order of rows."""
    found: dict[Key, list[int]] = {}
    for i in mandatory(case):
        if ENOUGH[case.needs[i].rule] is not None:
            found.setdefault(key_of(case.needs[i]), []).append(i)
    return {key: tuple(positions) for key, positions in found.items()}


def all_by_value(case: Case) -> bool:
    """Whether every mandatory need is one that a recorded value meets, of which the least is a whole step."""
    return all(ENOUGH[need.rule] is not None and in_steps(need) for need in (case.needs[i] for i in mandatory(case)))


def in_steps(need: Need) -> bool:
    """Whether what decides the need is always a multiple of ``step_of``: no quotient of two numbers."""
    return need.rule is not Rule.RATIO and not (need.rule is Rule.SHARE and in_proportion(need))


def enough(case: Case, positions: Iterable[int]) -> Decimal:
    """A value that serves all of these needs as well as any."""
    with exactly():
        found = ((ENOUGH[case.needs[i].rule], i) for i in positions)
        return max(least(case.needs[i], case.holdings[i]) for least, i in found if least is not None)


def step_of(case: Case, positions: Iterable[int]) -> Decimal:
    """The finest step of any number in these needs: what decides them is a multiple of it."""
    return min(_step(case, i) for i in positions)


def _step(case: Case, i: int) -> Decimal:
    need, proofs = case.needs[i], case.proofs[i]
    recorded = (h.number for held in (case.holdings[i], proofs.externals) for h in held.values())
    numbers = (need.least, *(n for _, n in need.numbers), *recorded, *(line.own for line in proofs.lines))
    exponents = (n.normalize().as_tuple().exponent for n in numbers if n is not None)
    finest = Decimal(1).scaleb(min([0, *(e for e in exponents if isinstance(e, int))]))
    return finest * SHARE_STEP if need.rule is Rule.SHARE else finest


@dataclass(frozen=True, slots=True)
class Changed:
    """Changes to a case and its options: thresholds by need, what entities then have, options and pairs left out."""

    thresholds: Mapping[int, Decimal] = field(default_factory=dict)
    gifts: Gifts = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    new: str | None = None
    """An entity that is not in the register."""

    def made(self, case: Case, options: Options) -> tuple[Case, Options]:
        """The case and options with the changes made."""
        needs = tuple(
            replace(need, threshold=self.thresholds[i]) if i in self.thresholds else need
            for i, need in enumerate(case.needs)
        )
        changed = replace(
            case,
            needs=needs,
            holdings=tuple(self._given(case, i) for i in range(len(needs))),
            proofs=tuple(self._proved(case, i) for i in range(len(needs))),
            pairs=tuple(p for p in case.pairs if pair_name(p.a, p.b) not in self.dropped),
        )
        return _with_new(changed, self.new), self._options(options)

    def _given(self, case: Case, i: int) -> Mapping[str, Holding]:
        held, need = case.holdings[i], case.needs[i]
        given = self.gifts.get(key_of(need)) if need.determined else None
        if not given:
            return held
        more = {e: Holding(_most(held.get(e), amount)) for e, amount in given.items()}
        return {**held, **more}

    def _proved(self, case: Case, i: int) -> Proofs:
        """Who is given a category is classified."""
        need, proofs = case.needs[i], case.proofs[i]
        if not need.determined or need.rule is not Rule.CLASSIFICATION:
            return proofs
        given = self.gifts.get(key_of(need), {})
        more = {e: Holding(_most(proofs.classified.get(e), amount)) for e, amount in given.items()}
        return replace(proofs, classified={**proofs.classified, **more})

    def _options(self, options: Options) -> Options:
        if not self.dropped:
            return options
        return replace(
            options,
            include=tuple(e for e in options.include if f"include:{e}" not in self.dropped),
            exclude=tuple(e for e in options.exclude if f"exclude:{e}" not in self.dropped),
            max_members=None if "max_members" in self.dropped else options.max_members,
        )


def _most(holding: Holding | None, amount: Decimal) -> Decimal:
    return amount if holding is None or holding.number is None else max(amount, holding.number)


def _with_new(case: Case, new: str | None) -> Case:
    if new is None:
        return case
    return replace(case, entities=tuple(sorted((*case.entities, new))), costs={**case.costs, new: Decimal(0)})


def new_id(case: Case) -> str:
    """An ID that no entity has."""
    return "+" * (1 + max((len(e) for e in case.entities), default=0))


def pair_name(a: str, b: str) -> str:
    """How a pair is named among the options."""
    return f"pair:{a},{b}"


def given_options(case: Case, options: Options) -> tuple[str, ...]:
    """The names of the options and pairs that restrict the choice, in a fixed order."""
    names = [f"include:{e}" for e in sorted(set(options.include))]
    names += [f"exclude:{e}" for e in sorted(set(options.exclude))]
    names += [pair_name(p.a, p.b) for p in case.pairs]
    return tuple(dict.fromkeys([*names, *(["max_members"] if options.max_members is not None else [])]))


def only_mandatory(case: Case) -> Case:
    """The case without the needs that only give points."""
    return case.kept(case.demands(), case.demanded_groups())
