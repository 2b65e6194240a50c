"""What is found in a text depends on that text alone: not on what is read beside it, on threads, or on a new start."""

from brumaire.claims import TrainedTagger, read_claims
from brumaire.claims.tagging.network import load, shipped

from .written import article

FIRST = """Halvian general doubts the spring offensive

General Ada Ames said the army would not hold past the spring. “We are short of everything,” she told the Lantern.

The palace plans to call up 40,000 reservists, according to two officials, who warned that a mutiny was possible.
"""
SECOND = "The minister denied that the president was ill. A spokesman for the Guard said it had never heard of such a plot.\n"


def test_the_same_article_gives_the_same_claims_whatever_is_read_beside_it():
    alone = read_claims(article(FIRST))
    read_claims(article(SECOND))
    read_claims(article(SECOND * 30))
    again = read_claims(article(FIRST))
    assert alone == again
    assert alone.claims


def test_a_paragraph_of_its_own_window_is_read_the_same_in_a_longer_article():
    # A window holds whole paragraphs: one that fills a window is read the same whatever windows stand beside it.
    long = " ".join(["The minister denied on Monday that the president was ill or that anybody had asked."] * 10)
    reader = shipped()
    alone = reader.read(long).spans
    beside = reader.read(f"{long}\n{long}\n{long}").spans
    for role, spans in alone.items():
        assert [span for span in beside[role] if span[1] <= len(long)] == spans


def test_threads_and_a_new_session_change_nothing():
    one, two = load(threads=1), load(threads=2)
    for text in (FIRST, SECOND, FIRST + SECOND):
        assert one.read(text) == two.read(text) == shipped().read(text)
        assert read_claims(article(text), tagger=TrainedTagger(two)) == read_claims(article(text))
