"""`brumaire ledger score`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from brumaire.cli.ledger_verbs.opened import (
    ends,
    json_option,
    ledger_option,
    on_option,
    opened,
    print_json_rows,
    print_table,
    today,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from brumaire.ledger.scores import Scores
    from brumaire.pipeline.ledger_board import Compared


@click.command("score")
@click.option("--case", help="Only questions of this case.")
@click.option("--by", help="Only this forecaster.")
@click.option(
    "--against", help="With --by: a paired test against this forecaster, on the questions that both answered."
)
@click.option(
    "--rows", "most", type=click.IntRange(min=0), default=100, show_default=True,
    help="The table shows so many at most; 0 is for all. JSON has all of them.",
)  # fmt: skip
@on_option
@ledger_option
@json_option
def command(
    case: str | None, by: str | None, against: str | None, most: int, on: date | None, url: str, as_json: bool
) -> None:
    """The scores of each forecaster on each question whose last day is over and that was resolved yes or no.

    Brier score and log score are means over the days on which the forecasts stood; words give a range. Distributions over dates are
    scored at those of their days that are over.
    """
    import numpy as np

    from brumaire.pipeline.ledger_board import compare, distributions_of, named, scores_of

    if against is not None and by is None:
        raise click.UsageError("say with --by who is compared")
    day = today(on)
    with opened(url) as ledger:
        found = scores_of(ledger, day, case=case)
        dated = distributions_of(ledger, day)
    who = named(found.rows, by) if by else None
    every = np.arange(found.yes.size) if who is None else np.flatnonzero(found.of(who))
    told: dict[str, Any] = {"distributions": [
        {"forecaster": d.forecast.by, "question": d.forecast.question, "days": d.days, "passed": d.passed, "brier": d.brier}
        for d in dated
        if who is None or (d.forecast.by, d.forecast.sort) == who
    ]}  # fmt: skip
    if by and against:
        told["compared"] = _paired(compare(found, by, against))
    if as_json:
        print_json_rows({"on": day}, "scores", _rows(found, every), told)
        return
    shown = every[:most] if most else every
    _show(_rows(found, shown), told)
    if not every.size:
        click.echo(f"nothing is resolved whose last day was over on {day}")
    if shown.size < every.size:
        click.echo(
            f"{shown.size} rows of {every.size}: name one with --by, or show all with --rows 0; the board sums them up",
            err=True,
        )


def _rows(found: Scores, places: NDArray[np.int64]) -> Iterator[dict[str, Any]]:
    """One row a series, as JSON has it; nothing is made of the rows that nobody reads."""
    import numpy as np

    from brumaire.scoring import brier

    stood = found.standing
    for start in range(0, places.size, 10_000):
        some = places[start : start + 10_000]
        yes, base = found.yes[some], found.base[some]
        ground = np.full(some.size, np.nan)
        ground[~np.isnan(base)] = brier(base[~np.isnan(base)], yes[~np.isnan(base)])
        low, high = found.brier_low[some], found.brier_high[some]
        columns = (
            stood.forecaster[some], stood.question[some], yes, found.final[some], found.final_low[some], found.final_high[some],
            low, high, found.log_low[some], found.log_high[some], base, low - ground, high - ground,
            stood.coverage[some], stood.revisions[some],
        )  # fmt: skip
        for who, asked, came, p, least, most, *scores, coverage, revisions in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            question = found.rows.questions[asked]
            yield {
                "forecaster": found.rows.forecasters[who][0],
                "sort": found.rows.forecasters[who][1],
                "question": question.id,
                "text": question.text,
                "outcome": "yes" if came else "no",
                "p": p,
                "low": least,
                "high": most,
                "brier": scores[0:2],
                "log": scores[2:4],
                "base_rate": scores[4],
                "difference": None if math.isnan(scores[5]) else scores[5:7],
                "coverage": coverage,
                "revisions": revisions,
            }


def _paired(paired: Compared) -> dict[str, Any]:
    return {
        "first": paired.first[0],
        "second": paired.second[0],
        "questions": paired.questions,
        "difference": None if paired.range is None else [float(paired.range.low), float(paired.range.high)],
        "mean_of_numbers": paired.test.mean if paired.test else None,
        "p_value": paired.test.p_value if paired.test else None,
        "numbers": paired.test.questions if paired.test else 0,
    }


def _show(rows: Iterable[dict[str, Any]], told: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table("forecaster", "asks", "came", "said", "Brier", "against base rate", "log", "stood", box=None)
    for row in rows:
        said = (row["p"], row["p"]) if row["low"] == row["high"] else (row["low"], row["high"])
        logs = " to ".join(dict.fromkeys(_log(value) for value in row["log"]))
        table.add_row(
            row["forecaster"], row["text"], row["outcome"], ends(said) if not math.isnan(said[0]) else "withdrawn",
            ends(tuple(row["brier"])), ends(row["difference"] and tuple(row["difference"]), "{:+.3f}"), logs,
            f"{row['coverage']:.0%}",
        )  # fmt: skip
    print_table(table)
    for row in told["distributions"]:
        score = "" if row["brier"] is None else f", mean Brier score {row['brier']:.4f}"
        click.echo(
            f"{row['forecaster']}, dates of {row['question']}: {row['passed']} of {row['days']} days are over{score}"
        )
    if "compared" in told:
        click.echo(_compared(told["compared"]))


def _compared(row: dict[str, Any]) -> str:
    if row["difference"] is None:
        return f"{row['first']} and {row['second']} have no resolved question in common"
    apart = ends(tuple(row["difference"]), "{:+.3f}")
    text = f"{row['first']} less {row['second']}, {row['questions']} questions: Brier difference {apart} (below 0 is for the first)"
    if row["p_value"] is None or math.isnan(row["p_value"]):
        return text + "; too few numbers for a test"
    return (
        text
        + f"; on the {row['numbers']} with numbers {row['mean_of_numbers']:+.3f}, p = {row['p_value']:.3f} (paired t)"
    )


def _log(value: float) -> str:
    return "−∞" if value == float("-inf") else f"{value:.2f}".replace("-", "−")
