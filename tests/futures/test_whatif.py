"""Levers side by side: the same numbers as one run for each, in less time."""

from datetime import date

import pytest

from brumaire.futures import difference, simulate, what_ifs
from brumaire.models import load_text
from brumaire.questions import parse
from brumaire.records import Observation

AS_OF, END = date(2022, 5, 1), date(2023, 5, 1)
CHOICES = [("arms", "held"), ("speed", "slow"), ("nothing", "on")]
SEEN = (Observation("units", date(2022, 3, 1)),)


@pytest.mark.parametrize("text", ["leader_exit by 2023-05-01", "war_end by 2023-05-01", "coup by 2023-05-01"])
def test_side_by_side_is_one_by_one(rich, case, text):
    question = parse(text)
    settings = {"as_of": AS_OF, "runs": 1_000, "seed": 3, "seen": SEEN}
    effects = what_ifs(rich, case, question, choices=CHOICES, **settings)
    baseline = simulate(rich, case, horizon=END, cuts=[END], **settings)
    assert [(e.lever, e.value) for e in effects] == CHOICES
    for effect in effects:
        moved = simulate(rich, case, horizon=END, cuts=[END], levers={effect.lever: effect.value}, **settings)
        alone = difference(baseline, moved, question)
        assert (effect.baseline, effect.probability, effect.difference, effect.error) == pytest.approx(alone, abs=1e-12)
    assert effects[2].difference == effects[2].error == 0.0
    assert abs(effects[0].difference) > 0


def test_threads_change_nothing(rich, case):
    question = parse("war_end by 2023-05-01")
    one, two = (
        what_ifs(rich, case, question, choices=CHOICES, as_of=AS_OF, runs=6_000, seed=3, threads=n) for n in (1, 2)
    )
    assert one == two


def test_a_lever_from_the_start_is_another_run(rich_text, case):
    text = rich_text.replace("{effect: {arms: held}}", '{effect: {mood: "+ 2"}}')
    late, early = (
        what_ifs(
            load_text(one), case, parse("coup by 2022-09-01"), choices=CHOICES[:1], as_of=AS_OF, runs=4_000, seed=3
        )[0]
        for one in (text, text.replace("default: as_is}\n  nothing", "default: as_is, at: start}\n  nothing"))
    )
    assert late.baseline == early.baseline
    # A better mood from the start also means that fewer plots are there at the asking date.
    assert early.difference < late.difference < 0
