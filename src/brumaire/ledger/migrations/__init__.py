"""The ledger's schema, version by version: `versions/` holds one file a step, run in process through Alembic's operations.

Steps make tables and leave `entries` as they are. Projections are made again from the chain after any step, by the code of the day, so no
step needs to know how rows were made in older versions.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection

# What this program writes. Kept here so that opening a ledger of this version does not import Alembic.
NEWEST: Final = "0003"
VERSION_TABLE: Final = "ledger_version"
_FOLDER: Final = Path(__file__).parent


def versions() -> tuple[str, ...]:
    """All versions, oldest first.

    >>> versions()[-1] == NEWEST
    True
    """
    from alembic.script import ScriptDirectory

    return tuple(revision.revision for revision in reversed(list(ScriptDirectory(str(_FOLDER)).walk_revisions())))


def upgrade(connection: Connection, present: str | None, to: str = NEWEST) -> None:
    """Take the schema from version `present` (None: empty) up to `to`, inside the connection's transaction."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(_FOLDER))
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    with Operations.context(context):
        for revision in reversed(list(script.iterate_revisions(to, present or "base"))):
            revision.module.upgrade()
            context.stamp(script, revision.revision)
