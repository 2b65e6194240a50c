"""`brumaire ledger board`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from brumaire.cli.ledger_verbs.opened import (
    ends,
    json_option,
    ledger_option,
    on_option,
    opened,
    print_json,
    print_table,
    today,
)

if TYPE_CHECKING:
    from brumaire.ledger.board import BoardRow


@click.command("board")
@click.option("--case", help="Only questions of this case.")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), default=1851, show_default=True, help="Of the bootstrap.")
@click.option("--markdown", is_flag=True, help="As a table in Markdown.")
@on_option
@ledger_option
@json_option
def command(case: str | None, seed: int, markdown: bool, on: date | None, url: str, as_json: bool) -> None:
    """All forecasters in one table, ranked by Brier difference from the base rate: below 0 is better than history alone.

    Ranges are over all that words may mean, and the rank goes by their middle. Only questions count whose last day is over and that
    were resolved yes or no; void ones (the condition was false) are counted apart. The log score of whoever gave 0 to what came is
    minus infinity, and the board shows how often.
    """
    from brumaire.pipeline.ledger_board import board_of

    day = today(on)
    with opened(url) as ledger:
        rows = board_of(ledger, day, case=case, seed=seed)
    if as_json:
        print_json({"on": day, "rows": [as_dict(row) for row in rows]})
        return
    lines = [cells(row) for row in rows]
    if markdown:
        click.echo(as_markdown(lines))
        return
    from rich.table import Table

    table = Table(*HEAD, box=None, title=f"Forecasts resolved by {day}", title_justify="left")
    for line in lines:
        table.add_row(*line)
    print_table(table)


HEAD = (
    "", "forecaster", "sort", "resolved", "Brier", "against base rate", "90 % interval", "against crowd", "log", "skill",
    "void", "open", "unchecked",
)  # fmt: skip


def cells(row: BoardRow) -> tuple[str, ...]:
    """One line of the board as text."""
    name, sort = row.forecaster
    compared = "" if row.compared == row.resolved else f" ({row.compared} of {row.resolved})"
    return (
        str(row.rank or ""),
        name,
        sort.replace("_", " "),
        str(row.resolved),
        ends(row.brier),
        ends(row.difference, "{:+.3f}") + (compared if row.difference else ""),
        _to(row.interval),
        ends(row.against_crowd, "{:+.3f}"),
        _log(row),
        ends(row.skill, "{:+.4f}"),
        f"{row.void} of {row.conditional}" if row.conditional else "",
        str(row.waiting or ""),
        str(row.unchecked or ""),
    )


def as_markdown(lines: list[tuple[str, ...]]) -> str:
    """The board as a table in Markdown.

    >>> as_markdown([]).splitlines()[1][:7]
    '|---|--'
    """
    body = [HEAD, ("---",) * len(HEAD), *lines]
    return "\n".join("|" + "|".join(f" {cell} " if cell != "---" else cell for cell in line) + "|" for line in body)


def as_dict(row: BoardRow) -> dict[str, Any]:
    """One line of the board for JSON."""
    return {"forecaster": row.forecaster[0], "sort": row.forecaster[1]} | {
        key: value for key, value in asdict(row).items() if key != "forecaster"
    }


def _to(pair: tuple[float, float] | None) -> str:
    if pair is None:
        return ""
    low, high = (f"{end:+.3f}".replace("-", "−") for end in pair)
    return f"{low} to {high}" if pair != (0.0, 0.0) else ""


def _log(row: BoardRow) -> str:
    if row.log_low is None or row.log_high is None:
        return ""
    low, high = (_number(s.mean) for s in (row.log_low, row.log_high))
    count = f" ({row.log_low.minus_infinity}×)" if row.log_low.minus_infinity else ""
    return f"{low}{count}" if low == high else f"{low}{count} to {high}"


def _number(value: float) -> str:
    return "−∞" if value == float("-inf") else f"{value:.2f}".replace("-", "−")
