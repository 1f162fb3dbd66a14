"""The tables as the newest migration leaves them. A test holds the two together.

Every table belongs to a workspace. A record's uid orders records as they were added; its version counts its changes.
"""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem, UniqueConstraint

metadata = MetaData()

workspace = Table(
    "workspace",
    metadata,
    Column("id", Text, primary_key=True),
    Column("created_at", Text, nullable=False),
)


def _of(column: str, table: str, target: str = "uid") -> ForeignKeyConstraint:
    """A reference inside the workspace, looked at when the change is complete."""
    return ForeignKeyConstraint(
        ["workspace", column],
        [f"{table}.workspace", f"{table}.{target}"],
        name=f"fk_{column}_{table}",
        deferrable=True,
        initially="DEFERRED",
    )


def _within(name: str, key: Column[str] | Column[int], *items: SchemaItem) -> Table:
    home = ForeignKeyConstraint(["workspace"], ["workspace.id"], name=f"fk_{name}_workspace")
    return Table(name, metadata, Column("workspace", Text, primary_key=True), key, *items, home)


def _text(name: str, empty: bool = False) -> Column[str]:
    return Column(name, Text, nullable=empty)


def _kind(name: str, *items: SchemaItem, one_per: tuple[str, ...] | None = None) -> Table:
    unique = [UniqueConstraint("workspace", *one_per, name=f"one_{name}")] if one_per is not None else []
    version = Column("version", Integer, nullable=False)
    return _within(name, Column("uid", Text, primary_key=True), *items, version, *unique)


personal = _within(
    "personal",
    Column("key", Text, primary_key=True),
    _text("kind"),
    _text("uid"),
    _text("field"),
    _text("value", empty=True),
    _text("erased_at", empty=True),
    Index("ix_personal_kind", "workspace", "kind", "uid"),
)
audit = _within(
    "audit",
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("batch"),
    _text("at"),
    _text("who", empty=True),
    _text("action"),
    _text("undoes", empty=True),
    _text("kind"),
    _text("uid"),
    Column("version", Integer, nullable=False),
    _text("before", empty=True),
    _text("after", empty=True),
    Index("ix_audit_batch", "workspace", "batch"),
    Index("ix_audit_uid", "workspace", "uid"),
)
blob = _within(
    "blob",
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=True),
)

profile = _kind("profile", _text("name"), _text("note"), one_per=())
entity = _kind(
    "entity",
    *map(_text, ("id", "name", "tax_id", "legal_form", "size", "sectors", "territory")),
    _text("email", empty=True),
    _text("cost"),
    Column("available", Boolean, nullable=False),
    _text("source"),
    _text("search"),
    one_per=("id",),
)
capability = _kind(
    "capability",
    *map(_text, ("entity", "name", "value")),
    *(_text(name, empty=True) for name in ("unit", "valid_from", "valid_until")),
    Column("status", Integer, nullable=False),
    *map(_text, ("evidence", "file", "sheet", "column")),
    Column("row", Integer, nullable=False),
    _text("search"),
    _of("entity", "entity", "id"),
    Index("ix_capability_entity", "workspace", "entity"),
)
proof = _kind(
    "proof",
    _text("capability"),
    _text("sha256", empty=True),
    _text("file"),
    _text("verified_by", empty=True),
    _text("verified_at", empty=True),
    _of("capability", "capability"),
    _of("sha256", "blob", "sha256"),
    one_per=("capability",),
)
reference = _kind(
    "reference",
    *map(_text, ("id", "entity", "title", "cpv")),
    *(_text(name, empty=True) for name in ("amount", "unit")),
    _text("own_share"),
    _text("ended", empty=True),
    Column("status", Integer, nullable=False),
    _text("source"),
    _of("entity", "entity", "id"),
    one_per=("entity", "id"),
)
person = _kind(
    "person",
    _text("id", empty=True),
    _text("entity"),
    _text("name", empty=True),
    _text("roles"),
    _text("years", empty=True),
    _text("qualification", empty=True),
    _text("dedication"),
    _text("source"),
    _of("entity", "entity", "id"),
    Index("ix_person_entity", "workspace", "entity"),
)
external = _kind(
    "external",
    _text("id"),
    _text("name", empty=True),
    *map(_text, ("capability", "value")),
    *(_text(name, empty=True) for name in ("unit", "valid_until")),
    Column("letter", Boolean, nullable=False),
    Column("executes", Boolean, nullable=False),
    _text("source"),
)
pair = _kind(
    "pair",
    _text("a"),
    _text("b"),
    Column("together", Boolean, nullable=False),
    _text("reason"),
    _text("source"),
    _of("a", "entity", "id"),
    _of("b", "entity", "id"),
    Index("ix_pair_a", "workspace", "a"),
    Index("ix_pair_b", "workspace", "b"),
)
commitment = _kind(
    "commitment",
    *map(_text, ("entity", "tender", "lot", "group")),
    _text("since", empty=True),
    _of("entity", "entity", "id"),
    one_per=("entity", "tender", "lot"),
)
asked = _kind(
    "asked",
    *map(_text, ("bid", "entity", "questions", "asked_at")),
    _text("by", empty=True),
    _text("reply_by", empty=True),
    _text("reply"),
    _text("replied_at", empty=True),
    _of("bid", "bid"),
    one_per=("bid", "entity"),
)
alias = _kind("alias", _text("name"), _text("capability"), one_per=("name",))
distinct_names = _kind("distinct_names", _text("name"), _text("capability"), one_per=("name", "capability"))
mapping = _kind("mapping", _text("layout"), _text("content"), one_per=("layout",))

bid = _kind("bid", _text("name"), Column("closed", Boolean, nullable=False))
tender_version = _kind(
    "tender_version",
    _text("bid"),
    Column("number", Integer, nullable=False),
    *map(_text, ("file", "sha256", "tender")),
    Column("edited", Boolean, nullable=False),
    _text("uploaded_at", empty=True),
    _text("by", empty=True),
    _text("layout"),
    _of("bid", "bid"),
    _of("sha256", "blob", "sha256"),
    one_per=("bid", "number"),
)
chosen = _kind("chosen", _text("bid"), _text("options"), _of("bid", "bid"), one_per=("bid",))
result = _kind(
    "result",
    *map(_text, ("bid", "tender_version", "options", "answer", "register_sha256")),
    _text("computed_at", empty=True),
    _text("key"),
    _of("bid", "bid"),
    _of("tender_version", "tender_version"),
    Index("ix_result_bid", "workspace", "bid"),
)
scenario = _kind(
    "scenario",
    *map(_text, ("bid", "name", "options", "members", "externals")),
    _text("lead", empty=True),
    _text("note"),
    _of("bid", "bid"),
    one_per=("bid", "name"),
)
decision = _kind(
    "decision",
    *map(_text, ("bid", "members", "externals")),
    _text("lead", empty=True),
    _text("reason"),
    _text("by", empty=True),
    _text("decided_at", empty=True),
    _of("bid", "bid"),
    one_per=("bid",),
)
proposal_field = _kind(
    "proposal_field",
    _text("bid"),
    _text("name"),
    _text("value", empty=True),
    _of("bid", "bid"),
    one_per=("bid", "name"),
)
