"""Over any text: every quote equals the text at its offsets, nothing crashes, and long input takes linear time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brumaire.claims import read_claims
from brumaire.records import Article, Block

from .written import article

PIECES = [
    "“", "”", '"', "'", "‘", "’", "«", "»", " ", " ", " ", "\n", "\n\n", "\u00a0", "\u200f", "\u202e", "\ufeff", "İ", "ß", "é", "\U0001f600",
    ".", ".", ",", ":", "?", " – ", "...", "(", ")", "[",
    "General Ada Ames", "Ames", "the general", "He", "she", "President Orr", "a professor at Westmere University", "the FSB", "two officers",
    "said", "told reporters", "warned that", "claimedthat", "believes", "according to", "added", "has been warned", "there has been speculation",
    "a coup", "coo against him", "will be overthrown", "could be killed", "30,000 soldiers have been lost", "a ceasefire", "tanks", "half-a-million troops",
    "if he loses", "unless", "in the event of a coup,", "without", "should he fall,", "either", "or", "and", "but", "because", "who could",
    "unlikely", "one in ten", "60-40", "a 30 per cent chance", "can't", "won't", "may", "might", "not", "no",
    "by 31 June", "in the 1970s", "within two weeks", "next spring", "before the end of 2031", "in 1999999", "31 February", "within 999 years",
    "READ MORE", "Source:", "HOST:", "1,000,000,000,000,000,000", "-", "a", "x" * 50,
]  # fmt: skip
JUMBLE = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=60
).map("".join)
CALM = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(text, one):
    reading = read_claims(one)
    for attribution in reading.attributions:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert text[span.start : span.end] == span.quote
        assert attribution.content
    inside = [(b.start, b.end) for b in one.blocks if b.kind in ("body", "headline")]
    ids = {attribution.id for attribution in reading.attributions}
    for claim in reading.claims:
        content = claim.content
        assert text[content.start : content.end] == content.quote
        assert content.quote.strip()
        assert any(a <= content.start and content.end <= b for a, b in inside)
        assert claim.attribution is None or claim.attribution in ids
        for words in (claim.likelihood, claim.window, *claim.quantities):
            if words is not None:
                assert text[words.start : words.end] == words.words
        if claim.condition:
            span = claim.condition.span
            assert text[span.start : span.end] == span.quote
        if claim.likelihood:
            p = claim.likelihood
            assert 0 <= p.low <= p.high <= 1
            assert p.mid is None or p.low <= p.mid <= p.high
            assert (p.mid is None) == (p.strength == "possibility")
        if claim.window and claim.window.opens and claim.window.closes:
            assert claim.window.opens <= claim.window.closes
        for quantity in claim.quantities:
            assert quantity.low <= quantity.value <= quantity.high
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    return reading


@CALM
@given(st.text(max_size=400))
def test_any_unicode(text):
    check(text, Article("0" * 16, None, text, (Block(0, len(text), "body"),) if text else ()))


@CALM
@given(JUMBLE)
def test_jumbled_journalese(text):
    one = article(text)
    reading = check(text, one)
    assert read_claims(one) == reading


@pytest.mark.parametrize(
    "unit",
    [
        "a", "“", '"', "'", "‘a ", "x ", "He said ", "if ", '"a" ', "the general said, ", "A B ", "Ames, a colonel, ", "and he will be killed ", "1,000 ",
        "coup ", "a. ", "“a. ", "he could, ", "said he said ", "( ", "- ", ", ", "General ", "one in ten ", "or ", "by 1 May ", "'s ",
    ],
)  # fmt: skip
def test_long_lines_take_linear_time(unit):
    text = (unit * (100_000 // len(unit) + 1))[:100_000]
    started = time.process_time()
    check(text, article(text))
    # The network alone needs some seconds for so many pieces; quadratic work on this length would take minutes.
    assert time.process_time() - started < 60
