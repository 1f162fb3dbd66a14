"""Asked once until something moves, and never for another workspace or another database."""

from consortium.service import Desk
from consortium.service.latest import latest
from consortium.store import MEMORY, Alias, Bid, open_store


def test_worked_out_once_until_its_kinds_are_changed(desk: Desk) -> None:
    asked: list[str] = []

    @latest(frozenset({"store.bid"}))
    def bids(desk: Desk) -> int:
        asked.append(desk.workspace)
        return len(desk.store.kept(desk.workspace, Bid))

    assert (bids(desk), bids(desk)) == (0, 0)
    with desk.changing() as work:
        work.add(Alias("a", "b"))
    assert bids(desk) == 0
    assert len(asked) == 1
    with desk.changing() as work:
        work.add(Bid("one"))
    assert (bids(desk), bids(desk)) == (1, 1)
    assert len(asked) == 2


def test_of_any_kind_where_none_is_named(desk: Desk) -> None:
    @latest()
    def names(desk: Desk) -> tuple[str, ...]:
        return tuple(kept.value.name for kept in desk.store.kept(desk.workspace, Alias))

    assert names(desk) is names(desk)
    with desk.changing() as work:
        work.add(Alias("a", "b"))
    assert names(desk) == ("a",)


def test_every_workspace_of_every_database_has_its_own(desk: Desk) -> None:
    @latest()
    def where(desk: Desk) -> str:
        return desk.workspace

    other = open_store(MEMORY)
    desks = [desk, *(Desk(other, other.create_workspace(str(n), "Ana").id, "Ana") for n in range(20))]
    for each in (*desks, *desks):
        assert where(each) == each.workspace
    other.close()
