"""Priors: the distribution that a file chooses, and groups of parameters that go together."""

import numpy as np
import pytest

from brumaire.models import check_text, explain, load_text
from brumaire.models.parameters import draw

HEAD = "schema: brumaire.model/1\nname: t\n"
TAIL = "transitions:\n  a: {rate: 1 per year, why: x, source: judged, hazard_ratio: {years: 1.5 to 4}}\n"


def parameters(*lines, correlations=""):
    body = "parameters:\n" + "".join(f"  {line}\n" for line in lines)
    return HEAD + body + correlations + TAIL


def values(text, seed=3, batches=20_000):
    model = load_text(text)
    return dict(zip([p.name for p in model.parameters], draw(model.parameters, seed, batches).values.T, strict=True))


def test_uniform_lies_between_its_ends():
    drawn = values(parameters("p: {value: 0 to 1, unit: probability, distribution: uniform, source: judged}"))["p"]
    assert 0 < drawn.min() < 0.001
    assert 0.999 < drawn.max() < 1
    # The standard error of a decile's share is 0.0021.
    np.testing.assert_allclose(np.histogram(drawn, 10, (0, 1))[0] / len(drawn), 0.1, atol=0.009)


def test_a_distribution_may_be_chosen_where_the_number_stands():
    text = HEAD + TAIL.replace("1.5 to 4", "{value: 1.5 to 4, distribution: uniform}")
    (parameter,) = load_text(text).parameters
    assert (parameter.name, parameter.distribution) == ("a.hazard_ratio.years", "uniform")
    assert "uniform from 1.5 to 4" in explain(load_text(text))


@pytest.mark.parametrize(
    "line",
    [
        "p: {value: 0.5 to 2, unit: ratio, distribution: normal, source: judged}",
        "p: {value: 0.2 to 0.4, unit: probability, distribution: normal, source: judged}",
        "p: {value: 0 to 2, unit: per year, source: judged}",
        "p: {value: -1 to 2, unit: sd, distribution: lognormal, source: judged}",
        "p: {value: 1 to 2, unit: sd, distribution: fixed, source: judged}",
    ],
)
def test_a_distribution_that_cannot_be(line):
    assert [e.code for e in check_text(parameters(line))] == ["E116"]


TWO = (
    "a1: {value: 0.5 to 2, unit: ratio, source: judged}",
    "b: {value: 0.1 to 0.4, unit: probability, source: judged}",
    "c: {value: 1 to 3 months, source: judged}",
)


def scores(text):
    """Ranks as a normal copula sees them: logs and log-odds are normal."""
    drawn = values(text)
    return {"a1": np.log(drawn["a1"]), "b": np.log(drawn["b"] / (1 - drawn["b"])), "c": np.log(drawn["c"])}


@pytest.mark.parametrize("correlation", [0.8, 0.3, -0.9])
def test_two_members_have_the_stated_correlation(correlation):
    text = f"correlations:\n  g: {{members: [a1, b], correlation: {correlation}, source: judged}}\n"
    drawn = scores(parameters(*TWO, correlations=text))
    # The standard error of a correlation from 20,000 draws is at most 0.007.
    assert np.corrcoef(drawn["a1"], drawn["b"])[0, 1] == pytest.approx(correlation, abs=0.025)
    assert np.corrcoef(drawn["a1"], drawn["c"])[0, 1] == pytest.approx(0, abs=0.025)
    alone = scores(parameters(*TWO))
    assert drawn["b"].mean() == pytest.approx(alone["b"].mean(), abs=0.02)
    assert drawn["b"].std() == pytest.approx(alone["b"].std(), rel=0.02)


def test_any_two_of_three_have_it_and_numbers_in_place_can_be_members():
    text = "correlations:\n  g: {members: [a1, b, a.hazard_ratio.years], correlation: 0.5, source: judged}\n"
    drawn = values(parameters(*TWO, correlations=text))
    rows = np.array([np.log(drawn["a1"]), np.log(drawn["b"] / (1 - drawn["b"])), np.log(drawn["a.hazard_ratio.years"])])
    np.testing.assert_allclose(np.corrcoef(rows)[np.triu_indices(3, 1)], 0.5, atol=0.03)


def test_numbers_outside_a_group_and_a_group_without_correlation_change_nothing():
    plain = values(parameters(*TWO), batches=50)
    for correlation in (0, 0.7):
        text = f"correlations:\n  g: {{members: [a1, b], correlation: {correlation}, source: judged}}\n"
        grouped = values(parameters(*TWO, correlations=text), batches=50)
        assert (grouped["a1"] == plain["a1"]).all()
        assert (grouped["c"] == plain["c"]).all()
        assert (grouped["b"] == plain["b"]).all() == (correlation == 0)


def test_a_draw_does_not_depend_on_how_many_there_are():
    text = "correlations:\n  g: {members: [a1, b, c], correlation: 0.5, source: judged}\n"
    few, many = (values(parameters(*TWO, correlations=text), batches=n) for n in (3, 501))
    for name in few:
        assert (few[name] == many[name][:3]).all()


@pytest.mark.parametrize(
    ("group", "what"),
    [
        ("members: [a1, bb], correlation: 0.5", "there is no uncertain number bb"),
        ("members: [a1], correlation: 0.5", "fewer than two"),
        ("members: [a1, a1], correlation: 0.5", "is in g already"),
        ("members: [a1, b], correlation: 1", "the correlation 1"),
        ("members: [a1, b, c], correlation: -0.6", "above -0.5 and below 1"),
    ],
)
def test_groups_that_cannot_be(group, what):
    errors = check_text(parameters(*TWO, correlations=f"correlations:\n  g: {{{group}, source: judged}}\n"))
    assert {e.code for e in errors} == {"E117"}
    assert what in str(errors[0])
