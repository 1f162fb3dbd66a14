"""The necessity of a joint bid and the rivalry among its members, in sentences: evidence, not a legal conclusion."""

from collections.abc import Iterator, Sequence

from consortium.domain.explanation import NecessityBoth
from consortium.domain.joint import JointBid
from consortium.domain.result import Necessity, Smaller, Verdict
from consortium.domain.rivalry import Closeness, Pairing
from consortium.report.joint import Label, lot_rivals, lots
from consortium.words import text


def lines(joint: JointBid, lang: str, named: Label = str) -> tuple[str, ...]:
    """With and without external capacity where the bid relies on any, whole and by lot; the pairs; what it is worth.

    ``named``: how a lot is called.
    """
    return (
        *_needed(joint.needed, lang),
        *lots(joint, lang, named),
        *rivalry(joint.pairs, lang),
        *lot_rivals(joint, lang, named),
        text(lang, "why.no_advice"),
    )


def rivalry(pairs: Sequence[Pairing], lang: str, label: Label = str) -> tuple[str, ...]:
    """Each pair of possible competitors, called as ``label`` says; then the IDs of the others."""
    return (
        *(_rivals(pair, lang, label) for pair in pairs if pair.closeness is Closeness.RIVAL),
        *_together(pairs, Closeness.COMPLEMENTARY, lang),
        *_together(pairs, Closeness.UNKNOWN, lang),
    )


def _needed(needed: NecessityBoth, lang: str) -> Iterator[str]:
    if not needed.externals:
        yield _judged(needed.relying, text(lang, "why.need_scope"), lang)
        return
    yield _judged(needed.relying, text(lang, "why.need_scope_with", externals=needed.externals), lang)
    yield _judged(needed.without, text(lang, "why.need_scope_without"), lang)


def _judged(found: Necessity | None, scope: str, lang: str) -> str:
    if found is None or found.verdict is None:
        return text(lang, "why.need_open", scope=scope)
    who = found.favourable if found.verdict is Verdict.AMBER else found.as_recorded
    return text(lang, f"why.need_{found.verdict}", scope=scope, parts=_parts(who))


def _parts(found: Smaller) -> str:
    """The parts that would do: their members joined by +."""
    return "; ".join(" + ".join(part) for part in found.subsets)


def _rivals(pair: Pairing, lang: str, label: Label) -> str:
    a, b = label(pair.a), label(pair.b)
    return text(lang, "why.rivals", a=a, b=b, sectors=pair.sectors, territories=pair.territories)


def _together(pairs: Sequence[Pairing], closeness: Closeness, lang: str) -> Iterator[str]:
    named = "; ".join(f"{pair.a} + {pair.b}" for pair in pairs if pair.closeness is closeness).removesuffix(".")
    if named:
        yield text(lang, f"why.pairs_{closeness}", pairs=named)
