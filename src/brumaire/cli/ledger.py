"""`brumaire ledger`: who said what, and were they right. Each verb is a module of `ledger_verbs`, imported when it is used."""

from __future__ import annotations

import click

from brumaire.cli.groups import Lazy

# name -> what it does; the command is the attribute `command` of the module of that name in `ledger_verbs`.
VERBS = {
    "add": "Enter forecasts: one by hand, or all of a brief or of a file.",
    "due": "Questions whose last day is over, or near.",
    "resolve": "Say how a question came out, or let a case's record say it.",
    "withdraw": "Say that a forecast no longer stands, since when and why.",
    "score": "The scores of each forecaster on each question.",
    "board": "All forecasters in one table, the best first.",
    "show": "All about one question, one forecaster or one entry.",
    "pool": "The team's pool on a question, the model's forecast beside it.",
    "export": "Forecasts as CSV or JSON.",
    "import": "Take in forecasts of other platforms, from CSV or JSON.",
    "verify": "Whether every entry is as it was written.",
    "backup": "Write the whole ledger into a file.",
    "restore": "Fill a new ledger from a backup.",
    "demo": "A worked example: two articles of 2022 and 2023, and what became of what they said.",
}


class Verbs(Lazy):
    """The verbs of the ledger."""

    told = VERBS
    package = "brumaire.cli.ledger_verbs"


@click.command("ledger", cls=Verbs)
def command() -> None:
    """Keep the score: who forecast what, and how it came out.

    A ledger is a file (SQLite) or a PostgreSQL database, given by --ledger or by BRUMAIRE_LEDGER. Entries are only ever added.
    """
