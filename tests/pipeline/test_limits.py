"""What the model cannot know, read off the model and the case: each sentence changes with what it speaks of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from brumaire import models
from brumaire.pipeline.limits import hidden, numbers, persons, record, unmodelled
from brumaire.questions import parse
from brumaire.records import Constraint, ConstraintReport

SMALL = """\
schema: brumaire.model/1
name: small
parameters:
  pull: {value: 1 to 2, unit: ratio, source: "computed: from data"}
transitions:
  talk: {realises: talks, rate: 1 to 2 per year, why: x, source: judged}
  ends: {realises: war_end, rate: 0.5 to 0.6 per year, hazard_ratio: {month: pull}, why: x, source: "judged: by us"}
"""


def test_secrets_are_named_only_where_the_model_has_them():
    war = hidden(models.load("leader_at_war"))
    assert any("plot" in sentence and "drawn" in sentence for sentence in war)
    assert any(sentence.startswith("It follows one plot at a time.") for sentence in war)
    assert hidden(models.load_text(SMALL)) == []


def test_sources_of_numbers_are_counted():
    assert numbers(models.load_text(SMALL)).startswith(
        "Of the model’s 3 uncertain numbers 2 are judged and 1 is computed from data."
    )


def test_named_people_are_offices_to_the_model(russia):
    assert "Valery Gerasimov" in persons(russia)
    assert "differ in it by the office" in persons(russia)
    assert persons(replace(russia, candidates=(), actors=())) == ""


def test_facts_are_counted_up_to_the_asking_date(russia):
    known = [h for h in russia.happened if h.day <= date(2022, 9, 11)]
    assert record(russia, date(2022, 9, 11)).startswith(f"It has seen {len(known)} dated facts")
    assert record(russia, date(2022, 6, 2)).startswith("The case has no dated fact")
    checked = replace(russia, happened=tuple(replace(h, source="archigos.csv") for h in known), observations=())
    assert "checked" not in record(checked, date(2022, 9, 11))


def test_what_is_claimed_and_not_in_the_model_is_said():
    claim = Constraint("c", "Oslin", parse("nuclear_use by 2031-12-31"), 0.1, 0.6)
    report = ConstraintReport(
        claim, False, None, None, None, 1.0, "the model small has nothing that realises nuclear_use"
    )
    assert unmodelled((report, report)) == "Nothing in it brings about what is also claimed: nuclear use."
    assert unmodelled(()) == ""
