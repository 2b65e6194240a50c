"""Delays and pulses: the whole effect arrives, on average after the stated lag, and several add up."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import gamma

from brumaire.dates import Calendar
from brumaire.futures import Anchor, ask, simulate
from brumaire.futures.reference import make_plan, run_blocks
from brumaire.models import check_text, load_text
from brumaire.questions import parse
from brumaire.records import Case, Leader, War

START = date(2022, 1, 1)
CASE = Case(
    name="test",
    title="Test",
    country="Nowhere",
    leader=Leader("L", date(1950, 1, 1), date(2000, 1, 1), "personal"),
    war=War("interstate", date(2021, 7, 1), initiator=True),
    model="test",
    start=START,
)
MODEL = """\
schema: brumaire.model/1
name: delayed
levels:
  men: {half_life: 1000000 years, source: judged}
  mood: {half_life: 5 months, target: {men: 0}, source: judged}
transitions:
  call_up: {schedule: {once: 1 day}, effect: {EFFECT}, why: x, source: judged}
"""


def path(text, name, days=1400, **more):
    """A level's value step by step, in a model without chance."""
    model = load_text(text)
    heard = {}

    def listen(block, _, day):
        heard[day] = float(block.levels[[level.name for level in model.levels].index(name), 0])

    plan, _ = make_plan(
        model,
        CASE,
        as_of=START,
        horizon=START + timedelta(days=days),
        runs=500,
        seed=1,
        anchor=Anchor(model.hash),
        keep=False,
        listen=listen,
        **more,
    )
    run_blocks(plan, threads=1)
    return np.array([heard[day] for day in sorted(heard)])


def effect(text):
    return MODEL.replace("{EFFECT}", "{" + text + "}")


@pytest.mark.parametrize("stages", [1, 2, 3, 5])
@pytest.mark.parametrize("months", [3, 6, 9])
def test_the_whole_of_a_delayed_shift_arrives_after_its_mean_lag(months, stages):
    x = path(effect(f"men: {{shift: + 0.8, after: {months} months, stages: {stages}}}"), "men", days=3000)
    assert x[-1] == pytest.approx(0.8, rel=1e-3)
    # What has not arrived, summed over time, is the mean lag. A weekly step adds half a week for each stage.
    lag = 7 * float((1 - x / x[-1]).sum())
    step = 7 / -math.expm1(-7 * stages / (months * 365.25 / 12))
    assert lag == pytest.approx(stages * step, rel=1e-3)
    assert lag == pytest.approx(months * 365.25 / 12 + 3.5 * stages, rel=0.02)


def test_it_arrives_spread_over_a_gamma_law():
    x = path(effect("men: {shift: 1, after: 12 months, stages: 4}"), "men")
    law = gamma(4, scale=365.25 / 4)
    for week in (13, 26, 52, 78, 104):
        assert x[week] == pytest.approx(law.cdf(7 * week - 14), abs=0.01)


def test_a_shift_fades_as_its_level_does():
    # After it has arrived, a level's half-life is that of the shift.
    x = path(effect("mood: {shift: '- 1', after: 1 month, stages: 2}"), "mood")
    months = 365.25 / 12
    assert x[int(25 * months / 7)] / x[int(20 * months / 7)] == pytest.approx(0.5, rel=0.02)
    # Its whole area is that of a shift at once.
    assert 7 * x.sum() == pytest.approx(-5 * months / math.log(2), rel=0.02)


@pytest.mark.parametrize(("months", "lost"), [(1, 0.24), (3, 0.09), (9, 0.03)])
def test_what_arrives_on_daily_steps_is_smaller_as_the_manual_says(months, lost):
    daily = Calendar(daily=((START, date(2026, 1, 1)),))
    x = path(effect(f"men: {{shift: + 0.8, after: {months} months}}"), "men", calendar=daily)
    assert 1 - x[-1] / 0.8 == pytest.approx(lost, abs=0.006)


def test_a_lever_may_hold_one():
    aid = "levers:\n  aid: {values: {none: {}, given: {effect: {men: {shift: 1, after: 6 months}}}}, default: none}\n"
    text = effect("men: '+ 0'") + aid
    assert path(text, "men")[-1] == 0
    given = path(text, "men", levers={"aid": "given"})
    assert given[-1] == pytest.approx(1, rel=1e-3)
    assert given[13] < 0.2


def test_two_shifts_on_their_way_add_up():
    one = path(effect("men: {shift: 1, after: 6 months}"), "men")
    again = MODEL.replace("{once: 1 day}", "{every: 10 weeks, first: 1 day}")
    twice = path(again.replace("{EFFECT}", "{men: {shift: 1, after: 6 months}}"), "men", days=140)
    np.testing.assert_allclose(twice[:20], one[:20] + np.concatenate([np.zeros(10), one[:10]]), rtol=1e-7)


def test_a_pulse_moves_what_a_level_tends_to_and_fades_by_itself():
    fast = effect("mood: {pulse: + 0.5, half_life: 2 months}").replace("half_life: 5 months", "half_life: 1 day")
    x = path(fast, "mood", days=700)
    weeks = int(8 * 365.25 / 12 / 7)
    assert x[2] == pytest.approx(0.5, rel=0.15)
    assert x[weeks + 2] / x[2] == pytest.approx(2 ** (-weeks * 7 / (2 * 365.25 / 12)), rel=1e-3)


def test_a_late_pulse_peaks_late_and_has_the_same_area():
    now = path(effect("mood: {pulse: + 0.5, half_life: 2 months}"), "mood")
    late = path(effect("mood: {pulse: + 0.5, half_life: 2 months, after: 6 months}"), "mood")
    assert late.sum() == pytest.approx(now.sum(), rel=0.01)
    weeks = np.arange(len(now))
    moved = 7 * ((weeks * late).sum() / late.sum() - (weeks * now).sum() / now.sum())
    assert moved == pytest.approx(6 * 365.25 / 12 + 3.5 * 3, rel=0.05)


LATER = """\
schema: brumaire.model/1
name: later
parameters:
  lag: {value: 6 months, source: judged}
states:
  front: {values: [held, broken], initial: held}
transitions:
  order:
    schedule: {once: 1 day}
    realises: mobilisation
    later: {after: lag, stages: 4, realises: ceasefire, effect: {front: broken}}
    why: "men arrive months after the order"
    source: judged
"""


def test_what_comes_later_waits_for_an_erlang_time():
    model = load_text(LATER)
    dates = [START + timedelta(days=d) for d in (60, 120, 180, 300, 420)]
    futures = simulate(model, CASE, as_of=START, horizon=date(2024, 1, 1), runs=20_000, seed=3)
    law = gamma(4, scale=6 * 365.25 / 12 / 4)
    for day in dates:
        answer = ask(futures, parse(f"ceasefire by {day}"))
        exact = law.cdf((day - START).days - 1)
        assert abs(answer.probability - exact) < 4 * math.sqrt(exact * (1 - exact) / 20_000), day


def test_what_comes_later_is_part_of_the_model_as_told():
    model = load_text(LATER)
    assert [t.name for t in model.transitions] == ["order", *(f"order_later_{k}" for k in (1, 2, 3, 4))]
    assert model.states[-1].values == ("idle", "stage_1", "stage_2", "stage_3", "stage_4")
    assert "ceasefire" in model.realised


@pytest.mark.parametrize(
    "text",
    [
        "men: {shift: 1}",
        "men: {shift: 1, after: 3 months, half_life: 1 month}",
        "men: {pulse: 1, after: 3 months}",
        "men: {after: 3 months}",
        "men: {shift: 1, pulse: 1, after: 3 months}",
        "men: {shift: '= 1', after: 3 months}",
        "men: {shift: 1, after: 3 months, stages: 0}",
        "men: {shift: 1, after: 3 months, stages: 1.5}",
    ],
)
def test_what_a_delay_cannot_be(text):
    assert [e.code for e in check_text(effect(text))] == ["E154"]


def test_no_lever_reaches_an_ultimatum_through_a_delay():
    assert [e.code for e in check_text(LATER.replace("realises: ceasefire", "realises: ultimatum"))] == ["E154"]


def test_a_hazard_may_be_any_expression():
    text = "schema: brumaire.model/1\nname: t\ntransitions:\n  a: {exit: coup, rate: {per: month, expression: RATE}, why: x}\n"
    model = load_text(text.replace("RATE", '"0.01 * (1 + years)"'))
    futures = simulate(model, CASE, as_of=START, horizon=date(2024, 1, 1), runs=2_000, seed=3)
    answer = ask(futures, parse("coup by 2024-01-01"))
    # 0.12 (1 + t) a year, t standing still within a step; the horizon is answered from the exact masses.
    starts = np.arange(0, 730, 7)
    spans = np.diff(np.append(starts, 730)) / 365.25
    assert answer.probability == pytest.approx(-np.expm1(-(0.12 * (1 + starts / 365.25) * spans).sum()), abs=1e-6)
