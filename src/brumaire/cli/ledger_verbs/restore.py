"""`brumaire ledger restore`."""

from __future__ import annotations

from pathlib import Path

import click

from brumaire.cli.ledger_verbs.opened import ledger_option


@click.command("restore")
@click.argument("path", type=click.Path(path_type=Path))
@ledger_option
def command(path: Path, url: str) -> None:
    """Fill a new ledger from the backup PATH, in either form and into either store, computing every hash again."""
    from brumaire.ledger.backup import restore

    number = restore(path, url)
    click.echo(f"{number} {'entry' if number == 1 else 'entries'} restored")
