"""`brumaire ledger score`."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

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


@click.command("score")
@click.option("--case", help="Only questions of this case.")
@click.option("--by", help="Only this forecaster.")
@click.option(
    "--against", help="With --by: a paired test against this forecaster, on the questions that both answered."
)
@on_option
@ledger_option
@json_option
def command(case: str | None, by: str | None, against: str | None, on: date | None, url: str, as_json: bool) -> None:
    """The scores of each forecaster on each question whose last day is over and that was resolved yes or no.

    Brier score and log score are means over the days on which the forecasts stood; words give a range. Distributions over dates are
    scored at those of their days that are over.
    """
    from brumaire.pipeline.ledger_board import compare, distributions_of, named, scores_of

    if against is not None and by is None:
        raise click.UsageError("say with --by who is compared")
    day = today(on)
    with opened(url) as ledger:
        found = scores_of(ledger, day, case=case)
        dated = distributions_of(ledger, day)
    who = named(found.rows, by) if by else None
    rows = []
    stood = found.standing
    for k in range(found.yes.size):
        forecaster = found.rows.forecasters[int(stood.forecaster[k])]
        if who is not None and forecaster != who:
            continue
        question = found.rows.questions[int(stood.question[k])]
        base = float(found.base_brier[k])
        rows.append({
            "forecaster": forecaster[0],
            "sort": forecaster[1],
            "question": question.id,
            "text": question.text,
            "outcome": "yes" if found.yes[k] else "no",
            "p": float(found.final[k]),
            "low": float(found.final_low[k]),
            "high": float(found.final_high[k]),
            "brier": [float(found.brier_low[k]), float(found.brier_high[k])],
            "log": [float(found.log_low[k]), float(found.log_high[k])],
            "base_rate": float(found.base[k]),
            "difference": None if math.isnan(base) else [float(found.brier_low[k]) - base, float(found.brier_high[k]) - base],
            "coverage": float(stood.coverage[k]),
            "revisions": int(stood.revisions[k]),
        })  # fmt: skip
    paired = compare(found, by, against) if by and against else None
    told: dict[str, Any] = {"on": day, "scores": rows}
    told["distributions"] = [
        {
            "forecaster": d.forecast.by,
            "question": d.forecast.question,
            "days": d.days,
            "passed": d.passed,
            "brier": d.brier,
        }
        for d in dated
        if who is None or (d.forecast.by, d.forecast.sort) == who
    ]
    if paired is not None:
        told["compared"] = {
            "first": paired.first[0],
            "second": paired.second[0],
            "questions": paired.questions,
            "difference": None if paired.range is None else [float(paired.range.low), float(paired.range.high)],
            "mean_of_numbers": paired.test.mean if paired.test else None,
            "p_value": paired.test.p_value if paired.test else None,
            "numbers": paired.test.questions if paired.test else 0,
        }
    if as_json:
        print_json(told)
        return
    _show(told, day)


def _show(told: dict[str, Any], day: date) -> None:
    from rich.table import Table

    table = Table("forecaster", "asks", "came", "said", "Brier", "against base rate", "log", "stood", box=None)
    for row in told["scores"]:
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
    if not told["scores"]:
        click.echo(f"nothing is resolved whose last day was over on {day}")


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
