"""`brumaire forecast`: questions to a case's model."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brumaire.cli.options import DAY, engine_option, pairs, simulation_options
from brumaire.cli.progress import Bar

if TYPE_CHECKING:
    from brumaire.futures.engines import Engine
    from brumaire.pipeline.outlook import Outlook
    from brumaire.records import Observation


@click.command("forecast")
@click.argument("case_path", type=click.Path(path_type=Path), metavar="CASE.yaml")
@click.argument("questions", nargs=-1, metavar='["QUESTION" ...]')
@click.option(
    "--claims",
    "claims_path",
    type=click.Path(path_type=Path),
    help="Output of `read --json`: adds the column 'if these commentators are right'.",
)
@click.option("--do", "levers", multiple=True, metavar="LEVER=VALUE", help="Set a lever of the model. May be repeated.")
@click.option(
    "--seen",
    multiple=True,
    metavar="INDICATOR[=VALUE]@DATE",
    help="An indicator seen, or what one that measures has read, beyond those of the case; DATE..DATE where the day is not "
    "known. May be repeated.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="MECHANISM",
    help="Switch a mechanism of the model off, such as M7; `model mechanisms` lists them. May be repeated.",
)
@click.option(
    "--exact",
    is_flag=True,
    help="Solve a small model of states exactly instead of simulating it; says why where it cannot.",
)
@engine_option
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object, schema brumaire.forecast/1.")
def command(
    case_path: Path,
    questions: tuple[str, ...],
    claims_path: Path | None,
    levers: tuple[str, ...],
    seen: tuple[str, ...],
    without: tuple[str, ...],
    exact: bool,
    as_of: date | None,
    runs: int,
    seed: int,
    threads: int,
    engine: Engine,
    as_json: bool,
) -> None:
    """Ask a case's model questions (by default the case's own).

    With --seen, the asking date is at least the latest date seen.
    """
    if exact and claims_path is not None:
        raise click.UsageError("--exact has no futures that --claims could weigh: leave one of them away")
    from brumaire.pipeline.forecast import Settings
    from brumaire.pipeline.outlook import outlook
    from brumaire.pipeline.read import load_case

    bar = Bar()
    settings = Settings(
        runs=runs,
        seed=seed,
        threads=threads,
        engine=engine,
        levers=dict(pairs(levers, "--do", "LEVER=VALUE")),
        seen=tuple(_observation(text) for text in seen),
        without=without,
        progress=bar,
    )
    case = load_case(case_path)
    with bar:
        if exact:
            from brumaire.pipeline.exact import exact_outlook

            result = exact_outlook(case, questions, as_of=as_of, settings=settings)
        else:
            result = outlook(case, questions, as_of=as_of, settings=settings, claims=claims_path)
    show(result, as_json=as_json)


def _observation(text: str) -> Observation:
    """What `--seen` says: INDICATOR@DATE, INDICATOR@DATE..DATE, or either with =VALUE after the indicator."""
    from brumaire.records import Observation

    indicator, at, day = text.partition("@")
    if not at:
        form = "INDICATOR@YYYY-MM-DD or INDICATOR=VALUE@YYYY-MM-DD"
        raise click.BadParameter(f"{text!r} is not of the form {form}", param_hint="--seen")
    indicator, equals, given = indicator.partition("=")
    value = None
    if equals:
        try:
            value = float(given)
        except ValueError:
            raise click.BadParameter(f"{given!r} in {text!r} is not a number", param_hint="--seen") from None
    first, dots, last = day.partition("..")
    until = DAY.convert(last, None, None) if dots else None
    return Observation(indicator.strip(), DAY.convert(first, None, None), True, "the command line", until, value)


def show(result: Outlook, *, as_json: bool) -> None:
    """Print answers as a table or as JSON."""
    for note in result.notes:
        click.echo(f"brumaire: note: {note}", err=True)
    if as_json:
        import json

        from brumaire.briefs import forecast_json

        shown = forecast_json(result.answers, case=result.case, as_of=result.as_of, seed=result.seed, runs=result.runs)
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        from brumaire.briefs import terminal_answers

        terminal_answers(result.answers, Console(), title=result.title, as_of=result.as_of)
