"""Templates: one definition for several actors is the same model as the definitions written out."""

from dataclasses import replace
from datetime import date

import pytest

from brumaire.futures import simulate
from brumaire.models import check_text, load_text
from brumaire.records import Case, Leader, War

START = date(2022, 1, 1)
CASE = Case(
    name="test",
    title="Test",
    country="Nowhere",
    leader=Leader("L", date(1950, 1, 1), date(2000, 1, 1), "personal"),
    war=War("interstate", date(2021, 7, 1), initiator=True),
    model="test",
    start=START,
)
SHORT = """\
schema: brumaire.model/1
name: services
levels:
  mood: {half_life: 6 months, noise: 0.5, source: judged}
derived:
  worst: "max_of(services, grievance_<actor>)"
templates:
  services:
    for:
      guard: {rank: top, weight: 0.25, ratios: {worst: 1.2, mood: 0.8 to 0.9}}
      army: {rank: middle, weight: 0.75, ratios: {grievance_army: 1.5}}
    states:
      plot_<actor>: {values: [none, ready], initial: none, latent: true}
    levels:
      grievance_<actor>: {half_life: 4 months, noise: 0.5, source: judged}
    transitions:
      plot_of_<actor>:
        realises: {event: plot, by: <actor>}
        when: plot_<actor> == none
        rate: {per: year, value: <weight>}
        hazard_ratio: <ratios>
        effect: {plot_<actor>: ready}
        why: the <actor> has its reasons
        source: judged
      attempt_of_<actor>:
        realises: {event: coup_attempt, by: <actor>, rank: <rank>}
        when: plot_<actor> == ready
        rate: 2 per year
        effect: {plot_<actor>: none}
        why: x
        source: judged
    indicators:
      signals_of_<actor>: {when: plot_<actor> == ready, ratio: 4, false_alarms: 0.01, group: signals, source: judged}
    case_variables:
      deviations: [grievance_<actor>]
      roles: {<actor>: the <actor>}
transitions:
  restless:
    realises: elite_discontent
    schedule: {every: 4 weeks}
    when: "any_of(services, plot_<actor> == ready and mood > 0) and sum_of(services, grievance_<actor>) > 0.5"
    why: x
"""
LONG = """\
schema: brumaire.model/1
name: services
levels:
  mood: {half_life: 6 months, noise: 0.5, source: judged}
  grievance_guard: {half_life: 4 months, noise: 0.5, source: judged}
  grievance_army: {half_life: 4 months, noise: 0.5, source: judged}
derived:
  worst: "max(grievance_guard, grievance_army)"
states:
  plot_guard: {values: [none, ready], initial: none, latent: true}
  plot_army: {values: [none, ready], initial: none, latent: true}
transitions:
  restless:
    realises: elite_discontent
    schedule: {every: 4 weeks}
    when: "((plot_guard == ready and mood > 0) or (plot_army == ready and mood > 0)) and grievance_guard + grievance_army > 0.5"
    why: x
  plot_of_guard:
    realises: {event: plot, by: guard}
    when: plot_guard == none
    rate: 0.25 per year
    hazard_ratio: {worst: 1.2, mood: 0.8 to 0.9}
    effect: {plot_guard: ready}
    why: the guard has its reasons
    source: judged
  attempt_of_guard:
    {realises: {event: coup_attempt, by: guard, rank: top}, when: plot_guard == ready, rate: 2 per year, effect: {plot_guard: none}, why: x, source: judged}
  plot_of_army:
    realises: {event: plot, by: army}
    when: plot_army == none
    rate: 0.75 per year
    hazard_ratio: {grievance_army: 1.5}
    effect: {plot_army: ready}
    why: the army has its reasons
    source: judged
  attempt_of_army:
    {realises: {event: coup_attempt, by: army, rank: middle}, when: plot_army == ready, rate: 2 per year, effect: {plot_army: none}, why: x, source: judged}
indicators:
  signals_of_guard: {when: plot_guard == ready, ratio: 4, false_alarms: 0.01, group: signals, source: judged}
  signals_of_army: {when: plot_army == ready, ratio: 4, false_alarms: 0.01, group: signals, source: judged}
case_variables:
  deviations: [grievance_guard, grievance_army]
  roles: {guard: the guard, army: the army}
"""


def placeless(part):
    """A part of a model without the lines where it stands."""
    changes = {"where": ""}
    if hasattr(part, "realises"):
        changes["realises"] = tuple(replace(r, where="") for r in part.realises)
    return replace(part, **changes)


@pytest.mark.parametrize("section", ["parameters", "states", "levels", "derived", "transitions"])
def test_it_is_the_model_written_out(section):
    short, long = load_text(SHORT), load_text(LONG)
    assert [placeless(p) for p in getattr(short, section)] == [placeless(p) for p in getattr(long, section)]


def test_its_indicators_deviations_and_roles_too():
    short, long = load_text(SHORT), load_text(LONG)
    assert [placeless(i) for i in short.indicators.values()] == [placeless(i) for i in long.indicators.values()]
    assert short.deviations == long.deviations
    assert short.roles == long.roles


def test_both_give_the_same_futures():
    one, other = (
        simulate(load_text(text), CASE, as_of=START, horizon=date(2022, 7, 1), runs=600, seed=2)
        for text in (SHORT, LONG)
    )
    assert (one.weight == other.weight).all()
    assert one.log.kinds == other.log.kinds
    assert (one.log.day == other.log.day).all()


def line_of(text):
    return SHORT[: SHORT.index(text)].count("\n") + 1


def test_an_error_names_the_line_of_the_template_and_the_actors():
    assert line_of("rate: 2 per year") == 28
    errors = check_text(SHORT.replace("rate: 2 per year", "rate: 2 furlongs"))
    assert [e.code for e in errors] == ["E124", "E124"]
    assert [e.where for e in errors] == ["model.yaml:28 (for guard)", "model.yaml:28 (for army)"]


def test_what_is_wrong_for_all_actors_alike_stands_once():
    (error,) = check_text(
        SHORT.replace("mood: 0.8 to 0.9", "moood: 0.8 to 0.9").replace("grievance_army: 1.5", "moood: 1.5")
    )
    assert (error.code, error.where) == ("E122", f"model.yaml:{line_of('hazard_ratio')} (for guard, army)")


def test_an_error_of_one_actor_names_him_alone():
    (error,) = check_text(SHORT.replace("rank: middle", "rank: midle"))
    assert error.code == "E141"
    assert error.where == f"model.yaml:{line_of('realises: {event: coup_attempt')} (for army)"


BROKEN = {
    "an unknown placeholder": ("effect: {plot_<actor>: none}", "effect: {plot_<actr>: none}", "<actr>"),
    "a name that is the same for all": ("signals_of_<actor>", "signals", "makes signals again"),
    "an actor without a field": ("rank: middle, ", "", "army has no rank"),
    "an unknown template": ("sum_of(services,", "sum_of(sevices,", "no template sevices"),
    "a call in a call": ("plot_<actor> == ready and mood", "max_of(services, mood) > mood", "holds another"),
    "a call that is open": (" > 0.5", " > min_of(services, (mood)", "is not closed"),
    "a list within a text": ("why: the <actor> has", "why: the <ratios> has", "is no text"),
}


@pytest.mark.parametrize(("old", "new", "what"), BROKEN.values(), ids=BROKEN.keys())
def test_what_a_template_cannot_be(old, new, what):
    assert SHORT.count(old) == 1
    errors = [e for e in check_text(SHORT.replace(old, new)) if e.code == "E106"]
    assert len(errors) == 1, [str(e) for e in errors]
    assert what in errors[0].what
    assert errors[0].where.startswith(f"model.yaml:{line_of(old)}")


def test_no_actors_and_too_many():
    for actors in ("[]", "[" + ", ".join(f"a{k}" for k in range(41)) + "]"):
        text = f"schema: brumaire.model/1\nname: t\ntemplates:\n  t:\n    for: {actors}\n    states: {{s_<actor>: {{values: [a, b], initial: a}}}}\n"
        assert [e.code for e in check_text(text)] == ["E106"]


def test_a_name_of_the_file_is_not_made_again():
    text = SHORT.replace("  mood: {half", "  grievance_army: {half_life: 1 year, source: judged}\n  mood: {half")
    (error,) = check_text(text)
    assert error.code == "E105"
    assert error.where == f"model.yaml:{line_of('grievance_<actor>: {half') + 1} (for army)"


def test_a_list_of_actors_will_do_and_a_lever_made_by_a_template_is_checked():
    text = """\
schema: brumaire.model/1
name: t
templates:
  t:
    for: [guard, army]
    states: {loyal_<actor>: {values: [yes, no], initial: yes}}
    transitions:
      ultimatum_of_<actor>: {realises: ultimatum, when: loyal_<actor> == no, rate: 1 per year, why: x, source: judged}
    levers:
      turn_<actor>: {values: {as_is: {}, turned: {effect: {loyal_<actor>: no}}}, default: as_is}
"""
    errors = check_text(text)
    assert [e.code for e in errors] == ["E180", "E180"]
    assert [e.where for e in errors] == ["model.yaml:10 (for guard)", "model.yaml:10 (for army)"]
    assert check_text(text.replace("realises: ultimatum", "realises: plot")) == []
