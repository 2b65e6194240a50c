"""The lexicon of events: patterns read from the tables in patterns/, one phrase a line, no code.

A table names an event in brackets, and behind it the wider events that give way where both are found. Below stand phrases in
the notation of `notation.py`. A mark before a phrase says more:

    * phrase            counts in any article; the others only where it speaks of war, armies or overthrow
    - phrase            says that the event does not happen ("stays in office")
    ! phrase            what looks like the event and is not: a match that touches it is void
    manner=coup phrase  gives an argument of the event
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from brumaire.claims.events.notation import Notation, Phrase

Sign = Literal["+", "-"]
FOLDER = Path(__file__).with_name("patterns")
# Letters of a dead alphabet that take the place of names, letter for letter, so that no pattern depends on an article.
MARKS = {"leader": "ꙮ", "capital": "ꙛ", "adversary_capital": "ꙟ"}
_DENYING = re.compile(r"\{not\}|\b(?:cannot|not|never|no|none|neither|nobody|without)\b|n't\b")
_ARGUMENT = re.compile(r"([a-z]+)=([a-z_]+) +")


@dataclass(slots=True)
class Pattern:
    """A pattern of an event; `args` are arguments that the words give. Compiled when it is first tried."""

    event: str
    phrase: Phrase
    sure: bool = False
    sign: Sign = "+"
    args: tuple[tuple[str, str], ...] = ()
    void: bool = False
    # Whether the phrase has negations of its own; else one inside the match denies the event.
    denying: bool = False
    where: str = ""
    _regex: re.Pattern[str] | None = field(default=None, repr=False)

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._regex is None:
            self._regex = re.compile(self.phrase.regex, re.IGNORECASE)
        return self._regex


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All patterns in the order of the tables, what voids them by event, and which event gives way to which."""

    patterns: tuple[Pattern, ...]
    void: dict[str, tuple[Pattern, ...]]
    narrower: dict[str, tuple[str, ...]]
    notation: Notation


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that the package ships.

    >>> bool(lexicon().patterns) and lexicon().narrower["coup_success"]
    ('coup_attempt',)
    """
    notation = read_words((FOLDER / "words.txt").read_text(encoding="utf-8"))
    patterns: list[Pattern] = []
    narrower: dict[str, tuple[str, ...]] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        if path.name != "words.txt":
            rows, wider = read_table(path.read_text(encoding="utf-8"), notation, path.name)
            patterns += rows
            narrower |= wider
    void: dict[str, tuple[Pattern, ...]] = {}
    for row in patterns:
        if row.void:
            void[row.event] = (*void.get(row.event, ()), row)
    return Lexicon(tuple(row for row in patterns if not row.void), void, narrower, notation)


def read_words(text: str) -> Notation:
    """Lists of words (`name = one | two`, which may run over lines) and irregular verbs (`irregular` lines)."""
    lists: dict[str, str] = {}
    irregular: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in _lines(text):
        words = line.split()
        if words[0] == "irregular":
            for entry in " ".join(words[1:]).split(","):
                base, *others = entry.split()
                irregular[base] = tuple(others)
        elif len(words) > 1 and words[1] == "=":
            name = words[0]
            lists[name] = " ".join(words[2:])
        else:
            lists[name] += " " + " ".join(words)
    marks = {key: f"{letter}+" for key, letter in MARKS.items()}
    return Notation(lists, irregular, marks)


def read_table(text: str, notation: Notation, where: str) -> tuple[list[Pattern], dict[str, tuple[str, ...]]]:
    """The patterns of one table, and which events give way to its events.

    >>> rows, wider = read_table("[plot] over: coup_attempt\\n* cabal~\\n! cabal of fools\\n", Notation({}, {}, {}), "x")
    >>> [(row.event, row.sure, row.void) for row in rows], wider
    ([('plot', True, False), ('plot', False, True)], {'plot': ('coup_attempt',)})
    """
    rows: list[Pattern] = []
    narrower: dict[str, tuple[str, ...]] = {}
    event = ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.split("#")[0].strip()
        if not bare:
            continue
        if bare.startswith("["):
            event, _, behind = bare[1:].partition("]")
            if wide := behind.partition("over:")[2].replace(",", " ").split():
                narrower[event] = tuple(wide)
            continue
        mark = bare[0] if bare[0] in "*-!" else ""
        words = bare[len(mark) :].strip()
        args = []
        while given := _ARGUMENT.match(words):
            args.append((given[1], given[2]))
            words = words[given.end() :]
        try:
            phrase = notation.phrase(words)
        except ValueError as error:
            raise ValueError(f"{where}:{number}: {error}") from error
        rows.append(
            Pattern(
                event,
                phrase,
                sure=mark == "*",
                sign="-" if mark == "-" else "+",
                args=tuple(args),
                void=mark == "!",
                denying=bool(_DENYING.search(words)),
                where=f"{where}:{number}",
            )
        )
    return rows, narrower


def list_pattern(name: str) -> str:
    """A list of words as the source of a regular expression, for those who look for nothing else."""
    return lexicon().notation.phrase(f"{{{name}}}").regex


def _lines(text: str) -> list[str]:
    return [bare for line in text.splitlines() if (bare := line.split("#")[0].strip())]
