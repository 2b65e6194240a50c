"""`brumaire case`: make and check case files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from brumaire.cli import complain
from brumaire.cli.ask import REGIMES
from brumaire.cli.options import DAY


@click.group("case")
def command() -> None:
    """Make or check a case file."""


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Report every error of a case file, with its line and how to mend it."""
    from brumaire.pipeline.case import check_case

    errors = check_case(file)
    for error in errors:
        complain(error)
    if errors:
        sys.exit(errors[0].exit_status)
    click.echo(f"{file}: no errors")


@command.command("new")
@click.option("--name", required=True, help="Short name of the case, such as veldania-2031.")
@click.option("--country", required=True, help="Its country.")
@click.option("--leader", required=True, help="The leader's name.")
@click.option("--birth", type=DAY, required=True, help="The leader's date of birth.")
@click.option("--entered", type=DAY, required=True, help="When the leader took office.")
@click.option("--regime", type=click.Choice(REGIMES), required=True, help="Type of regime.")
@click.option("--start", type=DAY, help="Where the simulation begins. Default: the earliest article's date.")
@click.option(
    "--war",
    type=click.Choice(("none", "interstate", "civil")),
    default="none",
    show_default=True,
    help="War that the leader is in.",
)
@click.option("--war-began", type=DAY, help="When that war began.")
@click.option(
    "--article", "articles", multiple=True, type=click.Path(path_type=Path), help="Articles that the case serves."
)
def new(
    name: str,
    country: str,
    leader: str,
    birth: date,
    entered: date,
    regime: str,
    start: date | None,
    war: str,
    war_began: date | None,
    articles: tuple[Path, ...],
) -> None:
    """Print a new case file, valid and commented, to complete by hand."""
    from brumaire.pipeline.case import new_case

    text = new_case(
        name=name,
        country=country,
        leader=leader,
        birth=birth,
        entered=entered,
        regime=regime,
        start=start,
        war=war,
        war_began=war_began,
        articles=articles,
    )
    click.echo(text, nl=False)
