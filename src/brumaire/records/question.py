"""The syntax tree of a question: a predicate over futures. `questions/` parses, prints and evaluates it.

```
question = [CASE ":"] clause ["given" (clause | "do(" LEVER "=" value ")")]
clause   = term {("and" | "or") term}              and binds tighter than or
term     = ["not"] (event | "(" clause ")") [window]
event    = name ["(" arg {"," arg} ")"]
arg      = [key "="] value {"|" value} | amount (">=" | "<=") number [unit]
window   = "by" DATE | "between" DATE "and" DATE | "within" DURATION [("of" | "before") (event | "(" clause ")")]
```
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from brumaire.dates import Duration


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of an event: the occurrence's `key` is one of `values`."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A bound on an occurrence's amount, such as `amount >= 500000`."""

    comparison: Literal[">=", "<="]
    number: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the vocabulary; all arguments must hold of one occurrence."""

    name: str
    args: tuple[Argument | Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class By:
    """Strictly after the asking date, up to the end of `day`."""

    day: date


@dataclass(frozen=True, slots=True)
class Between:
    """From the beginning of `first` to the end of `last`, and after the asking date."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Within:
    """Within a duration of the asking date, or of (after) or before the first time that `anchor` comes true."""

    duration: Duration
    relation: Literal["of", "before"] | None = None
    anchor: Clause | None = None


Window = By | Between | Within


@dataclass(frozen=True, slots=True)
class Term:
    """An event or a bracketed clause, perhaps negated, perhaps with a window.

    `not war_end by D` means that the war has not ended by D: the negation covers the window.
    """

    body: Event | And | Or
    window: Window | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All parts come true, each in its own window."""

    parts: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part comes true."""

    parts: tuple[Clause, ...]


Clause = Term | And | Or


@dataclass(frozen=True, slots=True)
class Do:
    """A lever set to a value: `given do(tanks=withhold)` asks the model on which the lever is set."""

    lever: str
    value: str


@dataclass(frozen=True, slots=True)
class Question:
    """A clause, perhaps of a named case, perhaps given that another clause comes true or a lever is set."""

    clause: Clause
    given: Clause | Do | None = None
    case: str | None = None
