"""The two real articles against the gold claims; they lie outside the repository."""

import runpy

import pytest

# Floors below what is reached, so that a change that costs much is seen; quality/gold.py prints the figures.
FLOOR = 42


@pytest.fixture(scope="module")
def score(shared):
    return runpy.run_path("quality/gold.py")["score"](shared / "seeds", shared / "gold")


def test_core_claims_are_found_with_speaker_and_event(score):
    assert len(score.found) + len(score.missed) == 45
    assert len(score.found) >= FLOOR, score.missed


def test_few_claims_are_spurious(score):
    assert 8 * len(score.spurious) <= score.right, [claim.content.quote for claim in score.spurious]


def test_no_claim_comes_from_a_teaser(score):
    assert score.not_body == ()
