"""`brumaire ledger backup`."""

from __future__ import annotations

from pathlib import Path

import click

from brumaire.cli.ledger_verbs.opened import ledger_option, opened


@click.command("backup")
@click.argument("path", type=click.Path(path_type=Path))
@ledger_option
def command(path: Path, url: str) -> None:
    """Write the whole ledger into the new file PATH while others go on working.

    PATH ending in .jsonl: every entry as a line of JSON, the same bytes from SQLite and PostgreSQL. Else of SQLite a file that is a ledger itself.
    """
    with opened(url) as ledger:
        ledger.backup(path)
        click.echo(f"Written to {path}")
