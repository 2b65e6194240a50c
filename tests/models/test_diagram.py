"""The diagram: each part once, each arrow between parts that exist, always the same."""

import re

import pytest
from click.testing import CliRunner

from brumaire.cli import cli
from brumaire.models import diagram, library, load, load_text

MODEL = """\
schema: brumaire.model/1
name: small
parameters:
  pull: {value: 0.2 to 0.6, unit: sd, source: judged}
states:
  plot: {values: [none, forming, ready], initial: none}
  line: {values: [same, harder], initial: same}
levels:
  mood: {half_life: 4 months, noise: 0.3, target: {low: -0.3 to -0.1}, source: judged}
derived:
  low: "max(0, -mood)"
transitions:
  forms:
    when: plot == none and leader == in_office and (age > 60 or mood < 0)
    rate: 0.1 to 0.3 per year
    hazard_ratio: {low: 1.2 to 2}
    effect: {plot: forming, mood: + pull}
    why: M6
    source: judged
  attempt:
    when: plot != none
    rate: 4 per year
    branches:
      ok: {probability: {value: 0.3 to 0.5, shift: {mood: -0.2}}, exit: coup}
      no: {probability: rest, effect: {plot: none}}
    why: M15
    source: judged
  heir: {on: exit, when: exit == coup, effect: {line: harder}, why: x}
"""
DRAWN = """\
flowchart LR
  %% small
  subgraph S_plot["plot"]
    S_plot__none["none"]
    S_plot__forming["forming"]
    S_plot__ready["ready"]
  end
  subgraph S_line["line"]
    S_line__same["same"]
    S_line__harder["harder"]
  end
  L_mood(["mood"])
  D_low{{"low"}}
  C_age[/"age"/]
  T_forms["forms"]
  T_attempt["attempt"]
  T_heir["heir"]
  X(("the leader leaves"))
  X_coup(("coup"))
  D_low -. "-0.3 to -0.1" .-> L_mood
  X_coup --> X
  L_mood -.-> D_low
  S_plot__none --> T_forms
  C_age -. "while" .-> T_forms
  L_mood -. "while" .-> T_forms
  D_low -. "× 1.2 to 2" .-> T_forms
  T_forms --> S_plot__forming
  T_forms -- "+ pull" --> L_mood
  S_plot__forming --> T_attempt
  S_plot__ready --> T_attempt
  L_mood -. "ok" .-> T_attempt
  T_attempt -- "ok" --> X_coup
  T_attempt -- "no" --> S_plot__none
  X_coup -.-> T_heir
  T_heir --> S_line__harder
"""
# The part of Mermaid's flowchart notation that is used; a name alone, never the word "end".
NODE = re.compile(r'  (?:  )?(\w+)(?:\["[^"]*"\]|\(\["[^"]*"\]\)|\{\{"[^"]*"\}\}|\[/"[^"]*"/\]|\(\("[^"]*"\)\))')
GROUP = re.compile(r'  subgraph (\w+)\["[^"]*"\]')
ARROW = re.compile(r'  (\w+) (?:-->|-\.->|-- "[^"<>]*" -->|-\. "[^"<>]*" \.->) (\w+)')


def test_a_small_model():
    assert diagram(load_text(MODEL)) == DRAWN


@pytest.mark.parametrize("name", library())
def test_every_line_is_a_node_or_an_arrow_between_nodes(name):
    first, comment, *rest = diagram(load(name)).splitlines()
    assert first == "flowchart LR"
    assert comment == f"  %% {name}"
    nodes, ends = [], []
    for line in rest:
        if found := GROUP.fullmatch(line) or NODE.fullmatch(line):
            nodes.append(found[1])
        elif line != "  end":
            arrow = ARROW.fullmatch(line)
            assert arrow, line
            ends += arrow.groups()
    assert len(nodes) == len(set(nodes))
    assert set(ends) <= set(nodes)
    model = load(name)
    assert {f"T_{t.name}" for t in model.transitions} <= set(ends)
    assert {f"L_{level.name}" for level in model.levels} <= set(nodes)


def test_the_command():
    result = CliRunner().invoke(cli, ["model", "explain", "leader_at_war", "--diagram"])
    assert result.exit_code == 0
    assert result.output == diagram(load("leader_at_war"))
