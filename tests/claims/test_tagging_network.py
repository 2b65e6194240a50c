"""Spans and links of the network: verbatim over any text, whole words, within their line, in linear time."""

from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brumaire.claims.tagging.network import ROLES, shipped
from brumaire.claims.tagging.pieces import split_words, windows

from .test_any_text import JUMBLE


def quoted(text):
    found = shipped().read(text)
    return [
        (one.source and text[slice(*one.source)], text[slice(*one.cue)], [text[slice(*c)] for c in one.content])
        for one in found.attributions
    ]


def test_direct_speech_in_two_pieces_is_one_attribution():
    text = "“It will end,” said Colonel Reyl, “before the snow comes.”"
    assert quoted(text) == [("Colonel Reyl", "said", ["“It will end,”", "“before the snow comes.”"])]


def test_indirect_speech_has_source_cue_and_content():
    text = "The ministry warned on Friday that the garrison could mutiny."
    assert quoted(text) == [("The ministry", "warned", ["that the garrison could mutiny"])]


def test_a_source_that_the_text_leaves_out_is_none():
    found = quoted("It is feared that the general will not come back.")
    assert [source for source, _, _ in found] == [None]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400) | JUMBLE)
def test_spans_lie_in_the_text_within_a_line_and_do_not_overlap(text):
    found = shipped().read(text)
    every = sorted(span for role in ROLES for span in found.spans[role])
    for start, end in every:
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert not any(mark in text[start:end] for mark in "\n\r\u2028\u2029")
    for (_, end), (start, _) in pairwise(every):
        assert end <= start
    for one in found.attributions:
        assert one.cue in found.spans["cue"]
        assert one.source is None or one.source in found.spans["source"]
        assert set(one.content) <= set(found.spans["content"])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3000) | JUMBLE, st.integers(8, 180), st.integers(0, 24))
def test_every_word_is_read_once_and_windows_stay_small(text, core, context):
    words = split_words(text, shipped().tokenizer)
    if not len(words):
        return
    found = windows(words, core, context)
    assert [w.core_begin for w in found] == [0, *(w.core_stop for w in found[:-1])]
    assert found[-1].core_stop == len(words)
    longest = int(np.diff(words.first).max())
    for window in found:
        size = words.first[window.stop] - words.first[window.begin]
        assert size <= max(core, longest) + 2 * context + longest


def test_a_line_of_a_hundred_thousand_characters_is_cut_into_windows_in_proportion():
    text = "The colonel said that nobody would move and that the front was lost. " * 1450
    words = split_words(text, shipped().tokenizer)
    found = windows(words, 180, 0)
    assert len(found) <= len(words.pieces) / 180 * 1.1 + 1
