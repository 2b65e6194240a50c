"""Boards that were worked out, kept with the head that they are of, so that the same board is not worked out twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, empty: a board is worked out when it is first asked for."""
    op.create_table(
        "boards",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("entry", NUMBER, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
        sa.Column("on_day", NUMBER, nullable=False),
        sa.Column("options", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "standings",
        sa.Column("board", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("place", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("forecaster", sa.Text, nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sqlite_strict=True,
    )
