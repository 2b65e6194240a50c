"""Who does it to whom, and how, where no case names the actors."""

import pytest

from brumaire.claims.arguments import said
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
