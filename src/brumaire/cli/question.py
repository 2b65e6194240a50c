"""`brumaire question`: what a question means and how it is resolved."""

from __future__ import annotations

from datetime import date

import click

from brumaire.cli.options import DAY


@click.group("question")
def command() -> None:
    """Explain a question: what it means, when and how it is resolved."""


@command.command("explain")
@click.argument("text", metavar="QUESTION")
@click.option("--as-of", type=DAY, help="Asking date, for windows that count from it.")
def explain(text: str, as_of: date | None) -> None:
    """Print the canonical text, a reading in plain words, the dates covered and the resolution rules."""
    from brumaire.questions import explain as explain_question

    click.echo(explain_question(text, as_of))
