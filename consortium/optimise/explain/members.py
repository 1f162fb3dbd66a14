"""Who is needed: in every, some or no smallest coalition; who would replace whom; who could serve each lot alone."""

from collections.abc import Mapping
from dataclasses import replace

from consortium.domain.case import Case
from consortium.domain.explanation import Membership, Part, Replacement, Smallest
from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker, Reply, Unsettled


def membership(asker: Asker, case: Case, options: Options, best: Reply) -> Part[Membership]:
    """The place of every entity in the minimum coalitions; ``best`` is the answer, its size proven."""
    if not best.found:
        return Part(best.proven, Membership(never=case.entities if best.proven else (), counts={}))
    if not best.proven:
        return Part(False, Membership(counts={}))
    if best.counts is None:
        return Part(False, _one_by_one(asker, case, options, best))
    counts = dict(sorted(best.counts.items()))
    most = _total(best)
    return Part(
        True,
        Membership(
            core=tuple(e for e, n in counts.items() if n == most),
            optional=tuple(e for e, n in counts.items() if n != most),
            never=tuple(e for e in case.entities if e not in counts),
            counts=counts,
        ),
    )


def _total(best: Reply) -> int:
    """The number of coalitions: each has ``size`` members."""
    assert best.counts is not None
    return sum(best.counts.values()) // len(best.members)


def _one_by_one(asker: Asker, case: Case, options: Options, best: Reply) -> Membership:
    """Too many to list: each entity forced in and left out, as long as time lasts; only what is proven is told."""
    core, optional, never = list[str](), list[str](), list[str]()
    bounded = replace(options, max_members=len(best.members))
    for entity in case.entities:
        try:
            barred = entity in case.unavailable and entity not in options.include
            inside = entity in best.members or (not barred and asker.known(case, _with(bounded, entity)).found)
            if not inside:
                never.append(entity)
                continue
            outside = entity not in best.members or asker.known(case, without(bounded, entity)).found
        except Unsettled:
            break
        (optional if outside else core).append(entity)
    return Membership(tuple(core), tuple(optional), tuple(never), {})


def _with(options: Options, entity: str) -> Options:
    return options if entity in options.include else replace(options, include=(*options.include, entity))


def without(options: Options, entity: str) -> Options:
    """The options with an entity excluded; an include of it is lifted."""
    return replace(
        options,
        include=tuple(e for e in options.include if e != entity),
        exclude=(*options.exclude, entity),
    )


def replacement(
    asker: Asker, case: Case, options: Options, members: tuple[str, ...]
) -> Part[Mapping[str, Replacement]]:
    """For each member the best coalition without it: smallest, most of the others, then the published order."""
    found: dict[str, Replacement] = {}
    complete = True
    for member in members:
        others = tuple(m for m in members if m != member)
        if asker.late:
            return Part(False, found)
        reply = asker.best(case, without(options, member), others)
        complete &= reply.canonical
        if reply.found or reply.proven:
            found[member] = Replacement(reply.members, len(set(others) & set(reply.members)))
    return Part(complete, found)


def lots(asker: Asker, case: Case, options: Options) -> Part[Mapping[str, Smallest]]:
    """The smallest coalition for each lot alone, under the same options."""
    found: dict[str, Smallest] = {}
    complete = True
    for lot in case.lots:
        if asker.late:
            return Part(False, found)
        reply = asker.best(case.of_lots((lot,)), options)
        complete &= reply.canonical
        if reply.found or reply.proven:
            found[lot] = Smallest(reply.members)
    return Part(complete, found)
