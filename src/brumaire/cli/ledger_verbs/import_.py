"""`brumaire ledger import`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from brumaire.cli import complain
from brumaire.cli.ledger_verbs.opened import author_option, enter, json_option, ledger_option, opened, print_json


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="Which column is what (YAML). Default: those of `export`."
)
@author_option
@ledger_option
@json_option
def command(file: Path, mapping: Path | None, author: str | None, url: str, as_json: bool) -> None:
    """Take in forecasts of other platforms, from CSV or JSON.

    Rows that cannot be read are named with file and row, the others are done, and the exit status is 1. A forecast that the ledger
    has already is not entered again.
    """
    from brumaire.pipeline.ledger import import_file

    found = import_file(file, mapping)
    with opened(url, create=True) as ledger:
        new = enter(ledger, found.drafts, author)[0] if found.drafts else 0
        where = ledger.where
    for error in found.refused:
        complain(error)
    if as_json:
        print_json({"ledger": where, "read": found.read, "new": new, "refused": [str(e) for e in found.refused]})
    else:
        click.echo(
            f"{where}: {found.read} row{'' if found.read == 1 else 's'} read, {len(found.refused)} refused, {new} new entries"
        )
    if found.refused:
        sys.exit(1)
