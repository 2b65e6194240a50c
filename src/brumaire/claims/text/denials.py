"""What denies, and what only looks like it.

"The army cannot go on losing men" denies that it goes on, not that men are lost: it says that they are being lost. And a phrase that may
be said with or without a denial ("the town will fall", "the town won't fall") is denied by it, unlike one that needs it ("won't see the spring").
"""

from __future__ import annotations

import re

_DENIAL = re.compile(r"(?i)\b(?:cannot|can not|not|never|no longer|nobody|neither)\b(?! only\b)|n't\b")
# "Months, not years" sets apart what it does not mean.
_CONTRAST = re.compile(
    r"(?i),\s+not(?=\s+(?:years?|months?|weeks?|days?|hours?|a|an|the|his|her|its|their|in|by|for|from|surprisingly|least)\b|\W*$)"
)
_BUT = re.compile(r"(?i)\bbut\s+(?!for\b|also\b)")
_UNABLE = (
    r"(?:(?:cannot|can't|can\s+not|could\s+not|couldn't|(?:can|could)\s+(?:no\s+longer|never|hardly|scarcely)|(?:unable|impossible|not\s+able|n't\s+able|no\s+longer\s+able|in\s+no\s+(?:state|position|shape|condition))\s+to)"
    r"|\b(?:no|nobody|neither|few|none)\b(?:\s+[\w'-]+){0,4}?\s+(?:can|could))"
)
_STEADY = r"(?:\s+(?:like\s+this|this\s+way|for\s+ever|forever|for\s+long|for\s+much\s+longer|much\s+longer|indefinitely|endlessly|simply|just))?"
_NO_DOING = r"(?!(?:any|every|no|some)?thing\b|morning\b|evening\b|spring\b|king\b|ring\b|string\b|building\b)"
_UNSUSTAINED = re.compile(
    rf"(?i)(?<![\w']){_UNABLE}(?:\s+(?:possibly|simply|just|really|also|now|even))?(?:\s+afford\s+to)?\s+"
    rf"(?:(?:go|carry)\s+on{_STEADY},?\s+{_NO_DOING}(?=\w+ing\b)|keep(?:\s+on)?\s+{_NO_DOING}(?=\w+ing\b)|continue\s+(?:to\s+(?=\w)|{_NO_DOING}(?=\w+ing\b)))"
)
# "… or not", "… or they won't": what was said before, denied.
OR_NOT = re.compile(
    r"(?i)\bor\s+(?:else\s+)?(?:not|(?:(?:the\s+)?[\w'-]+\s+)(?:(?:will|would|do|does|did|is|are|was|were|has|have|may|might)\s+not|(?:wo|would|do|does|did|is|are|was|were|has|have)n't))\W*$"
)
# Each denial and what an affirmation has in its place.
_AFFIRMED = (
    (re.compile(r"(?i)\bwon't\b"), "will"),
    (re.compile(r"(?i)\b(?:cannot|can't|can not)\b"), "can"),
    (re.compile(r"(?i)\bshan't\b"), "shall"),
    (re.compile(r"(?i)\b(?:nobody|no one)\b"), "everybody"),
    (re.compile(r"(?i)\bneither\b"), "both"),
    (re.compile(r"(?i)n't\b|(?<=\w)\s+(?:not|never|no longer)\b|\b(?:not|never|no longer)\s+"), ""),
)


def unsustained(words: str) -> list[tuple[int, int]]:
    """Where folded words deny that something goes on that is going on: offsets up to what goes on.

    >>> words = "The army cannot go on losing men"
    >>> [words[a:b] for a, b in unsustained(words)], unsustained("The war cannot go on")
    (['cannot go on '], [])
    """
    return [match.span() for match in _UNSUSTAINED.finditer(words)]


def unsustained_at(words: str, at: int) -> bool:
    """Whether "cannot go on doing" begins at an offset of folded words."""
    return _UNSUSTAINED.match(words, at) is not None


def without_unsustained(words: str, end: int | None = None) -> str:
    """The words up to an offset, of the same length, with "cannot go on" blank where something goes on behind it.

    What goes on may stand behind the offset, "cannot go on" itself may not.
    """
    end = len(words) if end is None else end
    for a, b in unsustained(words):
        if b <= end:
            words = words[:a] + " " * (b - a) + words[b:]
    return words[:end]


def behind_but(words: str) -> int:
    """Where the words begin that a denial is set against: "the officers will not wait but remove him"; 0 where there is none.

    >>> words = "the officers will not wait but remove him"
    >>> words[behind_but(words) :], behind_but("not only ministers but generals"), behind_but("poor but never beaten")
    ('remove him', 0, 0)
    """
    bounds = [match for match in _BUT.finditer(words) if denies(words[: match.start()])]
    return bounds[-1].end() if bounds else 0


def denies(words: str) -> bool:
    """Whether folded words deny what they speak of.

    >>> denies("the coup cannot succeed"), denies("they cannot go on losing men"), denies("he has months, not years")
    (True, False, False)
    """
    return bool(_DENIAL.search(_CONTRAST.sub("", without_unsustained(words))))


def affirmed(words: str) -> str:
    """The words without their denials.

    >>> affirmed("the town won't fall"), affirmed("he cannot win"), affirmed("they did not move")
    ('the town will fall', 'he can win', 'they did move')
    """
    for denial, affirmation in _AFFIRMED:
        words = denial.sub(affirmation, words)
    return words
