"""Where a condition ends and what it conditions: two small log-linear models over the boundaries between words.

For an antecedent whose first word is known, every boundary behind it is a candidate end; each gets the sum of the weights of its
features (the words around it by class, what has been read so far, what follows), and the best one wins. The consequent is chosen in the
same way among the stretches behind the antecedent and those before it. Words count by what they do in a sentence
(a list of function words, endings, capitals), never by what they speak of, so that weights learned on one subject serve another.
`bounds.json` is made by training/conditions/train.py; see the model card beside it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

Offsets = tuple[int, int]

# As far as a condition is looked for, in words and marks.
REACH = 70
_OPENING = re.compile(
    r"(?i)(?:(?:as|so) (?:long|soon) as|on (?:the )?condition that|in the (?:event|case|absence)(?: of| that)?|in case(?: of)?|(?:only |even )(?:if|when|without)|(?:provided|providing|assuming|suppos\w+) (?:that )?"
    r"|short of|but for|the (?:moment|day|minute)|with or without|whether or not|no matter(?: \w+)?|\w+) ?"
)
_TOKEN = re.compile(r"\w+(?:'\w+)?|[^\w\s]")
_FUNCTION = frozenset(
    str.split(
        "a about after again against all also although always am among an and another any anyone anything are as "
        "at be because been before being both but by can cannot come comes despite did do does doing done down "
        "during each either else enough even ever every everyone everything few first for from further get gets "
        "given go goes going gone got had has have having he he'd he'll he's her here hers him his how however i "
        "i'd i'll i'm i've if in instead into is it it'd it'll it's its itself just last least less like likely "
        "made make many may maybe me might more most much must my near need needs never next no nobody none nor "
        "not nothing now of off on once one only onto or other others ought our out over own perhaps possible "
        "probably rather really said same say says shall she she'd she'll she's should since so some somebody "
        "someone something soon still such take than that that's the their them then there there'd there's "
        "therefore these they they'd they'll they're they've this those though thus to too toward under unless "
        "unlikely until up upon us very was way we we'd we'll we're we've well were what when where whether which "
        "while who whom whose why will with within without would year yes yet you you'd you'll you're you've your "
        "according added argued asked told think thinks believe believes warned"
    )
)
_MODALS = frozenset(str.split("would could might will may can must should shall cannot"))
_SUBJECTS = frozenset(
    str.split("he she it they we i you there that this these those who nobody everyone anyone someone")
)
_BE = frozenset(str.split("is are was were be been being am has have had do does did"))
# Conjunctions, whose clause needs a verb of its own before it can end.
_CLAUSAL = frozenset(
    ("if", "unless", "provided", "providing", "as", "so", "assuming", "suppose", "supposing", "when", "only")
)
_NAMING = frozenset(("Xx", "the", "a", "an", "his", "her", "their", "its", "our", "this", "that", "of"))
_CONTRACTED = re.compile(r"'(?:d|ll|s|re|ve|m)$")


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a sentence: their classes and offsets."""

    classes: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def words(sentence: str) -> Words:
    """The words of a folded sentence with their classes.

    >>> words("If Orr falls, they'd act").classes
    ('if', 'Xx', 'x_ls', ',', "they'd", 'x')
    """
    classes, starts, ends = [], [], []
    for match in _TOKEN.finditer(sentence):
        classes.append(_class(match[0]))
        starts.append(match.start())
        ends.append(match.end())
    return Words(tuple(classes), tuple(starts), tuple(ends))


def _class(word: str) -> str:
    lower = word.lower()
    if lower in _FUNCTION or not word[0].isalnum():
        return lower
    if lower.endswith("n't"):
        return "n't_" + ("m" if lower.removesuffix("n't") in ("would", "wo", "could", "ca", "might") else "b")
    if word[0].isdigit():
        return "9"
    if word[0].isupper():
        return "Xx"
    if lower.endswith(("ing", "ed", "ly", "'s", "s'")):
        return "x_" + lower[-2:]
    return "x_" + lower[-2:] if len(lower) > 3 else "x"


def _modal(kind: str) -> bool:
    return kind in _MODALS or kind == "n't_m" or kind.endswith(("'d", "'ll"))


def _finite(kind: str) -> bool:
    return kind in _BE or kind.startswith("n't") or kind == "x_ed" or bool(_CONTRACTED.search(kind))


def close_features(tokens: Words, at: int, form: str) -> list[tuple[int, list[str]]]:
    """Candidate ends of a condition that begins at word `at`: the number of words up to the end, and features."""
    kinds = tokens.classes
    leads = not any(k[0].isalnum() for k in kinds[max(0, at - 60) : at]) or (
        at > 0 and kinds[at - 1] in (",", "-", ";", ":", "and", "but")
    )
    before = any(_modal(k) for k in kinds[max(0, at - 40) : at])
    stop = min(len(kinds), at + REACH)
    modals = [i for i in range(at + 1, stop) if _modal(kinds[i])]
    found: list[tuple[int, list[str]]] = []
    seen_finite = seen_modal = commas = quotes = brackets = 0
    for i in range(at + 1, stop + 1):
        last = kinds[i - 1]
        if i > at + 1:
            seen_finite += _finite(last)
            seen_modal += _modal(last)
        commas += last == ","
        quotes += last == '"'
        brackets += (last == "(") - (last == ")")
        if i < at + 2 or not (last[0].isalnum() or last == "n't"):
            continue
        following = [kinds[j] if j < len(kinds) else "END" for j in range(i, i + 5)]
        skip = 1 if following[0] in (",", '"', "-", ";", ")") else 0
        skip += following[skip] in ("then", '"', "so")
        ahead = bisect_left(modals, i + skip)
        gap = modals[ahead] - i - skip if ahead < len(modals) else 99
        near = (
            "0"
            if gap == 0
            else "1"
            if gap == 1
            else "2-3"
            if gap <= 3
            else "4-7"
            if gap <= 7
            else "far"
            if gap < 99
            else "none"
        )
        n = following[0]
        if form in _CLAUSAL and _verbless(kinds[at + 1 : i], following, seen=seen_finite + seen_modal):
            continue
        context = f"{int(leads)}{int(before)}"
        state = f"f{min(seen_finite, 2)}m{min(seen_modal, 2)}"
        finite_ahead = next((j - i for j in range(i + skip, min(i + skip + 6, stop)) if _finite(kinds[j])), 9)
        found.append(
            (
                i,
                [
                    f"n={n}",
                    f"n={n}|{context}",
                    f"n={n}|{form}",
                    f"n={n}|n2={following[1]}",
                    f"n={n}|n2={following[1]}|{leads}",
                    f"s={following[skip]}|{skip}",
                    f"s={following[skip]}|{following[skip + 1]}",
                    f"p={last}",
                    f"p={last}|n={n}",
                    f"state={state}|{context}",
                    f"state={state}|n={n}",
                    f"near={near}|{skip}|{context}",
                    f"near={near}|{skip}|{state}",
                    f"near={near}|n={n}",
                    f"fin={finite_ahead}|{skip}|{state}",
                    f"commas={min(commas, 3)}|n={n}|{leads}",
                    f"length={_bucket(i - at)}|{context}",
                    f"length={_bucket(i - at)}|{form}",
                    f"open={quotes % 2}{min(1, max(0, brackets))}|n={n}",
                    f"subject={following[skip] in _SUBJECTS}|{skip}|{state}",
                    f"end={n == 'END' or n in '.!?'}|{before}|{form}|{min(len(modals) - ahead, 1)}",
                ],
            )
        )
    return found


def _verbless(inside: tuple[str, ...], following: list[str], *, seen: int) -> bool:
    """Whether a clause breaks off before its verb: "if President Orr | , who …", "unless a truce | is tried"."""
    if following[0] == "," and following[1] in ("who", "whose", "which"):
        return all(kind in _NAMING for kind in inside)
    return (
        not seen
        and (following[0] in _BE or (_modal(following[0]) and following[0] not in _SUBJECTS))
        and len(inside) < 6
    )


def consequent_features(tokens: Words, first: int, last: int) -> list[tuple[int, int, list[str]]]:
    """Candidate consequents of the condition in words `first` up to `last`: words from and up to, and features."""
    kinds = tokens.classes
    found: list[tuple[int, int, list[str]]] = []
    begin = last
    while begin < len(kinds) and (not kinds[begin][0].isalnum() or kinds[begin] in ("then", "so")):
        begin += 1
    comma = kinds[last] if last < len(kinds) else "END"
    head = kinds[begin] if begin < len(kinds) else "END"
    modal = False
    inside = 0
    for i in range(begin + 1, min(len(kinds), begin + REACH) + 1):
        modal = modal or _modal(kinds[i - 1])
        inside += kinds[i - 1] in ",;-"
        if not kinds[i - 1][0].isalnum():
            continue
        n = kinds[i] if i < len(kinds) else "END"
        n2 = kinds[i + 1] if i + 1 < len(kinds) else "END"
        later = any(_modal(k) for k in kinds[i : i + 12])
        found.append((begin, i, [
            "after", f"after|{comma}|{modal}", f"after|head={head}", f"after|n={n}|{modal}", f"after|n={n}|n2={n2}", f"after|later={later}|{modal}|n={n}",
            f"after|length={_bucket(i - begin)}", f"after|inside={min(inside, 3)}|n={n}", f"after|p={kinds[i - 1]}|n={n}", f"after|first={first == 0}|{comma}",
        ]))  # fmt: skip
    stop = first
    while stop > 0 and (not kinds[stop - 1][0].isalnum() or kinds[stop - 1] in ("and", "but", "that", "even", "only")):
        stop -= 1
    modal = False
    inside = 0
    for i in range(stop - 1, max(-1, stop - REACH), -1):
        modal = modal or _modal(kinds[i])
        inside += kinds[i] in ",;-"
        if not kinds[i][0].isalnum():
            continue
        p = kinds[i - 1] if i else "START"
        p2 = kinds[i - 2] if i > 1 else "START"
        earlier = any(_modal(k) for k in kinds[max(0, i - 12) : i])
        found.append((i, stop, [
            "before", f"before|{modal}|{comma}", f"before|head={kinds[i]}|{modal}", f"before|p={p}|{modal}", f"before|p={p}|p2={p2}", f"before|p={p}|head={kinds[i]}",
            f"before|earlier={earlier}|{modal}|p={p}", f"before|length={_bucket(stop - i)}", f"before|inside={min(inside, 3)}|p={p}", f"before|gap={stop != first}",
        ]))  # fmt: skip
    return found


def _bucket(n: int) -> str:
    return (
        str(n)
        if n < 5
        else "5-7"
        if n < 8
        else "8-11"
        if n < 12
        else "12-17"
        if n < 18
        else "18-29"
        if n < 30
        else "30+"
    )


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """The weights of the two models, `close` and `consequent`, by feature."""
    raw = json.loads(resources.files("brumaire.claims.conditions").joinpath("bounds.json").read_text(encoding="utf-8"))
    return {
        name: {feature: value / raw["scale"] for feature, value in raw[name].items()}
        for name in ("close", "consequent")
    }


def close(sentence: str, at: int, form: str, *, leads: bool = False) -> int | None:
    """Where the condition that begins at an offset of a folded sentence ends; None where nothing follows.

    One that `leads` its sentence leaves something for the sentence to say, if only behind a comma.

    >>> text = "If the front line in the hills holds he will stay."
    >>> text[: close(text, 0, "if")]
    'If the front line in the hills holds'
    """
    tokens = words(sentence)
    first = bisect_left(tokens.starts, at)
    table = weights()["close"]
    opened = _OPENING.match(sentence, at)
    least = opened.end() if opened else at
    scored = [
        (sum(table.get(f, 0.0) for f in features), -i)
        for i, features in close_features(tokens, first, form)
        if tokens.ends[i - 1] > least
    ]
    if not scored:
        return None
    best = tokens.ends[-max(scored)[1] - 1]
    if leads and not sentence[best:].strip(" .,;:\"'?!-)"):
        inner = [(score, i) for score, i in scored if -i < len(tokens.classes) and tokens.classes[-i] == ","]
        inner = inner or [(score, i) for score, i in scored if any(_modal(k) for k in tokens.classes[1 - i : 24 - i])]
        best = tokens.ends[-max(inner)[1] - 1] if inner else best
    return best


def consequent(sentence: str, start: int, end: int) -> Offsets | None:
    """The words that the condition between two offsets conditions, within the sentence; None where it has none.

    >>> text = "He will stay if the front holds."
    >>> a, b = consequent(text, 13, 31)
    >>> text[a:b]
    'He will stay'
    """
    tokens = words(sentence)
    first, last = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
    table = weights()["consequent"]
    scored = [
        (sum(table.get(f, 0.0) for f in features), -a, -b)
        for a, b, features in consequent_features(tokens, first, last)
    ]
    if not scored:
        return None
    _, a, b = max(scored)
    return tokens.starts[-a], tokens.ends[-b - 1]
