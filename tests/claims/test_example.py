"""The public example: three articles about one leader, with the case that names its actors."""

from datetime import date
from pathlib import Path

import pytest

from brumaire.articles import read_path
from brumaire.cases import load
from brumaire.claims import read_claims

from .written import asked, condition

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "veldania-2031"
PUBLISHED = {"lantern": date(2031, 4, 24), "courant": date(2031, 5, 2), "harbour": date(2031, 5, 9)}


@pytest.fixture(scope="module")
def read():
    case = load(FOLDER / "case.yaml")
    found = {}
    for name, day in PUBLISHED.items():
        found[name] = read_claims(read_path(FOLDER / f"{name}.txt", published=day), case=case).claims
    return found


def one(claims, words):
    found = [claim for claim in claims if words in claim.content.quote]
    assert len(found) == 1, [claim.content.quote for claim in found]
    return found[0]


def test_every_speaker_is_named_in_full(read):
    names = {c.speaker.name for claims in read.values() for c in claims if c.speaker and c.speaker.kind == "person"}
    assert {"Alastair Brook", "Ingrid Halloran", "Tomas Reyl", "Edda Marsh"} <= names
    assert names <= {
        "Alastair Brook",
        "Ingrid Halloran",
        "Tomas Reyl",
        "Edda Marsh",
        "Viktor Drahl",
        "former army officer",
    }


def test_the_headline_is_stronger_than_its_body(read):
    headline = next(claim for claim in read["lantern"] if claim.headline)
    assert headline.attribution is None
    assert headline.question is not None
    assert "FINISHED" in headline.content.quote


def test_questions_use_the_keys_of_the_case(read):
    assert asked(one(read["courant"], "General Pavel Ostrik")) == "successor(ostrik | varga)"
    assert asked(one(read["courant"], "Either his heart")) == (
        "leader_exit(natural_death) or coup_attempt(military_intelligence)"
    )
    assert asked(one(read["lantern"], "200,000")) == "mobilisation(amount >= 200000) by 2031-06-30"
    gets = one(read["lantern"], "gets the new howitzers")
    assert asked(gets) == "offensive_success(adversary) given arms_delivery"


def test_contradicting_speakers_ask_the_same(read):
    reyl, brook = one(read["harbour"], "at 5 per cent"), one(read["harbour"], "somebody will try something")
    assert asked(reyl) == "coup_attempt by 2031-12-31"
    assert reyl.likelihood.mid == 0.05
    assert brook.speaker.name == "Alastair Brook"
    assert brook.likelihood.mid == 0.75
    assert brook.events == ("coup_attempt", "armed_mutiny", "ultimatum")


def test_conditions_and_the_scenario_under_them(read):
    assert condition(one(read["courant"], "guards brigades")) == "coup_attempt"
    assert condition(one(read["courant"], "if Drahl stays")) == "not leader_exit"
    assert condition(one(read["harbour"], "he will stay")) == "not territory_lost"
    assert condition(one(read["harbour"], "a truce along")) == "not offensive_success"


def test_nested_sources_and_analogies(read):
    guard = one(read["courant"], "too soft on Lurania")
    assert (guard.speaker.name, guard.holder) == ("Ingrid Halloran", "State Guard")
    for name, words, opens in (("courant", "Andropov", date(1970, 1, 1)), ("harbour", "Galtieri", date(1982, 6, 1))):
        analogy = one(read[name], words)
        assert (analogy.kind, analogy.window.opens) == ("analogy", opens)


def test_teasers_and_captions_claim_nothing(read):
    for words in ("tennis", "lakeside", "sugar", "cellist", "Subscribe", "column near", "Archive", "Meridian"):
        assert not [c for claims in read.values() for c in claims if words in c.content.quote]
