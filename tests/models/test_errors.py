"""Every error of a file is found at once, with its number and its line."""

import pytest

from brumaire.errors import ModelError
from brumaire.models import check, check_text, load_text

GOOD = """\
schema: brumaire.model/1
name: tiny
parameters:
  pull: {value: 0.2 to 0.5, unit: sd, source: judged}
  span: {value: 3 to 9 months, source: judged}
states:
  plot: {values: [none, ready], initial: none}
levels:
  mood: {half_life: span, noise: 0.3, source: judged}
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
    realises: {event: coup_attempt, by: army}
    when: plot == ready
    rate: 4 per year
    branches:
      ok: {probability: 0.3 to 0.5, exit: coup}
      no: {probability: rest, effect: {plot: none}}
    why: M15
    source: judged
indicators:
  units: {when: plot == ready, ratio: 5 to 40, false_alarms: 0.01, source: judged}
levers:
  talk: {values: {none: {}, more: {effect: {mood: "+ 1"}}}, default: none}
case_variables:
  deviations: [mood]
  roles: {army: the army}
"""


def test_a_good_model_has_no_errors():
    assert check_text(GOOD) == []


# what is replaced, by what, the code, the line that the error must name
BROKEN = [
    ("schema: brumaire.model/1", "schema: brumaire.model/9", "E101", 1),
    ("name: tiny", "name: Tiny", "E105", 2),
    ("    why: M6\n", "    wy: M6\n", "E102", 19),
    ("    why: M6\n", "", "E112", 14),
    ("initial: none}", "inital: none}", "E103", 7),
    ("values: [none, ready]", "values: ready", "E104", 7),
    ("  low: ", "  mood: ", "E105", 11),
    ("unit: sd, source: judged}", "unit: sd}", "E110", 4),
    ("unit: sd, source: judged}", "unit: sd, source: everybody knows}", "E111", 4),
    ("value: 0.2 to 0.5", "value: some", "E113", 4),
    ("value: 0.2 to 0.5", "value: 0.5 to 0.2", "E114", 4),
    ("unit: sd", "unit: furlongs", "E115", 4),
    ("0.1 to 0.3 per year", "0.1 to 0.3", "E115", 16),
    ("probability: 0.3 to 0.5", "probability: 0.3 to 1.5", "E116", 26),
    ("hazard_ratio: {low: 1.2 to 2}", "hazard_ratio: {low: -1 to 2}", "E116", 17),
    ("when: plot == ready\n    rate", "when: plot.ready\n    rate", "E120", 23),
    ("when: plot == ready\n    rate", "when: __import__('os').system('x')\n    rate", "E120", 23),
    ('"max(0, -mood)"', '"mood ** 9"', "E121", 11),
    ('"max(0, -mood)"', '"max(0, -moood)"', "E122", 11),
    ("when: plot == ready\n    rate", "when: plot == redy\n    rate", "E122", 23),
    ('"max(0, -mood)"', '"plot + 1"', "E123", 11),
    ('"max(0, -mood)"', '"1 + (mood > 0)"', "E123", 11),
    ("when: plot == ready\n    rate", "when: mood\n    rate", "E123", 23),
    ("rate: 4 per year", "rate: 4 months", "E124", 24),
    ("rate: 4 per year", "rate: span", "E124", 24),
    ("half_life: span", "half_life: pull", "E124", 9),
    ('low: "max(0, -mood)"', 'low: "2 * low"', "E130", 11),
    ("event: coup_attempt", "event: coup_atempt", "E140", 22),
    ("by: army}\n    when: plot == none", "bye: army}\n    when: plot == none", "E141", 14),
    ("event: coup_attempt, by: army", "event: coup_attempt, by: navy", "E142", 22),
    ("    rate: 4 per year\n", "", "E150", 22),
    ("probability: rest, effect", "probability: rest, exit: coup, effect", "E152", 22),
    ("probability: 0.3 to 0.5", "probability: rest", "E151", 27),
    ("effect: {plot: ready, mood", "effect: {plto: ready, mood", "E153", 18),
    ("rate: 0.1 to 0.3 per year", "rate: {per: year, solved_by: coup}", "E160", 16),
    ("rate: 0.1 to 0.3 per year", "rate: {per: year, solved_by: attempts}", "E160", 1),
    ("false_alarms: 0.01", "false_alarms: 0.1", "E170", 31),
    ("  talk: {values", "  kill: {values", "E180", 33),
    ('{effect: {mood: "+ 1"}}', "{effect: {plot: ready}}", None, 0),
    ("default: none", "default: more", "E181", 33),
    ("deviations: [mood]", "deviations: [mud]", "E190", 35),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), BROKEN, ids=[f"{b[2]}-{b[1][:24].strip()}" for b in BROKEN])
def test_one_mistake_gives_its_error(old, new, code, line):
    assert GOOD.count(old) >= 1
    errors = check_text(GOOD.replace(old, new, 1))
    if code is None:
        assert errors == []
        return
    assert code in [e.code for e in errors], [str(e) for e in errors]
    wheres = {e.where for e in errors if e.code == code}
    # A transition's error may point to its key or to its first field, which stands on the next line.
    assert wheres & {f"model.yaml:{n}" for n in (line - 1, line)}, wheres


def test_all_errors_are_reported_at_once_in_the_order_of_lines():
    text = GOOD.replace("unit: sd", "unit: furlongs").replace("why: M15", "wy: M15").replace("-mood", "-moood")
    errors = check_text(text)
    assert [e.code for e in errors] == ["E115", "E122", "E112", "E102"]
    lines = [int(e.where.split(":")[1]) for e in errors]
    assert lines == sorted(lines)


def test_load_raises_the_first_and_counts_the_rest():
    with pytest.raises(ModelError, match=r"model.yaml:4: E115 .* \(and 1 more; see model check\)"):
        load_text(GOOD.replace("unit: sd", "unit: furlongs").replace("-mood", "-moood"))


@pytest.mark.parametrize("text", ["", "- a\n- b", "a: [", "a: &x 1\nb: *x", "\x00", "schema: brumaire.model/1\n" * 2])
def test_what_is_no_model_is_an_error_and_no_traceback(text):
    assert check_text(text)


def test_an_unknown_file_offers_the_library():
    (error,) = check("leader_at_wr")
    assert error.code == "E100"
    assert "leader_at_war" in error.mend


def test_a_lever_that_uncovers_a_plot_is_allowed_and_one_that_arms_an_ultimatum_is_not():
    text = GOOD.replace(
        "realises: {event: coup_attempt, by: army}", "realises: [{event: coup_attempt, by: army}, ultimatum]"
    )
    assert [e.code for e in check_text(text.replace('{effect: {mood: "+ 1"}}', "{effect: {plot: ready}}"))] == ["E180"]
    assert check_text(text.replace('{effect: {mood: "+ 1"}}', "{effect: {plot: none}}")) == []
