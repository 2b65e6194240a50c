"""Mechanisms are switched off by numbers and transitions; all else keeps its place."""

import pytest

from brumaire.errors import ModelError
from brumaire.models import check_text, load_text
from brumaire.models.mechanisms import mechanism_table, without

MODEL = """\
schema: brumaire.model/1
name: example
parameters:
  fear: {value: 2 to 4, unit: ratio, source: judged}
levels:
  mood: {half_life: 1 year, source: judged}
transitions:
  storm: {rate: 1 per year, hazard_ratio: {mood: fear, years: 1 to 2}, why: "M1", source: judged}
  flood: {rate: 1 per year, why: "M2", source: judged}
mechanisms:
  M1: {title: fear, off: {parameters: {fear: 1, storm.hazard_ratio.years: 1}}, less: [plot]}
  M2: {title: flood, off: {transitions: [flood]}}
"""


def test_numbers_are_set_and_keep_their_place():
    model = load_text(MODEL)
    off = without(model, ["M1"])
    assert [(p.name, p.low, p.high) for p in off.parameters] == [("fear", 1, 1), ("storm.hazard_ratio.years", 1, 1)]
    assert off.transitions == model.transitions
    assert off.hash != model.hash


def test_transitions_never_fire():
    model = load_text(MODEL)
    off = without(model, ["M2"])
    assert off.parameters == model.parameters
    assert [t.when is None for t in off.transitions] == [True, False]


def test_none_off_is_the_model_itself_and_an_unknown_one_is_an_error():
    model = load_text(MODEL)
    assert without(model, []) is model
    with pytest.raises(ModelError, match="no mechanism 'M3'"):
        without(model, ["M3"])


def test_the_table_tells_what_is_off():
    assert mechanism_table(load_text(MODEL)).splitlines()[3] == "| M2 | flood | `flood` never happens |"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("{fear: 1,", "{fears: 1,", "E122"),
        ("{fear: 1,", "{fear: little,", "E113"),
        ("[flood]", "[floods]", "E122"),
        ("{transitions: [flood]}", "{}", "E103"),
        ("title: flood, ", "", "E103"),
    ],
)
def test_what_is_wrong_is_named(before, after, code):
    assert before in MODEL
    assert {e.code for e in check_text(MODEL.replace(before, after))} == {code}
