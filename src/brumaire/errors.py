"""Everything that Brumaire raises on purpose.

```
BrumaireError                     exit status
├── ArticleError                  3   an article cannot be read
├── QuestionError                 4   a question cannot be parsed or asked
├── CaseError                     5   a case file is wrong
├── ModelError                    6   a model file is wrong; numbered, see docs/reference/model-errors.md
├── FuturesError                  7   the engine met something it cannot simulate
├── HistoryError                  8   the outside view cannot be formed
├── OutputError                   9   a result cannot be written
├── ScoreError                    11  a forecast cannot be scored or pooled
└── LedgerError                   12  a ledger cannot be opened, read or written, or refuses an entry
```

An error says what is wrong, where, which rule it breaks and how to mend it; the command line prints exactly
that on one line and never a traceback. Exit status 1 means that part of the input failed and the rest was
done; 2 is a mistake in the command itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class BrumaireError(Exception):
    """Base of all errors that a user can cause and mend.

    Parameters
    ----------
    what
        What is wrong, naming the value.
    where
        File and line, article and offset, or question and column; empty when there is only one place.
    rule
        The rule that is broken.
    mend
        What to do about it.

    Examples
    --------
    >>> str(BrumaireError("birth 2031-01-01 is in the future", where="case.yaml:4", mend="give a past date"))
    'case.yaml:4: birth 2031-01-01 is in the future; to mend: give a past date'
    """

    exit_status = 10

    def __init__(self, what: str, *, where: str = "", rule: str = "", mend: str = "") -> None:
        self.what, self.where, self.rule, self.mend = what, where, rule, mend
        super().__init__(what, where, rule, mend)

    def __reduce__(self) -> tuple[Callable[..., BrumaireError], tuple[type[BrumaireError], dict[str, Any]]]:
        # Errors travel between processes; the default would call __init__ with positional arguments only.
        return _again, (type(self), dict(self.__dict__))

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        if self.rule:
            text += f" ({self.rule})"
        if self.mend:
            text += f"; to mend: {self.mend}"
        return text


def _again(kind: type[BrumaireError], state: dict[str, Any]) -> BrumaireError:
    error = kind.__new__(kind)
    error.__dict__.update(state)
    error.args = (error.what, error.where, error.rule, error.mend)
    return error


class ArticleError(BrumaireError):
    """An article cannot be read: empty, binary, too large, or in an unknown encoding."""

    exit_status = 3


class QuestionError(BrumaireError):
    """A question cannot be parsed, or cannot be asked of this case and model.

    `column` is the 1-based position in the question's text, 0 where the error has no single place.
    """

    exit_status = 4

    def __init__(self, what: str, *, column: int = 0, where: str = "", rule: str = "", mend: str = "") -> None:
        self.column = column
        if column and not where:
            where = f"question, column {column}"
        super().__init__(what, where=where, rule=rule, mend=mend)


class CaseError(BrumaireError):
    """A case file breaks its schema or contradicts itself."""

    exit_status = 5


class ModelError(BrumaireError):
    """A model file is wrong. `code` is its number (E101 …), under which the manual explains it."""

    exit_status = 6

    def __init__(self, what: str, *, code: str, where: str = "", rule: str = "", mend: str = "") -> None:
        self.code = code
        super().__init__(f"{code} {what}", where=where, rule=rule, mend=mend)


class FuturesError(BrumaireError):
    """The engine met a hazard, an observation or a question that it cannot simulate."""

    exit_status = 7


class HistoryError(BrumaireError):
    """The outside view cannot be formed from what was given."""

    exit_status = 8


class OutputError(BrumaireError):
    """A result cannot be written where it was asked for."""

    exit_status = 9


class ScoreError(BrumaireError):
    """A forecast cannot be scored or pooled: no probability, no outcome, or nothing to compare with."""

    exit_status = 11


class LedgerError(BrumaireError):
    """A ledger cannot be opened, read or written, or refuses an entry. Nothing of the batch was recorded then."""

    exit_status = 12
