"""When two names of a capability are one for certain: spelling, codes, the catalogue, and what a person declared.

Nothing here guesses. A missed match costs a question; a false one may cost the contract.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from consortium.domain.catalogue import SAME
from consortium.domain.codes import coded, cpv_prefix, without_equivalent
from consortium.domain.names import normal


@lru_cache(maxsize=131_072)
def certain(name: str) -> str:
    """The form under which two names are one whoever wrote them: "ISO-9001:2015", "UNE-EN ISO 9001" and "ISO9001"."""
    plain = normal(name)
    return SAME.get(plain) or coded(plain)


@dataclass(frozen=True)
class Vocabulary:
    """The equalities of one workspace. ``aliases``: pairs of names that a person declared one."""

    aliases: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _declared(self) -> Mapping[str, str]:
        """Certain form -> the form that stands for all that were declared one with it, however many steps away."""
        stands: dict[str, str] = {}

        def root(form: str) -> str:
            while stands.get(form, form) != form:
                form = stands[form]
            return form

        for a, b in self.aliases:
            first, second = sorted((root(certain(a)), root(certain(b))))
            stands[second] = first
        return {form: root(form) for form in stands}

    def key(self, name: str) -> str:
        """The form under which ``name`` is compared."""
        form = certain(name)
        return self._declared.get(form, form)

    def keys_for(self, asked: str, recorded: Collection[str]) -> tuple[str, ...]:
        """Which of the keys ``recorded`` prove what is ``asked``: its own, that without "or equivalent",
        and those of narrower CPV codes."""
        wanted = dict.fromkeys((self.key(asked), self.key(without_equivalent(asked))))
        prefix = cpv_prefix(certain(asked))
        narrower = sorted(key for key in recorded if key.startswith(prefix)) if prefix else []
        return tuple(dict.fromkeys((*(key for key in wanted if key in recorded), *narrower)))


PLAIN = Vocabulary()
"""Spelling, codes and the catalogue alone; nobody declared anything."""
