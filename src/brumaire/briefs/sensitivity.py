"""What moves an answer: as tables in a terminal, and as one object for JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from brumaire.briefs.untrusted import one_line
from brumaire.commentary.numbers import day_in_words, error_points, percent, points
from brumaire.commentary.question_words import in_words, spaced
from brumaire.records import IndicatorEffect, ParameterEffect, Sensitivity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SENSITIVITY = "brumaire.sensitivity/1"
MOST, FEWEST = 15, 3
STANDS_OUT = 2.0
"""Standard errors by which a total index must exceed zero for a parameter to be shown."""


def sensitivity_json(
    sensitivity: Sensitivity,
    indicators: Sequence[IndicatorEffect],
    *,
    case: str,
    as_of: date,
    seed: int,
    runs: int,
    meanings: Mapping[str, str],
) -> dict[str, Any]:
    """Indices and indicators as one object, `schema` "brumaire.sensitivity/1"; numbers are not rounded."""
    return {
        "schema": SENSITIVITY,
        "case": case,
        "as_of": as_of.isoformat(),
        "seed": seed,
        "runs": runs,
        "question": sensitivity.text,
        "probability": sensitivity.probability,
        "spread": sensitivity.spread,
        "resolved": sensitivity.resolved,
        "draws": sensitivity.draws,
        "parameters": [
            {**asdict(effect), "meaning": meanings.get(effect.parameter, "")} for effect in sensitivity.parameters
        ],
        "pairs": [{"parameters": [one, other], "share": share} for one, other, share in sensitivity.pairs],
        "unexplained": sensitivity.unexplained,
        "indicators": [asdict(effect) for effect in indicators],
    }


def shown(sensitivity: Sensitivity) -> tuple[ParameterEffect, ...]:
    """The parameters that a table shows: those that stand out from chance, three at least and fifteen at most."""
    standing = [e for e in sensitivity.parameters if e.total > STANDS_OUT * e.total_error]
    return tuple(standing[:MOST]) if len(standing) >= FEWEST else sensitivity.parameters[:FEWEST]


def terminal_sensitivity(
    sensitivity: Sensitivity,
    indicators: Sequence[IndicatorEffect],
    console: Console,
    *,
    title: str,
    as_of: date,
    meanings: Mapping[str, str],
) -> None:
    """Print what moves the answer: parameters first, then signs."""
    from rich.text import Text

    console.print(Text(f"{one_line(title)}, as of {day_in_words(as_of)}", style="bold"))
    console.print(Text(in_words(sensitivity.question)))
    console.print(Text(one_line(sensitivity.text), style="dim"))
    spread = points(sensitivity.spread).removeprefix("+").replace("+", "")
    console.print(
        Text(
            f"{percent(sensitivity.probability)}; over {sensitivity.draws:.0f} effective draws of the parameters it varies "
            f"by {spread} points (one standard deviation)."
        )
    )
    console.print(_parameters(sensitivity, meanings))
    for one, other, share in sensitivity.pairs:
        console.print(
            Text(f"Together only: {one_line(one)} and {one_line(other)}, {percent_of(share)} of the variance.")
        )
    hidden = len(sensitivity.parameters) - len(shown(sensitivity))
    console.print(
        Text(
            f"Share of the answer's variance over the parameters that knowing one would take away. {hidden} others hardly "
            f"matter; {percent_of(sensitivity.unexplained)} is left to effects too weak to tell from chance.",
            style="dim",
        )
    )
    if indicators:
        console.print()
        console.print(Text("What to watch in the next four weeks", style="bold underline"))
        console.print(_indicators(indicators))


def percent_of(share: float) -> str:
    """A share of variance in whole per cent; an estimate just below none is none.

    >>> percent_of(0.434), percent_of(-0.003)
    ('43 %', '0 %')
    """
    return f"{max(round(share * 100), 0)} %"


def _parameters(sensitivity: Sensitivity, meanings: Mapping[str, str]) -> Table:
    from rich.text import Text

    table = _table(("Parameter", "Alone", "With others", "If low", "If high"))
    for effect in shown(sensitivity):
        name = Text(one_line(effect.parameter))
        if meaning := meanings.get(effect.parameter):
            name.append(f"\n{one_line(meaning)}", style="dim")
        table.add_row(
            name,
            Text(_with_error(effect.first_order, effect.first_order_error)),
            Text(_with_error(effect.total, effect.total_error)),
            Text(percent(effect.low)),
            Text(percent(effect.high)),
        )
    return table


def _indicators(indicators: Sequence[IndicatorEffect]) -> Table:
    from rich.text import Text

    table = _table(("Sign", "If seen", "If not", "Chance", "Expected move"))
    for i in indicators:
        moved = points(i.expected_movement).replace("+", "")
        table.add_row(
            Text(one_line(spaced(i.indicator))),
            Text(percent(i.if_seen)),
            Text(percent(i.if_not_seen)),
            Text(percent(i.chance)),
            Text(f"{moved} {error_points(i.expected_movement_error)}"),
        )
    return table


def _with_error(share: float, error: float) -> str:
    return f"{percent_of(share)} ± {error * 100:.0f}"


def _table(columns: Sequence[str]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for k, name in enumerate(columns):
        table.add_column(Text(name), justify="right" if k else "left", no_wrap=k > 0)
    return table
