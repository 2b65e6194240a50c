"""`brumaire ledger verify`."""

from __future__ import annotations

from dataclasses import asdict

import click

from brumaire.cli.ledger_verbs.opened import json_option, ledger_option, opened, print_json


@click.command("verify")
@click.option(
    "--head",
    metavar="HASH",
    help="A hash that an earlier verify printed: finds out whether anything was cut off since.",
)
@ledger_option
@json_option
def command(head: str | None, url: str, as_json: bool) -> None:
    """Compute every hash and every table again, and name what is not as it was written (exit status 12).

    Keep the hash that it prints somewhere else: no ledger can tell by itself that its end is missing.
    """
    from brumaire.errors import LedgerError

    with opened(url) as ledger:
        found, where = ledger.verify(head=head), ledger.where
    if as_json:
        print_json(asdict(found) | {"sound": found.sound})
    else:
        for problem in found.problems:
            click.echo(f"{problem.sort}: {problem.what}")
        click.echo(f"{found.entries} entries, head {found.head}")
    if not found.sound:
        raise LedgerError(
            f"{found.found} {'thing is' if found.found == 1 else 'things are'} not as written",
            where=where,
            mend="compare with a backup: brumaire ledger restore BACKUP --ledger NEW",
        )
