"""Claims taken at their word, on futures made by hand."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from brumaire.commentary import open_windows, weigh
from brumaire.futures.tilt import tilt
from brumaire.questions import parse
from brumaire.records import Constraint, EventKind, EventLog, ExitMasses, Futures, ParameterDraws

from .said import Paper

START, AS_OF, HORIZON = date(2031, 1, 1), date(2031, 1, 11), date(2032, 1, 1)
COUNT = 20_000


@pytest.fixture(scope="module")
def futures():
    """20,000 futures: defeat in 30 %, a coup attempt in 20 % of those and 4 % of the others, a purge in 3 of all."""
    rng = np.random.default_rng(3)
    kinds = (EventKind("defeat"), EventKind("coup_attempt"), EventKind("purge"))
    defeat = rng.random(COUNT) < 0.3
    coup = rng.random(COUNT) < np.where(defeat, 0.2, 0.04)
    purge = np.arange(COUNT) < 3
    rows = [
        (i, day, k)
        for k, mask, day in ((0, defeat, 50.0), (1, coup, 100.0), (2, purge, 120.0))
        for i in np.flatnonzero(mask)
    ]
    rows.sort()
    return Futures(
        case="small",
        model="by hand",
        seed=0,
        start=START,
        as_of=AS_OF,
        horizon=HORIZON,
        trajectory=np.arange(COUNT, dtype=np.int32),
        weight=np.ones(COUNT),
        leaves=np.zeros(COUNT, np.bool_),
        batch=np.zeros(COUNT, np.int32),
        evidence=np.ones(COUNT),
        log=EventLog(
            np.array([r[0] for r in rows], np.int32),
            np.array([r[1] for r in rows]),
            np.array([r[2] for r in rows], np.int32),
            kinds,
        ),
        exits=ExitMasses(np.array([1.0]), ("coup",), np.zeros((COUNT, 1, 1))),
        parameters=ParameterDraws((), np.zeros((1, 0))),
        log_evidence=0.0,
        levers={},
        realised=frozenset({"defeat", "coup_attempt", "purge", "leader_exit"}),
    )


def constraint(text, low, high, speaker="Oslin", claim="c"):
    return Constraint(claim, speaker, parse(text), low, high)


def mask(futures, name):
    which = [kind.name for kind in futures.log.kinds].index(name)
    found = np.zeros(COUNT, bool)
    found[futures.log.future[futures.log.kind == which]] = True
    return found


def share(weights, what):
    return weights[what].sum() / weights.sum()


def test_a_claim_is_met_and_reported(futures):
    result = weigh(futures, [constraint("coup_attempt by 2031-12-31", 0.6, 0.8)])
    assert result.converged
    assert share(result.weights, mask(futures, "coup_attempt")) == pytest.approx(0.6, abs=0.002)
    (report,) = result.reports
    assert report.imposed
    assert report.model == pytest.approx(mask(futures, "coup_attempt").mean())
    assert report.tilted == pytest.approx(0.6, abs=0.002)
    assert report.bits == pytest.approx(result.bits, rel=0.02)
    assert result.speakers == {"Oslin": pytest.approx(result.bits)}
    assert report.condition == 1.0
    coup = mask(futures, "coup_attempt")
    assert result.effective == pytest.approx(1 / (0.6**2 / coup.sum() + 0.4**2 / (~coup).sum()), rel=0.01)


def test_a_condition_keeps_its_chance(futures):
    result = weigh(futures, [constraint("coup_attempt by 2031-12-31 given defeat by 2031-12-31", 0.7, 0.9)])
    defeat = mask(futures, "defeat")
    assert abs(share(result.weights, defeat) - defeat.mean()) < 1e-9
    assert result.reports[0].condition == pytest.approx(defeat.mean())
    assert share(result.weights[defeat], mask(futures, "coup_attempt")[defeat]) == pytest.approx(0.7, abs=0.002)


def test_a_condition_that_is_itself_claimed_moves(futures):
    result = weigh(
        futures,
        [
            constraint("coup_attempt by 2031-12-31 given defeat by 2031-12-31", 0.7, 0.9),
            constraint("defeat by 2031-12-31", 0.55, 0.65, claim="d"),
        ],
    )
    assert share(result.weights, mask(futures, "defeat")) == pytest.approx(0.55, abs=0.002)


def test_too_few_futures_are_said_and_not_stretched(futures):
    result = weigh(futures, [constraint("purge by 2031-12-31", 0.5, 0.9)])
    (report,) = result.reports
    assert not report.imposed
    assert report.reason == "the model has too few futures in which the claim comes true (3 effective, 50 needed)"
    assert report.tilted is None
    np.testing.assert_array_equal(result.weights, futures.weight)
    assert result.speakers == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nuclear_use by 2031-12-31", "has nothing that realises nuclear_use"),
        ("coup_attempt by 2031-01-05", "is over on 2031-01-11"),
        ("coup_attempt by 2040-01-01", "looks to 2040-01-01"),
        ("coup_attempt by 2031-12-31 given do(tanks=withhold)", "setting a lever"),
    ],
)
def test_what_cannot_be_asked_is_left_out_with_its_reason(futures, text, reason):
    result = weigh(futures, [constraint(text, 0.5, 0.9), constraint("defeat by 2031-12-31", 0.5, 0.6, claim="d")])
    assert [report.imposed for report in result.reports] == [False, True]
    assert reason in result.reports[0].reason
    assert result.reports[0].model is None


def test_claims_that_exclude_each_other_meet_and_say_so(futures):
    result = weigh(
        futures,
        [
            constraint("coup_attempt by 2031-12-31", 0.6, 0.8),
            constraint("coup_attempt by 2031-12-31", 0.0, 0.1, speaker="Resch", claim="d"),
        ],
    )
    assert [report.tilted for report in result.reports] == [pytest.approx(0.35, abs=0.01)] * 2
    assert all("cannot hold together" in report.reason for report in result.reports)
    assert result.speakers["Oslin"] > 0.5
    assert result.speakers["Resch"] == pytest.approx(0, abs=1e-9)


def test_without_claims_nothing_moves(futures):
    result = weigh(futures, [])
    np.testing.assert_array_equal(result.weights, futures.weight)
    assert (result.reports, result.bits, dict(result.speakers)) == ((), 0.0, {})


def test_a_claim_without_a_time_is_shown_at_three(futures):
    paper = Paper()
    claim = paper.say("a coup will come", question="coup_attempt")
    paper.say("a coup will come by then", question="coup_attempt by 2031-12-31")
    paper.say("nukes will come", question="nuclear_use")
    rows = open_windows(futures, paper.reading())
    assert [(row.claim, row.months) for row in rows] == [(claim.id, 6)]  # the futures end before twelve months
    assert rows[0].probability == pytest.approx(mask(futures, "coup_attempt").mean())


def test_a_claim_that_its_speaker_contradicts_is_left_out(futures):
    claims = [
        constraint("coup_attempt by 2031-12-31", 0.6, 0.8),
        constraint("defeat by 2031-12-31", 0.5, 0.6, claim="d"),
    ]
    result = weigh(futures, claims, contradicted={"c": "the same speaker contradicts it"})
    assert [report.imposed for report in result.reports] == [False, True]
    assert result.reports[0].reason == "the same speaker contradicts it"
    assert result.reports[0].model == pytest.approx(mask(futures, "coup_attempt").mean())


def test_claims_of_one_speaker_that_hold_only_apart_are_told_from_a_clash_of_two(futures):
    own = [
        constraint("defeat by 2031-12-31", 0.0, 0.05),
        constraint("(coup_attempt and defeat) by 2031-12-31", 0.4, 0.5, claim="d"),
    ]
    reasons = {report.reason for report in weigh(futures, own).reports}
    assert reasons == {"it cannot hold together with the speaker’s own other claims"}
    two = [own[0], replace(own[1], speaker="Resch")]
    assert {r.reason for r in weigh(futures, two).reports} == {"it cannot hold together with the other claims"}


def test_weights_that_are_no_solution_are_not_used(futures, monkeypatch):
    module = sys.modules["brumaire.commentary.weigh"]

    def broken(weights, event, *rest, **more):
        result = tilt(weights, event, *rest, **more)
        return replace(result, converged=event.shape[1] == 0)

    monkeypatch.setattr(module, "tilt", broken)
    result = weigh(futures, [constraint("coup_attempt by 2031-12-31", 0.6, 0.8)])
    assert not result.converged
    assert not result.reports[0].imposed
    assert result.reports[0].reason == "no re-weighting was found under which the claims hold"
    np.testing.assert_array_equal(result.weights, futures.weight)
