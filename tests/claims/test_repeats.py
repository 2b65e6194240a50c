"""One claim in several places: within an article, across outlets, and what stays two."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from brumaire.articles import read_bytes
from brumaire.claims import read_claims
from brumaire.claims.repeats.once import once, repeats
from brumaire.pipeline.read import together
from brumaire.records import Claim, Condition, EstimativeProbability, Quantity, Reading, Span, Speaker, TimeWindow

AMES = Speaker("Ada Ames", "general", None, "person")
COUP = "the paratroopers will launch a coup against the marshal"


def said(words, name="c", article="a", **fields):
    fields = {"kind": "forecast", "events": ("coup_attempt",), "speaker": AMES, "attribution": "x", **fields}
    return Claim(name, article, content=Span(0, len(words), words), **fields)


def chance(low, high, strength="probability"):
    mid = (low + high) / 2 if strength == "probability" else None
    return EstimativeProbability("w", 0, 1, low, mid, high, "y", strength)


def window(day):
    return TimeWindow(f"by {day}", 0, 1, None, date(2031, 6, day))


@pytest.mark.parametrize(
    ("again", "same"),
    [
        (said(COUP), True),
        (said("paratroopers will launch a coup"), True),
        (said("a coup by the paratroopers against the marshal"), True),
        (said("there will be a mutiny in the navy"), False),
        (said(COUP, speaker=Speaker("Ames", kind="person")), True),
        (said(COUP, speaker=Speaker("Karl Brandt", kind="person")), False),
        (said(COUP, speaker=Speaker("Eva Ames", kind="person")), False),
        (said(COUP, speaker=None, attribution=None), False),
        (said(COUP, speaker=None, attribution=None, headline=True), True),
        (said(COUP, polarity="-"), False),
        (said(COUP, events=("armed_mutiny",)), False),
        (said(COUP, holder="State Guard"), False),
        (said(COUP, likelihood=chance(0.5, 0.8)), False),
        (said(COUP, window=window(1)), False),
        (said(COUP, condition=Condition(Span(0, 9, "if he wins"))), False),
        (said(COUP, quantities=(Quantity("500", 0, 3, 500, 500, 500),)), False),
        (said(COUP, overstates=("drops the hedge",), headline=True), False),
    ],
)
def test_what_is_the_same_claim(again, same):
    assert repeats(again, said(COUP)) is same


def test_the_fuller_claim_may_say_by_when_and_how_many():
    full = said(COUP, window=window(9), quantities=(Quantity("500", 0, 3, 500, 500, 500),))
    assert repeats(said(COUP), full)
    assert not repeats(said(COUP, window=window(8)), full)
    assert not repeats(said(COUP, quantities=(Quantity("900", 0, 3, 900, 900, 900),)), full)


def test_a_possibility_is_not_a_probability():
    likely, possible = chance(0.5, 0.8), chance(0.01, 0.6, "possibility")
    assert repeats(said(COUP, likelihood=likely), said(COUP, likelihood=chance(0.6, 0.9)))
    assert not repeats(said(COUP, likelihood=likely), said(COUP, likelihood=possible))


def test_a_summary_and_its_quotation_are_one_claim():
    text = (
        b"General Ada Ames said there would be a mutiny in the southern army.\n\nThe marshal was at the lake.\n\n"
        b'"There will be a mutiny in the southern army," Ames said.'
    )
    (claim,) = read_claims(read_bytes(text, path=None)).claims
    assert claim.speaker.name == "Ada Ames"
    assert [text.decode()[p.span.start : p.span.end] for p in claim.places] == [p.span.quote for p in claim.places]
    assert len(claim.places) == 1


def test_two_speakers_who_say_the_same_stay_two():
    text = (
        b"General Ada Ames said there would be a mutiny in the southern army.\n\n"
        b"Colonel Karl Brandt said there would be a mutiny in the southern army."
    )
    found = read_claims(read_bytes(text, path=None)).claims
    assert [c.speaker.name for c in found] == ["Ada Ames", "Karl Brandt"]
    assert [c.places for c in found] == [(), ()]


WIRE = b"General Ada Ames said the paratroopers would launch a coup against President Orr within weeks.\n\nIt rained."
COPY = b"Rain fell in Sarn.\n\nGeneral Ada Ames said the paratroopers would launch a coup against President Orr within weeks."
OTHER = b"Colonel Karl Brandt said the navy would launch a coup against President Orr within weeks."


def test_a_wire_story_and_its_copy_are_one_claim_in_any_order():
    days = (date(2031, 5, 2), date(2031, 5, 3), date(2031, 5, 3))
    readings = [
        read_claims(read_bytes(text, path=None, published=day))
        for text, day in zip((WIRE, COPY, OTHER), days, strict=True)
    ]
    for order in permutations(readings):
        claims = together(order).claims
        assert sorted(c.speaker.name for c in claims) == ["Ada Ames", "Karl Brandt"]
        ames = next(c for c in claims if c.speaker.name == "Ada Ames")
        # the first published stays, the copy is its place
        assert ames.article == readings[0].articles[0].id
        assert [p.article for p in ames.places] == [readings[1].articles[0].id]


def test_a_copy_that_lost_its_speaker_is_still_a_copy():
    rest = (
        b"The capital was calm on Monday and the shops by the river opened as usual after the long holiday weekend.\n\n"
        b'"The paratroopers will launch a coup against President Orr before the harvest is in," '
    )
    readings = [read_claims(read_bytes(rest + end, path=None)) for end in (b"General Ada Ames said.", b"he said.")]
    (claim,) = together(readings).claims
    assert claim.speaker.name == "Ada Ames"
    assert len(claim.places) == 1


def test_merging_twice_changes_nothing():
    claims = tuple(replace(said(COUP), id=str(i), content=Span(i, i + 4, COUP[:55])) for i in range(5))
    merged = once(Reading((), (), claims))
    assert len(merged.claims) == 1
    assert len(merged.claims[0].places) == 4
    assert once(merged) == merged


def test_no_place_is_lost():
    mixed = [said(COUP, f"{i}", content_at) for i, content_at in enumerate("aabbc")]
    mixed += [said("a mutiny of the fleet is near", f"m{i}", "a", events=("armed_mutiny",)) for i in range(3)]
    claims = tuple(replace(c, content=Span(i * 100, i * 100 + 55, c.content.quote)) for i, c in enumerate(mixed))
    merged = once(Reading((), (), claims)).claims
    places = {(c.article, c.content) for c in merged} | {(p.article, p.span) for c in merged for p in c.places}
    assert places == {(c.article, c.content) for c in claims}
    assert len(merged) == 2
