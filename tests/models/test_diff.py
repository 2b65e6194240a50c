"""Two models compared: every change is told with its path, and only what changed."""

import json

import pytest
from click.testing import CliRunner

from brumaire.cli import cli
from brumaire.models import diff, diff_text, library, load, load_text

MODEL = """\
schema: brumaire.model/1
name: small
parameters:
  lag: {value: 3 to 9 months, source: judged}
  pull: {value: 0.2 to 0.6, unit: sd, source: judged}
states:
  plot: {values: [none, ready], initial: none}
levels:
  mood: {half_life: lag, noise: 0.3, target: {years: -0.1 to 0.2}, source: judged}
derived:
  low: "max(0, -mood)"
transitions:
  forms:
    realises: {event: plot, by: army}
    when: plot == none and leader == in_office
    rate: 0.1 to 0.3 per year
    hazard_ratio: {low: 1.2 to 2}
    effect: {plot: ready, mood: + pull}
    why: M6
    source: judged
  attempt:
    when: plot == ready
    rate: 4 per year
    branches:
      ok: {probability: 0.3 to 0.5, exit: coup}
      no: {probability: rest, effect: {plot: none}}
    why: M15
    source: judged
  first: {on: exit, effect: {mood: "1"}, why: x, source: judged}
  second: {on: exit, effect: {mood: "= 1"}, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 5 to 40, false_alarms: 0.01, source: judged}
levers:
  talk: {values: {none: {}, more: {effect: {mood: "+ 1"}}}, default: none}
case_variables: {deviations: [mood], roles: {army: the army}}
"""

CHANGES = [
    ("3 to 9 months", "3 to 8 months", "changed", "parameters", "lag.value", "3 to 9", "3 to 8"),
    ("0.2 to 0.6, unit: sd", "0.2 to 0.6000001, unit: sd", "changed", "parameters", "pull.value", "0.2 to 0.6", "0.2 to 0.6000001"),
    ("-0.1 to 0.2", "0.1", "changed", "levels", "mood.target.years", "-0.1 to 0.2", "0.1"),
    ("max(0, -mood)", "max(0, 1 - mood)", "changed", "derived", "low.value", "max(0, -mood)", "max(0, 1 - mood)"),
    ("plot == none and leader == in_office", "plot == none", "changed", "transitions", "forms.when", "plot == none and leader == in_office", "plot == none"),
    ("0.1 to 0.3 per year", "0.1 to 0.3 per month", "changed", "transitions", "forms.rate", "0.1 to 0.3 per year", "0.1 to 0.3 per month"),
    ("low: 1.2 to 2", "low: 1.2 to 2, years: 1.1", "added", "transitions", "forms.hazard_ratio.years", None, "1.1"),
    ("mood: + pull", "mood: '- 0.1'", "changed", "transitions", "forms.effect.mood", "+ pull", "- 0.1"),
    ("0.3 to 0.5, exit: coup", "0.3 to 0.5, exit: uprising", "changed", "transitions", "attempt.branches.ok.exit", "coup", "uprising"),
    ("0.3 to 0.5, exit", "0.3 to 0.4, exit", "changed", "transitions", "attempt.branches.ok.probability", "0.3 to 0.5", "0.3 to 0.4"),
    ("event: plot, by: army", "event: plot", "changed", "transitions", "forms.realises", "plot(by=army)", "plot"),
    ("false_alarms: 0.01", "false_alarms: 0.02", "changed", "indicators", "units.false_alarms", "0.01", "0.02"),
    ("false_alarms: 0.01", "false_alarms: 0.01, coverage: 0.5", "changed", "indicators", "units.coverage", "case", "0.5"),
    ('{mood: "+ 1"}', '{mood: "+ 2"}', "changed", "levers", "talk.values.more.effect.mood", "+ 1", "+ 2"),
    ("army: the army", "army: the forces", "changed", "case_variables", "roles.army", "the army", "the forces"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "kind", "section", "path", "before", "after"), CHANGES, ids=[c[4] for c in CHANGES]
)
def test_one_change_is_one_line(old, new, kind, section, path, before, after):
    assert MODEL.count(old) == 1
    a, b = load_text(MODEL), load_text(MODEL.replace(old, new))
    (change,) = diff(a, b)
    assert (change.kind, change.section, change.path) == (kind, section, path)
    assert (change.before, change.after) == (before, after)
    (back,) = diff(b, a)
    assert (back.before, back.after) == (after, before)


def test_a_part_that_only_one_has_is_one_change():
    more = MODEL.replace(
        "  attempt:\n",
        "  calm: {when: plot == ready, rate: 2 per year, effect: {plot: none}, why: y, source: judged}\n  attempt:\n",
    )
    (change,) = diff(load_text(MODEL), load_text(more))
    assert (change.kind, change.path, change.before) == ("added", "calm", None)
    assert change.after == "when: plot == ready; rate: 2 per year; effect.plot: none; why: y; source: judged"
    (change,) = diff(load_text(more), load_text(MODEL))
    assert (change.kind, change.path, change.after) == ("removed", "calm", None)


def test_comments_and_order_make_no_difference_except_at_the_exit():
    other = MODEL.replace("    why: M6\n    source: judged\n", "    source: judged  # nobody knows\n    why: M6\n")
    assert diff(load_text(MODEL), load_text(other)) == ()
    lines = MODEL.splitlines(keepends=True)
    first = next(k for k, line in enumerate(lines) if line.startswith("  first:"))
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    (change,) = diff(load_text(MODEL), load_text("".join(lines)))
    assert (change.path, change.before, change.after) == ("(on: exit).order", "first, second", "second, first")


@pytest.mark.parametrize("name", library())
def test_a_model_does_not_differ_from_itself(name):
    assert diff(load(name), load(name)) == ()


def test_it_is_told():
    a, b = load_text(MODEL), load_text(MODEL.replace("3 to 9 months", "3 to 8 months"))
    assert diff_text(a, b, diff(a, b)) == (
        f"small {a.hash} → small {b.hash}\n\nparameters\n  ~ lag.value: 3 to 9 → 3 to 8\n\n0 added, 0 removed, 1 changed\n"
    )


def test_the_command(tmp_path):
    (tmp_path / "a.yaml").write_text(MODEL)
    (tmp_path / "b.yaml").write_text(MODEL.replace("4 per year", "5 per year"))
    files = [str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]
    result = CliRunner().invoke(cli, ["model", "diff", *files])
    assert result.exit_code == 0
    assert "  ~ attempt.rate: 4 per year → 5 per year\n" in result.output
    record = json.loads(CliRunner().invoke(cli, ["model", "diff", *files, "--json"]).output)
    assert record["schema"] == "brumaire.model_diff/1"
    assert record["before"]["hash"] == load_text(MODEL).hash
    assert record["changes"] == [
        {
            "kind": "changed",
            "section": "transitions",
            "path": "attempt.rate",
            "before": "4 per year",
            "after": "5 per year",
        }
    ]
