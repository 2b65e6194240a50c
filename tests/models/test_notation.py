"""What is printed of an expression is read again as the same expression."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.models import library, load
from brumaire.models.expressions import (
    MAX_DEPTH,
    MAX_NODES,
    Arithmetic,
    Call,
    Change,
    Compare,
    Every,
    Negative,
    Not,
    Number,
    Read,
    Relative,
    Scope,
    Some,
    StateIn,
    children,
    parse,
    walk,
)
from brumaire.models.notation import notation

SCOPE = Scope({"plot": ("none", "ready", "done")}, {"x": "level", "y": "derived", "p": "parameter", "years": "clock"})


def numbers(truths):
    leaves = st.one_of(
        st.floats(-1e6, 1e6, allow_nan=False).map(lambda v: Number(v + 0.0)),
        st.sampled_from([Read(name, kind) for name, kind in SCOPE.quantities.items()]),
        st.sampled_from([Change(Read("x", "level")), Relative(Read("y", "derived"))]),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner),
            st.builds(Arithmetic, st.just("**"), inner, st.integers(-4, 4).map(lambda n: Number(float(n)))),
            inner.filter(lambda e: not isinstance(e, Number)).map(Negative),
            st.builds(lambda a, b: Call("max", (a, b)), inner, inner),
            st.builds(lambda c, a, b: Call("where", (c, a, b)), truths, inner, inner),
        ),
        max_leaves=8,
    )


def truths():
    leaves = st.builds(
        StateIn,
        st.just("plot"),
        st.lists(st.sampled_from(SCOPE.states["plot"]), min_size=1, max_size=3).map(tuple),
        st.booleans(),
    )
    compared = st.builds(
        Compare, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), st.deferred(lambda: NUMBERS), numbers(leaves)
    )
    return st.recursive(
        leaves | compared,
        lambda inner: st.one_of(
            inner.map(Not),
            st.lists(inner, min_size=2, max_size=3).map(lambda p: Every(tuple(p))),
            st.lists(inner, min_size=2, max_size=3).map(lambda p: Some(tuple(p))),
        ),
        max_leaves=4,
    )


NUMBERS = numbers(st.just(StateIn("plot", ("none",))))


def small(expression):
    def height(e):
        return 1 + max((height(c) for c in children(e)), default=0)

    return sum(1 for _ in walk(expression)) <= MAX_NODES and height(expression) <= MAX_DEPTH


@given((NUMBERS | truths()).filter(small))
def test_round_trip(expression):
    text = notation(expression)
    if len(text) <= 500:
        assert parse(text, SCOPE) == expression


@pytest.mark.parametrize(
    "text",
    [
        "x - (y - p)",
        "x - y - p",
        "(x + y) * p / (x * y)",
        "(-2) ** 2",
        "-x ** 2",
        "(-x) ** 2",
        "x ** -2",
        "not (plot == none or x > 1) and y < 2",
        "plot not in [none, ready]",
        "where(plot != none, -x, change(x) - 1)",
    ],
)
def test_no_bracket_too_many(text):
    assert notation(parse(text, SCOPE)) == text


@pytest.mark.parametrize("name", library())
def test_guards_of_the_library(name):
    model = load(name)
    for transition in model.transitions:
        if transition.when is not None:
            assert parse(notation(transition.when), model.scope) == transition.when
