"""What the verbs share: which ledger, on which day, by whom, and how answers are printed."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from brumaire.cli.options import DAY

if TYPE_CHECKING:
    from rich.table import Table

    from brumaire.ledger.base import Draft, Entry
    from brumaire.ledger.store import Ledger

F = TypeVar("F", bound=Callable[..., Any])


def ledger_option(function: F) -> F:
    """`--ledger`: the file or the database."""
    return click.option(
        "--ledger",
        "url",
        envvar="BRUMAIRE_LEDGER",
        default="ledger.db",
        show_default=True,
        metavar="FILE|URL",
        help="The ledger: a file, or postgresql://USER@HOST/DATABASE. Also from BRUMAIRE_LEDGER.",
    )(function)


def author_option(function: F) -> F:
    """`--author`: who enters."""
    return click.option(
        "--author", envvar="BRUMAIRE_AUTHOR", help="Who enters it. Default: BRUMAIRE_AUTHOR, or your login name."
    )(function)


def json_option(function: F) -> F:
    """`--json`: one JSON object."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def on_option(function: F) -> F:
    """`--on`: the day of looking."""
    return click.option("--on", type=DAY, help="Nothing that became known later is used. Default: today.")(function)


@contextmanager
def opened(url: str, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger, closed afterwards; one that is not there is made only where `create` says so."""
    from brumaire.ledger.opening import open_ledger

    with open_ledger(url, create=create) as ledger:
        yield ledger


def now() -> datetime:
    """The instant. The command line reads the clock; nothing below it does."""
    return datetime.now(UTC)


def today(on: date | None) -> date:
    """The day asked for, else today's."""
    return on or now().date()


def enter(ledger: Ledger, drafts: Sequence[Draft], author: str | None) -> tuple[int, tuple[Entry, ...]]:
    """Append drafts and count those that were new; what the ledger has already is not entered again."""
    from brumaire.ledger.base import instant

    before, at = len(ledger), now()
    entries = ledger.append(drafts, at=at, author=author or getpass.getuser())
    # Others may enter meanwhile: what is new is numbered above what was there, and bears this instant.
    return len({entry.number for entry in entries if entry.number > before and entry.at == instant(at)}), entries


def print_json(value: Any) -> None:
    """One JSON value; minus infinity, which JSON does not have, is the text "-inf"."""
    click.echo(json.dumps(_plain(value), ensure_ascii=False, indent=2))


def print_json_rows(
    before: Mapping[str, Any], key: str, rows: Iterable[Mapping[str, Any]], after: Mapping[str, Any]
) -> None:
    """One JSON object with a list of many rows under `key`, one a line, printed as they come; see `print_json` for infinities."""
    out = sys.stdout
    fields = [f"{json.dumps(name)}: {_line(value)}" for name, value in before.items()]
    out.write("{" + ",\n".join([*fields, f"{json.dumps(key)}: ["]))
    apart = "\n"
    for row in rows:
        out.write(apart + _line(row))
        apart = ",\n"
    out.write("\n]" + "".join(f",\n{json.dumps(name)}: {_line(value)}" for name, value in after.items()) + "}\n")


def _line(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (ValueError, TypeError):  # infinities and dates, which few rows have
        return json.dumps(_plain(value), ensure_ascii=False)


def print_table(table: Table) -> None:
    """A table, as wide as the terminal; in a pipe as wide as it needs."""
    from rich.console import Console

    for column in table.columns:
        column.overflow = "fold"
    Console(width=None if sys.stdout.isatty() else 220).print(table)


def ends(pair: tuple[float, float] | None, form: str = "{:.3f}") -> str:
    """A range, or one number where both ends are the same.

    >>> ends((0.1, 0.1)), ends((0.1, 0.25)), ends(None)
    ('0.100', '0.100 to 0.250', '')
    """
    if pair is None:
        return ""
    low, high = (form.format(end).replace("-", "−") for end in pair)
    return low if low == high else f"{low} to {high}"


def _plain(value: Any) -> Any:
    import math

    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else ("inf" if value > 0 else "-inf")
    return value
