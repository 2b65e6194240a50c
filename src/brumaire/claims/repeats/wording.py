"""How alike the wordings of two claims are, by the words that carry their meaning.

Words of grammar and of doubt are left out (doubt is compared as a probability, not as a word), endings are cut, and what
is left is compared as a set: the share of words in common (Jaccard), and the share of the shorter one's words that the
longer one has, for a wording that is a shortened form of another.
"""

from __future__ import annotations

import re

from brumaire.claims.text.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_EMPTY = frozenset(
    str.split(
        "a an the and or but nor so yet of in on at to for from by with as into onto over under about against between through during "
        "before after since until within without upon that this these those there here it its he him his she her they them their "
        "we us our you your i me my who whom whose which what when where why how is are was were be been being am has have had "
        "having do does did done will would shall should can could may might must wo ca going go gets get got not no never n't "
        "if unless then than also just only even very too still already again now soon more most much many some any all both each "
        "such own other one said says say saying told probably possibly perhaps maybe likely unlikely certainly surely 's 'll 'd 're 've "
        "himself herself itself themselves because while though although however up out off down possible seems seem seemed"
    )
)
_IRREGULAR = {
    "lost": "lose", "killed": "kill", "dead": "die", "died": "die", "dying": "die", "dies": "die", "fell": "fall", "fallen": "fall",
    "men": "man", "women": "woman", "won": "win", "troops": "soldier", "toppling": "topple", "broke": "break", "broken": "break",
    "fled": "flee", "left": "leave", "gone": "leave", "led": "lead", "quit": "leave", "sent": "send", "struck": "strike",
}  # fmt: skip


def stem(word: str) -> str:
    """A word without its ending, roughly: enough to bring "offensives" and "offensive" together.

    >>> [stem(w) for w in ("Generals", "toppled", "topple", "moving", "cities")]
    ['general', 'toppl', 'toppl', 'mov', 'city']
    """
    word = word.lower().removesuffix("'s")
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("ss"):
        return word
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def words(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry its meaning, numbers included.

    >>> sorted(words("There will be a coup against the generals, he could say"))
    ['coup', 'general']
    """
    return frozenset(stem(w) for w in _WORD.findall(fold(text)) if w.lower() not in _EMPTY)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of both that they have in common; 0 where there are none.

    >>> jaccard(frozenset("ab"), frozenset("bc"))
    0.3333333333333333
    """
    return len(one & other) / max(1, len(one | other))


def contained(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's words that the other has; 0 where the shorter has none.

    >>> contained(frozenset("ab"), frozenset("abcd"))
    1.0
    """
    return len(one & other) / max(1, min(len(one), len(other)))
