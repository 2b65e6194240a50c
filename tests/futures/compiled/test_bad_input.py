"""What cannot be simulated is an error that names transition or level, week and parameter draw, on both engines alike."""

from dataclasses import replace
from datetime import date

import pytest

from brumaire.errors import FuturesError
from brumaire.futures import DisagreementError, simulate
from brumaire.models import load_text
from brumaire.records import Deviation, Happened

ENGINES = ("reference", "compiled")


def trouble(everything, cases, kind, engine, **changes):
    """The error of a case that sets off one of the model's faults: in week 27, or 11 where it concerns what did not happen."""
    case = cases(deviations=(Deviation("trouble", kind, "test"),))
    with pytest.raises(FuturesError) as caught:
        everything.run(case, engine=engine, **({"runs": 300} | changes))
    return caught.value


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "kind",
    ["negative", "infinite", "missing", "missing_in_max", "missing_in_clip", "missing_ratio", "overflow"],
)
def test_a_hazard_that_is_no_hazard(everything, cases, kind, engine):
    error = trouble(everything, cases, kind, engine)
    assert error.what.startswith("the hazard of goes_wrong is ")
    assert error.where == "model.yaml:130, week 27, parameter draw 0"
    assert error.rule == "a hazard is finite and not negative"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ["exit_negative", "exit_infinite", "exit_missing"])
def test_a_hazard_of_leaving_that_is_no_hazard(everything, cases, kind, engine):
    error = trouble(everything, cases, kind, engine)
    assert error.what.startswith("the hazard of leaves_wrong is ")
    assert error.where.endswith(", week 27, parameter draw 0")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ["silent_negative", "silent_infinite", "silent_missing"])
def test_a_hazard_of_what_did_not_happen(everything, cases, kind, engine):
    """It never fires up to the asking date; its hazard is weighed, and looked at all the same."""
    error = trouble(everything, cases, kind, engine)
    assert error.what.startswith("the hazard of fails_silently is ")
    assert error.where.endswith(", week 11, parameter draw 0")


@pytest.mark.parametrize(
    "kind",
    [
        *("negative", "infinite", "missing", "overflow", "exit_missing", "exit_negative", "silent_infinite"),
        *("endless", "runaway", "missing_level", "share_fires", "share_due"),
    ],
)
def test_both_engines_say_the_same(everything, cases, kind):
    one, two = (trouble(everything, cases, kind, engine) for engine in ENGINES)
    assert str(one) == str(two)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("kind", "name", "week"),
    [("share_fires", "splits_wrong", 27), ("share_due", "due_wrong", 28), ("share_at_exit", "leaves_unclear", 17)],
)
def test_a_probability_that_is_no_number(everything, cases, kind, name, week, engine):
    error = trouble(everything, cases, kind, engine)
    assert error.what == f"the branches of {name} have probabilities that are not numbers"
    # Leavers of one week are told of in another order by each engine; the first leave in the week of the asking date.
    assert f", week {week}, parameter draw {'' if kind == 'share_at_exit' else 0}" in error.where
    assert error.where.startswith("model.yaml:")
    assert error.rule == "a probability is a number from 0 to 1"


@pytest.mark.parametrize("kind", ["coup_attempt", "plot"])
def test_a_probability_that_is_no_number_for_what_is_on_record(cases, kind):
    """An event on record is weighed by its branch's probability, which must be one too."""
    model = load_text(
        "schema: brumaire.model/1\nname: m\ntransitions:\n"
        "  tries: {realises: coup_attempt, rate: 1 per year, why: x, source: judged, branches: "
        '{one: {probability: {value: 0.5, shift: {"log(-1)": 1}}, realises: plot}, two: {probability: rest}}}\n'
    )
    case = cases(happened=(Happened(date(2022, 2, 1), kind, {}, "test"),))
    with pytest.raises(FuturesError, match=r"week \d+, parameter draw \d+: the branches of tries") as caught:
        simulate(model, case, as_of=date(2022, 3, 1), horizon=date(2022, 6, 1), runs=100, seed=1, engine="reference")
    assert caught.value.what == "the branches of tries have probabilities that are not numbers"


def test_too_few_that_agree_is_the_same_on_both_engines(everything, cases):
    """Handing over is so likely that hardly anybody is still there in May."""
    likely = replace(everything.anchor, constants={**everything.anchor.constants, "handover": 7.0})
    told = []
    for engine in ENGINES:
        with pytest.raises(DisagreementError) as caught:
            everything.run(cases(), engine=engine, anchor=likely, runs=1_000)
        told.append(caught.value)
    assert "that agree with the record; most were lost to " in told[0].what
    assert ", week " in told[0].where
    assert [t.where for t in told[:1]] == [t.where for t in told[1:]]
    assert told[0].what.partition(" are left ")[2] == told[1].what.partition(" are left ")[2] != ""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("kind", "value"), [("runaway", "5e\\+06"), ("missing_level", "nan")])
def test_a_level_that_runs_away(everything, cases, kind, value, engine):
    error = trouble(everything, cases, kind, engine)
    assert error.what == f"the level wild runs away to {value}".replace("\\", "")
    assert error.where == "model.yaml:29, week 28, parameter draw 0"
    assert error.rule == "levels stay below 1e+06"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_transition_that_never_rests(everything, cases, engine):
    error = trouble(everything, cases, "endless", engine, runs=20)
    assert error.what == "never_ends fires more than 2000 times within a step"
    assert error.where.endswith(", week 27, parameter draw 0")


@pytest.mark.parametrize(("engine", "most"), [("reference", 709), ("compiled", 69)])
def test_the_draw_is_that_of_the_run_not_of_the_block(everything, cases, engine, most):
    """A rate that a few draws take out of bounds: the log of the largest is `most`."""
    sd = 300.0
    wide = replace(
        everything.anchor,
        constants={**everything.anchor.constants, "handover": sd**2 / 2 + most - 2.5 * sd},
        spread={**everything.anchor.spread, "handover": sd},
    )
    drawn = everything.run(cases(), runs=500).parameters
    rank = drawn.values[:, drawn.names.index("anchor.handover")].argsort().argsort()
    for block, threads in ((50, 1), (50, 2), (10_000, 1)):
        with pytest.raises(FuturesError, match="the hazard of hands_over is") as caught:
            everything.run(cases(), engine=engine, anchor=wide, runs=500, block=block, threads=threads)
        draw = int(caught.value.where.rpartition(" ")[2])
        assert draw > 50
        assert rank[draw] > 490


def test_a_fault_in_another_thread_is_no_traceback_and_no_end(everything, cases):
    """After an error the same kernel simulates on."""
    trouble(everything, cases, "negative", "compiled", threads=2, block=50)
    futures = everything.run(cases(), runs=300, threads=2, block=50)
    assert futures.evidence.mean() == pytest.approx(1.0)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_the_record_makes_impossible(everything, cases, engine):
    case = cases(happened=(Happened(date(2022, 2, 1), "leader_exit", {"manner": "coup"}, "test"),))
    with pytest.raises(FuturesError) as caught:
        everything.run(case, engine=engine, runs=300)
    assert "test" in str(caught.value)
