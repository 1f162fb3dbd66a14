"""The frontier where rows by themselves do not say all."""

from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker
from consortium.optimise.explain.frontier import frontier
from tests.unit.domain.builders import case, holds, row


def test_one_member_performs_a_whole_task() -> None:
    """A could do one row of the task and B the other; of the two rows at most one can be met."""
    rows = (row("R1", "performer", task="Transport"), row("R2", "performer", task="Transport"))
    question = case(*rows, holds("A", R1="yes", R2="no"), holds("B", R1="no", R2="yes"))
    asker = Asker("cbc")
    found = frontier(asker, question, Options(), asker.best(question, Options()))
    assert found.complete
    assert [(step.max_members, step.covered, step.of, step.members) for step in found.items] == [(1, 1, 2, ("A",))]
