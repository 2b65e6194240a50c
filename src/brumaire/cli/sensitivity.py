"""`brumaire sensitivity`: what moves an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brumaire.cli.options import engine_option, simulation_options
from brumaire.cli.progress import Bar

if TYPE_CHECKING:
    from brumaire.futures.engines import Engine


@click.command("sensitivity")
@click.argument("case_path", type=click.Path(path_type=Path), metavar="CASE.yaml")
@click.argument("question")
@engine_option
@simulation_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object, schema brumaire.sensitivity/1.")
def command(
    case_path: Path,
    question: str,
    as_of: date | None,
    runs: int,
    seed: int,
    threads: int,
    engine: Engine,
    as_json: bool,
) -> None:
    """Tell which uncertain parameters move the answer to a question, and which signs would.

    Both are read from one run. The table has the parameters that stand out; --json has them all.
    """
    from brumaire.pipeline.forecast import Settings
    from brumaire.pipeline.read import load_case
    from brumaire.pipeline.sensitivity import sensitivity

    case = load_case(case_path)
    with Bar() as bar:
        settings = Settings(runs=runs, seed=seed, threads=threads, engine=engine, progress=bar)
        report = sensitivity(case, question, as_of=as_of, settings=settings)
    for note in report.notes:
        click.echo(f"brumaire: note: {note}", err=True)
    if as_json:
        import json

        from brumaire.briefs import sensitivity_json

        shown = sensitivity_json(
            report.sensitivity,
            report.indicators,
            case=report.case,
            as_of=report.as_of,
            seed=report.seed,
            runs=report.runs,
            meanings=report.meanings,
        )
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        from brumaire.briefs import terminal_sensitivity

        terminal_sensitivity(
            report.sensitivity,
            report.indicators,
            Console(),
            title=report.title,
            as_of=report.as_of,
            meanings=report.meanings,
        )
