"""Who does it to whom, and how, where no case names the actors."""

import pytest

from brumaire.claims.events.arguments import said
from brumaire.records import Argument

from .written import asked, claims

TEXT = """\
President Oren Vask faces a mutiny in the army of Veldania.

"{}," Ada Ames, a historian, said.
"""


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("Military intelligence could move against him", "coup_attempt(military_intelligence)"),
        ("There could be a coup by the junior officers", "coup_attempt(junior_officers, rank=bottom)"),
        ("He could be overthrown by the guard", "coup_attempt(guard)"),
        ("The generals would refuse the order to march", "disobedience(generals)"),
        ("The allies may send 60 tanks", "arms_pledge(tanks)"),
        ("He will go into exile", "leader_exit(fate=exiled)"),
    ],
)
def test_arguments(words, question):
    found = [c for c in claims(TEXT.format(words)) if c.question and c.speaker]
    assert [asked(c) for c in found] == [question]


def test_no_value_without_its_words():
    assert said("arms_delivery", "they will come in May") == ()
    assert said("leader_exit", "he may be voted out") == (Argument("manner", ("regular",)),)


WAR = """\
Veldania's president, Oren Vask, sent his army over the Halvian border in May. Halvia calls up reserves and the war goes on.

"{}," Ada Ames, a historian, said.
"""


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("There could be a Halvian victory this year", "defeat"),
        ("There could be a Veldanian victory this year", "victory"),
        ("A victory for Halvia is possible", "defeat"),
        ("A victory is possible", "victory"),
    ],
)
def test_whose_victory_without_a_case(words, event):
    found = [c for c in claims(WAR.format(words)) if "ictory" in c.content.quote]
    assert [c.events for c in found] == [(event,)]
