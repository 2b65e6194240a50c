"""Headlines against their bodies: which claim they sum up, and how they say more."""

from datetime import date

import pytest

from brumaire.articles import read_bytes
from brumaire.claims import read_claims
from brumaire.claims.repeats.headlines import overstatements
from brumaire.records import Claim, Condition, EstimativeProbability, Quantity, Span, Speaker, TimeWindow

AMES = Speaker("Ada Ames", kind="person")
POSSIBLE = EstimativeProbability("could", 0, 5, 0.01, None, 0.6, "y", "possibility")
LIKELY = EstimativeProbability("likely", 0, 6, 0.55, 0.7, 0.85, "y", "probability")
UNLIKELY = EstimativeProbability("unlikely", 0, 8, 0.05, 0.2, 0.3, "y", "probability")


def head(words="Orr to be toppled, general says", **fields):
    return Claim("h", "a", "forecast", Span(0, len(words), words), ("leader_exit",), headline=True, **fields)


def body(**fields):
    return Claim("b", "a", "forecast", Span(50, 60, "he is gone"), ("leader_exit",), speaker=AMES, **fields)


def until(month):
    return TimeWindow("w", 0, 1, None, date(2031, month, 1))


def counted(value):
    return (Quantity("n", 0, 1, value, value, value, "men"),)


@pytest.mark.parametrize(
    ("headline", "claim", "reasons"),
    [
        (head(), body(), ()),
        (head(), body(likelihood=POSSIBLE), ("drops the hedge",)),
        (head("Orr could be toppled, general says"), body(likelihood=POSSIBLE), ()),
        (head(), body(likelihood=LIKELY), ()),
        (head(likelihood=LIKELY), body(likelihood=UNLIKELY), ("drops the hedge",)),
        (head(likelihood=UNLIKELY), body(likelihood=LIKELY), ()),
        (head(), body(condition=Condition(Span(0, 4, "if x"))), ("drops the condition",)),
        (head("Orr to be toppled if he loses, general says"), body(condition=Condition(Span(0, 4, "if x"))), ()),
        (head(window=until(6)), body(window=until(9)), ("narrows the window",)),
        (head(window=until(9)), body(window=until(6)), ()),
        (head(window=until(6)), body(), ("narrows the window",)),
        (head(quantities=counted(9)), body(quantities=counted(5)), ("raises the number",)),
        (head(quantities=counted(5)), body(quantities=counted(9)), ()),
        (head("Orr to be toppled by his generals"), body(), ("drops the speaker",)),
        (head("Orr 'to be toppled by his generals'"), body(), ()),
    ],
)
def test_how_a_headline_says_more(headline, claim, reasons):
    assert overstatements(headline, claim) == reasons


def read(text):
    return read_claims(read_bytes(text.encode(), path=None, published=date(2031, 5, 2))).claims


def test_it_is_linked_to_the_claim_that_bears_it_out_best():
    claims = read(
        "President Orr to be overthrown in a coup\n\nPresident Orr could be overthrown in a coup if the war is lost, "
        "General Ada Ames said on Monday.\n\nColonel Karl Brandt said that President Orr would be overthrown in a coup."
    )
    headline = next(c for c in claims if c.headline)
    linked = next(c for c in claims if c.id == headline.headline_of)
    assert linked.speaker.name == "Karl Brandt"
    # somebody says it without doubt and condition, so the headline drops neither
    assert not {"drops the hedge", "drops the condition"} & set(headline.overstates)


def test_a_headline_that_says_no_more_is_a_place_of_the_claim():
    claims = read(
        "General Ames warns of a coup against President Orr\n\n"
        "General Ada Ames warned of a coup against President Orr.\n\nIt rained in Sarn all day."
    )
    assert not [c for c in claims if c.headline]
    assert [p.span.start < 60 for c in claims for p in c.places] == [True]


def test_a_headline_about_something_else_is_linked_to_nothing():
    claims = read("A coup is near\n\nGeneral Ada Ames said that 4,000 soldiers had been killed in the war since March.")
    assert [c.headline_of for c in claims if c.headline] == [None]
