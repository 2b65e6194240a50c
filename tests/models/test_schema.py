"""The JSON Schema of model files: it lets through what the checker lets through, and stops what has the wrong shape."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from brumaire.cli import cli
from brumaire.models import (
    check_text,
    correlations,
    library,
    measuring,
    quantities,
    schema,
    transition_reading,
    watching,
)
from brumaire.models import templates as template_reading
from brumaire.models.effects import DELAYED_KEYS
from brumaire.models.loading import SECTIONS
from brumaire.yaml_nodes import load_yaml

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/model-language.md").read_text("utf-8")
PARTS = {
    "parameter": quantities.PARAMETER_KEYS,
    "state": quantities.STATE_KEYS,
    "level": quantities.LEVEL_KEYS,
    "correlated": correlations.KEYS,
    "transition": transition_reading.KEYS,
    "branch": transition_reading.BRANCH_KEYS,
    "later": transition_reading.LATER_KEYS,
    "indicator": watching.INDICATOR_KEYS,
    "reading": measuring.READING_KEYS,
    "lever": watching.LEVER_KEYS,
}
SMALL = """\
schema: brumaire.model/1
name: small
parameters:
  lag: {value: 3 to 9 months, source: judged}
states:
  plot: {values: [none, ready], initial: {none: 0.9, ready: 0.1}}
levels:
  mood: {half_life: lag, noise: 0.3, target: {years: -0.1 to 0.2}, source: judged}
transitions:
  forms:
    realises: {event: plot, by: army}
    when: plot == none
    rate: 0.1 to 0.3 per year
    hazard_ratio: {mood: 1.2 to 2}
    effect: {plot: ready, mood: {pulse: 0.5, half_life: 2 months}}
    later: {after: lag, effect: {plot: none}}
    why: M6
    source: judged
  attempt:
    when: plot == ready
    rate: {per: month, expression: "0.1 * (1 + years)"}
    branches:
      ok: {probability: 0.3 to 0.5, exit: coup}
      no: {probability: rest, effect: {plot: none}}
    why: M15
    source: judged
indicators:
  units: {when: plot == ready, ratio: 5 to 40, false_alarms: 0.01, coverage: 0.5, delay: 2 weeks, source: judged}
  poll: {reads: 50 + 10 * mood, error: 3 to 5, unit: percent, group: polls, delay: 1 week, source: judged}
levers:
  talk: {values: {none: {}, more: {effect: {mood: "+ 1"}}}, default: none}
case_variables: {deviations: [mood], roles: {army: the army}}
"""


def wrong(text):
    return [error.message for error in VALIDATOR.iter_errors(load_yaml(text, file="t").plain)]


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", library())
def test_the_library_validates(name):
    assert wrong((resources.files("brumaire.models") / "library" / f"{name}.yaml").read_text("utf-8")) == []


def test_the_examples_of_the_language_page_validate():
    example = re.search(r"```yaml\n(schema: .*?)```", PAGE, re.DOTALL)[1]
    assert wrong(example) == []
    fragments = re.findall(r"```yaml\n((?!schema).*?)```", PAGE, re.DOTALL)
    assert len(fragments) >= 3
    dummy = "transitions: {a: {rate: 1 per year, why: x, source: judged}}\n"
    for fragment in fragments:
        more = "" if fragment.startswith("transitions") else dummy
        assert wrong(f"schema: brumaire.model/1\nname: t\n{fragment}{more}") == []


@pytest.mark.parametrize("part", PARTS)
def test_it_has_the_keys_of_the_reader(part):
    assert set(SCHEMA["$defs"][part]["properties"]) == set(PARTS[part])


def test_it_has_the_sections_of_the_reader():
    assert set(SCHEMA["properties"]) == set(SECTIONS)
    template = SCHEMA["properties"]["templates"]["additionalProperties"]
    assert set(template["properties"]) == {"for", *template_reading.SECTIONS}
    delayed = {key for one in SCHEMA["$defs"]["delayed"]["oneOf"] for key in one["properties"]}
    assert delayed == set(DELAYED_KEYS)


def test_a_small_model_passes_both():
    assert check_text(SMALL) == []
    assert wrong(SMALL) == []


BROKEN = [
    ("brumaire.model/1", "brumaire.model/9"),
    ("name: small", "name: Small One"),
    ("parameters:", "paramters:"),
    ("source: judged}\nstates", "source: everybody knows}\nstates"),
    ("{value: 3 to 9 months, source: judged}", "{value: 3 to 9 months}"),
    ("values: [none, ready]", "values: ready"),
    ("values: [none, ready]", "values: [none]"),
    ("half_life: lag, ", ""),
    ("half_life: lag,", "half_life: 3 furlongs,"),
    ("    why: M6\n", ""),
    ("    why: M6\n", "    wy: M6\n    why: M6\n"),
    ("rate: 0.1 to 0.3 per year", "rate: 0.1 to 0.3"),
    ("rate: 0.1 to 0.3 per year", "rate: 0.1 to 0.3 per year\n    schedule: {once: 1 day}"),
    ("exit: coup", "exit: poison"),
    ("{pulse: 0.5, half_life: 2 months}", "{pulse: 0.5}"),
    ("{after: lag, effect", "{effect"),
    ("probability: rest, ", ""),
    ("      no: {probability: rest, effect: {plot: none}}\n", ""),
    ("false_alarms: 0.01", "false_alarms: 2"),
    ("coverage: 0.5", "coverage: 5"),
    ("delay: 2 weeks", "delay: soon"),
    ("error: 3 to 5, ", ""),
    ("error: 3 to 5", "error: [3, 5]"),
    ("unit: percent", "coverage: always"),
    ("delay: 1 week,", "delay: 1 fortnight,"),
    (", default: none}", "}"),
    ("deviations: [mood]", "deviations: mood"),
]


@pytest.mark.parametrize(("old", "new"), BROKEN, ids=[new.strip()[:30] or "left out" for _, new in BROKEN])
def test_what_has_the_wrong_shape_is_stopped_by_both(old, new):
    assert SMALL.count(old) >= 1
    text = SMALL.replace(old, new, 1)
    assert check_text(text)
    assert wrong(text)


def test_the_command_prints_it():
    result = CliRunner().invoke(cli, ["model", "schema"])
    assert result.exit_code == 0
    assert json.loads(result.output) == SCHEMA
