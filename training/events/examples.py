"""Statements to learn from: alone (*.yaml), in passages (passages/*.txt), and in the annotated articles of quality/corpus.

A statement in context is a text, where it begins and ends in it, and where its conditions stand. Its labels: events (several, none for `other`),
kind and whether it denies the event; the last two are unknown for statements alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import corpus_format
import numpy as np
from ruamel.yaml import YAML
from tokenizers import Tokenizer

from brumaire.claims.events.meaning import around
from brumaire.claims.text.sentences import inner_sentences
from brumaire.questions import vocabulary
from brumaire.records import ClaimKind

EVENTS = tuple(name for name in vocabulary().events if name != "other")
KINDS: tuple[str, ...] = get_args(ClaimKind)
HERE = Path(__file__).parent
_MARKED = re.compile(r"\[\[(.*?)\|([a-z_ ]+)\|(\w+)\|([+-])\]\]")


@dataclass(frozen=True, slots=True)
class Example:
    """A statement in its text, and what it says. `kind` and `denied` are None where nobody said."""

    text: str
    start: int
    end: int
    events: tuple[str, ...]
    holes: tuple[tuple[int, int], ...] = ()
    kind: str | None = None
    denied: bool | None = None


def _checked(names: list[str], where: str) -> tuple[str, ...]:
    unknown = set(names) - set(EVENTS) - {"other"}
    if unknown:
        raise ValueError(f"{where}: not in the vocabulary: {', '.join(sorted(unknown))}")
    return tuple(name for name in names if name != "other")


def alone(path: Path) -> list[Example]:
    """The statements of one YAML file, each once: keys are events (several joined), values statements."""
    result = []
    for key, value in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
        lines = value.splitlines() if isinstance(value, str) else value
        events = _checked(key.replace("+", " ").split(), path.name)
        result += [
            Example(" ".join(line.split()), 0, len(" ".join(line.split())), events)
            for line in dict.fromkeys(lines)
            if line and line.strip()
        ]
    return result


def passages(path: Path) -> list[Example]:
    """The marked statements of one file of passages, and their sentences without any mark, which say nothing."""
    result = []
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
    for passage in re.split(r"\n\s*\n", "\n".join(lines)):
        text, marks, at = "", [], 0
        for match in _MARKED.finditer(passage):
            text += passage[at : match.start()]
            events = _checked(match[2].split(), path.name)
            marks.append((len(text), len(text) + len(match[1]), events, match[3], match[4] == "-"))
            text += match[1]
            at = match.end()
        text += passage[at:]
        result += [Example(text, a, b, events, (), kind, denied) for a, b, events, kind, denied in marks]
        result += _silent(text, [(a, b) for a, b, *_ in marks])
    return result


def _silent(text: str, marked: list[tuple[int, int]]) -> list[Example]:
    return [
        Example(text, start, end, ())
        for line in re.finditer(r"[^\n]+", text)
        for start, end in inner_sentences(text, *line.span())
        if end - start > 12 and not any(a < end and start < b for a, b in marked)
    ]


def articles(split: str, *, optional: bool, silent: bool) -> list[Example]:
    """The annotated claims of one split of the corpus; with `silent`, its sentences without a claim too."""
    result = []
    for article in corpus_format.load(split):
        for row in article.rows:
            if row.optional and not optional:
                continue
            claim, span = row.claim, row.claim.content
            hole = claim.condition and claim.condition.span
            holes = ((hole.start, hole.end),) if hole and span.start <= hole.start < hole.end <= span.end else ()
            if holes and len(span) - len(hole) < 8:
                holes = ()
            result.append(
                Example(
                    article.text, span.start, span.end, _checked(list(claim.events), article.slug), holes,
                    claim.kind, claim.polarity == "-",
                )
            )  # fmt: skip
        if silent:
            spans = [(s.start, s.end) for row in article.rows for s in (row.claim.content, *row.places)]
            result += _silent(article.text, spans)
    return result


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as word pieces, their places (context, statement, condition), and labels; -1 is unknown."""

    pieces: np.ndarray
    places: np.ndarray
    events: np.ndarray
    kind: int
    denied: int


def encoded(example: Example, tokenizer: Tokenizer) -> Encoded:
    """The word pieces that the package itself would read for this statement, and its labels."""
    pieces, places = around(example.text, example.start, example.end, example.holes, tokenizer)
    return Encoded(
        pieces,
        places,
        np.array([float(name in example.events) for name in EVENTS], dtype=np.float32),
        -1 if example.kind is None else KINDS.index(example.kind),
        -1 if example.denied is None else int(example.denied),
    )


def training(tokenizer: Tokenizer, times: int) -> list[Encoded]:
    """Everything to train on; statements in context count `times` over."""
    lone = [one for path in sorted(HERE.glob("*.yaml")) for one in alone(path)]
    inside = [one for path in sorted((HERE / "passages").glob("*.txt")) for one in passages(path)]
    inside += articles("train", optional=True, silent=True)
    return [encoded(one, tokenizer) for one in lone + times * inside]
