"""Exact solutions whose answers can be written down by hand."""

from datetime import date

import numpy as np
import pytest
from scipy.linalg import expm

from brumaire.futures import exact
from brumaire.futures.base import Anchor
from brumaire.futures.exact.propagation import carried, flow
from brumaire.models import load_text
from brumaire.questions import parse
from brumaire.records import Deviation, Happened, Observation

START, YEAR = date(2022, 1, 1), 365.25
END = date(2023, 1, 1)
HEAD = "schema: brumaire.model/1\nname: closed\n"


def solve(transitions, case, *, head="", as_of=START, horizon=END, **more):
    text = HEAD + head + "transitions:\n" + "\n".join(f"  {t}, why: x, source: judged}}" for t in transitions) + "\n"
    return exact.solve(load_text(text), case, as_of=as_of, horizon=horizon, **more)


def chance(solution, text):
    return exact.ask(solution, parse(text)).probability


def test_two_competing_exits(case):
    solved = solve(["a: {exit: natural_death, rate: 0.5 per year", "b: {exit: uprising, rate: 1.5 per year"], case)
    days = [date(2022, 4, 1), END]
    both = 1 - np.exp(-2 * np.array([90, 365]) / YEAR)
    assert solved.manners == ("uprising", "natural_death")
    assert exact.incidence(solved, days)[0] == pytest.approx(np.stack([0.75 * both, 0.25 * both], axis=1), abs=1e-13)


def test_a_chain_of_two_steps(case):
    head = "states: {plot: {values: [none, ready], initial: none}}\n"
    solved = solve(
        [
            "forms: {when: plot == none, rate: 2 per year, effect: {plot: ready}",
            "strikes: {when: plot == ready, exit: coup, rate: 3 per year",
        ],
        case,
        head=head,
    )
    # Hypoexponential: 1 − (b·exp(−at) − a·exp(−bt))/(b − a)
    t = 365 / YEAR
    assert chance(solved, "coup by 2023-01-01") == pytest.approx(
        1 - (3 * np.exp(-2 * t) - 2 * np.exp(-3 * t)), abs=1e-13
    )
    law = exact.distribution(solved, END, ["plot", "leader"])
    assert law["none", "in_office"] == pytest.approx(np.exp(-2 * t), abs=1e-13)
    assert sum(law.values()) == pytest.approx(1, abs=1e-13)


def test_an_event_that_comes_again_counts_once_and_goes_on_without_him(case):
    solved = solve(["dies: {exit: natural_death, rate: 2 per year", "talks: {realises: talks, rate: 1 per year"], case)
    assert chance(solved, "talks by 2023-01-01") == pytest.approx(1 - np.exp(-365 / YEAR), abs=1e-13)
    assert chance(solved, "not talks by 2023-01-01") == pytest.approx(np.exp(-365 / YEAR), abs=1e-13)
    # From 1 April to 1 October: 184 days.
    assert chance(solved, "talks between 2022-04-01 and 2022-10-01") == pytest.approx(
        1 - np.exp(-184 / YEAR), abs=1e-13
    )
    either = chance(solved, "(talks or leader_exit) by 2023-01-01")
    assert either == pytest.approx(1 - np.exp(-3 * 365 / YEAR), abs=1e-13)
    assert chance(solved, "talks by 2023-01-01 or leader_exit by 2023-01-01") == either


def test_a_clock_stands_still_within_a_step(case):
    solved = solve(['dies: {exit: natural_death, rate: 1 per year, factor: "1 + 2 * years"'], case)
    # Weeks begin on days 0, 7, … 364; the last has one day.
    total = sum((1 + 2 * k * 7 / YEAR) * min(7, 365 - 7 * k) for k in range(53)) / YEAR
    assert chance(solved, "leader_exit by 2023-01-01") == pytest.approx(1 - np.exp(-total), abs=1e-13)


def test_growth_and_constants_of_the_anchor(case):
    text = (
        HEAD
        + "transitions: {dies: {exit: natural_death, rate: {per: year, solved_by: natural_death}, why: x, source: judged}}\n"
    )
    model = load_text(text)
    anchor = Anchor(model.hash, {"natural_death": np.log(0.2)}, growth={"natural_death": 0.5})
    solved = exact.solve(model, case, as_of=START, horizon=END, anchor=anchor)
    total = sum(0.2 * np.exp(0.5 * k * 7 / YEAR) * min(7, 365 - 7 * k) for k in range(53)) / YEAR
    assert chance(solved, "leader_exit by 2023-01-01") == pytest.approx(1 - np.exp(-total), abs=1e-13)


def test_a_schedule_fires_at_its_days(case):
    spread = "branches: {yes: {probability: 0.3, realises: talks}, no: {probability: rest}}"
    solved = solve(
        [
            "dies: {exit: natural_death, rate: 1 per year",
            f"tries: {{schedule: {{every: 100 days, first: 50 days}}, {spread}",
        ],
        case,
    )
    # Due on days 50, 150, 250 and 350.
    assert chance(solved, "talks by 2022-02-19") == 0.0
    assert chance(solved, "talks by 2022-02-20") == pytest.approx(0.3, abs=1e-13)
    assert chance(solved, "talks by 2023-01-01") == pytest.approx(1 - 0.7**4, abs=1e-13)
    assert chance(solved, "talks between 2022-02-21 and 2022-08-01") == pytest.approx(0.3, abs=1e-13)


def test_leaving_is_told_as_announced_until_it_comes_to_light(case):
    head = "states: {cover: {values: [none, illness], initial: none}}\n"
    solved = solve(
        [
            "topples: {exit: {manner: coup, announced: ill_health, cover: illness}, effect: {cover: illness}, rate: 1 per year",
            "comes_out: {realises: exposure, when: leader == gone and cover == illness, rate: 2 per year, effect: {cover: none}",
        ],
        case,
        head=head,
    )
    t = 365 / YEAR
    left = 1 - np.exp(-t)
    exposed = 1 - (2 * np.exp(-t) - np.exp(-2 * t))
    assert chance(solved, "leader_exit by 2023-01-01") == pytest.approx(left, abs=1e-13)
    assert chance(solved, "coup by 2023-01-01") == pytest.approx(exposed, abs=1e-13)
    assert chance(solved, "leader_exit(ill_health) by 2023-01-01") == pytest.approx(left - exposed, abs=1e-13)
    # Those who leave in the window and are found out in it.
    late = 1 - (2 * np.exp(-92 / YEAR) - np.exp(-2 * 92 / YEAR))
    assert chance(solved, "coup between 2022-10-02 and 2023-01-01") == pytest.approx(
        np.exp(-273 / YEAR) * late, abs=1e-13
    )


def test_what_follows_at_the_moment_of_leaving(case):
    head = "states: {line: {values: [same, harder], initial: same}}\n"
    heir = "branches: {hard: {probability: 0.4, realises: successor_harder, effect: {line: harder}}, same: {probability: rest}}"
    solved = solve(
        [
            "dies: {exit: natural_death, rate: 1 per year",
            "topples: {exit: uprising, rate: 1 per year",
            f"heir: {{on: exit, when: exit == uprising, {heir}",
            "marches: {realises: renewed_offensive, when: leader == gone and line == harder, rate: 5 per year",
        ],
        case,
        head=head,
    )
    t = 365 / YEAR
    toppled = (1 - np.exp(-2 * t)) / 2
    assert chance(solved, "successor_harder by 2023-01-01") == pytest.approx(0.4 * toppled, abs=1e-13)
    # Leaving at a rate of 2 and marching at 5 one after the other, in 0.4 of the half that is toppled.
    then = 1 - (5 * np.exp(-2 * t) - 2 * np.exp(-5 * t)) / 3
    assert chance(solved, "renewed_offensive by 2023-01-01") == pytest.approx(0.4 * then / 2, abs=1e-13)


def test_having_stayed_without_an_attempt_is_evidence(chain, case):
    as_of, horizon = date(2022, 12, 31), date(2023, 12, 31)
    solved = exact.solve(chain, case, as_of=as_of, horizon=horizon)
    # Neither exit, attempt nor the war's end in 364 days; plots form unseen.
    forming = np.array([[-1.0, 1.0], [0.0, 0.0]]) - np.diag([0.6, 2.6])
    then = expm(forming * 364 / YEAR)[0]
    assert solved.log_evidence == pytest.approx(np.log(then.sum()), abs=1e-12)
    law = exact.distribution(solved, as_of, ["plot", "war"])
    assert law["ready", "on"] == pytest.approx(then[1] / then.sum(), abs=1e-12)


def test_an_attempt_on_record_is_imposed(chain, cases):
    # A failed attempt on day 100, at noon: from a plot that was ready, or, at the background's intensity, from nowhere.
    day = date(2022, 4, 11)
    happened = Happened(day, "coup_attempt", {}, "test")
    solved = exact.solve(chain, cases(happened=(happened,)), as_of=day, horizon=date(2023, 4, 11))
    then = expm((np.array([[-1.0, 1.0], [0.0, 0.0]]) - np.diag([0.6, 2.6])) * 99.5 / YEAR)[0]
    failed, nowhere = then[1] * (2 + 1e-4) * 0.7 / YEAR, then[0] * 1e-4 / YEAR
    # No plot is left in either case; half a day without an exit, another attempt or the war's end.
    after = expm((np.array([[-1.0, 1.0], [0.0, 0.0]]) - np.diag([0.6, 2.6])) * 0.5 / YEAR)[0].sum()
    assert solved.log_evidence == pytest.approx(np.log((failed + nowhere) * after), abs=1e-12)


def test_an_indicator_seen_is_bayes_rule(cases):
    head = (
        "states: {plot: {values: [none, ready], initial: {none: 0.9, ready: 0.1}}}\n"
        "indicators: {units: {when: plot == ready, ratio: 8, false_alarms: 0.05, source: judged}}\n"
    )
    as_of = date(2022, 1, 8)
    seen = (Observation("units", date(2022, 1, 5)), Observation("units", date(2022, 1, 12)))
    solved = solve(["dies: {exit: natural_death, rate: 1 per year"], cases(observations=seen), head=head, as_of=as_of)
    # The second lies after the asking date and is not used.
    assert exact.distribution(solved, as_of)["ready",] == pytest.approx(0.8 / (0.8 + 0.9), abs=1e-12)


def test_levers_and_deviations(cases, case):
    head = (
        "parameters: {pace: {value: 2, unit: per year, source: judged}}\n"
        "states: {arms: {values: [as_is, held], initial: as_is}, war: {values: [on, off], initial: on}}\n"
        "levers:\n"
        "  arms: {values: {as_is: {}, held: {effect: {arms: held}}}, default: as_is}\n"
        "  pace: {values: {as_is: {}, slow: {parameters: {pace: '* 0.5'}}}, default: as_is}\n"
        "case_variables: {deviations: [war]}\n"
    )
    parts = [
        'ends: {realises: war_end, when: war == on, rate: pace, hazard_ratio: {"arms == held": 3}, effect: {war: off}'
    ]

    def ends(some, **levers):
        return chance(solve(parts, some, head=head, levers=levers), "war_end by 2023-01-01")

    t = 365 / YEAR
    assert ends(case) == pytest.approx(1 - np.exp(-2 * t), abs=1e-13)
    assert ends(case, arms="held") == pytest.approx(1 - np.exp(-6 * t), abs=1e-13)
    assert ends(case, arms="held", pace="slow") == pytest.approx(1 - np.exp(-3 * t), abs=1e-13)
    assert ends(cases(deviations=(Deviation("war", "off", "test"),))) == 0.0


def test_uncertain_parameters_at_given_values(case):
    parts = ["dies: {exit: natural_death, rate: 0.1 to 0.9 per year"]
    solved = solve(parts, case, parameters={"dies.rate": 0.25})
    assert chance(solved, "leader_exit by 2023-01-01") == pytest.approx(1 - np.exp(-0.25 * 365 / YEAR), abs=1e-13)


@pytest.mark.parametrize("days", [0.5, 40.0, 4_000.0])
def test_uniformization_is_the_matrix_exponential(days):
    rng = np.random.default_rng(1)
    source, target = np.nonzero(~np.eye(6, dtype=bool) & (rng.random((6, 6)) < 0.5))
    rate = rng.gamma(0.5, 0.2, (3, len(source)))
    law = np.tile([0.5, 0.5, 0, 0, 0, 0], (3, 1))
    after = carried(law, flow(source, target, rate, 6), days)
    for draw in range(3):
        q = np.zeros((6, 6))
        q[source, target] = rate[draw]
        assert after[draw] == pytest.approx(law[draw] @ expm((q - np.diag(q.sum(axis=1))) * days), abs=1e-11)


def test_what_happened_elsewhere_is_noted(cases):
    happened = (Happened(date(2022, 1, 3), "mobilisation", {}, "test"),)
    solved = solve(["dies: {exit: natural_death, rate: 1 per year"], cases(happened=happened), as_of=date(2022, 1, 8))
    assert solved.notes == ("mobilisation of 2022-01-03 is not something this model produces; it moves nothing",)
