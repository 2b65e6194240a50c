"""The brief of the example, whole: every part is there and agrees with the others."""

import pytest

from brumaire import briefs


@pytest.fixture(scope="module")
def brief(veldania_brief):
    return veldania_brief


def test_every_part_is_there(brief):
    assert brief.case == "veldania-2031"
    assert len(brief.reading.articles) == 3
    assert brief.as_of == max(a.published for a in brief.reading.articles)
    for part in ("answers", "incidence", "levers", "indicators", "reported", "findings", "limits", "constraints"):
        assert getattr(brief, part), part
    assert brief.weight_of_commentary == 0.0


def test_the_three_views_stand_beside_each_other(brief):
    headline = next(a for a in brief.answers if a.text == brief.headline)
    assert headline.outside_view is not None
    assert headline.if_commentators_right is not None
    # the professor says that he will not be in office next spring, and nobody else speaks of his exit in figures
    assert headline.if_commentators_right > headline.probability


def test_the_curve_agrees_with_the_answer_on_the_same_day(brief):
    total = {}
    for point in brief.incidence:
        if point.manner != "any":
            total[point.day] = total.get(point.day, 0) + point.probability
    days = sorted(total)
    assert [total[d] for d in days] == sorted(total.values())
    headline = next(a for a in brief.answers if a.text == brief.headline)
    near = min(days, key=lambda d: abs((d - brief.as_of).days - 366))
    assert total[near] == pytest.approx(headline.probability, rel=0.1)


def test_levers_start_from_the_headline(brief):
    headline = next(a for a in brief.answers if a.text == brief.headline)
    for effect in brief.levers:
        assert effect.question == brief.headline
        assert effect.probability - effect.baseline == pytest.approx(effect.difference, abs=1e-9)
        assert effect.baseline == headline.probability
    assert {e.lever for e in brief.levers} >= {"tanks", "front", "illness"}


def test_checks_find_what_was_planted_in_the_example(brief):
    kinds = {finding.kind for finding in brief.findings}
    # the headline says "within weeks"; Andropov did not die in the 1970s; two speakers disagree
    assert {"headline", "analogy"} <= kinds
    assert any("Andropov" in finding.text for finding in brief.findings)


def test_taken_at_their_word_is_told_together_and_apart(brief):
    rows = brief.at_their_word
    speakers = {row.speaker for row in rows}
    assert "" in speakers
    assert len(speakers) > 2
    stand = next(row for row in rows if not row.speaker and row.months is None)
    by_text = dict(stand.answers)
    for answer in brief.answers:
        if answer.if_commentators_right is not None and answer.text in by_text:
            assert answer.if_commentators_right == pytest.approx(by_text[answer.text], abs=1e-9)
    assert {row.months for row in brief.if_within} <= {6, 12, 24}
    assert all(row.bits >= row.bits_in_parameters >= 0 for row in rows)


def test_what_decides_it_is_told(brief):
    assert brief.decides is not None
    assert brief.decides.facts
    assert all(fact.question == brief.headline for fact in brief.decides.facts)
    assert brief.decides.sensitivity is not None or brief.decides.why_not


def test_an_interval_that_is_not_resolved_is_bounded(brief):
    flat = [a for a in brief.answers if not a.settled and a.interval[0] == a.interval[1] and 0 < a.probability < 1]
    assert flat, "with 4,000 runs some interval is not resolved"
    bounded = [a for a in flat if a.at_most is not None]
    assert bounded
    assert all(a.at_most[0] < a.probability < a.at_most[1] for a in bounded)
    assert all(a.at_most is None for a in brief.answers if a.interval[0] < a.interval[1])


def test_every_form_can_be_written(brief):
    page = briefs.html(brief)
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert brief.headline.split(" by ")[0] in briefs.markdown(brief)
    assert briefs.to_json(brief)["schema"] == "brumaire.brief/1"


def test_quotes_are_verbatim_everywhere(brief):
    texts = {a.id: a.text for a in brief.reading.articles}
    for claim in brief.reading.claims:
        text = texts[claim.article]
        assert text[claim.content.start : claim.content.end] == claim.content.quote
        for span in (claim.likelihood, claim.window, *claim.quantities):
            if span is not None:
                assert text[span.start : span.end] == span.words
