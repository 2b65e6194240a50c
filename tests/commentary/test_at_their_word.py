"""What follows if commentators are right, and what the world would have to be like: on futures made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from brumaire.commentary import at_their_word, if_within
from brumaire.commentary.world import bits_in_parameters, history_shifts, parameter_shifts
from brumaire.questions import evaluate, parse
from brumaire.records import EventKind, EventLog, ExitMasses, Futures, ParameterDraws

from .said import Paper, together

BATCHES, SIZE = 400, 50
COUNT = BATCHES * SIZE
LIKELY = ("likely", 0.6, 0.8)
COUP, UNITS = "coup_attempt by 2031-12-31", {"bite": "ratio"}


@pytest.fixture(scope="module")
def futures():
    """A plot comes with chance 0.05 to 0.35, one in each batch; half the plots bring a coup attempt; talks mean nothing.

    `bite` is the chance of a plot; `idle` is a parameter that does nothing.
    """
    rng = np.random.default_rng(7)
    bite = np.repeat(rng.uniform(0.05, 0.35, BATCHES), SIZE)
    plot = rng.random(COUNT) < bite
    coup = plot & (rng.random(COUNT) < 0.5)
    talks = rng.random(COUNT) < 0.4
    kinds = (EventKind("plot", (("by", "guard"),)), EventKind("coup_attempt"), EventKind("talks"))
    rows = sorted(
        (i, day, k)
        for k, mask, day in ((0, plot, 50.0), (1, coup, 100.0), (2, talks, 20.0))
        for i in np.flatnonzero(mask)
    )
    draws = np.column_stack([bite[::SIZE], rng.normal(size=BATCHES)])
    return Futures(
        case="small",
        model="by hand",
        seed=0,
        start=date(2031, 1, 1),
        as_of=date(2031, 1, 11),
        horizon=date(2033, 6, 1),
        trajectory=np.arange(COUNT, dtype=np.int32),
        weight=np.ones(COUNT),
        leaves=np.zeros(COUNT, np.bool_),
        batch=np.repeat(np.arange(BATCHES), SIZE).astype(np.int32),
        evidence=np.ones(COUNT),
        log=EventLog(
            np.array([r[0] for r in rows], np.int32),
            np.array([r[1] for r in rows]),
            np.array([r[2] for r in rows], np.int32),
            kinds,
        ),
        exits=ExitMasses(np.array([1.0]), ("coup",), np.zeros((COUNT, 1, 1))),
        parameters=ParameterDraws(("bite", "idle"), draws),
        log_evidence=0.0,
        levers={},
        realised=frozenset({"plot", "coup_attempt", "talks", "leader_exit"}),
    )


def word(futures, reading, *questions):
    return at_their_word(futures, reading, [parse(q) for q in questions or (COUP,)], units=UNITS)


def test_the_parameter_and_the_history_behind_a_claim_are_named(futures):
    paper = Paper()
    paper.say("a coup is likely", by="Oslin", question=COUP, likely=LIKELY)
    together_, alone = word(futures, paper.reading())
    assert (together_.speaker, alone.speaker) == ("", "Oslin")
    (bite,) = alone.parameters
    assert bite.parameter == "bite"
    assert bite.unit == "ratio"
    # P(coup | bite) = bite / 2, so that the draws are weighed by 0.6·bite/E bite + 0.4·(1 − bite/2)/(1 − E bite/2)
    draws = futures.parameters.values[:, 0]
    tilted = 0.6 * draws / draws.mean() + 0.4 * (1 - draws / 2) / (1 - draws.mean() / 2)
    expected = np.exp(np.average(np.log(draws), weights=tilted))
    assert bite.after == pytest.approx(expected, rel=0.03)
    assert bite.before == pytest.approx(np.exp(np.log(draws).mean()), rel=1e-6)
    assert alone.histories[0].question == "plot by 2031-12-31"
    assert alone.histories[0].after == pytest.approx(0.6 + 0.4 * 0.1 / 0.9, abs=0.02)
    assert "talks by 2031-12-31" not in {h.question for h in alone.histories}
    assert not any(h.question.startswith("coup_attempt by") for h in alone.histories)


def test_the_bits_fall_into_the_world_and_its_luck(futures):
    paper = Paper()
    paper.say("a coup is likely", by="Oslin", question=COUP, likely=LIKELY)
    (row, _) = word(futures, paper.reading())
    draws = futures.parameters.values[:, 0]
    tilted = 0.6 * draws / draws.mean() + 0.4 * (1 - draws / 2) / (1 - draws.mean() / 2)
    expected = np.mean(tilted * np.log2(tilted))
    assert row.bits_in_parameters == pytest.approx(expected, rel=0.15)
    assert row.bits > 5 * row.bits_in_parameters


def test_noise_alone_is_no_other_world(futures):
    rng = np.random.default_rng(2)
    weights = rng.exponential(size=COUNT)
    assert bits_in_parameters(futures, weights) < 0.004  # 0.014 without the correction
    assert parameter_shifts(futures, weights, {}) == ()
    assert history_shifts(futures, weights, [], date(2031, 12, 31), evaluate) == ()


def test_a_few_futures_are_not_taken_for_a_parameter(futures):
    plots = np.flatnonzero(np.isin(np.arange(COUNT), futures.log.future[futures.log.kind == 0]))
    weights = np.full(COUNT, 1e-9)
    weights[plots[:200]] = 1.0
    assert parameter_shifts(futures, weights, {}) == ()


def test_claims_without_a_time_are_read_three_ways_and_speakers_apart(futures):
    one, two = Paper(), Paper("two", "Harbour Herald")
    one.say("a coup is likely", by="Oslin", question="coup_attempt", likely=LIKELY)
    two.say("talks are likely by then", by="Resch", question="talks by 2031-12-31", likely=LIKELY)
    rows = word(futures, together(one, two))
    assert [(r.speaker, r.months, r.claims) for r in rows] == [
        ("", None, 1),
        ("Resch", None, 1),
        ("", 6, 2),
        ("Oslin", 6, 1),
        ("", 12, 2),
        ("Oslin", 12, 1),
        ("", 24, 2),
        ("Oslin", 24, 1),
    ]
    # the coup attempt is on day 100: all three readings hold it, and the claim with a time alone does not move it
    by_reading = [dict(r.answers)[COUP] for r in rows if not r.speaker]
    assert by_reading == pytest.approx([0.1, 0.6, 0.6, 0.6], abs=0.01)
    assert [bool(r.reports) for r in rows] == [True, True, False, False, False, True, False, False]
    assert [(row.months, row.claims) for row in if_within(rows, COUP)] == [(6, 2), (12, 2), (24, 2)]
    assert if_within(rows, "purge by 2031-12-31") == ()


def test_a_speaker_who_contradicts_himself_is_not_averaged(futures):
    paper = Paper()
    paper.say("a coup is likely", by="Oslin", question=COUP, likely=LIKELY)
    paper.say("a coup is unlikely", by="Oslin", question=COUP, likely=("unlikely", 0.0, 0.05))
    paper.say("talks are likely", by="Oslin", question="talks by 2031-12-31", likely=LIKELY)
    (together_, alone) = word(futures, paper.reading(), COUP, "talks by 2031-12-31")
    assert (alone.claims, alone.refused) == (1, 2)
    answers = dict(together_.answers)
    assert answers[COUP] == pytest.approx(0.1, abs=0.01)
    assert answers["talks by 2031-12-31"] == pytest.approx(0.6, abs=0.01)
    reasons = [report.reason for report in alone.reports if not report.imposed]
    assert reasons[0] == "the same speaker contradicts it: “a coup is unlikely”"


def test_nothing_imposed_moves_nothing(futures):
    paper = Paper()
    paper.say("nukes are likely", by="Oslin", question="nuclear_use by 2031-12-31", likely=LIKELY)
    (row,) = word(futures, paper.reading())
    assert (row.speaker, row.claims, row.refused, row.bits, row.bits_in_parameters) == ("", 0, 1, 0.0, 0.0)
    assert dict(row.answers)[COUP] == pytest.approx(0.1, abs=0.01)
    assert row.parameters == row.histories == row.reports == ()


def test_a_question_that_cannot_be_asked_is_left_out(futures):
    paper = Paper()
    paper.say("a coup is likely", by="Oslin", question=COUP, likely=LIKELY)
    rows = word(
        replace(futures), paper.reading(), COUP, "nuclear_use by 2031-12-31", f"{COUP} given do(tanks=withhold)"
    )
    assert [text for text, _ in rows[0].answers] == [COUP]
