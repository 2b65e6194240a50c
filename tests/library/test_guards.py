"""What domain.md section 6 asks of Russia in 2022 and 2023, at the priors of the four multipliers."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from brumaire.futures import Engine, ask
from brumaire.pipeline.forecast import Settings, conditioned, prepare
from brumaire.pipeline.read import load_case

CASE = Path(__file__).resolve().parents[2] / "examples/russia-2023/case.yaml"
ENGINE: Engine = "reference"


def answers(day, *texts, runs=20_000):
    prepared = prepare(load_case(CASE), texts, as_of=day, settings=Settings(runs=runs, engine=ENGINE))
    prepared, futures = conditioned(prepared)
    return [ask(futures, question) for question in prepared.questions]


@pytest.mark.soak
def test_a_year_from_february_2023():
    leaves, irregular, unless, if_won, uprising, move, *ends = answers(
        date(2023, 2, 1),
        "leader_exit by 2024-02-01",
        "leader_exit(irregular) by 2024-02-01",
        "coup_attempt by 2024-02-01 given not victory by 2023-06-30",
        "coup_attempt by 2024-02-01 given victory by 2023-06-30",
        "uprising by 2024-02-01",
        "(coup_attempt or armed_mutiny or ultimatum or leader_exit(handover)) by 2024-02-01",
        "war_end(adversary) by 2025-12-31",
        "war_end(own) by 2025-12-31",
        "war_end(compromise) by 2025-12-31",
        "war_end(stalemate) by 2025-12-31",
        "not war_end by 2025-12-31",
    )
    assert 0.03 < leaves.probability < 0.08
    assert 0.007 < irregular.probability < 0.03
    assert unless.probability > if_won.probability
    assert uprising.probability < move.probability
    assert ends[0].probability < min(end.probability for end in ends[1:])


@pytest.mark.soak
def test_the_mutiny_lifts_the_risk_of_a_week_and_it_passes():
    def week(day):
        # So rare that 10,000 futures tell nothing of it.
        return answers(day, f"leader_exit(irregular) by {day + timedelta(days=7)}", runs=50_000)[0].probability

    before, during, after = (week(date(2023, 6, 23)), week(date(2023, 6, 24)), week(date(2023, 7, 24)))
    assert 0.05 < during < 0.15
    assert after < 2 * before
