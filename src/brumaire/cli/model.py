"""`brumaire model`: check, explain and compare model files, and the schema for editors."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import click

from brumaire.cli import complain


@click.group("model")
def command() -> None:
    """Check, explain, compare or compile model files."""


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
@click.option("--diagram", "as_diagram", is_flag=True, help="Print a diagram instead, as text for Mermaid.")
@click.option(
    "--case",
    "case_path",
    type=click.Path(path_type=Path),
    metavar="CASE.yaml",
    help="Also the constants that the anchor solves for the leader of a case, beside what history gives.",
)
def explain(file: str, as_diagram: bool, case_path: Path | None) -> None:
    """Print a model as prose: states, levels, transitions, parameters with their sources, indicators, levers."""
    from brumaire import models

    model = models.load(file)
    anchor = None
    if case_path is not None:
        from brumaire.pipeline.anchoring import anchor_for
        from brumaire.pipeline.read import load_case

        anchor = anchor_for(model, load_case(case_path))
    click.echo(models.diagram(model) if as_diagram else models.explain(model, anchor), nl=not as_diagram)


@command.command("mechanisms")
@click.argument("file")
@click.argument("names", nargs=-1, metavar="[MECHANISM ...]")
@click.option(
    "--effects", is_flag=True, help="Run a leader in distress with and without each, on the same random numbers."
)
@click.option(
    "--runs", type=click.IntRange(1_000, 1_000_000), default=10_000, show_default=True, help="Futures to simulate."
)
def mechanisms(file: str, names: tuple[str, ...], effects: bool, runs: int) -> None:
    """Print the mechanisms of a model and what is off without each; with --effects, what each does to the answers.

    `forecast --without M7` asks a case's model without one.
    """
    from brumaire import models

    model = models.load(file)
    if not effects:
        models.without(model, names)
        click.echo(models.mechanism_table(model, names), nl=False)
        return
    from brumaire.cli.progress import Bar
    from brumaire.pipeline.mechanisms import effects as measured
    from brumaire.pipeline.mechanisms import effects_table

    bar = Bar()
    with bar:
        rows = measured(file, names, runs=runs, progress=bar)
    click.echo(effects_table(rows), nl=False)


@command.command("diff")
@click.argument("before")
@click.argument("after")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, schema brumaire.model_diff/1.")
def diff(before: str, after: str, as_json: bool) -> None:
    """Compare two models part by part: what was added, removed and changed. Comments and the order of keys make no difference."""
    from brumaire import models

    old, new = models.load(before), models.load(after)
    changes = models.diff(old, new)
    if as_json:
        click.echo(json.dumps(models.diff_record(old, new, changes), ensure_ascii=False, indent=2))
    else:
        click.echo(models.diff_text(old, new, changes), nl=False)


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of model files, with which an editor completes and checks them."""
    from brumaire import models

    click.echo(json.dumps(models.schema(), ensure_ascii=False, indent=2))


@command.command("compile")
@click.argument("wanted", nargs=-1, metavar="[MODEL ...]")
def compile_(wanted: tuple[str, ...]) -> None:
    """Make the compiled engine ready: compile the kernels of models into the cache, once for each processor.

    A MODEL is a name in the library, a model file or a case file; without one, all models of the library. It takes up to a
    minute each, nothing where a kernel lies ready. From then on --engine auto takes it for runs of 4,000 futures and more.
    """
    from brumaire.cli.progress import Bar
    from brumaire.pipeline.kernels import make_ready, models_of

    models = models_of(wanted)
    begun, made = time.monotonic(), make_ready(models)
    for model in models:
        with Bar() as bar:
            bar(f"compiling {model.name}")
            ready = next(made)
        took, begun = time.monotonic() - begun, time.monotonic()
        said = "was ready" if ready.before else f"compiled in {took:.0f} s"
        click.echo(f"{ready.model}: {said}, {ready.path}")
