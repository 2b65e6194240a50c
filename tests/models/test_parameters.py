"""Intervals: which distribution they have, and that ninety percent of the draws fall inside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.models import load_text
from brumaire.models.base import Parameter
from brumaire.models.parameters import distribution, draw, median, read_number

ENDS = {"lognormal": (0.5, 4.0), "normal": (-1.0, 3.0), "logit_normal": (0.1, 0.6)}


@pytest.mark.parametrize(("law", "ends"), ENDS.items())
def test_ninety_percent_fall_inside(law, ends):
    parameter = Parameter("p", *ends, "number", law, "judged", "")
    values = draw([parameter], 3, 20_000).values[:, 0]
    # Twenty thousand draws: the standard error of a tail's share is 0.0015.
    assert (values < ends[0]).mean() == pytest.approx(0.05, abs=0.006)
    assert (values > ends[1]).mean() == pytest.approx(0.05, abs=0.006)
    assert np.median(values) == pytest.approx(median(parameter), rel=0.03, abs=0.02)


@pytest.mark.parametrize(
    ("low", "high", "of", "law"),
    [
        (1.5, 4, "ratio", "lognormal"),
        (0.1, 0.4, "probability", "logit_normal"),
        (0.1, 0.4, "sd", "normal"),
        (-2, -1, "coefficient", "normal"),
        (2, 9, "duration", "lognormal"),
        (3, 3, "rate", "fixed"),
    ],
)
def test_the_unit_decides(low, high, of, law):
    assert distribution(low, high, of) == law


@given(st.floats(-1e6, 1e6, allow_nan=False), st.floats(-1e6, 1e6, allow_nan=False))
def test_what_is_written_is_read(low, high):
    written = read_number(f"{low!r} to {high!r} months")
    assert (written.low, written.high, written.unit) == (low, high, "months")


@pytest.mark.parametrize("text", ["", "to", "1 to", "1 to 2 to 3", "one", "1,5", "nan", "inf", "1 2"])
def test_what_is_no_number(text):
    assert read_number(text) is None


def test_signs_of_effects():
    head = "schema: brumaire.model/1\nname: t\nlevels:\n  x: {half_life: 1 year}\n  y: {half_life: 1 year}\n"
    head = head.replace("1 year}", "1 year, source: judged}")
    cases = {
        '"+ 0.2 to 0.6"': ("+", 0.2, 0.6),
        '"- 0.2 to 0.6"': ("-", 0.2, 0.6),
        '"-0.6 to -0.2"': ("+", -0.6, -0.2),
        '"0.2 to 0.6"': ("+", 0.2, 0.6),
        '"= 0.2 to 0.6"': ("=", 0.2, 0.6),
    }
    for text, (operator, low, high) in cases.items():
        body = f"transitions:\n  a: {{rate: 1 per year, why: x, source: judged, effect: {{x: {text}}}}}\n"
        model = load_text(head + body)
        (effect,) = model.transitions[0].effects
        (parameter,) = [p for p in model.parameters if p.inline]
        assert (effect.operator, parameter.low, parameter.high) == (operator, low, high), text
