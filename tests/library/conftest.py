"""A leader in distress with constants solved coarsely: enough for signs, which is what is tested quickly."""

from dataclasses import dataclass

import pytest

from brumaire import history
from brumaire.futures import Anchor, solve_anchor
from brumaire.models import Model, load
from brumaire.pipeline.mechanisms import distressed
from brumaire.records import Case


@dataclass(frozen=True)
class Distress:
    """The case, its model and the constants."""

    case: Case
    model: Model
    anchor: Anchor


@pytest.fixture(scope="session")
def distress():
    case = distressed("leader_at_war")
    model = load("leader_at_war")
    view = history.outside_view(history.profile(case, case.start))
    return Distress(case, model, solve_anchor(model, case, view, seed=20, runs=1_000))
