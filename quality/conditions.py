"""How well the words of conditions are found: antecedents of the counterfactual sentences of SemEval-2020 task 5.

    python quality/conditions.py DATA [train|dev] [--errors N]

DATA is the folder with semeval2020_task5_subtask2_train.csv (3,551 sentences with the offsets of one antecedent and, in most, one
consequent). The split is fixed: a sentence is dev where the first byte of the SHA-256 of "brumaire:" and its number is below 51,
else train. A span is right *exactly* where both offsets agree after white space and punctuation at the ends are taken off, and by
*half* where it overlaps half of the gold span and half of itself. Spans found beyond the one that is annotated count
against precision, though a sentence may hold a second condition.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from brumaire.claims.conditions import antecedents as conditions
from brumaire.claims.text.folding import fold
from brumaire.claims.text.sentences import inner_sentences

FILE = "semeval2020_task5_subtask2_train.csv"
_ENDS = " \t\r\n\u00a0.,;:!?\"'()[]-"
# What stands before the word that opens a condition, and the words that open one; the other rows ("I wish …",
# "it would have been easy") are counterfactuals without a condition in our sense.
LEAD_IN = re.compile(
    r"(?i)(?:(?:and|but|or|that|what|as|so|even|only|just|except|especially|particularly|perhaps|then)[ ,]+)*"
)
OPENS = re.compile(
    r"(?i)(?:if|unless|had|were|should|without|but for|provided|providing|assuming|suppose|supposing|in the (?:event|case|absence)|in case"
    r"|as long as|so long as|on condition|absent|barring|failing|short of|with)\b"
)
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One annotated text: the offsets of its antecedent and of its consequent, if it has one."""

    number: str
    text: str
    antecedent: Offsets
    consequent: Offsets | None


def load(folder: Path, split: str) -> Iterator[Sentence]:
    """The sentences of one split; the file's end offsets are of the last character, here they are behind it."""
    with (folder / FILE).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            number = row["sentenceID"]
            if split_of(number) != split:
                continue
            one = (int(row["antecedent_startid"]), int(row["antecedent_endid"]) + 1)
            two = (int(row["consequent_startid"]), int(row["consequent_endid"]) + 1)
            yield Sentence(number, row["sentence"], one, two if two[0] >= 0 else None)


def split_of(number: str) -> str:
    """`train` or `dev`, by a hash of the sentence's number.

    >>> split_of("200000"), split_of("200004")
    ('train', 'train')
    """
    return "dev" if hashlib.sha256(f"brumaire:{number}".encode()).digest()[0] < 51 else "train"


def form(antecedent: str) -> str:
    """The word that opens a condition, for the model: "if", "had", "without" …"""
    return antecedent.split(maxsplit=1)[0].lower()


def bare(text: str, span: Offsets) -> Offsets:
    """The span without white space and punctuation at its ends."""
    start, end = span
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return start, end


def exactly(one: Offsets, two: Offsets) -> bool:
    """Whether two spans are the same."""
    return one == two


def by_half(one: Offsets, two: Offsets) -> bool:
    """Whether two spans share half of each."""
    both = min(one[1], two[1]) - max(one[0], two[0])
    return 2 * both >= max(one[1] - one[0], two[1] - two[0])


def found(text: str) -> list[conditions.Antecedent]:
    """The conditions of a text as reading finds them: sentence by sentence."""
    folded = fold(text)
    return [c for a, b in inner_sentences(text, 0, len(text)) for c in conditions.antecedents(folded, a, b)]


def measure(folder: Path, split: str = "dev", shown: int = 0) -> dict[str, float]:
    """F1 of antecedents, exact and with an overlap of half; prints the first `shown` that were missed."""
    tally: Counter[str] = Counter()
    for sentence in load(folder, split):
        gold = bare(sentence.text, sentence.antecedent)
        mine = [bare(sentence.text, (c.start, c.end)) for c in found(sentence.text)]
        tally.update(gold=1, mine=len(mine), exact=gold in mine, half=any(by_half(gold, m) for m in mine))
        if gold not in mine and shown > 0:
            shown -= 1
            print(sentence.number, sentence.text, "\n   GOLD", sentence.text[slice(*gold)])
            for one in mine:
                print("   MINE", sentence.text[slice(*one)])
    return {rule: 2 * tally[rule] / max(1, tally["mine"] + tally["gold"]) for rule in ("exact", "half")}


def main() -> None:
    """Print F1."""
    folder, *rest = sys.argv[1:]
    split = "train" if "train" in rest else "dev"
    shown = int(rest[rest.index("--errors") + 1]) if "--errors" in rest else 0
    for rule, value in measure(Path(folder), split, shown).items():
        print(f"antecedents of {split}, {rule:6} F1 {value:.3f}")


if __name__ == "__main__":
    main()
