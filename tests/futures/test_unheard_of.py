"""What is on record was not caused by what nobody could have missed and nobody recorded."""

from datetime import date, timedelta

import pytest

from brumaire.futures import ask, simulate
from brumaire.models import load_text
from brumaire.questions import parse
from brumaire.records import Happened

# Units refuse when an attempt fails, and, a hundred times more rarely, of their own accord; only then is he voted out.
MODEL = """\
schema: brumaire.model/1
name: refusals
states: {shaken: {values: [no, yes], initial: no}}
transitions:
  attempt:
    realises: coup_attempt
    when: leader == in_office
    rate: 1 per year
    branches:
      ok: {probability: 0.1, realises: coup_success, exit: coup}
      fails: {probability: rest, realises: disobedience}
    why: x
    source: judged
  refuse: {realises: disobedience, when: shaken == no, rate: 0.01 per year, effect: {shaken: yes}, why: x, source: judged}
  voted_out: {exit: regular, when: shaken == yes, rate: 2 per year, why: x, source: judged}
"""
DAY = date(2022, 2, 1)


@pytest.mark.parametrize(("heard_of", "low", "high"), [(False, 0.8, 1.0), (True, 0.0, 0.1)])
def test_a_refusal_is_that_of_an_attempt_only_where_one_is_on_record(cases, heard_of, low, high):
    record = [Happened(DAY, "disobedience", {}, "test")]
    if heard_of:
        record.insert(0, Happened(DAY, "coup_attempt", {}, "test"))
    case = cases(happened=tuple(record))
    as_of = DAY + timedelta(days=1)
    futures = simulate(load_text(MODEL), case, as_of=as_of, horizon=date(2024, 2, 1), runs=1_000, seed=3)
    voted_out = ask(futures, parse("leader_exit(regular) by 2024-02-01")).probability
    assert low <= voted_out <= high
