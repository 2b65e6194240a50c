"""Actors, places and persons come from the case."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.errors import QuestionError
from brumaire.questions import check_values, parse, roles
from brumaire.records import Case, Leader, Named, War

CASE = Case(
    name="arvania-2031",
    title="Arvania",
    country="Arvania",
    leader=Leader("A. Leader", date(1970, 1, 1), date(2010, 1, 1), "personal"),
    war=War("interstate", date(2029, 3, 1), initiator=True),
    model="leader_at_war",
    start=date(2031, 1, 1),
    actors=(
        Named("gru", "Main Directorate", ("the Directorate",), role="military_intelligence"),
        Named("company", "The Company"),
    ),
    places=(Named("tessk", "Tessk", ("Teßk-on-Sea",), role="coast"),),
    candidates=(Named("valero", "General Valero", ("Valero",)),),
)


@pytest.mark.parametrize(
    "text",
    [
        "coup_attempt(gru | company)",
        "coup_attempt(military_intelligence)",
        "offensive(adversary, to=tessk)",
        "territory_lost(coast)",
        "successor(valero | head_of_army)",
        "arvania-2031: coup_attempt(gru)",
        "leader_exit(coup, by=gru) given do(tanks=anything)",
    ],
)
def test_known_values(text):
    check_values(parse(text), CASE)


@pytest.mark.parametrize(
    ("text", "what", "mend"),
    [
        ("coup_attempt(gruu)", "'gruu' is not an actor of the case arvania-2031", "did you mean gru?"),
        ("victory or coup_attempt(the_directorate)", "'the_directorate'", "did you mean gru?"),
        ("offensive(to=tesk)", "'tesk' is not a place", "did you mean tessk?"),
        ("offensive(to=gru)", "'gru' is not a place", "add it to the case, or write one of tessk"),
        ("successor(general_valero)", "'general_valero' is not a candidate", "did you mean valero"),
        ("plot within 3 days of coup_attempt(xx) given victory", "'xx'", "write one of gru, company"),
        ("victory given coup_attempt(xx)", "'xx'", "write one of gru"),
        ("elsewhere: coup_attempt", "the question is of the case 'elsewhere'", "leave the case's name out"),
    ],
)
def test_unknown_values(text, what, mend):
    with pytest.raises(QuestionError) as caught:
        check_values(parse(text), CASE)
    assert what in caught.value.what
    assert mend in caught.value.mend


def test_roles():
    assert dict(roles(CASE)) == {"gru": "military_intelligence", "tessk": "coast"}
