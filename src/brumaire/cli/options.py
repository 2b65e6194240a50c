"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from brumaire.dates import parse_date
from brumaire.errors import BrumaireError

F = TypeVar("F", bound=Callable[..., Any])

RUNS = 20_000
SEED = 1851


class Day(click.ParamType[date]):
    """A date of the calendar, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except BrumaireError as error:
            self.fail(str(error), param, ctx)


DAY = Day()


def simulation_options(function: F) -> F:
    """How many futures, which random numbers, how many threads."""
    for option in (
        click.option(
            "--threads",
            type=click.IntRange(1, 64),
            default=2,
            show_default=True,
            help="Processors to use; the answer is the same for any number.",
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, 2**64 - 1),
            default=SEED,
            show_default=True,
            help="Seed of all random numbers.",
        ),
        click.option(
            "--runs",
            type=click.IntRange(1_000, 1_000_000),
            default=RUNS,
            show_default=True,
            help="Futures to simulate.",
        ),
        click.option(
            "--as-of",
            type=DAY,
            help="Asking date: nothing later is used. Default: the latest article's date, then the case's.",
        ),
    ):
        function = option(function)
    return function


def engine_option(function: F) -> F:
    """`--engine`: which engine simulates."""
    return click.option(
        "--engine",
        type=click.Choice(["auto", "compiled", "reference"]),
        default="auto",
        show_default=True,
        help="NumPy (reference), Numba (compiled), or whichever pays; their answers agree.",
    )(function)


def published_option(function: F) -> F:
    """`--published FILE=DATE`, for articles that do not carry their date."""
    return click.option("--published", multiple=True, metavar="FILE=DATE", help="When an article appeared.")(function)


def pairs(values: Sequence[str], option: str, example: str) -> list[tuple[str, str]]:
    """Split KEY=VALUE options."""
    split = []
    for value in values:
        key, equals, rest = value.partition("=")
        if not (key and equals and rest):
            raise click.BadParameter(f"{value!r} is not of the form {example}", param_hint=option)
        split.append((key.strip(), rest.strip()))
    return split


def publication_dates(values: Sequence[str]) -> dict[Path, date]:
    """Read `--published FILE=DATE`."""
    return {Path(file): DAY.convert(day, None, None) for file, day in pairs(values, "--published", "FILE=DATE")}
