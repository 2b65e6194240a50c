"""Who stood where for how long, and what that scored, on numbers that can be worked out by hand."""

from datetime import date

import numpy as np
import pytest

from brumaire.ledger.scores import score
from brumaire.ledger.standing import outcomes, rows_of, standing

from .examples_for_scores import CLOSES, OPENS, asked, came, said

ON = date(2024, 1, 1)


def scores(questions, forecasts, resolutions, on=ON):
    return score(rows_of(questions, forecasts), resolutions, on)


def test_a_forecast_counts_for_the_days_on_which_it_stood():
    # 0.5 for 20 of 100 days, then 0.9
    found = scores([asked("q")], [said("q", "A", 0.5), said("q", "A", 0.9, made=date(2023, 1, 21))], [came("q", "yes")])
    assert found.brier_low.tolist() == pytest.approx([0.2 * 0.25 + 0.8 * 0.01])
    assert found.log_high.tolist() == pytest.approx([0.2 * np.log(0.5) + 0.8 * np.log(0.9)])
    assert (found.standing.coverage.tolist(), found.standing.revisions.tolist()) == ([1.0], [1])
    assert found.final.tolist() == [0.9]


def test_the_days_before_the_first_forecast_are_not_scored_but_tell_in_coverage():
    found = scores([asked("q")], [said("q", "A", 0.5, made=date(2023, 3, 12))], [came("q", "no")])
    assert (found.brier_low.tolist(), found.standing.coverage.tolist()) == ([0.25], [pytest.approx(0.3)])


def test_an_early_yes_is_scored_on_the_last_day_only():
    early = came("q", "yes", known=date(2023, 2, 1), happened=date(2023, 2, 1))
    assert scores([asked("q")], [said("q", "A", 0.5)], [early], on=date(2023, 4, 10)).yes.size == 0
    assert scores([asked("q")], [said("q", "A", 0.5)], [early], on=CLOSES).yes.tolist() == [1.0]


def test_what_is_said_on_or_after_the_day_of_the_event_is_no_forecast():
    early = came("q", "yes", known=date(2023, 2, 1), happened=date(2023, 2, 1))
    for made in (date(2023, 2, 1), date(2023, 2, 10)):
        found = scores([asked("q")], [said("q", "A", 0.5), said("q", "A", 1.0, made=made)], [early])
        assert found.brier_low.tolist() == [0.25]


def test_a_forecast_of_the_last_day_is_too_late():
    assert scores([asked("q")], [said("q", "A", 0.5, made=CLOSES)], [came("q", "no")]).yes.size == 0


def test_a_withdrawn_forecast_counts_until_it_is_withdrawn():
    found = scores([asked("q")], [said("q", "A", 0.5, withdrawn=date(2023, 1, 31))], [came("q", "no")])
    assert (found.brier_low.tolist(), found.standing.coverage.tolist()) == ([0.25], [pytest.approx(0.3)])
    assert np.isnan(found.final).all()


@pytest.mark.parametrize("outcome", ["void", "ambiguous"])
def test_void_and_ambiguous_questions_are_not_scored(outcome):
    assert scores([asked("q")], [said("q", "A", 0.5)], [came("q", outcome)]).yes.size == 0


def test_the_latest_resolution_counts_among_those_that_could_be_known():
    first, second = came("q", "no"), came("q", "yes", known=date(2023, 9, 1), number=2)
    forecasts = [said("q", "A", 0.2)]
    assert scores([asked("q")], forecasts, [second, first]).yes.tolist() == [1.0]
    assert scores([asked("q")], forecasts, [second, first], on=date(2023, 8, 31)).yes.tolist() == [0.0]


def test_words_score_a_range():
    found = scores([asked("q")], [said("q", "A", low=0.6, high=0.85, mid=0.75)], [came("q", "no")])
    assert (found.brier_low[0], found.brier_high[0]) == (pytest.approx(0.36), pytest.approx(0.7225))
    assert (found.final_low[0], found.final[0], found.final_high[0]) == (0.6, 0.75, 0.85)


def test_certainty_that_was_wrong_is_minus_infinity():
    found = scores([asked("q")], [said("q", "A", 1.0)], [came("q", "no")])
    assert found.log_low.tolist() == [-np.inf]


def test_the_crowd_is_the_others_and_no_base_rate():
    forecasts = [said("q", "A", 0.2), said("q", "B", 0.4), said("q", "C", 0.6), said("q", "H", 0.01, sort="base_rate")]
    found = scores([asked("q")], forecasts, [came("q", "no")])
    names = [found.rows.forecasters[k][0] for k in found.standing.forecaster]
    crowd = dict(zip(names, found.crowd, strict=True))
    assert crowd == pytest.approx({"A": 0.5, "B": 0.4, "C": 0.3, "H": 0.4})
    assert found.base.tolist() == [0.01] * 4
    assert dict(zip(names, found.against_crowd_low, strict=True))["A"] == pytest.approx(0.04 - 0.25)


def test_segments_of_every_series_sum_to_one_whatever_is_revised_or_withdrawn():
    rng = np.random.default_rng(3)
    forecasts = []
    for k in range(300):
        made = OPENS.toordinal() + int(rng.integers(-5, 95))
        out = date.fromordinal(made + int(rng.integers(1, 50))) if rng.uniform() < 0.2 else None
        forecasts.append(
            said(
                f"q{rng.integers(5)}",
                f"A{rng.integers(4)}",
                float(rng.uniform()),
                made=date.fromordinal(made),
                withdrawn=out,
                number=k,
            )
        )
    questions = [asked(f"q{k}") for k in range(5)]
    rows = rows_of(questions, forecasts)
    stood = standing(rows, outcomes(questions, [came(f"q{k}", "no") for k in range(5)], ON))
    sums = np.bincount(stood.segments.series, stood.segments.share)
    np.testing.assert_allclose(sums, 1.0, rtol=1e-12)
    assert ((stood.coverage > 0) & (stood.coverage <= 1)).all()
    assert np.bincount(stood.segments.series, stood.segments.last).max() == 1
