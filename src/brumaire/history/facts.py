"""How leaders of the past left office: facts that analogies in articles are checked against.

`leaders.json` holds all leaders since 1900 in Archigos 4.1, which ends in 2015; `training/analogues.py` writes it. The
manner of exit is the source's label, which at times differs from other sources' (Milosevic 2000 stands as regular).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

# Spellings of the press for names that Archigos writes otherwise.
_SPELLINGS = {
    "gaddafi": "qaddafi",
    "gadhafi": "qaddafi",
    "kadhafi": "qaddafi",
    "khruschev": "khrushchev",
    "krushchev": "khrushchev",
}
_PARTICLES = frozenset(
    {"al", "el", "de", "la", "von", "van", "bin", "ibn", "y", "and", "the", "i", "ii", "iii", "iv", "v"}
)


@dataclass(frozen=True, slots=True)
class LeaderFact:
    """One spell of one leader in office.

    key
        Row of archigos.csv (column `obsid`).
    left
        Last day in office, None for a leader still there at the end of 2015, where the table ends.
    exit, code
        The source's manner of exit and its finer code, such as "Irregular" and "Popular Protest, without …".
    born, died
        As far as the source has them; `born` may be a year alone.
    """

    key: str
    name: str
    state: str
    entered: date
    left: date | None
    exit: str
    code: str
    born: str
    died: date | None

    @property
    def natural(self) -> bool:
        """Whether the source has a natural death in office."""
        return self.exit == "Natural Death"

    @property
    def source(self) -> str:
        """Table and key, as a source is cited."""
        return f"archigos.csv {self.key}"


def find_leader(name: str) -> tuple[LeaderFact, ...]:
    """All spells of leaders whose name has the given surname, in order of entry; none if nobody has.

    Of a name in several words the last that is not a particle counts, and the others must not contradict: "Leonid
    Brezhnev" finds Brezhnev, whom the source knows by surname alone. Accents and case do not matter.

    Examples
    --------
    >>> [(fact.name, str(fact.left), fact.exit) for fact in find_leader("Leonid Brezhnev")]
    [('Brezhnev', '1982-11-10', 'Natural Death')]
    >>> find_leader("Nobody")
    ()
    """
    words = [word for word in _words(name) if word not in _PARTICLES]
    if not words:
        return ()
    surname, given = words[-1], set(words[:-1])
    found = _by_word().get(surname, ())
    fitting = tuple(fact for fact in found if given & _given(fact, surname))
    return fitting or tuple(fact for fact in found if not given or _may_be(fact, surname, given))


def facts_source() -> str:
    """The data sets that the table was made from."""
    return str(_table()["source"])


def _given(fact: LeaderFact, surname: str) -> set[str]:
    return set(_words(fact.name)) - {surname} - _PARTICLES


def _may_be(fact: LeaderFact, surname: str, given: set[str]) -> bool:
    """Whether the source has the surname alone, or with initials that the given names have too."""
    rest = _given(fact, surname)
    return all(len(word) == 1 for word in rest) and rest <= {word[0] for word in given}


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return [_SPELLINGS.get(word, word) for word in words]


@cache
def _table() -> dict[str, Any]:
    text = resources.files("brumaire.history").joinpath("leaders.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@cache
def leader_facts() -> tuple[LeaderFact, ...]:
    """All spells of the table, in its order."""
    data = _table()
    facts = []
    for key, name, state, entered, left, manner, code, born, died in data["rows"]:
        exit_name = data["exits"][manner]
        facts.append(
            LeaderFact(
                key=key,
                name=name,
                state=data["states"][state],
                entered=date.fromisoformat(entered),
                left=None if exit_name == "Still in Office" else date.fromisoformat(left),
                exit=exit_name,
                code=data["codes"][code],
                born=born,
                died=date.fromisoformat(died) if died else None,
            )
        )
    return tuple(facts)


@cache
def _by_word() -> dict[str, tuple[LeaderFact, ...]]:
    found: dict[str, list[LeaderFact]] = {}
    for fact in leader_facts():
        for word in dict.fromkeys(_words(fact.name)):
            if word not in _PARTICLES and len(word) > 1:
                found.setdefault(word, []).append(fact)
    return {word: tuple(sorted(facts, key=lambda fact: fact.entered)) for word, facts in found.items()}
