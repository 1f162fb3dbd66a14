"""Cases with something changed: other thresholds, entities that bring more, fewer rows or options, one lot."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from consortium.domain.call import Rule
from consortium.domain.case import Case
from consortium.domain.exact import SHARE_STEP
from consortium.domain.need import Need
from consortium.domain.result import Options
from consortium.domain.rules.ratio import bar
from consortium.domain.rules.shares import in_proportion
from consortium.optimise.explain.gifts import Gift, received
from consortium.optimise.explain.means import Asked, Means, finest


def mandatory(case: Case) -> tuple[int, ...]:
    """Positions of the determined needs that decide whether a coalition covers, in groups or by themselves."""
    grouped = {
        i for group in case.demanded_groups() for option in group.options if option.determined for i in option.needs
    }
    return tuple(sorted({*case.demands(), *grouped}))


def in_steps(need: Need) -> bool:
    """Whether the thresholds at which it breaks are multiples of ``step_of``: no quotients of two numbers."""
    return need.rule is not Rule.RATIO and not (need.rule is Rule.SHARE and in_proportion(need))


def step_of(case: Case, positions: Iterable[int]) -> Decimal:
    """The finest step of any number in these needs: what decides them is a multiple of it."""
    return min(_step(case, i) for i in positions)


def _step(case: Case, i: int) -> Decimal:
    need, proofs = case.needs[i], case.proofs[i]
    recorded = (h.number for held in (case.holdings[i], proofs.externals) for h in held.values())
    numbers = (need.least, *(n for _, n in need.numbers), *recorded, *(line.own for line in proofs.lines))
    step = finest(n for n in numbers if n is not None)
    if need.rule is Rule.RATIO:
        below = finest(h.number for h in proofs.denominators.values() if h.number is not None)
        return min(step, below * finest([bar(need)]))
    return step * SHARE_STEP if need.rule is Rule.SHARE else step


@dataclass(frozen=True, slots=True)
class Changed:
    """Changes to a case and its options: thresholds by need, what entities bring, options and pairs left out."""

    thresholds: Mapping[int, Decimal] = field(default_factory=dict)
    gifts: Mapping[Means, Sequence[Gift]] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    new: str | None = None
    """An entity that is not in the register."""

    def made(self, case: Case, options: Options, asked: Sequence[Sequence[Asked]] = ()) -> tuple[Case, Options]:
        """The case and options with the changes made; ``asked``: what its needs look at, where there are gifts."""
        needs = tuple(
            replace(need, threshold=self.thresholds[i]) if i in self.thresholds else need
            for i, need in enumerate(case.needs)
        )
        held = list(zip(case.holdings, case.proofs, strict=True))
        if self.gifts:
            held = [received(own, parts, self.gifts) for own, parts in zip(held, asked, strict=True)]
        changed = replace(
            case,
            needs=needs,
            holdings=tuple(own for own, _ in held),
            proofs=tuple(proofs for _, proofs in held),
            pairs=tuple(p for p in case.pairs if pair_name(p.a, p.b) not in self.dropped),
        )
        return _with_new(changed, self.new), self._options(options)

    def _options(self, options: Options) -> Options:
        if not self.dropped:
            return options
        return replace(
            options,
            include=tuple(e for e in options.include if f"include:{e}" not in self.dropped),
            exclude=tuple(e for e in options.exclude if f"exclude:{e}" not in self.dropped),
            max_members=None if "max_members" in self.dropped else options.max_members,
        )


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
