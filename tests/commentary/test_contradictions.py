"""One speaker who says two things: each on wording that must be reported, with both sentences, and on wording that must not."""

from __future__ import annotations

from brumaire.commentary import contradicted, findings
from brumaire.records import Span

from .said import Paper, together

FEAR = ("fear", 0.01, 0.6, "possibility")


def found(reading):
    return [finding for finding in findings(reading) if finding.kind == "contradiction"]


def regardless(paper, words):
    start = paper.text.index(words)
    return Span.of(paper.text, start, start + len(words))


def either_way(*, by="Oslin", again="I fear the use of a bomb"):
    """A claim that holds if the hardliners come in or even if he stays, and the same claim on its own."""
    paper = Paper()
    paper.say(again, by="Oslin", question="nuclear_use", likely=FEAR if "fear" in again else None)
    words = "That could come if the hardliners get in, or even if he stays"
    at = len(paper.text) + words.index("if the")
    span = Span(at, len(paper.text) + len(words), words[words.index("if the") :])
    paper.say(words, by=by, question="nuclear_use", likely=("could", 0.01, 0.6, "possibility"), regardless=span)
    return paper


def test_what_holds_in_either_case_hangs_on_none():
    (finding,) = found(either_way().reading())
    assert "“if the hardliners get in, or even if he stays”" in finding.text
    assert "“I fear the use of a bomb”" in finding.text
    assert "decides nothing about nuclear use" in finding.text
    assert finding.claims == ("one-2", "one-1")


def test_another_speaker_s_sentence_is_not_set_beside_it():
    (finding,) = found(either_way(by="Resch").reading())
    assert finding.claims == ("one-2",)
    assert "I fear" not in finding.text


def both_sides(given, likely=("likely", 0.6, 0.8), by="Oslin"):
    paper = Paper()
    paper.say(
        "a coup is likely if he loses",
        by="Oslin",
        question="coup_attempt",
        likely=("likely", 0.6, 0.8),
        condition="if he loses",
        given="defeat",
    )
    paper.say(
        f"otherwise a coup is {likely[0]}",
        by=by,
        question="coup_attempt",
        likely=likely,
        condition="otherwise",
        given=given,
    )
    return found(paper.reading())


def test_the_same_under_a_condition_and_under_its_opposite():
    (finding,) = both_sides("not defeat")
    assert finding.claims == ("one-1", "one-2")
    assert "expects a coup attempt in either case" in finding.text


def test_a_condition_that_makes_a_difference_is_left_alone():
    assert both_sides("not defeat", ("unlikely", 0.1, 0.3)) == []
    assert both_sides("purge") == []
    assert both_sides("not defeat", by="Resch") == []


def test_too_soft_and_too_costly_at_once():
    paper = Paper()
    soft = paper.say(
        "The guard think he has gone soft",
        by="Oslin",
        kind="assessment",
        events=("elite_discontent",),
        holder="the guard",
    )
    costly = paper.say(
        "casualties turn the officers against him", by="Oslin", kind="assessment", events=("losses", "elite_discontent")
    )
    (finding,) = found(paper.reading())
    assert finding.claims == (soft.id, costly.id)
    assert "gone soft" in finding.text
    assert "casualties turn the officers" in finding.text
    assert "(of the guard)" in finding.text


def test_each_reason_from_another_speaker_is_no_contradiction():
    paper, other = Paper(), Paper("two")
    paper.say("The guard think he has gone soft", by="Oslin", kind="assessment", events=("elite_discontent",))
    other.say("casualties turn the officers against him", by="Resch", kind="assessment", events=("elite_discontent",))
    assert found(together(paper, other)) == []


def test_soft_ground_is_no_softness():
    paper = Paper()
    paper.say("The ground has gone soft", by="Oslin", kind="assessment", events=("offensive",))
    paper.say("casualties turn the officers against him", by="Oslin", kind="assessment", events=("elite_discontent",))
    assert found(paper.reading()) == []


def test_both_of_a_contradiction_are_left_unimposed():
    paper = Paper()
    one = paper.say("a coup is likely", by="Oslin", question="coup_attempt by 2031-12-01", likely=("likely", 0.6, 0.8))
    two = paper.say(
        "a coup is unlikely", by="Oslin", question="coup_attempt by 2031-12-01", likely=("unlikely", 0.1, 0.3)
    )
    paper.say("a purge is likely", by="Oslin", question="purge by 2031-12-01", likely=("likely", 0.6, 0.8))
    assert contradicted(paper.reading()) == {
        one.id: "the same speaker contradicts it: “a coup is unlikely”",
        two.id: "the same speaker contradicts it: “a coup is likely”",
    }
