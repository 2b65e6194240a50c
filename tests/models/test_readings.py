"""Indicators that measure, in model files: read, told, compared, and refused where they cannot be."""

import pytest

from brumaire.models import check_text, diff, explain, load_text

MODEL = """\
schema: brumaire.model/1
name: t
parameters:
  care: {value: 2 to 4, unit: number, source: judged}
  spread: {value: 0.2 to 0.6, unit: sd, source: judged}
states:
  plot: {values: [none, ready], initial: none}
levels:
  mood: {half_life: 3 months, noise: 1, source: judged}
derived:
  share: 50 + 15 * mood
transitions:
  storm: {rate: 1 per year, why: x, source: judged}
indicators:
  units: {when: plot == ready, ratio: 5 to 40, false_alarms: 0.01, source: judged}
  poll: {reads: share, error: 3 to 5, unit: percent, group: polls, delay: 1 week, why: x, source: judged}
  survey: {reads: "share + where(plot == ready, 1, 0)", error: care, source: judged}
"""


def test_they_are_read_beside_the_others():
    model = load_text(MODEL)
    assert list(model.indicators) == ["units"]
    assert list(model.readings) == ["poll", "survey"]
    poll = model.readings["poll"]
    assert (poll.unit, poll.group, poll.delay, poll.why) == ("percent", "polls", 7.0, "x")
    error = next(p for p in model.parameters if p.name == "poll.error")
    assert (error.low, error.high, error.distribution, error.source) == (3, 5, "lognormal", "judged")


def test_they_are_told():
    text = explain(load_text(MODEL))
    assert (
        "- **poll** (percent) reads share with a normal error of 3 to 5, 7 days late. "
        "Readings of the group polls in one week count for less. x. Source: judged" in text
    )
    assert "## Readings" not in explain(load_text(MODEL.split("  poll:", maxsplit=1)[0]))


@pytest.mark.parametrize(
    ("old", "new", "path", "before", "after"),
    [
        ("error: 3 to 5", "error: 3 to 6", "poll.error", "3 to 5", "3 to 6"),
        ("reads: share, ", "reads: 2 * share, ", "poll.reads", "share", "2 * share"),
        ("error: care", "error: 2", "survey.error", "care", "2"),
        ("delay: 1 week", "delay: 2 weeks", "poll.delay", "7 days", "14 days"),
    ],
)
def test_a_change_is_told(old, new, path, before, after):
    (change,) = diff(load_text(MODEL), load_text(MODEL.replace(old, new)))
    assert (change.section, change.path, change.before, change.after) == ("indicators", path, before, after)


def test_a_template_writes_them_out():
    text = (
        MODEL
        + "templates: {towns: {for: [north, south], indicators: {poll_<actor>: {reads: mood, error: 1, source: judged}}}}\n"
    )
    assert list(load_text(text).readings)[2:] == ["poll_north", "poll_south"]


@pytest.mark.parametrize(
    ("old", "new", "codes", "words"),
    [
        ("error: 3 to 5", "error: -1", ["E171"], "can be -1"),
        ("error: 3 to 5", "error: 0", ["E171"], "can be 0"),
        ("error: 3 to 5", "error: 0 to 5", ["E171"], "can be 0"),
        ("error: 3 to 5", "error: spread", ["E171"], "normal"),
        ("error: 3 to 5", "error: {value: 3 to 5, distribution: normal}", ["E171"], "lognormal or uniform"),
        ("error: 3 to 5", "error: .nan", ["E113"], "not a number"),
        ("error: 3 to 5", "error: mood", ["E113"], "not a number or parameter"),
        ("error: 3 to 5", "error: 3 months", ["E124"], "wants a number"),
        ("error: 3 to 5", "error: 5 to 3", ["E114"], "backwards"),
        ("error: 3 to 5, ", "", ["E103"], "has no error"),
        ("error: care, source: judged", "error: care", ["E110"], "source"),
        ("reads: share,", "reads: 50,", ["E172"], "nothing of the model"),
        ("reads: share,", "reads: shore,", ["E122"], "share"),
        ("reads: share,", "reads: mood > 0,", ["E123"], "not a number"),
        ("unit: percent", "ratio: 4", ["E102"], "which reads a quantity, has no key 'ratio'"),
        ("false_alarms: 0.01", "false_alarms: 0.01, error: 4", ["E102"], "indicator units has no key 'error'"),
    ],
)
def test_what_cannot_be_is_refused(old, new, codes, words):
    assert MODEL.count(old) == 1
    errors = check_text(MODEL.replace(old, new))
    assert [e.code for e in errors] == codes, [str(e) for e in errors]
    assert words in str(errors[0])


@pytest.mark.parametrize(
    "error", ["{value: 3 to 5, distribution: uniform}", "{value: 0.1 to 0.4, distribution: logit_normal}"]
)
def test_other_positive_laws_are_taken(error):
    assert check_text(MODEL.replace("error: 3 to 5", f"error: {error}")) == []
