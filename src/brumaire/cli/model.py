"""`brumaire model`: check, explain and compare model files, and the schema for editors."""

from __future__ import annotations

import json
import sys
import time

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
def explain(file: str, as_diagram: bool) -> None:
    """Print a model as prose: states, levels, transitions, parameters with their sources, indicators, levers."""
    from brumaire import models

    model = models.load(file)
    click.echo(models.diagram(model) if as_diagram else models.explain(model), nl=not as_diagram)


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
