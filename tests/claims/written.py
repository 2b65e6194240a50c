"""Articles for tests, made from text as the reader of plain text makes them, and what is read out of them."""

from datetime import date

from brumaire.articles.boilerplate import blocks
from brumaire.articles.plain import paragraphs
from brumaire.claims import read_claims
from brumaire.questions import to_text
from brumaire.records import Article

DAY = date(2031, 5, 2)


def article(text, published=DAY):
    """An article of any text, also one that the reader of files would refuse."""
    classified, byline = blocks(text, paragraphs(text))
    return Article("0" * 16, None, text, classified, byline=byline, published=published)


def claims(text, published=DAY, case=None):
    return read_claims(article(text, published), case=case).claims


def claim(text, words, published=DAY, case=None):
    """The one claim of a text whose content has the given words."""
    every = claims(text, published, case)
    found = [c for c in every if words in c.content.quote]
    assert len(found) == 1, [c.content.quote for c in every]
    return found[0]


def asked(one):
    return to_text(one.question) if one.question else None


def condition(one):
    return to_text(one.condition.question) if one.condition and one.condition.question else None


SAID_OF_A_MUTINY = """\
President Oren Vask faces a mutiny in the army of Veldania.

"{}," General Ada Ames said.
"""


def only(words):
    """The one claim in a general's words about a mutiny."""
    found = [c for c in claims(SAID_OF_A_MUTINY.format(words)) if c.speaker and c.speaker.name == "Ada Ames"]
    assert len(found) == 1, [c.content.quote for c in found]
    return found[0]
