"""Where one works: the workspaces of a server, the register as it stands, the change that can be undone."""

from dataclasses import replace

from consortium.domain.register import Register
from consortium.errors import StoreError
from consortium.service.desk import Desk
from consortium.service.files import RegisterFile
from consortium.service.latest import latest
from consortium.service.matching import vocabulary
from consortium.service.prints import print_of
from consortium.service.samples import sample, tender_bytes
from consortium.store import REGISTER_WORDS, Batch, Bid, Profile, Store, TenderVersion, Workspace

SAMPLE = "sample:"
"""How the note of a sample's workspace begins; the sample's key follows."""
BY_ITSELF = frozenset({"create", "sample", "solve"})
"""What the app does without a person's work in it."""
QUIET = BY_ITSELF | {"options"}
"""What needs no undo: the screen shows conditions as they are, and they are changed back there."""
FOR_GOOD = frozenset({"erase"})
"""What cannot be taken back."""


def spaces(store: Store) -> tuple[Workspace, ...]:
    """All workspaces, newest first."""
    return tuple(reversed(store.workspaces()))


def space(store: Store, chosen: str) -> Workspace:
    """One workspace. Raises StoreError ``store_no_workspace``."""
    found = next((w for w in store.workspaces() if w.id == chosen), None)
    if found is None:
        raise StoreError("store_no_workspace")
    return found


def is_sample(found: Workspace) -> bool:
    """Whether a workspace was made to try a sample."""
    return found.note.startswith(SAMPLE)


def own_space(store: Store, name: str, by: str) -> Workspace:
    """The newest workspace that is no sample; the first is made, called ``name``."""
    own = [w for w in spaces(store) if not is_sample(w)]
    return own[0] if own else store.create_workspace(name, by)


def rename_space(desk: Desk, name: str) -> None:
    """Give the workspace another name. Raises StoreError."""
    with desk.changing("rename") as work:
        (profile,) = desk.store.kept(desk.workspace, Profile)
        work.change(profile, replace(profile.value, name=name))


def sample_space(store: Store, key: str, name: str, by: str) -> tuple[Workspace, bool]:
    """A workspace for a sample, and whether it is new: the newest that nobody has touched since, else a fresh one."""
    for found in spaces(store):
        if found.note == SAMPLE + key and all(batch.action in BY_ITSELF for batch in store.batches(found.id)):
            return found, False
    return store.create_workspace(name, by, SAMPLE + key), True


@latest(REGISTER_WORDS)
def register_file(desk: Desk) -> RegisterFile | None:
    """The workspace's register as it stands, None where it has no entity."""
    register = desk.store.register(desk.workspace)
    if not register.entities:
        return None
    name = space(desk.store, desk.workspace).name
    return RegisterFile(name, print_of(register), register, vocabulary=vocabulary(desk))


def bring_in(desk: Desk, register: Register) -> None:
    """Make ``register`` the workspace's, as one change. Raises StoreError."""
    with desk.changing("import") as work:
        work.apply(desk.store.plan(desk.workspace, register))


@latest()
def undoable(desk: Desk) -> Batch | None:
    """The latest change of a person that stands: neither taken back nor itself a taking back."""
    dead: set[str] = set()
    for batch in desk.store.batches(desk.workspace):
        if batch.batch in dead:
            continue
        if batch.undoes:
            dead.add(batch.undoes)
        elif batch.action not in QUIET | FOR_GOOD:
            return batch
    return None


def undo(desk: Desk, batch: str) -> None:
    """Take a change back; this too can be undone. Raises StoreError ``store_undo_blocked``, ``store_undo_erasure``."""
    with desk.changing("undo") as work:
        work.undo(batch)


def fill_sample(desk: Desk, key: str) -> None:
    """Bring a sample's register and tender into an empty workspace. Raises KeyError, StoreError."""
    tender, register = sample(key)
    with desk.changing("sample") as work:
        work.apply(desk.store.plan(desk.workspace, register.register))
        bid = work.add(Bid(tender.tender.title or tender.name))
        sha256 = work.attach(tender_bytes(key))
        work.add(TenderVersion(bid.uid, 1, tender.name, sha256, tender.tender, by=desk.by))
