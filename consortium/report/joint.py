"""N1 to N4 of a joint bid, each in a sentence: what is evidenced, and by what. Evidence, not legal advice.

Sentences are plain text; ``label`` says how an entity is called.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from consortium.domain.call import Call
from consortium.domain.joint import JointBid
from consortium.domain.result import Answer, Necessity, Options, Proof, Status, Verdict
from consortium.domain.rivalry import Closeness
from consortium.words import plural, text

Label = Callable[[str], str]
Parts = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One of ``n1`` to ``n4``: how it looks for the joint bid (None: open), and in a sentence."""

    name: str
    verdict: Verdict | None
    said: str


def points(joint: JointBid, answer: Answer, options: Options, lang: str, label: Label = str) -> tuple[Point, ...]:
    """N1 to N4, with the non-members that the bid relies on."""
    n = len(joint.members)
    return (*smaller(joint.needed.relying, n, lang, label), _least(answer, options, lang), _rivals(joint, lang))


def smaller(found: Necessity | None, n: int, lang: str, label: Label = str) -> tuple[Point, Point]:
    """N1 and N2: who of ``n`` members would do alone, and which parts of them; None: not all parts were tried."""
    if found is None:
        return Point("n1", None, text(lang, "necessity.open")), Point("n2", None, text(lang, "necessity.open"))
    readings = found.as_recorded, found.favourable
    alone = tuple(tuple((member,) for member in reading.alone) for reading in readings)
    parts = tuple(reading.subsets for reading in readings)
    return _judged("n1", alone[0], alone[1], n, lang, label), _judged("n2", parts[0], parts[1], n, lang, label)


def _judged(name: str, recorded: Parts, favourable: Parts, n: int, lang: str, label: Label) -> Point:
    verdict = Verdict.RED if recorded else Verdict.AMBER if favourable else Verdict.GREEN
    who = _who(recorded or favourable, label)
    said = text(lang, f"necessity.{name}.{verdict}", n=n, who=who)
    return Point(name, verdict, said + _also(recorded, favourable, lang, label))


def _also(recorded: Parts, favourable: Parts, lang: str, label: Label) -> str:
    """Who would do besides in the favourable reading."""
    more = tuple(part for part in favourable if part not in recorded) if recorded else ()
    return " " + text(lang, "necessity.also", who=_who(more, label)) if more else ""


def called(parts: Parts, label: Label = str) -> str:
    """Parts of a coalition, their members joined by +."""
    return "; ".join(" + ".join(map(label, part)) for part in parts)


def _who(parts: Parts, label: Label) -> str:
    """As ``called``, before a full stop: the point of an abbreviation is that stop."""
    return called(parts, label).removesuffix(".")


def _least(answer: Answer, options: Options, lang: str) -> Point:
    n = len(answer.members)
    if answer.status is not Status.OPTIMAL or answer.proof is None:
        return Point("n3", None, text(lang, "necessity.n3.open", n=n, bound=answer.lower_bound or 1))
    solver = (answer.solver or "").upper() if answer.proof is Proof.SOLVER else ""
    said = text(lang, f"necessity.n3.{answer.proof}", n=n, solver=solver)
    return Point("n3", Verdict.GREEN, f"{said} {text(lang, 'necessity.n3.narrowed')}" if options.narrowed else said)


def _rivals(joint: JointBid, lang: str) -> Point:
    total = len(joint.pairs)
    rivals, untold = len(joint.of(Closeness.RIVAL)), len(joint.of(Closeness.UNKNOWN))
    if rivals:
        return Point("n4", Verdict.AMBER, text(lang, "necessity.n4.rivals", n=rivals, total=total))
    if untold:
        return Point("n4", None, text(lang, "necessity.n4.open", n=untold, total=total))
    return Point("n4", Verdict.GREEN, plural(lang, "necessity.n4.green", total))


def lots(joint: JointBid, lang: str, named: Label = str, label: Label = str) -> tuple[str, ...]:
    """Whether fewer members would do for each lot, also without non-members; ``named``: how a lot is called."""
    return tuple(said for lot, _ in joint.lots for said in _lot(joint, lot, named(lot), lang, label))


def _lot(joint: JointBid, lot: str, name: str, lang: str, label: Label) -> Iterator[str]:
    both, n = dict(joint.lots)[lot], len(joint.members)
    yield f"{name}: {_part(both.relying, n, lang, label)}"
    if both.externals:
        alone = text(lang, "necessity.without.lot", lot=name)
        yield f"{alone}: {_part(both.without, n, lang, label)}"


def _part(found: Necessity | None, n: int, lang: str, label: Label) -> str:
    if found is None:
        return text(lang, "necessity.lot.open")
    recorded, favourable = found.as_recorded.subsets, found.favourable.subsets
    verdict = Verdict.RED if recorded else Verdict.AMBER if favourable else Verdict.GREEN
    said = text(lang, f"necessity.lot.{verdict}", n=n, who=_who(recorded or favourable, label))
    return said + _also(recorded, favourable, lang, label)


def lot_rivals(joint: JointBid, lang: str, named: Label = str, label: Label = str) -> tuple[str, ...]:
    """The lots for which two members or more could each bid alone as recorded, and so compete."""
    return tuple(
        text(lang, "necessity.lot.rivals", lot=named(lot), who=_names(both.relying.as_recorded.alone, label))
        for lot, both in joint.lots
        if both.relying is not None and len(both.relying.as_recorded.alone) > 1
    )


def lot_title(call: Call, lot_id: str, lang: str) -> str:
    """A lot as people call it: its number and what it is about."""
    lot, name = call.lot(lot_id), text(lang, "necessity.lot", lot=lot_id)
    return f"{name} · {lot.title}" if lot and lot.title else name


def _names(members: Sequence[str], label: Label) -> str:
    return ", ".join(map(label, members)).removesuffix(".")
