"""`brumaire demo`: the example case, from inside the package."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brumaire.cli.brief import deliver
from brumaire.cli.options import engine_option, simulation_options
from brumaire.cli.progress import Bar

if TYPE_CHECKING:
    from brumaire.futures.engines import Engine


@click.command("demo")
@engine_option
@simulation_options
@click.option("--out", type=click.Path(path_type=Path), help="Also write the page: .html, .md or .json.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, schema brumaire.brief/1.")
def command(
    as_of: date | None, runs: int, seed: int, threads: int, engine: Engine, out: Path | None, as_json: bool
) -> None:
    """The brief on a fictional leader at war, from three articles written for it."""
    from brumaire.pipeline.brief import make_brief
    from brumaire.pipeline.demo import example
    from brumaire.pipeline.forecast import Settings

    case, reading = example()
    with Bar() as bar:
        settings = Settings(runs=runs, seed=seed, threads=threads, engine=engine, progress=bar)
        brief = make_brief(case, reading, as_of=as_of, settings=settings)
    deliver(brief, out=out, as_json=as_json)
