"""Words that pick speakers out of those met before: "both", "the two men", "the former", "one of whom", "the source".

They name nobody; what they mean is decided by who spoke last: two people, the group before, or the last one whose name is kept back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from brumaire.claims.speakers.anchors import Anchor
from brumaire.claims.speakers.persons import Person
from brumaire.records import Speaker

_PAIR = re.compile(
    r"(?i)(?:both(?:\s+of\s+them)?|(?:both|(?:the|these|those)\s+(?:two|pair\s+of))(?:\s+(?P<noun>[\w-]+))?|the\s+(?:pair|duo|couple))$"
)
_OF_THEM = re.compile(
    r"(?i)(?:one|two|three|some|several|many|most|all|both|none|each|another|a\s+(?:second|third|fourth))\s+of\s+(?:whom|them|these|those)$"
)
_ORDER = re.compile(r"(?i)the\s+(?P<which>former|latter)$")
_EPITHET = re.compile(
    r"(?i)the\s+(?:(?P<she>mum|mother|grandmother)|(?P<he>dad|father|grandfather)|[\w-]+)?-?(?:of-\w+|(?<=-)year-old)$"
)
_OUTLETS = frozenset(
    ("newspaper", "paper", "magazine", "broadcaster", "channel", "station", "website", "daily", "weekly")
)
_ANY_TWO = frozenset(("men", "women", "people", "them"))
_HIDDEN = frozenset(("source", "person", "insider"))
# After so many paragraphs a pair is no pair any more.
_TOGETHER = 8


def pair(phrase: str, before: Sequence[Anchor], block: int) -> Speaker | None:
    """The two who are meant by "both" or "the two men"; None for other words, or where no two people have spoken.

    A group that was met after them is meant instead ("Two diplomats … Both said"). "Both scholars", "both sides" keep their words.
    """
    match = _PAIR.match(phrase.strip(" ,"))
    if match is None or (match["noun"] or "men").lower() not in _ANY_TWO:
        return None
    people = two(before, block)
    for anchor in reversed(before):
        if anchor.speaker.kind == "group" and block - anchor.block <= _TOGETHER:
            return anchor.speaker
        if people is not None and anchor.person in people:
            break
    return Speaker(" and ".join(p.name for p in people), kind="group") if people else None


def two(before: Sequence[Anchor], block: int) -> tuple[Person, Person] | None:
    """The last two different people who spoke, in their order."""
    last: list[Person] = []
    for anchor in reversed(before):
        if block - anchor.block > _TOGETHER:
            break
        if anchor.person is not None and anchor.person not in last:
            last.append(anchor.person)
        if len(last) == 2:
            return last[1], last[0]
    return None


def ordinal(phrase: str) -> int | None:
    """0 for "the former", 1 for "the latter", None for other words."""
    match = _ORDER.match(phrase.strip(" ,"))
    return None if match is None else int(match["which"].lower() == "latter")


def part_of_group(phrase: str) -> bool:
    """Whether words pick some out of the group before: "two of whom", "most of them".

    >>> part_of_group("two of whom"), part_of_group("two of the officers")
    (True, False)
    """
    return bool(_OF_THEM.match(phrase.strip(" ,")))


def epithet(phrase: str) -> str | None:
    """The pronoun that an epithet of somebody met before stands for, "either" where it fits both; None for other words.

    >>> epithet("The mum-of-two"), epithet("the 43-year-old"), epithet("the minister")
    ('she', 'either', None)
    """
    match = _EPITHET.match(phrase.strip(" ,"))
    if match is None:
        return None
    return "she" if match["she"] else "he" if match["he"] else "either"


def hidden(noun: str, before: Sequence[Anchor], block: int, reach: int) -> Anchor | None:
    """The last unnamed speaker whom "the source", or the same role noun again, means."""
    for anchor in reversed(before):
        if anchor.person is not None or anchor.speaker.kind != "person" or block - anchor.block > reach:
            continue
        if noun in _HIDDEN or anchor.noun == noun or (noun == "official" and anchor is before[-1]):
            return anchor
    return None


def outlet(noun: str, before: Sequence[Anchor], block: int, reach: int) -> Anchor | None:
    """The last body by name that "the newspaper" or "the channel" means."""
    # "The Sarn Courier" ends in a word for a person.
    named = (
        a
        for a in reversed(before)
        if a.person is None and a.speaker.kind in ("organisation", "person") and a.speaker.name.istitle()
    )
    last = next(named, None) if noun in _OUTLETS else None
    return last if last is not None and block - last.block <= reach else None


def keeps_name_back(noun: str) -> bool:
    """Whether a noun is used only of those who are not named."""
    return noun == "source"
