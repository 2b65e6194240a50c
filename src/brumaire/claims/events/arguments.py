"""Who does it and how: arguments that a statement's own words give, without a case.

A case names its actors itself. Without one the parts that every regime has keep plain names, so that "the guard won't
shoot" and "the generals won't" are different questions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from brumaire.claims.events.lexicon import FOLDER, Pattern, lexicon, read_table
from brumaire.records import Argument

_ROLES = (
    ("military_intelligence", r"military intelligence"),
    ("security_service", r"(?:security|secret|intelligence) (?:services?|police)|spies|spy (?:chiefs?|service)|spymasters?"),
    ("junior_officers", r"(?:junior|young|younger) officers|captains|lieutenants|majors"),
    ("guard", r"(?:\w+ )?guards?|guardsmen|bodyguards?|lancers|minders"),
    ("generals", r"generals|admirals|marshals|high command|general staff|chiefs of staff|(?:army|military) (?:chiefs|bosses)"),
    ("garrison", r"garrisons?"),
    ("officers", r"officers|colonels|commanders|officer corps"),
    ("army", r"army|armed forces|military|troops|soldiers|fleet|navy|marines|paratroopers|(?:somebody|someone|men) in uniform"),
    ("party", r"politburo|(?:ruling )?party|(?:provincial )?secretaries|coalition|congress"),
    ("elites", r"elites?|ministers|oligarchs|magnates|barons|princes|inner circle|insiders|courtiers"),
    ("mercenaries", r"mercenaries|contractors|private army"),
)  # fmt: skip
# The parts of a regime that act in its name as `by`, most particular first.
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)(?!'s\b)")) for key, words in _ROLES
)


def said(event: str, words: str) -> tuple[Argument, ...]:
    """The closed values that words give to an event's arguments, one a key.

    >>> said("arms_delivery", "the tanks will reach the front in May")
    (Argument(key='weapon', values=('tanks',)),)
    """
    found: dict[str, str] = {}
    for row in _values().get(event, ()):
        for key, value in row.args:
            if key not in found and row.regex.search(words):
                found[key] = value
    return tuple(Argument(key, (value,)) for key, value in found.items())


@lru_cache(maxsize=1)
def _values() -> dict[str, list[Pattern]]:
    path = FOLDER / "values" / "values.txt"
    rows, _ = read_table(path.read_text(encoding="utf-8"), lexicon().notation, path.name)
    by_event: dict[str, list[Pattern]] = {}
    for row in rows:
        by_event.setdefault(row.event, []).append(row)
    return by_event
