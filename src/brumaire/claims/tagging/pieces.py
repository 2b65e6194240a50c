"""Text to words, word pieces and the surface features that the tagger reads beside them.

A word is one pre-token of the tokenizer: a run of letters and digits, or one punctuation mark. Labels, decoding and
links live on words; word pieces exist only inside the encoder. The features are three small integers a word: its
letter case (the vocabulary is uncased), whether it stands inside quotation marks, and its place in its paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Whole = NDArray[np.int64]

SHAPES = ("other", "lower", "title", "upper", "mixed", "digit", "initial")
QUOTES = ("outside", "opening", "inside", "closing", "inside unclosed")
PLACES = ("middle", "first", "last", "only")
CLS, SEP = 101, 102
OPENING, CLOSING, STRAIGHT, SINGLE = "“", "”", '"', "'‘’`"


@dataclass(frozen=True)
class Words:
    """Words of one text: code point offsets, pieces (concatenated, `first[i]` is the first piece of word i), features."""

    starts: Whole
    ends: Whole
    pieces: Whole
    first: Whole  # length n + 1: the last entry is the number of pieces
    shape: Whole
    quote: Whole
    place: Whole
    paragraphs: Whole  # word index at which each paragraph starts, then n

    def __len__(self) -> int:
        return len(self.starts)


def case_shape(word: str) -> int:
    """Index into SHAPES."""
    if word.isdigit():
        return 5
    if not any(ch.isalpha() for ch in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 6 if len(word) == 1 else 3
    return 2 if word[0].isupper() and (word[1:].islower() or not word[1:]) else 4


def quotation_marks(text: str, starts: list[int], ends: list[int], begin: int, stop: int) -> list[tuple[int, int, str]]:
    """Quotation marks among words [begin, stop): (first word, last word, mark), two single marks in a row being one.

    A single mark counts where it can only be a quotation's edge: between white space, a bracket or a dash and a word
    for the first, after a word or stop and not before a letter for the last; else it is an apostrophe.
    """
    marks = []
    i = begin
    while i < stop:
        word = text[starts[i] : ends[i]]
        if word in (OPENING, CLOSING, STRAIGHT):
            marks.append((i, i, word))
        elif word in SINGLE:
            twin = i + 1 < stop and starts[i + 1] == ends[i] and text[starts[i + 1] : ends[i + 1]] in SINGLE
            if twin:
                marks.append((i, i + 1, STRAIGHT))
                i += 1
            else:
                before = text[starts[i] - 1 : starts[i]]
                after = text[ends[i] : ends[i] + 1]
                if after.isalnum() and (not before or before.isspace() or before in "([—–-"):
                    marks.append((i, i, "‘"))
                elif not after.isalnum() and before and not before.isspace():
                    marks.append((i, i, "’"))
        i += 1
    return marks


def quotation_states(text: str, starts: list[int], ends: list[int], paragraphs: list[int]) -> list[int]:
    """Index into QUOTES of every word. Quotation never runs over a paragraph end: there each paragraph opens anew.

    A straight mark opens when no quotation is open, and closes otherwise. Words after a mark that nothing closes before
    the paragraph's end are "inside unclosed". Single marks quote only outside double ones, and only when they close.
    """
    states = [0] * len(starts)

    def fill(opening: tuple[int, int, str], closing: tuple[int, int, str] | None, stop: int) -> None:
        last = closing[0] if closing else stop
        states[opening[0] : opening[1] + 1] = [1] * (opening[1] + 1 - opening[0])
        states[opening[1] + 1 : last] = [2 if closing else 4] * (last - opening[1] - 1)
        if closing:
            states[closing[0] : closing[1] + 1] = [3] * (closing[1] + 1 - closing[0])

    for begin, stop in pairwise(paragraphs):
        opened = single = None
        for mark in quotation_marks(text, starts, ends, begin, stop):
            kind = mark[2]
            if kind == STRAIGHT:
                kind = CLOSING if opened else OPENING
            if kind == OPENING:
                opened = opened or mark
                single = None
            elif kind == CLOSING:
                if opened:
                    fill(opened, mark, stop)
                opened = None
            elif not opened and kind == "‘":
                single = single or mark
            elif not opened and single:
                fill(single, mark, stop)
                single = None
        if opened:
            fill(opened, None, stop)
    return states


def split_words(text: str, tokenizer: Tokenizer) -> Words:
    """Words of `text`. A paragraph ends at a line end."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    starts: list[int] = []
    ends: list[int] = []
    first: list[int] = []
    previous = None
    for index, (word, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
        if word != previous:
            starts.append(start)
            ends.append(end)
            first.append(index)
            previous = word
        else:
            ends[-1] = max(end, ends[-1])
    count = len(starts)
    paragraphs = [
        i for i in range(count) if i == 0 or any(ch in text[ends[i - 1] : starts[i]] for ch in "\n\r\u2028\u2029")
    ]
    paragraphs.append(count)
    place = np.zeros(count, dtype=np.int64)
    for begin, stop in pairwise(paragraphs):
        place[begin] += 1
        place[stop - 1] += 2
    return Words(
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        pieces=np.array(encoding.ids, dtype=np.int64),
        first=np.array([*first, len(encoding.ids)], dtype=np.int64),
        shape=np.array([case_shape(text[a:b]) for a, b in zip(starts, ends, strict=True)], dtype=np.int64),
        quote=np.array(quotation_states(text, starts, ends, paragraphs), dtype=np.int64),
        place=place,
        paragraphs=np.array(paragraphs, dtype=np.int64),
    )


@dataclass(frozen=True)
class Window:
    """Words [begin, stop) are read by the encoder; the labels of words [core_begin, core_stop) are kept."""

    begin: int
    stop: int
    core_begin: int
    core_stop: int


def windows(words: Words, core: int, context: int) -> list[Window]:
    """Cuts a text into windows of whole paragraphs: at most `core` pieces, with `context` pieces of text on both sides.

    A paragraph longer than `core` is cut between words.
    """
    cuts = [0]
    begin_piece = 0
    for stop in words.paragraphs[1:]:
        if words.first[stop] - begin_piece > core and cuts[-1] != (start := _paragraph_start(words, stop)):
            cuts.append(start)
            begin_piece = words.first[start]
        while words.first[stop] - begin_piece > core:
            cut = max(int(np.searchsorted(words.first, begin_piece + core, side="right")) - 1, cuts[-1] + 1)
            if cut >= stop:
                break
            cuts.append(cut)
            begin_piece = words.first[cut]
    if cuts[-1] != len(words):
        cuts.append(len(words))
    result = []
    for core_begin, core_stop in pairwise(cuts):
        begin = int(np.searchsorted(words.first, words.first[core_begin] - context))
        stop = int(np.searchsorted(words.first, words.first[core_stop] + context, side="right")) - 1
        result.append(Window(begin, max(stop, core_stop), core_begin, core_stop))
    return result


def _paragraph_start(words: Words, stop: int) -> int:
    return int(words.paragraphs[np.searchsorted(words.paragraphs, stop) - 1])


def encoder_input(words: Words, window: Window) -> dict[str, Whole]:
    """Arrays for one call of the encoder: [CLS] pieces [SEP], a feature of each piece, and each word's first piece."""
    low, high = words.first[window.begin], words.first[window.stop]
    counts = np.diff(words.first[window.begin : window.stop + 1])

    def spread(values: Whole) -> Whole:
        return np.concatenate([[0], np.repeat(values[window.begin : window.stop], counts), [0]]).astype(np.int64)

    return {
        "ids": np.concatenate([[CLS], words.pieces[low:high], [SEP]]).astype(np.int64),
        "shape": spread(words.shape),
        "quote": spread(words.quote),
        "place": spread(words.place),
        "first": words.first[window.begin : window.stop] - low + 1,
    }
