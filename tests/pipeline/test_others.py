"""Crowds and markets beside the model of the same day: nothing from after that day may move its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from brumaire.pipeline.forecast import prepare
from brumaire.pipeline.others import answers_then, as_of, comparisons
from brumaire.records import Happened, OtherForecast


@pytest.fixture(scope="module")
def asked(veldania):
    """The example with what others said, asked three months after its start, of the first half-year alone."""
    start = veldania.start
    day, now = start + timedelta(days=30), start + timedelta(days=90)
    exit_ = f"leader_exit by {start + timedelta(days=180)}"
    others = (
        OtherForecast("too early", start - timedelta(days=9), exit_, 0.2, "made up"),
        OtherForecast("crowd", day, exit_, 0.2, "made up"),
        OtherForecast("market", day, "nuclear_use within 3 months", 0.1, "made up"),
        OtherForecast("unknown", day, "morale within 3 months", 0.1, "made up"),
        OtherForecast("tomorrow", now + timedelta(days=1), exit_, 0.5, "made up"),
    )
    return replace(veldania, other_forecasts=others), now, exit_


def test_each_is_set_beside_the_model_of_its_day(asked, settings):
    case, now, exit_ = asked
    prepared = prepare(case, [exit_], as_of=now, settings=settings)
    answers = answers_then(prepared)
    early, crowd, market, unknown = answers
    assert early is None
    assert unknown is None
    assert 0 < crowd.probability < 0.2
    assert 0 <= market.probability < 0.1
    then = as_of(prepared, case.start + timedelta(days=30), prepared.questions)
    assert then.horizon == case.start + timedelta(days=180)
    rows = comparisons(prepared, then.simulate(), answers)
    assert [row.by for row in rows] == ["too early", "crowd", "market", "unknown"]
    assert rows[1].then == crowd.probability == pytest.approx(rows[1].model, abs=0.005)
    assert rows[1].interval_then == crowd.interval
    assert rows[0].then is None
    assert rows[0].model is not None


def test_what_happened_later_moves_nothing_and_what_happened_before_does(asked, settings):
    case, now, exit_ = asked
    case = replace(case, other_forecasts=case.other_forecasts[1:2])
    plain, planted, sooner = (
        answers_then(prepare(other, [exit_], as_of=now, settings=settings))[0].probability
        for other in (
            case,
            *(
                replace(
                    case, happened=(*case.happened, Happened(case.start + timedelta(days=k), "talks", {}, "planted"))
                )
                for k in (60, 20)
            ),
        )
    )
    assert planted == plain
    assert sooner != plain
