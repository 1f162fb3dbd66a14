"""What runs in a process of its own, to be killed: ``python -m tests.store.children URL WORKSPACE``."""

import sys
from itertools import count

from consortium.store import Bid, ProposalField, open_store


def write(url: str, workspace: str) -> None:
    """Keep pairs of records, one change each, and say so only once the change is acknowledged."""
    store = open_store(url)
    for i in count():
        with store.changing(workspace, "child") as work:
            bid = work.add(Bid(f"bid {i}"))
            work.add(ProposalField(bid.uid, "twin", bid.uid))
        print(bid.uid, flush=True)


if __name__ == "__main__":
    write(*sys.argv[1:])
