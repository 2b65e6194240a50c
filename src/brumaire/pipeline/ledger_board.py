"""From an open ledger to scores, boards, comparisons, pools and what a speaker has earned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from brumaire.errors import LedgerError
from brumaire.ledger.board import BoardRow
from brumaire.ledger.checkpoints import Checked, at_checkpoints
from brumaire.ledger.pooled import Pooled, pooled
from brumaire.ledger.scores import Scores, score
from brumaire.ledger.standing import Forecaster, Rows, of_case, rows_of_columns
from brumaire.ledger.standings import standings
from brumaire.ledger.weight import Earned, earned
from brumaire.scoring import PairedTest, Range, brier_difference, paired_brier_range, paired_t

if TYPE_CHECKING:
    from brumaire.ledger.store import Ledger


@dataclass(frozen=True, slots=True)
class Compared:
    """Two forecasters on the questions that both answered, by the forecasts that stood on the last day.

    `range` is that of the mean Brier difference over what words may mean, below 0 for the first; `test` is on the questions on
    which both named a number, None for none.
    """

    first: Forecaster
    second: Forecaster
    questions: int
    range: Range | None
    test: PairedTest | None


def scores_of(ledger: Ledger, on: date, *, case: str | None = None) -> Scores:
    """The scores of all forecasters, on all cases or on one."""
    return score(_rows(ledger, case), ledger.resolutions(history=True), on)


def board_of(ledger: Ledger, on: date, *, case: str | None = None, seed: int = 1851) -> tuple[BoardRow, ...]:
    """The board, kept from the last time where nothing has changed; see `ledger.standings`."""
    return standings(ledger.database, on, case=case, seed=seed)


def distributions_of(ledger: Ledger, on: date) -> tuple[Checked, ...]:
    """Distributions over dates at their checkpoints that are over."""
    found = ledger.forecasts(form="distribution")
    return at_checkpoints(found, ledger.questions(), ledger.resolutions(history=True), on) if found else ()


def pool_of(ledger: Ledger, question: str, on: date, *, sorts: Sequence[str] = ()) -> Pooled:
    """The team's pool on a question and what stands beside it."""
    return pooled(_rows(ledger, None), ledger.resolutions(history=True), question, on, sorts=sorts)


def earned_by(ledger: Ledger, speakers: Sequence[str], *, as_of: date, shown: Sequence[str]) -> tuple[Earned, ...]:
    """What speakers have earned before a brief's date; `shown` are the questions of the claims that it shows."""
    return earned(_rows(ledger, None), ledger.resolutions(history=True), speakers, as_of=as_of, shown=set(shown))


def compare(found: Scores, first: str, second: str) -> Compared:
    """Two forecasters by name.

    Raises
    ------
    LedgerError
        One of them is not in the ledger.
    """
    one, two = named(found.rows, first), named(found.rows, second)
    mine, other = ({int(found.standing.question[k]): k for k in np.flatnonzero(found.of(who))} for who in (one, two))
    both = [(mine[q], other[q]) for q in sorted(mine.keys() & other.keys())]
    ends = np.stack((found.final_low, found.final_high), axis=1)
    both = [(a, b) for a, b in both if not (np.isnan(ends[a]).any() or np.isnan(ends[b]).any())]
    if not both:
        return Compared(one, two, 0, None, None)
    a, b = (np.array(side, np.int64) for side in zip(*both, strict=True))
    y = found.yes[a]
    words, word = np.unique(np.concatenate((ends[a], ends[b])), axis=0, return_inverse=True)
    word = word.reshape(-1)
    range_ = paired_brier_range(word[: a.size], word[a.size :], words[:, 0], words[:, 1], y)
    numbers = ~np.isnan(found.final[a]) & ~np.isnan(found.final[b])
    apart = brier_difference(found.final[a][numbers], found.final[b][numbers], y[numbers])
    return Compared(one, two, int(a.size), range_, paired_t(apart) if apart.size else None)


def named(rows: Rows, name: str) -> Forecaster:
    """The forecaster of a name.

    Raises
    ------
    LedgerError
        There is none.
    """
    found = [who for who in rows.forecasters if who[0].casefold() == name.casefold()]
    if not found:
        near = [who for who, _ in rows.forecasters if name.casefold() in who.casefold()]
        raise LedgerError(
            f"nobody called {name!r} has forecast",
            mend=f"did you mean {', '.join(near[:3])}?" if near else "see the board",
        )
    return found[0]


def _rows(ledger: Ledger, case: str | None) -> Rows:
    return of_case(rows_of_columns(ledger.columns()), case)
