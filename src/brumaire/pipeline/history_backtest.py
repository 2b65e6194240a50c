"""The backtest from files to files: tables and rows in, forecasts and scores out."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from brumaire.errors import HistoryError, OutputError
from brumaire.history.backtest import Backtest, Request, Unit, backtest
from brumaire.history.hazards.terms import terms
from brumaire.history.panel import build, first_day, month_index
from brumaire.history.panel.axis import Bools, Floats
from brumaire.history.ranking import pr_auc, roc_auc
from brumaire.history.tables import load
from brumaire.scoring import brier, log_score


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of one column of forecasts over the rows whose windows are observed.

    log_loss, brier
        Means, less is better.
    expected
        Sum of the forecasts.
    """

    name: str
    rows: int
    events: int
    log_loss: float
    brier: float
    roc_auc: float
    pr_auc: float
    expected: float


@dataclass(frozen=True, slots=True)
class BacktestRun:
    """What a backtest gave: its forecasts, their scores (none where no window is observed), and what was odd."""

    forecasts: Backtest
    scores: tuple[Scores, ...]
    notes: tuple[str, ...]


def scores(name: str, p: Floats, happened: Bools) -> Scores:
    """The scores of a column of forecasts.

    >>> found = scores("a", np.array([0.5, 0.5]), np.array([True, False]))
    >>> round(found.log_loss, 4), found.brier, found.roc_auc
    (0.6931, 0.25, 0.5)
    """
    y = happened.astype(np.int64)
    return Scores(
        name,
        len(p),
        int(y.sum()),
        -float(log_score(p, y).mean()),
        float(brier(p, y).mean()),
        roc_auc(p, happened),
        pr_auc(p, happened),
        float(p.sum()),
    )


def run_backtest(
    data: Path,
    target: str,
    horizon: int,
    *,
    train_until: str,
    first: str,
    last: str,
    yearly: bool = False,
    unit: Unit = "country-month",
    rows: Path | None = None,
    out: Path | None = None,
) -> BacktestRun:
    """Run a backtest and write its forecasts as gwcode, date, p.

    Parameters
    ----------
    data
        A folder of CSV files, or a store.
    target, horizon, yearly, unit
        As in `brumaire.history.backtest.Request`.
    train_until, first, last
        Months, YYYY-MM; the latter two bound `date`.
    rows
        A CSV file with the columns gwcode and date (YYYY-MM-DD or YYYY-MM).
    out
        Where the forecasts go.

    Raises
    ------
    HistoryError
        Data, rows or months that cannot be read, or a request that cannot be answered.
    OutputError
        The forecasts cannot be written.
    """
    if out is not None and not out.parent.is_dir():
        raise OutputError("its folder is not there", where=str(out), mend="make the folder first")
    bounds = {name: month(text, name) for name, text in (("train-until", train_until), ("from", first), ("to", last))}
    asked = None if rows is None else read_rows(rows)
    request = Request(
        target, horizon, bounds["train-until"], bounds["from"], bounds["to"], yearly=yearly, unit=unit, rows=asked
    )
    panel = build(load(data))
    made = backtest(panel, terms(panel), request)
    if out is not None:
        write_forecasts(made, out)
    notes = []
    outside = 0 if asked is None else len([m for _, m in asked if not request.first <= m <= request.last])
    if outside:
        notes.append(f"{outside} rows asked for lie outside --from and --to and are left out")
    if not made.in_panel.all():
        n = int(np.flatnonzero(~made.in_panel)[0])
        notes.append(
            f"{int((~made.in_panel).sum())} rows have no state in the panel in the month before (first: {made.gwcode[n]} "
            f"{first_day(int(made.month[n]))}): forecast from region and date alone, and not scored"
        )
    seen = made.observed
    if not seen.all():
        notes.append(f"{int((~seen).sum())} of {len(seen)} windows are not observed to their end and are not scored")
    columns = {"outside view": made.p, **made.baselines}
    found = tuple(scores(name, p[seen], made.happened[seen]) for name, p in columns.items()) if seen.any() else ()
    return BacktestRun(made, found, tuple(notes))


def month(text: str, name: str) -> int:
    """Index of a month written YYYY-MM.

    >>> month("1950-01", "from")
    23400
    """
    found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        raise HistoryError(f"--{name} {text!r} is no month", mend="write it as YYYY-MM")
    return month_index(int(found[1]), int(found[2]))


def read_rows(path: Path) -> tuple[tuple[int, int], ...]:
    """Pairs (state, month) of a file of rows; other columns are ignored.

    Raises
    ------
    HistoryError
        No file, no such columns, or a cell that is no state or no date, with its line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"gwcode", "date"} <= set(reader.fieldnames or ()):
                raise HistoryError("has no columns gwcode and date", where=str(path), mend="give it a header line")
            found = [_row(row, f"{path}:{reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise HistoryError(f"cannot be read: {error}", where=str(path), mend="give a CSV file in UTF-8") from None
    if not found:
        raise HistoryError("has no rows", where=str(path), mend="give rows of gwcode and date")
    return tuple(found)


def _row(row: dict[str, str | None], where: str) -> tuple[int, int]:
    state, day = (row["gwcode"] or "").strip(), (row["date"] or "").strip()
    whole = re.fullmatch(r"(\d{1,4})(\.0)?", state)
    if whole is None:
        raise HistoryError(f"gwcode {state!r} is no number of a state", where=where, mend="Gleditsch and Ward's number")
    when = re.fullmatch(r"(\d{4})-(\d{2})(-01)?", day)
    if when is None or not 1 <= int(when[2]) <= 12:
        raise HistoryError(
            f"date {day!r}", where=where, rule="the first day of the window's first month", mend="write YYYY-MM-01"
        )
    return int(whole[1]), month_index(int(when[1]), int(when[2]))


def write_forecasts(made: Backtest, path: Path) -> None:
    """Write gwcode, date and p, a line a row.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["gwcode", "date", "p"])
            for state, when, p in zip(made.gwcode, made.month, made.p, strict=True):
                writer.writerow([int(state), first_day(int(when)).isoformat(), f"{p:.9g}"])
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", where=str(path), mend="check the folder") from None
