"""Words of probability as a forecast's form: read as the same words are read in an article."""

from __future__ import annotations

from brumaire.errors import LedgerError
from brumaire.ledger.drafts import Body, verbal


def form_of_words(words: str) -> Body:
    """What words of probability mean, with the yardstick that says so.

    Raises
    ------
    LedgerError
        No words of probability are known in them.

    >>> likely = form_of_words("likely")
    >>> likely["low"], likely["mid"], likely["high"]
    (0.6, 0.75, 0.85)
    """
    from brumaire.claims.likelihood.words import find

    # Some are words of probability only of a chance: "pretty low".
    for text in (words.casefold(), f"the chance is {words.casefold()}"):
        found = find(text, 0, len(text), [], at=None, speaker=None)
        if found is not None:
            break
    if found is None or isinstance(found, str):
        raise LedgerError(
            f"{words!r} is not known to say how likely",
            rule="words are read as in an article",
            mend="give their meaning with --low and --high beside them",
        )
    return verbal(words, found.low, found.high, mid=found.mid, yardstick=found.yardstick, strength=found.strength)
