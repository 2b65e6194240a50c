"""`brumaire case`: make and check case files, list those that come with the program, and replay one date by date."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brumaire.cli import complain
from brumaire.cli.ask import REGIMES
from brumaire.cli.options import DAY, SEED, engine_option
from brumaire.cli.progress import Bar

if TYPE_CHECKING:
    from brumaire.dates import Duration
    from brumaire.futures.engines import Engine
    from brumaire.records.case_replay import CaseReplay

REPLAY_RUNS = 10_000
FORMS = (".html", ".svg", ".json", ".csv")


@click.group("case")
def command() -> None:
    """Make, check, list or replay case files."""


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


@command.command("list")
def list_() -> None:
    """The cases of history that come with the program; their names serve wherever a case file does."""
    from brumaire.pipeline.case import cases_of_history

    for name, case in cases_of_history():
        click.echo(f"{name:16} {case.start}  {case.title}")


class Every(click.ParamType[Any]):
    """A length of time such as `1w`, `10d`, `3m`."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Duration:
        import re

        from brumaire.dates import Duration

        if isinstance(value, Duration):
            return value
        match = re.fullmatch(r"(\d{1,3})\s?([dwmy])", str(value))
        if match is None or int(match[1]) == 0:
            self.fail(f"{value!r} is not a length of time such as 10d, 1w, 3m or 1y", param, ctx)
        units = {"d": "day", "w": "week", "m": "month", "y": "year"}
        return Duration(int(match[1]), units[match[2]])  # type: ignore[arg-type]  # one of the four units


@command.command("replay")
@click.argument("case_path", type=click.Path(path_type=Path), metavar="CASE")
@click.option(
    "--every", type=Every(), metavar="1w", help="Ask every so many days, weeks, months or years (d, w, m, y)."
)
@click.option("--dates", multiple=True, metavar="DATE[,DATE]", help="Ask on these dates. May be repeated.")
@click.option(
    "--question",
    "questions",
    multiple=True,
    help="A question; `within` counts from each date. May be repeated. Default: those of the case's targets, else its first two.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a page (.html), a drawing (.svg), or the numbers (.json, .csv) here.",
)
@engine_option
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processors to use; the answer is the same for any number.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**64 - 1), default=SEED, show_default=True, help="Seed of all random numbers."
)
@click.option(
    "--runs",
    type=click.IntRange(1_000, 1_000_000),
    default=REPLAY_RUNS,
    show_default=True,
    help="Futures to simulate on each date.",
)
def replay(
    case_path: Path,
    every: Duration | None,
    dates: tuple[str, ...],
    questions: tuple[str, ...],
    out: Path | None,
    engine: Engine,
    threads: int,
    seed: int,
    runs: int,
) -> None:
    """The forecasts of a case as they would have moved, date by date, using nothing from after each date.

    CASE is a case file or a name that `brumaire case list` prints. Without --every and --dates it is asked at its start, on the
    dates of its targets, and on the day after each thing that became known.
    """
    from brumaire.pipeline.case_replay import replay_case
    from brumaire.pipeline.forecast import Settings
    from brumaire.pipeline.read import load_case

    if out is not None and out.suffix not in FORMS:
        raise click.BadParameter(f"{out} has none of the endings {', '.join(FORMS)}", param_hint="--out")
    days = [DAY.convert(day.strip(), None, None) for text in dates for day in text.split(",")]
    case = load_case(case_path)
    with Bar() as bar:
        settings = Settings(runs=runs, seed=seed, threads=threads, engine=engine, progress=bar)
        told = replay_case(case, texts=questions, dates=days, every=every, settings=settings)
    for note in told.notes:
        click.echo(f"brumaire: note: {note}", err=True)
    if out is None:
        from brumaire.briefs.case_replay import replay_text

        click.echo(replay_text(told), nl=False)
    else:
        out.write_text(_written(told, out.suffix), encoding="utf-8")


def _written(told: CaseReplay, form: str) -> str:
    from brumaire.briefs import case_replay

    if form == ".json":
        import json

        return json.dumps(case_replay.replay_json(told), ensure_ascii=False, indent=2) + "\n"
    write = {".html": case_replay.replay_html, ".svg": case_replay.replay_svg, ".csv": case_replay.replay_csv}
    return write[form](told)
