"""Projections: questions, forecasters, forecasts, withdrawals, resolutions and notes, for reading without the chain's bodies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PROBABILITY: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    """Make the tables, empty: they are filled from the chain afterwards."""
    _create(
        "questions",
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("given", sa.Text),
        sa.Column("opens_day", NUMBER, nullable=False),
        sa.Column("closes_day", NUMBER, nullable=False),
    )
    _create(
        "forecasters",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.UniqueConstraint("name", "sort"),
    )
    _create(
        "forecasts",
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("question", NUMBER, nullable=False),
        sa.Column("forecaster", NUMBER, nullable=False),
        sa.Column("made_day", NUMBER, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("p", PROBABILITY),
        sa.Column("low", PROBABILITY),
        sa.Column("mid", PROBABILITY),
        sa.Column("high", PROBABILITY),
    )
    _create(
        "withdrawals",
        sa.Column("forecast", NUMBER, nullable=False),
        sa.Column("made_day", NUMBER, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    _create(
        "resolutions",
        sa.Column("question", NUMBER, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("known_day", NUMBER, nullable=False),
        sa.Column("happened_day", NUMBER),
    )
    _create(
        "notes",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("id", sa.Text, unique=True),
    )
    for table, column in (
        ("questions", "case"),
        ("questions", "closes_day"),
        ("forecasts", "question"),
        ("forecasts", "forecaster"),
        ("withdrawals", "forecast"),
        ("resolutions", "question"),
        ("notes", "about"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _create(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name, sa.Column("number", NUMBER, primary_key=True, autoincrement=False), *columns, sqlite_strict=True
    )
