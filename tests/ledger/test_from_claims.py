"""Claims become forecasts by their speakers, or are kept with the reason why they cannot be checked."""

from datetime import date

import pytest

from brumaire.ledger.from_answers import answer_drafts, claim_answers, incidence_drafts, other_drafts
from brumaire.ledger.from_claims import from_claims
from brumaire.questions import parse
from brumaire.records import (
    Article,
    Claim,
    Condition,
    EstimativeProbability,
    Happened,
    Reading,
    Span,
    Speaker,
    TimeWindow,
)

DAY = date(2031, 4, 24)
ARTICLE = Article("a" * 16, "lantern.txt", "", (), outlet="The Daily Lantern", published=DAY)
QUOTE = Span(10, 40, "a coup is likely by the autumn")
LIKELY = EstimativeProbability("likely", 0, 6, 0.6, 0.75, 0.85, "a survey", "probability")


def claim(question="coup_attempt by 2031-09-01", *, likelihood=LIKELY, condition=None, closes=None, **more):
    window = None if closes is None else TimeWindow("by then", 0, 7, None, closes)
    return Claim(
        "c1",
        ARTICLE.id,
        more.pop("kind", "forecast"),
        QUOTE,
        (),
        speaker=more.pop("speaker", Speaker("Alastair Brook")),
        question=None if question is None else parse(question),
        likelihood=likelihood,
        condition=condition,
        window=window,
        **more,
    )


def drafts(*claims):
    return from_claims(Reading((ARTICLE,), (), claims), case="veldania-2031", as_of=date(2031, 5, 9)).drafts


def test_a_claim_is_a_forecast_with_its_sentence_on_the_day_of_its_article():
    question, forecast = drafts(claim())
    assert (question.body["text"], question.body["opens"]) == ("coup_attempt by 2031-09-01", "2031-04-24")
    assert (forecast.body["by"], forecast.body["sort"], forecast.body["made"]) == (
        "Alastair Brook",
        "expert",
        "2031-04-24",
    )
    assert forecast.body["form"] == {
        "kind": "verbal", "words": "likely", "low": 0.6, "high": 0.85, "mid": 0.75, "yardstick": "a survey", "strength": "probability",
    }  # fmt: skip
    assert forecast.body["basis"] == {
        "article": "a" * 16, "start": 10, "end": 40, "sentence": QUOTE.quote, "source": "The Daily Lantern",
    }  # fmt: skip


def test_a_condition_stays_and_either_or_is_one_question():
    condition = Condition(Span(0, 4, "lost"), parse("defeat"))
    question, _ = drafts(claim("coup_attempt or uprising", closes=date(2031, 12, 31), condition=condition))
    assert question.body["text"] == "(coup_attempt or uprising) by 2031-12-31 given defeat by 2031-12-31"
    assert question.body["given"] == "defeat by 2031-12-31"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"question": None}, "no event"),
        ({"question": "coup_attempt"}, "by when"),
        ({"question": "plot by 2031-09-01"}, "plot cannot be checked"),
        ({"likelihood": None}, "how likely"),
        ({"question": "coup_attempt by 2031-04-24"}, "was over"),
        ({"condition": Condition(Span(0, 4, "if so"), None)}, "condition"),
        (
            {"likelihood": EstimativeProbability("would", 0, 5, 0.9, 1.0, 1.0, "a survey", "probability")},
            "does not name",
        ),
    ],
)
def test_what_cannot_be_checked_is_kept_with_the_reason(given, reason):
    (kept,) = drafts(claim(**given))
    assert kept.kind == "unchecked"
    assert reason in kept.body["reason"]
    assert (kept.body["words"], kept.body["by"], kept.body["made"]) == (QUOTE.quote, "Alastair Brook", "2031-04-24")


def test_assessments_and_reports_are_no_forecasts_and_headlines_sum_up_the_body():
    found = from_claims(
        Reading((ARTICLE,), (), (claim(kind="assessment"), claim(kind="report"), claim(headline=True))),
        case="v",
        as_of=DAY,
    )
    assert found.drafts == ()
    assert found.left_out == (("c1", "a headline, which sums up the body"),)


def test_nobody_named_means_the_article():
    assert drafts(claim(speaker=None))[1].body["by"] == "the article (The Daily Lantern)"


BRIEF = {
    "case": "veldania-2031", "as_of": "2031-05-09", "model": "89bab5", "runs": 1000, "seed": 5, "effective": 999.0,
    "answers": [
        {"question": "coup_attempt by 2031-12-31", "probability": 0.0, "effective": 999.0, "outside_view": 0.008, "settled": False},
        {"question": "uprising by 2031-12-31", "probability": 0.25, "effective": 999.0, "outside_view": None, "settled": False},
        {"question": "uprising by 2031-05-01", "probability": 0.0, "effective": 999.0, "outside_view": None, "settled": True},
        {"question": "uprising by 2031-12-31 given do(tanks=withhold)", "probability": 0.1, "effective": 999.0, "outside_view": None, "settled": False},
    ],
    "constraints": [{"claim": "c1", "model": 0.02, "condition": 1.0}],
    "comparisons": [{"by": "Harbour Centre", "day": "2031-05-08", "question": "coup_attempt by 2031-12-31", "probability": 0.05, "source": "harbour.txt", "then": 0.01}],
    "incidence": [
        {"day": "2031-06-09", "manner": "coup", "probability": 0.01}, {"day": "2031-07-09", "manner": "coup", "probability": 0.02},
        {"day": "2031-06-09", "manner": "regular", "probability": 0.03}, {"day": "2031-07-09", "manner": "regular", "probability": 0.05},
    ],
}  # fmt: skip


def test_an_answer_of_nothing_out_of_finite_runs_is_registered_by_the_rule():
    found, left_out = answer_drafts(BRIEF)
    model = [d for d in found if d.kind == "forecast" and d.body["by"] == "model"]
    assert [d.body["form"]["p"] for d in model] == [0.5 / 1000, 0.25]
    assert [d.body.get("rule") for d in model] == ["(k+½)/(n_eff+1)", None]
    (base,) = [d for d in found if d.kind == "forecast" and d.body["sort"] == "base_rate"]
    assert base.body["form"]["p"] == 0.008
    assert [what for what, _ in left_out] == [
        "uprising by 2031-05-01",
        "uprising by 2031-12-31 given do(tanks=withhold)",
    ]


def test_the_model_answers_a_claims_question_only_where_nothing_happened_since_it_was_made():
    found = from_claims(Reading((ARTICLE,), (), (claim(),)), case="veldania-2031", as_of=DAY)
    bodies = {d.body["id"]: d.body for d in found.drafts if d.kind == "question"}
    event = Happened(date(2031, 5, 1), "coup_attempt", {}, "fictional")
    later = Happened(date(2031, 5, 10), "coup_attempt", {}, "fictional")
    other = Happened(date(2031, 5, 1), "uprising", {}, "fictional")
    assert list(claim_answers(BRIEF, found.questions, bodies, None)) == []
    assert list(claim_answers(BRIEF, found.questions, bodies, [event])) == []
    (answer,) = claim_answers(BRIEF, found.questions, bodies, [later, other])
    assert (answer.body["question"], answer.body["form"]["p"], answer.body["made"]) == (
        found.questions["c1"],
        0.02,
        "2031-05-09",
    )


def test_what_others_said_has_the_model_as_of_that_day_beside_it():
    found, left_out = other_drafts(BRIEF)
    assert left_out == ()
    assert [(d.body["by"], d.body["made"], d.body["form"]["p"]) for d in found if d.kind == "forecast"] == [
        ("Harbour Centre", "2031-05-08", 0.05),
        ("model", "2031-05-08", 0.01),
    ]


def test_incidence_is_a_distribution_over_dates_by_manner():
    question, forecast = incidence_drafts(BRIEF)
    assert question.body["text"] == "leader_exit by 2031-07-09"
    assert forecast.body["form"] == {
        "kind": "distribution", "days": ["2031-06-09", "2031-07-09"], "cumulative": [[0.03, 0.05], [0.01, 0.02]], "manners": ["regular", "coup"],
    }  # fmt: skip
