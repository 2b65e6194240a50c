"""Against the matrix exponential: incidence, events, conditional questions and what was observed."""

from datetime import date

import numpy as np
import pytest
from scipy.linalg import expm

from brumaire.futures import ask, incidence, simulate
from brumaire.questions import parse
from brumaire.records import Happened

START = date(2022, 1, 1)
YEAR = 365.25
OFFICE = [(plot, war) for plot in (0, 1) for war in (0, 1)]
MANNERS = ["coup", "natural_death", "uprising"]


def generator():
    """The chain of the model in conftest: four states in office, then three manners of exit; per day."""
    q = np.zeros((7, 7))
    for i, (plot, war) in enumerate(OFFICE):

        def add(j, rate, i=i):
            q[i, j] += rate / YEAR
            q[i, i] -= rate / YEAR

        if plot == 0:
            add(OFFICE.index((1, war)), 1)
        else:
            add(OFFICE.index((0, war)), 2 * 0.7)
            add(4, 2 * 0.3)
        add(5, 0.1)
        if war == 0:
            add(OFFICE.index((plot, 1)), 0.5)
        else:
            add(6, 0.3)
    return q


@pytest.mark.parametrize("day", [date(2022, 7, 2), date(2023, 1, 1), date(2024, 1, 1)])
def test_incidence_by_manner(chain_futures, day):
    exact = expm(generator() * (day - START).days)[0]
    k = list(chain_futures.exits.days).index((day - START).days)
    for column, manner in enumerate(chain_futures.exits.manners):
        masses = chain_futures.exits.cumulative[:, k, column]
        error = masses.std() / np.sqrt(len(masses))
        assert abs(masses.mean() - exact[4 + MANNERS.index(manner)]) < 4 * error, manner


def test_weighted_futures_agree_with_masses(chain_futures):
    for point in incidence(chain_futures, [date(2023, 1, 1)]):
        # A day off the cut is answered from the weighted futures; a day's incidence is far below the error.
        (other,) = [p for p in incidence(chain_futures, [date(2022, 12, 31)]) if p.manner == point.manner]
        assert other.probability == pytest.approx(point.probability, abs=0.011)
        assert other.probability != point.probability


def test_questions_read_what_is_announced(chain_futures):
    # All coups of this model are told as illness and never exposed: the exact masses must not answer for them.
    (coup,) = [p for p in incidence(chain_futures, [date(2023, 1, 1)]) if p.manner == "coup"]
    assert ask(chain_futures, parse("coup by 2023-01-01")).probability == 0.0
    told = ask(chain_futures, parse("leader_exit(ill_health) by 2023-01-01"))
    assert told.probability == pytest.approx(coup.probability, abs=4 * told.monte_carlo_error)
    anyhow = ask(chain_futures, parse("leader_exit by 2023-01-01"))
    assert anyhow.probability == chain_futures.exits.cumulative[:, 1, :].sum(axis=1).mean()


def test_a_question_on_an_event_that_is_no_exit(chain_futures):
    # War's end within the year, whether or not he is still there: the war goes on without him.
    answer = ask(chain_futures, parse("war_end by 2023-01-01"))
    assert abs(answer.probability - (1 - np.exp(-0.5 * 365 / YEAR))) < 4 * answer.monte_carlo_error


def test_a_conditional_question(chain_futures):
    answer = ask(chain_futures, parse("leader_exit by 2023-01-01 given war_end by 2022-07-02"))
    # The war goes on without him, so a chain on (plot or gone) x (war on or over) gives the joint law.
    half, year = 182, 365
    names = [(p, w) for p in (0, 1, "gone") for w in (0, 1)]
    big = np.zeros((6, 6))
    for i, (plot, war) in enumerate(names):

        def add(target, rate, i=i):
            j = names.index(target)
            big[i, j] += rate / YEAR
            big[i, i] -= rate / YEAR

        if war == 0:
            add((plot, 1), 0.5)
        if plot == "gone":
            continue
        add(("gone", war), 0.1 + (0.3 if war else 0.0))
        if plot == 0:
            add((1, war), 1)
        else:
            add((0, war), 1.4)
            add(("gone", war), 0.6)
    at_half = expm(big * half)[0]
    ended = [i for i, (_, war) in enumerate(names) if war == 1]
    condition = at_half[ended].sum()
    later = expm(big * (year - half))
    gone = [i for i, (plot, _) in enumerate(names) if plot == "gone"]
    joint = sum(at_half[i] * later[i, gone].sum() for i in ended)
    assert abs(answer.probability - joint / condition) < 4 * answer.monte_carlo_error


def test_having_stayed_without_an_attempt_is_evidence(chain, case):
    # Until the asking date there was no attempt, no exit, and the war did not end: all are known.
    as_of, horizon = date(2022, 12, 31), date(2023, 12, 31)
    futures = simulate(chain, case, as_of=as_of, horizon=horizon, runs=20_000, seed=3)
    q = np.zeros((2, 2))
    q[0] = [-1 / YEAR, 1 / YEAR]
    silent = np.array([0.1 + 0.5, 0.1 + 0.5 + 2.0]) / YEAR
    then = expm((q - np.diag(silent)) * 364)[0]
    assert futures.log_evidence == pytest.approx(np.log(then.sum()), abs=0.02)
    exact = expm(generator() * 365)
    start = then / then.sum()
    expected = start[0] * exact[0, 4:].sum() + start[1] * exact[2, 4:].sum()
    answer = ask(futures, parse("leader_exit by 2023-12-31"))
    assert abs(answer.probability - expected) < 4 * answer.monte_carlo_error


def test_an_attempt_on_record_is_imposed(chain, cases):
    # A failed attempt on day 100: its density is P(ready there, nothing before)·2·0.7; afterwards no plot is left.
    happened = Happened(date(2022, 4, 11), "coup_attempt", {}, "test")
    as_of = date(2022, 4, 11)
    futures = simulate(chain, cases(happened=(happened,)), as_of=as_of, horizon=date(2023, 4, 11), runs=20_000, seed=4)
    days = 99.5
    q = np.array([[-1.0, 1.0], [0.0, 0.0]]) / YEAR
    silent = np.array([0.6, 2.6]) / YEAR
    then = expm((q - np.diag(silent)) * days)[0]
    density = then[1] * 2 / YEAR * 0.7
    assert futures.log_evidence == pytest.approx(np.log(density) - 0.6 * 0.5 / YEAR, abs=0.05)
    expected = expm(generator() * 365)[0, 4:].sum()
    answer = ask(futures, parse("leader_exit by 2023-04-11"))
    assert abs(answer.probability - expected) < max(4 * answer.monte_carlo_error, 0.004)
