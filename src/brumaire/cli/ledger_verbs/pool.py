"""`brumaire ledger pool`."""

from __future__ import annotations

from dataclasses import asdict
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

SORTS = ("expert", "crowd", "market", "member")


@click.command("pool")
@click.argument("question", metavar='"QUESTION"|ID')
@click.option(
    "--sort",
    "sorts",
    multiple=True,
    type=click.Choice(SORTS),
    help="Pool only these; may be repeated. Default: all four.",
)
@on_option
@ledger_option
@json_option
def command(question: str, sorts: tuple[str, ...], on: date | None, url: str, as_json: bool) -> None:
    """The team's pool on a question, with the model's forecast and the base rate beside it.

    The geometric mean of odds of what stands on the day, weighted by shrunk skill and by recency: the default of
    `brumaire.scoring.pooling`, which has no setting. Words count where the survey has a middle for them.
    """
    from brumaire.pipeline.ledger import find_question
    from brumaire.pipeline.ledger_board import pool_of

    day = today(on)
    with opened(url) as ledger:
        found = find_question(ledger, question)
        told = pool_of(ledger, found.id, day, sorts=sorts)
    if as_json:
        print_json({"question": found.id, "text": found.text, "on": day} | asdict(told))
        return
    from rich.table import Table

    click.echo(f"{found.case}: {found.text}, on {day}")
    table = Table("forecaster", "p", "days old", "better than peers by", "on", box=None)
    for voice in told.voices:
        table.add_row(
            voice.forecaster[0], f"{voice.p:.4f}", str(voice.age), f"{voice.skill:+.4f}", f"{voice.resolved:.0f}"
        )
    print_table(table)
    for label, p in (("pool", told.pool), ("model", told.model), ("base rate", told.base_rate)):
        click.echo(f"{label:10} {'nothing to show' if p is None else f'{p:.4f}'}")
    for name, _ in told.without:
        click.echo(f"left out: {name} named no number, and the words have no middle", err=True)
