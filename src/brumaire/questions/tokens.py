"""A question's text as tokens, each with the column where it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from brumaire.errors import QuestionError

MAX_LENGTH = 2000
TokenKind = Literal["name", "number", "date", "symbol", "end"]
_TOKEN = re.compile(
    r"\s*(?:(?P<date>[0-9]+-[0-9]+-[0-9]+)|(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[^\W\d][\w-]*)|(?P<symbol>>=|<=|[()|,:=-])|(?P<end>$))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; `column` is 1-based, and for "end" the place after the last character."""

    kind: TokenKind
    text: str
    column: int

    def __str__(self) -> str:
        return "the end of the question" if self.kind == "end" else repr(self.text)


def tokens(text: str) -> list[Token]:
    """All tokens of a text, the last of kind "end".

    >>> [(t.kind, t.text, t.column) for t in tokens("plot by 2023-01-31")]
    [('name', 'plot', 1), ('name', 'by', 6), ('date', '2023-01-31', 9), ('end', '', 19)]
    """
    if len(text) > MAX_LENGTH:
        raise QuestionError(
            f"a question of {len(text)} characters",
            column=MAX_LENGTH + 1,
            rule=f"at most {MAX_LENGTH}",
            mend="ask several questions",
        )
    text = text.rstrip()
    found: list[Token] = []
    position = 0
    while True:
        match = _TOKEN.match(text, position)
        if match is None:
            at = position + len(text[position:]) - len(text[position:].lstrip())
            raise QuestionError(
                f"{text[at]!r} cannot stand in a question",
                column=at + 1,
                rule="questions are made of names, numbers, dates and ( ) | , : = >= <=",
                mend=_mend(text[at]),
            )
        kind = match.lastgroup
        assert kind is not None
        found.append(Token(kind, match[kind], match.start(kind) + 1))  # type: ignore[arg-type]  # group names are kinds
        if kind == "end":
            return found
        position = match.end()


def _mend(character: str) -> str:
    if character in "><":
        return "write >= or <="
    if character in "&;+":
        return "write and"
    if character == "/":
        return "write or between events, | between values, dates as YYYY-MM-DD"
    return "leave it out"
