"""`brumaire replay`: futures in which a question comes out yes, told as stories."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from brumaire.cli.options import pairs, simulation_options
from brumaire.cli.progress import Bar


@click.command("replay")
@click.argument("case_path", type=click.Path(path_type=Path), metavar="CASE.yaml")
@click.argument("question")
@click.option("--count", type=click.IntRange(1, 100), default=3, show_default=True, help="Futures to tell.")
@click.option("--do", "levers", multiple=True, metavar="LEVER=VALUE", help="Set a lever of the model. May be repeated.")
@click.option("--all", "everything", is_flag=True, help="Tell also what moves the model and is no event.")
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object, schema brumaire.replay/1.")
def command(
    case_path: Path,
    question: str,
    count: int,
    levers: tuple[str, ...],
    everything: bool,
    as_of: date | None,
    runs: int,
    seed: int,
    threads: int,
    as_json: bool,
) -> None:
    """Show futures in which a question comes out yes: each event with its date and why it could happen.

    Futures are picked at random by their weight; the same seed picks the same. Each event comes with the
    hazard per year at that moment and what multiplied it.
    """
    from brumaire.briefs import stories_json, stories_text
    from brumaire.pipeline.forecast import Settings
    from brumaire.pipeline.read import load_case
    from brumaire.pipeline.replay import replay

    case = load_case(case_path)
    set_ = dict(pairs(levers, "--do", "LEVER=VALUE"))
    with Bar() as bar:
        settings = Settings(runs=runs, seed=seed, threads=threads, levers=set_, progress=bar)
        told = replay(case, question, as_of=as_of, count=count, settings=settings)
    for note in told.notes:
        click.echo(f"brumaire: note: {note}", err=True)
    if as_json:
        import json

        shown = stories_json(
            told.stories, told.answer, case=told.case, as_of=told.as_of, seed=told.seed, runs=told.runs
        )
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    click.echo(
        stories_text(told.stories, told.answer, title=told.title, as_of=told.as_of, everything=everything), nl=False
    )
