"""Named people and the posts asked for: who fills what, exactly.

Where nobody has time for two posts it is a matching, by augmenting paths (Kuhn 1955; Berge 1957). Else the posts are
filled one after the other in every way that differs, people who are alike counting as one way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, groupby

Key = tuple[str, str]
"""A person: the entity's ID and the person's."""


@dataclass(frozen=True, slots=True)
class Post:
    """``places`` people of ``dedication`` (a fraction of a full post) each, all different, out of ``fitting``."""

    need: int
    places: int
    dedication: Decimal
    fitting: frozenset[Key]


Filled = Mapping[int, tuple[Key, ...]]
"""By need, who fills it."""


def staffed(posts: Sequence[Post], free: Mapping[Key, Decimal]) -> Filled | None:
    """Who fills all the posts, nobody beyond the dedication that is ``free``; None: they cannot all be filled."""
    able = {p.need: _able(p, free) for p in posts}
    if any(len(able[p.need]) < p.places for p in posts):
        return None
    single = _single(posts, free, able)
    if single:
        return _matched(posts, able)
    order = sorted(posts, key=lambda p: (len(able[p.need]) - p.places, p.need))
    found = _filled(order, dict(free), able, set())
    return None if found is None else dict(sorted(found.items()))


def _able(post: Post, free: Mapping[Key, Decimal]) -> tuple[Key, ...]:
    return tuple(sorted(key for key in post.fitting if free.get(key, Decimal(-1)) >= post.dedication))


def _single(posts: Sequence[Post], free: Mapping[Key, Decimal], able: Mapping[int, Sequence[Key]]) -> bool:
    """Whether nobody has time for two of the posts that it fits."""
    asked: dict[Key, list[Decimal]] = {}
    for post in posts:
        for key in able[post.need]:
            asked.setdefault(key, []).append(post.dedication)
    return all(sum(sorted(own)[:2]) > free[key] for key, own in asked.items() if len(own) > 1)


def _matched(posts: Sequence[Post], able: Mapping[int, Sequence[Key]]) -> Filled | None:
    taken: dict[Key, int] = {}

    def seat(need: int, tried: set[Key]) -> bool:
        for key in able[need]:
            if key not in tried and taken.get(key) != need:
                tried.add(key)
                if key not in taken or seat(taken[key], tried):
                    taken[key] = need
                    return True
        return False

    if not all(seat(post.need, set()) for post in posts for _ in range(post.places)):
        return None
    return {p.need: tuple(sorted(key for key, need in taken.items() if need == p.need)) for p in posts}


def _filled(
    posts: Sequence[Post],
    free: dict[Key, Decimal],
    able: Mapping[int, Sequence[Key]],
    failed: set[tuple[int, tuple[tuple[Key, Decimal], ...]]],
) -> dict[int, tuple[Key, ...]] | None:
    if not posts:
        return {}
    state = len(posts), tuple(sorted(free.items()))
    if state in failed:
        return None
    first, rest = posts[0], posts[1:]
    for chosen in _different(first, rest, free, able):
        left = {key: time - first.dedication if key in chosen else time for key, time in free.items()}
        found = _filled(rest, left, able, failed)
        if found is not None:
            return found | {first.need: chosen}
    failed.add(state)
    return None


def _different(
    post: Post, rest: Sequence[Post], free: Mapping[Key, Decimal], able: Mapping[int, Sequence[Key]]
) -> Iterator[tuple[Key, ...]]:
    """The ways of filling one post; of people who have as much time for the same posts to come the first are taken."""

    def alike(key: Key) -> tuple[Decimal, tuple[bool, ...]]:
        return free[key], tuple(key in able[p.need] for p in rest)

    ready = sorted((k for k in able[post.need] if free[k] >= post.dedication), key=lambda k: (alike(k), k))
    sorts = [tuple(own) for _, own in groupby(ready, key=alike)]
    place = {key: n for own in sorts for n, key in enumerate(own)}
    for chosen in combinations(ready, post.places):
        if all(not place[k] or _before(k, sorts, place) in chosen for k in chosen):
            yield chosen


def _before(key: Key, sorts: Sequence[tuple[Key, ...]], place: Mapping[Key, int]) -> Key:
    own = next(own for own in sorts if key in own)
    return own[place[key] - 1]
