"""`brumaire ask`: any leader, without a case file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from brumaire.cli.forecast import show
from brumaire.cli.options import DAY, engine_option, simulation_options
from brumaire.cli.progress import Bar

if TYPE_CHECKING:
    from brumaire.futures.engines import Engine

REGIMES = ("military", "military_personal", "personal", "party", "party_personal", "monarchy", "democracy", "unknown")


@click.command("ask")
@click.argument("questions", nargs=-1, metavar='["QUESTION" ...]')
@click.option("--birth", type=DAY, required=True, help="The leader's date of birth.")
@click.option("--entered", type=DAY, required=True, help="When the leader took office.")
@click.option("--regime", type=click.Choice(REGIMES), required=True, help="Type of regime.")
@click.option(
    "--war",
    type=click.Choice(("none", "interstate", "civil")),
    default="none",
    show_default=True,
    help="War that the leader is in.",
)
@click.option("--war-began", type=DAY, help="When that war began; needed with --war interstate or civil.")
@click.option("--initiator/--attacked", default=None, help="Whether the leader's side began the war.")
@click.option("--last-attempt", type=DAY, help="Latest coup attempt in the country.")
@engine_option
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object, schema brumaire.forecast/1.")
def command(
    questions: tuple[str, ...],
    birth: date,
    entered: date,
    regime: str,
    war: str,
    war_began: date | None,
    initiator: bool | None,
    last_attempt: date | None,
    as_of: date | None,
    runs: int,
    seed: int,
    threads: int,
    engine: Engine,
    as_json: bool,
) -> None:
    """Ask about any leader from a birth date, a date of entry and a regime type.

    Without a question, asks how and by when the leader leaves within one year. The asking date has no default here:
    nothing reads the clock, so give --as-of.
    """
    if as_of is None:
        raise click.UsageError("--as-of is needed: without a case there is no other date to ask from")
    if war != "none" and war_began is None:
        raise click.UsageError("--war-began is needed with --war interstate or civil")
    from brumaire.pipeline.ask import ask
    from brumaire.pipeline.forecast import Settings

    with Bar() as bar:
        result = ask(
            questions,
            birth=birth,
            entered=entered,
            regime=regime,
            war=war,
            war_began=war_began,
            initiator=initiator,
            last_attempt=last_attempt,
            as_of=as_of,
            settings=Settings(runs=runs, seed=seed, threads=threads, engine=engine, progress=bar),
        )
    show(result, as_json=as_json)
