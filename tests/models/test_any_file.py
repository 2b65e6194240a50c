"""Whatever stands in a model file, the checker answers with errors and never with a traceback."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from brumaire.models import check_text, diagram, diff, explain, load_text
from brumaire.yaml_nodes import load_yaml

WHOLE = """\
schema: brumaire.model/1
name: whole
parameters:
  lag: {value: 3 to 9 months, source: judged}
  pull: {value: 0.2 to 0.6, unit: sd, distribution: uniform, source: judged}
correlations:
  g: {members: [lag, pull], correlation: 0.5, source: judged}
states:
  front: {values: [held, broken], initial: {held: 0.9, broken: 0.1}}
levels:
  mood: {half_life: lag, noise: 0.3, initial: {mean: 0.1, sd: 0.2}, target: {years: -0.1 to 0.2}, source: judged}
derived:
  low: {value: "max_of(services, plan_<actor>) - any_of(services, mood) * 0", why: x}
templates:
  services:
    for: {guard: {rank: top, ratios: {mood: 1.2}}, army: {rank: middle, ratios: {low: 1.1}}}
    levels: {plan_<actor>: {half_life: 1 year, source: judged}}
    transitions:
      attempt_of_<actor>:
        realises: {event: coup_attempt, by: <actor>, rank: <rank>}
        rate: {per: year, expression: "0.1 * (1 + years)"}
        hazard_ratio: <ratios>
        effect: {mood: {shift: 0.5, after: lag, stages: 2}, plan_<actor>: {pulse: 1 to 2, half_life: 2 months, after: 1 month}}
        why: x
        source: judged
        branches:
          ok: {probability: {value: 0.3 to 0.5, shift: {mood: 0.1}}, exit: coup}
          no: {probability: rest, later: {after: 2 months, stages: 2, effect: {front: broken}, realises: ceasefire}}
    case_variables: {deviations: [plan_<actor>], roles: {<actor>: the <actor>}}
transitions:
  storm: {schedule: {every: 2 weeks, first: 1 week}, when: front == held, effect: {mood: "- 1"}, why: x, source: judged}
indicators:
  dust: {when: front == broken, ratio: 5 to 9, false_alarms: 0.01, coverage: 0.5, delay: 2 weeks, group: g, source: judged}
levers:
  talk: {values: {none: {}, more: {effect: {mood: {shift: 1, after: 1 month}}, parameters: {pull: "= 2"}}}, default: none}
case_variables: {deviations: [mood], roles: {}}
"""
PLAIN = load_yaml(WHOLE.replace("- any_of(services, mood) * 0", ""), file="t").plain
ODD = st.sampled_from(
    [None, True, 0, -1, 3.5, 1e300, "", "none", "<actor>", "<x>", "a to b", "1 to 2", "1 to 2 months", "mood", [], {}, [1],
     ["mood"], {"value": 1}, {"a": {"b": []}}, {"shift": 1}, {"pulse": 1, "half_life": "x"}, "sum_of(services,", "rest"]
)  # fmt: skip


def places(value, path=()):
    """The paths of everything in a file."""
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def put(value, path, new):
    """A copy of a file with something else at a path."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


PATHS = list(places(PLAIN))


def test_the_whole_file_is_a_model():
    model = load_text(json.dumps(PLAIN))
    assert model.name == "whole"
    told = explain(model)
    assert "all that arrives through attempt_of_guard_mood_stage_2" in told
    assert "uniform from 0.2 to 0.6" in told
    assert "half_life" not in diagram(model)
    assert diff(model, model) == ()


@given(st.lists(st.tuples(st.sampled_from(PATHS[1:]), ODD), min_size=1, max_size=3))
@example([(("templates", "services", "for"), {})])
@example([(("correlations", "g", "members"), ["lag", "lag"])])
def test_any_file_is_a_model_or_has_errors(changes):
    file = PLAIN
    for path, new in changes:
        try:
            file = put(file, path, new)
        except (KeyError, IndexError, TypeError):  # an earlier change took the place away
            continue
    text = json.dumps(file)
    errors = check_text(text)
    for error in errors:
        assert error.code.startswith("E1")
        assert error.where.startswith("model.yaml:")
    if not errors:
        model = load_text(text)
        assert explain(model)
        assert diagram(model)


@pytest.mark.parametrize("path", PATHS[1:], ids=lambda p: ".".join(str(k) for k in p)[-40:])
def test_each_place_left_empty(path):
    for new in (None, [], {}, "x"):
        assert isinstance(check_text(json.dumps(put(PLAIN, path, new))), list)
