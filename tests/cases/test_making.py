"""New case files are valid as they are written, whatever the names in them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire import cases
from brumaire.errors import CaseError
from brumaire.records import Article

GIVEN = {
    "name": "nowhere-2030",
    "country": "Nowhere",
    "leader": "A. Nobody",
    "birth": date(1960, 2, 11),
    "entered": date(2013, 6, 3),
    "regime": "personal",
    "start": date(2030, 1, 1),
}


def article(**changes) -> Article:
    values = {"id": "0123456789abcdef", "path": None, "text": "x", "blocks": ()}
    return Article(**{**values, **changes})


@pytest.mark.parametrize("war", ["none", "interstate", "civil"])
def test_a_new_case_is_valid_and_asks_something(war):
    began = None if war == "none" else date(2029, 9, 14)
    case = cases.parse_case(cases.new_case(**GIVEN, war=war, war_began=began), file="new")
    assert (case.war.kind, case.war.began, case.model) == (
        war,
        began,
        "leader_in_peace" if war == "none" else "leader_at_war",
    )
    assert case.questions[0] == "leader_exit by 2031-01-01"
    assert case.leader.regime == "personal"


def test_articles_are_entered_by_hash_and_the_latest_dates_the_case():
    dated = article(outlet='The "Daily": #1', byline="C. Writer", published=date(2030, 2, 25))
    text = cases.new_case(**GIVEN, articles=[dated, article(id="fedcba9876543210")])
    case = cases.parse_case(text, file="new")
    assert [(a.hash, a.outlet, a.published) for a in case.articles] == [
        ("0123456789abcdef", 'The "Daily": #1', date(2030, 2, 25)),
        ("fedcba9876543210", None, None),
    ]
    assert case.as_of == date(2030, 2, 25)


PRINTABLE = st.characters(exclude_categories=["C", "Z"])


@given(st.text(PRINTABLE, min_size=1), st.text(st.characters(categories=["L"]), min_size=1))
def test_any_printable_name_survives(leader, country):
    case = cases.parse_case(cases.new_case(**{**GIVEN, "leader": leader, "country": country}), file="new")
    assert case.leader.name == " ".join(leader.split())
    assert case.country == country


@pytest.mark.parametrize(
    "wrong",
    [
        {"birth": date(2040, 1, 1)},
        {"entered": date(1950, 1, 1)},
        {"regime": "tyranny"},
        {"war": "cold"},
        {"war": "interstate"},
        {"name": "Nowhere 2030"},
        {"name": "x\ny: 1"},
    ],
)
def test_what_a_case_would_be_refused_for(wrong):
    with pytest.raises(CaseError, match="to mend"):
        cases.new_case(**{**GIVEN, **wrong})


def test_a_case_from_a_profile():
    case = cases.case_from_profile(
        birth=date(1960, 2, 11),
        entered=date(2013, 6, 3),
        regime="military",
        at=date(2030, 1, 1),
        war="civil",
        war_began=date(2028, 1, 1),
        last_attempt=date(2029, 1, 1),
    )
    assert (case.model, case.start, case.as_of) == ("leader_at_war", date(2030, 1, 1), date(2030, 1, 1))
    assert case.leader.last_attempt == date(2029, 1, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"birth": date(2031, 1, 1)}, {"entered": date(1950, 1, 1)}, {"regime": "x"}, {"war": "civil"}, {"war": "x"}],
)
def test_profiles_that_contradict_themselves(wrong):
    values = {"birth": date(1960, 2, 11), "entered": date(2013, 6, 3), "regime": "party", "at": date(2030, 1, 1)}
    with pytest.raises(CaseError, match="to mend"):
        cases.case_from_profile(**{**values, **wrong})
