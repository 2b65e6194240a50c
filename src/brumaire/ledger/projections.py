"""From entries to the rows of the projections: pure, and the same whether one entry comes at a time or all at once.

A `Projector` knows which questions, forecasts and forecasters the rows refer to. `append` gives it what a batch needs, looked up in the
store; `verify` and a rebuild let it learn everything from the chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from brumaire.errors import LedgerError

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
TABLES = ("questions", "forecasters", "forecasts", "withdrawals", "resolutions", "notes")


@dataclass(slots=True)
class Projector:
    """Makes rows from entries, in order.

    questions, forecasts
        The numbers of entries by their ids.
    forecasters
        The number of the first forecast by name and sort.
    """

    questions: dict[str, int] = field(default_factory=dict)
    forecasts: dict[str, int] = field(default_factory=dict)
    forecasters: dict[tuple[str, str], int] = field(default_factory=dict)

    def rows(self, entries: Iterable[tuple[int, str, Mapping[str, Any]]]) -> Rows:
        """Rows for each table, from numbers, kinds and bodies. Raises `LedgerError` for a reference to what is not there.

        >>> Projector().rows([(1, "comment", {"about": "x", "text": "y"})])["notes"]
        [(1, 'comment', 'x', None)]
        """
        made: Rows = {name: [] for name in TABLES}
        for number, kind, body in entries:
            match kind:
                case "question":
                    made["questions"].append(self._question(number, body))
                case "forecast":
                    self._forecast(number, body, made)
                case "withdrawal":
                    forecast = self._known(self.forecasts, body, "forecast")
                    made["withdrawals"].append((number, forecast, _day(body["made"]), body["reason"]))
                case "resolution":
                    made["resolutions"].append(self._resolution(number, body))
                case _:
                    made["notes"].append(self._note(number, kind, body))
        return made

    def _question(self, number: int, body: Mapping[str, Any]) -> Row:
        self.questions[body["id"]] = number
        opens, closes = _day(body["opens"]), _day(body["closes"])
        return number, body["id"], body["case"], body["text"], body.get("given"), opens, closes

    def _forecast(self, number: int, body: Mapping[str, Any], made: Rows) -> None:
        self.forecasts[body["id"]] = number
        question = self._known(self.questions, body, "question")
        who = (body["by"], body["sort"])
        if who not in self.forecasters:
            self.forecasters[who] = number
            made["forecasters"].append((number, *who))
        form = body["form"]
        made["forecasts"].append(
            (
                number,
                body["id"],
                question,
                self.forecasters[who],
                _day(body["made"]),
                form["kind"],
                *(None if form.get(key) is None else float(form[key]) for key in ("p", "low", "mid", "high")),
            )
        )

    def _resolution(self, number: int, body: Mapping[str, Any]) -> Row:
        happened = body.get("happened")
        return (
            number,
            self._known(self.questions, body, "question"),
            body["outcome"],
            _day(body["known"]),
            None if happened is None else _day(happened),
        )

    def _note(self, number: int, kind: str, body: Mapping[str, Any]) -> Row:
        if kind == "evidence":
            self._known(self.questions, body, "question")
            return number, kind, body["question"], None
        if kind == "unchecked":
            return number, kind, body["by"], body.get("id")
        return number, kind, body["about"], None

    def _known(self, numbers: Mapping[str, int], body: Mapping[str, Any], key: str) -> int:
        number = numbers.get(body[key])
        if number is None:
            raise LedgerError(f"the {key} {body[key]!r} is not in the ledger", mend=f"add the {key} first")
        return number


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()
