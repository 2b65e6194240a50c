"""What a ledger's projections hold, as records: questions, forecasts, resolutions, and columns for scoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from brumaire.ledger.base import Outcome


@dataclass(frozen=True, slots=True)
class RecordedQuestion:
    """A question in the ledger. `number` is that of its entry; `text` is canonical, with absolute dates.

    opens, closes
        Events count strictly after `opens`, up to and including `closes`.
    given
        The condition, None where there is none.
    """

    number: int
    id: str
    case: str
    text: str
    given: str | None
    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class RecordedForecast:
    """A forecast in the ledger. `question` is the question's id; `body` is the entry's, with form, words and basis.

    made
        Since when it holds; a later one by the same forecaster on the same question replaces it from then on.
    form
        point, interval, verbal or distribution.
    p, low, mid, high
        Probabilities, None where the form has none.
    withdrawn, reason
        Since when it is withdrawn, and why; None where it stands.
    """

    number: int
    id: str
    question: str
    by: str
    sort: str
    made: date
    form: str
    p: float | None
    low: float | None
    mid: float | None
    high: float | None
    withdrawn: date | None
    reason: str | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordedResolution:
    """How a question came out. `question` is its id; `body` is the entry's, with evidence, rule and reason.

    known
        Since when it could be known.
    happened
        The day of the event, where there was one.
    replaces
        The number of the resolution that counted before this one, None for the first.
    """

    number: int
    question: str
    outcome: Outcome
    known: date
    happened: date | None
    replaces: int | None
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ForecastColumns:
    """All forecasts as arrays of one length, in the order of their entries; days as `date.toordinal` gives them.

    number
        Numbers of the entries.
    question
        Places in `questions`.
    forecaster
        Places in `forecasters`, which are (name, sort).
    day
        When it was made.
    p
        The probability: of a point, of an interval that names one, the middle of a verbal forecast; NaN where there is none.
    low, high
        Ends of an interval or of what words mean; both p for a point, NaN for a distribution.
    withdrawn
        Since when it is withdrawn, 0 where it stands.
    """

    questions: tuple[RecordedQuestion, ...]
    forecasters: tuple[tuple[str, str], ...]
    number: NDArray[np.int64]
    question: NDArray[np.int64]
    forecaster: NDArray[np.int64]
    day: NDArray[np.int64]
    p: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    withdrawn: NDArray[np.int64]
