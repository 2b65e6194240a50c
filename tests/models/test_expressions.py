"""Expressions: what they mean, and that nothing outside the language gets through."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.futures.evaluation import Evaluator, Moment, View
from brumaire.models.expressions import ExpressionError, Scope, is_truth, parse, walk

SCOPE = Scope({"plot": ("none", "ready", "done")}, {"x": "level", "y": "level", "years": "clock"})


def value(text, x=0.0, y=0.0, plot="none"):
    """An expression's value in one trajectory."""
    rows = np.array([[x], [y]])
    evaluator = Evaluator({"x": 0, "y": 1}, {}, {"plot": (0, SCOPE.states["plot"])}, {}, lambda _: 0)
    states = np.array([[SCOPE.states["plot"].index(plot)]], np.int8)
    view = View(rows, np.zeros((2, 1)), np.empty((0, 1)), states, np.empty((0, 1)), Moment({"years": 2.0}, {"x": 0.25}))
    return np.asarray(evaluator.function(parse(text, SCOPE))(view)).reshape(-1)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("-x ** 2", -9),
        ("(x - y) / 2", 0.5),
        ("x ** -2", 1 / 9),
        ("min(x, y, 1)", 1),
        ("max(x, y)", 3),
        ("clip(x, 0, 1)", 1),
        ("step(x)", 1),
        ("step(0)", 0),
        ("abs(-y)", 2),
        ("sqrt(x + 1)", 2),
        ("exp(0) + log(1)", 1),
        ("logistic(0)", 0.5),
        ("where(plot == ready, 5, 6)", 5),
        ("where(plot != ready or x > 2, 5, 6)", 5),
        ("where(not (plot in [none, done]), 5, 6)", 5),
        ("where(plot not in [ready], 5, 6)", 6),
        ("where(x >= 3 and y < 2, 5, 6)", 6),
        ("change(x)", 3),
        ("change(years)", 2),
        ("relative(x)", 2.75),
    ],
)
def test_values(text, expected):
    assert value(text, x=3.0, y=2.0, plot="ready") == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x.real", "E120"),
        ("x[0]", "E120"),
        ("lambda: x", "E120"),
        ("[x for x in y]", "E120"),
        ("f'{x}'", "E120"),
        ("'a'", "E120"),
        ("x := 1", "E120"),
        ("1 < x < 2", "E120"),
        ("x if y else 1", "E120"),
        ("x % 2", "E120"),
        ("max(x)", "E120"),
        ("max(*x)", "E120"),
        ("exp(x, y)", "E120"),
        ("change(x + y)", "E120"),
        ("True", "E120"),
        ("x ** y", "E121"),
        ("x ** 0.5", "E121"),
        ("1e300", "E121"),
        ("x + " * 200 + "x", "E121"),
        ("(" * 30 + "x" + ")" * 30 + " + 1" * 60, "E121"),
        ("z", "E122"),
        ("eval(x)", "E122"),
        ("plot == redy", "E122"),
        ("x in [y]", "E122"),
        ("plot + 1", "E123"),
        ("plot < ready", "E123"),
        ("plot == ready + 1", "E123"),
        ("x and y", "E123"),
        ("(x > 1) * 2", "E123"),
        ("relative(years)", "E123"),
    ],
)
def test_what_is_not_in_the_language(text, code):
    with pytest.raises(ExpressionError) as caught:
        parse(text, SCOPE)
    assert caught.value.code == code


def test_a_near_name_is_offered():
    with pytest.raises(ExpressionError) as caught:
        parse("plot == redy", SCOPE)
    assert caught.value.mend == "did you mean ready?"


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_an_error(text):
    try:
        expression = parse(text, SCOPE)
    except ExpressionError:
        return
    assert isinstance(is_truth(expression), bool)
    assert sum(1 for _ in walk(expression)) <= 60
