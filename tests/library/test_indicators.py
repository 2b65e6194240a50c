"""The indicators of domain.md section 4 in the library's models, and what seeing one does."""

import math
from datetime import timedelta

import pytest

from brumaire.futures import ask, simulate
from brumaire.models import load
from brumaire.questions import parse
from brumaire.records import Observation


def numbers(name):
    return {i.number for i in load(name).indicators.values()}


def test_all_that_are_emissions_are_there():
    # 31, a failed attempt, is a hazard.
    assert numbers("leader_at_war") == set(range(1, 31))
    assert numbers("leader_in_peace") == set(range(1, 31)) - {19, 24, 26, 30}


@pytest.mark.parametrize("name", ["leader_at_war", "leader_in_peace"])
def test_each_has_a_group_a_source_and_the_multiplier(name):
    for indicator in load(name).indicators.values():
        assert indicator.group, indicator.name
        assert indicator.exponent == "indicator_scale", indicator.name
        assert 0 < indicator.usual < 1, indicator.name
        assert indicator.source.startswith(("judged", "read", "computed", "recalled"))


@pytest.mark.soak
def test_units_seen_leaving_the_front_raise_the_danger(distress):
    day = distress.case.start + timedelta(days=14)
    question = parse(f"coup_attempt by {day + timedelta(days=30)}")

    def chance(seen):
        futures = simulate(
            distress.model,
            distress.case,
            as_of=day,
            horizon=day + timedelta(days=30),
            runs=300_000,
            seed=5,
            threads=2,
            anchor=distress.anchor,
            seen=seen,
            engine="reference",
        )
        return ask(futures, question)

    before, after = chance(()), chance((Observation("elite_redeployment", day),))
    error = math.hypot(after.monte_carlo_error, before.monte_carlo_error)
    assert after.probability - before.probability > 3 * error
