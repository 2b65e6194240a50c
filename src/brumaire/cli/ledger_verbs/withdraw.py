"""`brumaire ledger withdraw`."""

from __future__ import annotations

from datetime import date

import click

from brumaire.cli.ledger_verbs.opened import author_option, enter, json_option, ledger_option, opened, print_json, today
from brumaire.cli.options import DAY


@click.command("withdraw")
@click.argument("forecast", metavar="FORECAST")
@click.option("--made", type=DAY, help="Since when it no longer stands. Default: today.")
@click.option("--reason", required=True, help="Why.")
@author_option
@ledger_option
@json_option
def command(forecast: str, made: date | None, reason: str, author: str | None, url: str, as_json: bool) -> None:
    """Withdraw a forecast: it is scored for the days on which it stood, and not after.

    FORECAST is its identifier, as `ledger show QUESTION --json` or `ledger add --json` prints it, or the number of its entry. Nothing is taken
    out: the forecast and its withdrawal both stay in the ledger. To change a forecast, add the new one instead.
    """
    from brumaire.pipeline.ledger_withdraw import find_forecast, withdrawal

    with opened(url) as ledger:
        found = find_forecast(ledger, forecast)
        draft = withdrawal(found, made=today(made), reason=reason)
        new, entries = enter(ledger, [draft], author)
    if as_json:
        print_json({"new": new, "number": entries[0].number, "body": dict(entries[0].body)})
        return
    click.echo(
        f"{found.id}: {found.by} on {found.question}, made {found.made}\n"
        f"entry {entries[0].number}: withdrawn {draft.body['made']}{'' if new else ', as entered before'}"
    )
