"""The frontier where rows by themselves do not say all."""

from consortium.domain.result import Options
from consortium.optimise.explain.ask import Asker
from consortium.optimise.explain.frontier import frontier
from tests.unit.domain.builders import case, holds, row


def test_one_member_performs_a_whole_task() -> None:
    """A performs one row of the task and B the other, C both: A and B together still perform one only."""
    task = (row("R1", "performer", task="Transport"), row("R2", "performer", task="Transport"))
    held = (holds("A", R1="yes", R2="no", R3="yes"), holds("B", R1="no", R2="yes"), holds("C", R1="yes", R2="yes"))
    question = case(*task, row("R3"), *held)
    asker = Asker("cbc")
    found = frontier(asker, question, Options(), asker.best(question, Options()))
    assert found.complete
    met = [(step.max_members, step.covered, step.members) for step in found.items]
    assert met == [(1, 2, ("A",)), (2, 3, ("A", "C"))]
