"""A call and a register joined for the lots chosen: what the verifier judges and the optimiser searches."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from consortium.domain.call import Call, Rule
from consortium.domain.evidence import Holding
from consortium.domain.exact import least_share
from consortium.domain.findings import Finding, warning
from consortium.domain.need import Need
from consortium.domain.needs import needs_of, takes_lead
from consortium.domain.proofs import Proofs
from consortium.domain.proving import files_of, findings, holdings_of, proofs_of
from consortium.domain.register import Pair, Register
from consortium.domain.vocabulary import PLAIN, Vocabulary


@dataclass(frozen=True, slots=True)
class Option:
    """One way of meeting a group: all its needs, by position in ``Case.needs``."""

    name: str
    needs: tuple[int, ...]
    determined: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of which one alternative must be met whole, within one lot (None: whatever lots are bid)."""

    name: str
    lot: str | None
    mandatory: bool
    options: tuple[Option, ...]

    @property
    def determined(self) -> bool:
        """Whether one alternative at least has no undetermined row."""
        return any(option.determined for option in self.options)

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions of all its needs."""
        return tuple(sorted(i for option in self.options for i in option.needs))

    def moved(self, place: Mapping[int, int]) -> "Group":
        """The same group where need ``i`` stands at ``place[i]``."""
        options = (replace(o, needs=tuple(place[i] for i in o.needs)) for o in self.options)
        return replace(self, options=tuple(options))


@dataclass(frozen=True, slots=True)
class Case:
    """Everything needed to judge a coalition. ``holdings`` runs parallel to ``needs``; numbers are in base units."""

    needs: tuple[Need, ...]
    groups: tuple[Group, ...]
    entities: tuple[str, ...]
    """All IDs, sorted."""
    holdings: tuple[Mapping[str, Holding], ...]
    costs: Mapping[str, Decimal]
    unavailable: frozenset[str]
    pairs: tuple[Pair, ...]
    minimum_share: Decimal
    lots: tuple[str, ...]
    proofs: tuple[Proofs, ...]
    """Parallel to ``needs``: what is proved beside each entity's own value."""
    findings: tuple[Finding, ...] = ()

    def demands(self) -> tuple[int, ...]:
        """Positions of the determined needs that must be met by themselves."""
        return tuple(i for i, need in enumerate(self.needs) if need.stands_alone and need.determined)

    def demanded_groups(self) -> tuple[Group, ...]:
        """The mandatory groups that can be judged."""
        return tuple(group for group in self.groups if group.mandatory and group.determined)

    def scored(self) -> tuple[int, ...]:
        """Positions of the determined needs that give points when met."""
        return tuple(
            i
            for i, need in enumerate(self.needs)
            if need.determined and not need.requirement.mandatory and need.requirement.points
        )

    def undetermined(self) -> tuple[str, ...]:
        """IDs of mandatory rows and names of mandatory groups that were left out, sorted."""
        rows = {need.requirement.id for need in self.needs if need.stands_alone and not need.determined}
        return tuple(sorted(rows | {g.name for g in self.groups if g.mandatory and not g.determined}))

    def kept(self, positions: Iterable[int], groups: Iterable[Group] = ()) -> "Case":
        """The case with no other needs and groups than those (and the needs of the groups)."""
        groups = tuple(groups)
        needed = sorted({*positions, *(i for group in groups for i in group.positions)})
        place = {i: n for n, i in enumerate(needed)}
        return replace(
            self,
            needs=tuple(self.needs[i] for i in needed),
            holdings=tuple(self.holdings[i] for i in needed),
            proofs=tuple(self.proofs[i] for i in needed),
            groups=tuple(group.moved(place) for group in groups),
        )

    def only(self, positions: tuple[int, ...], group: Group | None = None) -> "Case":
        """The case with no other needs than those, and no other group than ``group``."""
        return self.kept(positions, () if group is None else (group,))

    def alone(self, position: int) -> "Case":
        """The case that asks for one of its needs by itself, and for that one in earnest."""
        need = self.needs[position]
        row = replace(need.requirement, mandatory=True, alternative=None)
        part = self.kept((position,))
        return replace(part, needs=(replace(need, requirement=row),))

    def of_lots(self, lots: tuple[str, ...]) -> "Case":
        """The case of some of its lots."""
        positions = (i for i, need in enumerate(self.needs) if need.lot is None or need.lot in lots)
        groups = (group for group in self.groups if group.lot is None or group.lot in lots)
        return replace(self.kept(positions, groups), lots=tuple(lot for lot in self.lots if lot in lots))

    def forced(self, members: Iterable[str]) -> tuple[Finding, ...]:
        """A warning for each of ``members`` that the register calls unavailable."""
        return tuple(warning("forced_unavailable", entity=m) for m in sorted(set(members)) if m in self.unavailable)

    @property
    def takes_lead(self) -> bool:
        """Whether a row needs a lead."""
        return any(takes_lead(need) for need in self.needs)


def case_of(
    call: Call,
    register: Register,
    lots: tuple[str, ...] = (),
    verified_only: bool = False,
    vocabulary: Vocabulary = PLAIN,
) -> Case:
    """Join a call and a register. ``lots`` empty: all lots. The lots must exist.

    ``vocabulary``: which names are one, beyond their spelling.
    """
    chosen = tuple(lot.id for lot in call.lots if not lots or lot.id in lots)
    needs = needs_of(call, chosen)
    files = files_of(register, call.deadline, verified_only, vocabulary)
    held: dict[object, Mapping[str, Holding]] = {}
    by_lot = bool(files.capabilities.lots)
    for need in needs:
        if (shape := _shape(need, by_lot)) not in held:
            held[shape] = holdings_of(files, need)
    return Case(
        needs=needs,
        groups=_groups(needs, chosen),
        entities=tuple(sorted(e.id for e in register.entities)),
        holdings=tuple(held[_shape(need, by_lot)] for need in needs),
        costs={e.id: e.cost for e in register.entities},
        unavailable=frozenset(e.id for e in register.entities if not e.available),
        pairs=register.pairs,
        minimum_share=least_share(call.minimum_share),
        lots=chosen,
        proofs=tuple(proofs_of(files, need) for need in needs),
        findings=((warning("no_deadline"),) if call.deadline is None else ()) + findings(files, register, needs),
    )


_BY_VALUE = frozenset({Rule.ANY, Rule.EACH, Rule.SUM, Rule.COUNT, Rule.LEAD, Rule.SHARE, Rule.PERFORMER, None})


def _shape(need: Need, by_lot: bool) -> object:
    """Needs of one shape rest on the same holdings: recorded values by name, lot, unit and there being a threshold."""
    row = need.requirement
    if row.rule in _BY_VALUE:
        return row.capability, need.unit, need.threshold is None, need.lot if by_lot else None
    return row.id, need.lot


def _groups(needs: tuple[Need, ...], lots: tuple[str, ...]) -> tuple[Group, ...]:
    members: dict[str, list[int]] = defaultdict(list)
    for i, need in enumerate(needs):
        if need.requirement.alternative is not None:
            members[need.requirement.alternative.group].append(i)
    groups: list[Group] = []
    for name in sorted(members):
        rows = members[name]
        in_lots: tuple[str | None, ...] = lots if any(needs[i].lot is not None for i in rows) else (None,)
        groups.extend(
            _group(needs, name, lot, tuple(i for i in rows if needs[i].lot in (None, lot))) for lot in in_lots
        )
    return tuple(group for group in groups if group.options)


def _group(needs: tuple[Need, ...], name: str, lot: str | None, rows: tuple[int, ...]) -> Group:
    options: dict[str, list[int]] = defaultdict(list)
    for i in rows:
        alternative = needs[i].requirement.alternative
        assert alternative is not None
        options[alternative.option].append(i)
    return Group(
        name,
        lot,
        any(needs[i].requirement.mandatory for i in rows),
        tuple(Option(o, tuple(own), all(needs[i].determined for i in own)) for o, own in sorted(options.items())),
    )
