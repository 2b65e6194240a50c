"""`brumaire ledger demo`."""

from __future__ import annotations

from pathlib import Path

import click

from brumaire.cli.ledger_verbs.opened import author_option, enter, opened


@click.command("demo")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("first.db"), show_default=True, help="The ledger to write."
)
@author_option
def command(out: Path, author: str | None) -> None:
    """A worked example: 22 forecasts of two articles of 2022 and 2023, others of that time, and how they came out.

    Afterwards: brumaire ledger board --ledger first.db
    """
    from brumaire.pipeline.ledger import first_ledger

    with opened(str(out), create=True) as ledger:
        new, _ = enter(ledger, first_ledger(), author)
    click.echo(f"{out}: {new} new entries. Look at them: brumaire ledger board --ledger {out}")
