"""Where the names of a call and of a register meet, and where they do not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consortium.domain.call import Call, Requirement, Rule
from consortium.domain.findings import Finding, info
from consortium.domain.law.classification import subgroup
from consortium.domain.names import normal
from consortium.domain.register import Register
from consortium.domain.vocabulary import Vocabulary

_BY_NAME = frozenset({*Rule, None}) - {Rule.REFERENCES, Rule.TEAM}
"""Rules whose rows are proved by what the register records under their name; None: not known yet."""
_SHOWN = 60
"""Names that a finding lists."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One name that rows ask for, and the other spellings under which the register records it."""

    name: str
    rows: tuple[Requirement, ...]
    recorded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """``unmatched``: what nobody records; ``unasked``: what the register records and no row asks for."""

    unmatched: tuple[Asked, ...]
    matched: tuple[Asked, ...]
    unasked: tuple[str, ...]


def meeting(call: Call, register: Register, vocabulary: Vocabulary) -> Meeting:
    """Compare the names, each once, in the order of the rows and of the register.

    A classification in whatever subgroup counts where one is asked for: it opens the gate.
    """
    spellings: dict[str, dict[str, None]] = {}
    for name in dict.fromkeys((*(c.name for c in register.capabilities), *(x.capability for x in register.externals))):
        spellings.setdefault(vocabulary.key(name), {})[name] = None
    unmatched, matched = [], []
    met: set[str] = set()
    for name, rows in _asked(call.requirements).items():
        keys = vocabulary.keys_for(name, spellings)
        met.update(keys)
        if keys:
            matched.append(Asked(name, rows, tuple(own for key in keys for own in spellings[key])))
        else:
            unmatched.append(Asked(name, rows))
    unasked = (name for key, own in spellings.items() if key not in met for name in own)
    gated = any(row.rule is Rule.CLASSIFICATION for row in call.requirements)
    return Meeting(tuple(unmatched), tuple(matched), tuple(n for n in unasked if not (gated and subgroup(n))))


def _asked(rows: Iterable[Requirement]) -> dict[str, tuple[Requirement, ...]]:
    """Names -> rows; two spellings that differ only in case, accents and blanks are asked once."""
    first: dict[str, str] = {}
    found: dict[str, tuple[Requirement, ...]] = {}
    for row in rows:
        for name in _names(row):
            told = first.setdefault(normal(name), name)
            found[told] = (*found.get(told, ()), row)
    return found


def _names(row: Requirement) -> tuple[str, ...]:
    if row.rule is Rule.RATIO:
        return tuple(name for key in ("num", "den") if isinstance(name := row.parameter(key), str))
    return (row.capability,) if row.rule in _BY_NAME and row.capability else ()


def findings(found: Meeting) -> Iterator[Finding]:
    """Which rows rest on another spelling of their name, and what no row asks for."""
    for asked in found.matched:
        others = tuple(name for name in asked.recorded if normal(name) != normal(asked.name))
        if others:
            place = asked.rows[0].source.at("capability")
            yield info("capability_joined", place, capability=asked.name, names=others[:_SHOWN])
    if found.unasked:
        yield info("capability_unasked", count=len(found.unasked), names=found.unasked[:_SHOWN])
