"""`brumaire ledger due`."""

from __future__ import annotations

from datetime import date

import click

from brumaire.cli.ledger_verbs.opened import (
    json_option,
    ledger_option,
    on_option,
    opened,
    print_json,
    print_table,
    today,
)


@click.command("due")
@click.option(
    "--within",
    type=click.IntRange(0, 36525),
    default=30,
    show_default=True,
    help="Also those that close within so many days.",
)
@click.option("--all", "everything", is_flag=True, help="Every question, resolved ones too.")
@on_option
@ledger_option
@json_option
def command(within: int, everything: bool, on: date | None, url: str, as_json: bool) -> None:
    """Questions that nobody has resolved yet and whose last day is over, or near."""
    from brumaire.ledger.resolving import due

    day = today(on)
    with opened(url) as ledger:
        asked = ledger.questions() if everything else ledger.questions(resolved=False)
    found = due(asked, day, within=10**6 if everything else within)
    if as_json:
        keys = ("id", "case", "text", "opens", "closes")
        print_json([{key: getattr(q, key) for key in keys} | {"over": q.closes <= day} for q in found])
        return
    if not found:
        click.echo(f"nothing is due up to {day}")
        return
    from rich.table import Table

    table = Table("closes", "", "question", "case", "asks", box=None)
    for q in found:
        table.add_row(str(q.closes), "over" if q.closes <= day else "open", q.id, q.case, q.text)
    print_table(table)
