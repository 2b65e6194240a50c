"""`brumaire model`: check and explain model files."""

from __future__ import annotations

import sys

import click

from brumaire.cli import complain


@click.group("model")
def command() -> None:
    """Check or explain a model file."""


@command.command("check")
@click.argument("file")
def check(file: str) -> None:
    """Report every error of a model file (or of a model of the library, by name), numbered, with its line and how to mend it."""
    from brumaire import models

    errors = models.check(file)
    for error in errors:
        complain(error)
    if errors:
        sys.exit(errors[0].exit_status)
    click.echo(f"{file}: no errors")


@command.command("explain")
@click.argument("file")
def explain(file: str) -> None:
    """Print a model as prose: states, levels, transitions, parameters with their sources, indicators, levers."""
    from brumaire import models

    click.echo(models.explain(models.load(file)))
