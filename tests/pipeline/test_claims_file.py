"""What `read --json` writes can be given back to `forecast --claims`."""

import json
from dataclasses import replace

import pytest

from brumaire.briefs import reading_json
from brumaire.errors import ArticleError
from brumaire.pipeline.claims_file import load_reading
from brumaire.pipeline.demo import example
from brumaire.pipeline.outlook import outlook
from brumaire.records import Place, Span


@pytest.fixture(scope="module")
def reading():
    return example()[1]


@pytest.fixture
def written(tmp_path, reading):
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(reading_json(reading)), encoding="utf-8")
    return path


def test_claims_come_back_as_they_were(written, reading):
    again = load_reading(written)

    def known(claim):
        # the file does not say of what kind a speaker is
        return claim if claim.speaker is None else replace(claim, speaker=replace(claim.speaker, kind="unknown"))

    assert [known(c) for c in again.claims] == [known(c) for c in reading.claims]
    assert [(a.id, a.published, a.blocks) for a in again.articles] == [
        (a.id, a.published, a.blocks) for a in reading.articles
    ]


def test_places_and_headlines_come_back(tmp_path, reading):
    place = Place("f" * 16, Span(3, 12, "once more"), "f-a1")
    claims = (replace(reading.claims[0], places=(place,), headline_of="x", overstates=("drops the hedge",)),)
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(reading_json(replace(reading, claims=claims))), encoding="utf-8")
    (again,) = load_reading(path).claims
    assert (again.places, again.headline_of, again.overstates) == ((place,), "x", ("drops the hedge",))


def test_claims_of_an_older_file_have_no_places(tmp_path, reading):
    data = reading_json(reading)
    for claim in data["claims"]:
        del claim["places"], claim["headline_of"], claim["overstates"]
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert {claim.places for claim in load_reading(path).claims} == {()}


def test_they_add_a_column_to_the_forecast(written, veldania, settings):
    settings = replace(settings, runs=4_000)
    question = ["leader_exit by 2032-05-31"]
    without, with_claims = (
        outlook(veldania, question, as_of=None, settings=settings, claims=claims).answers[0]
        for claims in (None, written)
    )
    assert without.if_commentators_right is None
    # one of the speakers says that he will be gone by then
    assert with_claims.if_commentators_right > 2 * with_claims.probability
    assert with_claims.probability == pytest.approx(without.probability, abs=0.01)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not JSON"),
        ('{"schema": "brumaire.read/9"}', "brumaire.read/1"),
        ('{"schema": "brumaire.read/1", "articles": [], "claims": [{"id": "x"}]}', "missing"),
    ],
)
def test_another_file_is_refused(tmp_path, text, words):
    path = tmp_path / "claims.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ArticleError, match=words) as caught:
        load_reading(path)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ArticleError, match="no such file"):
        load_reading(tmp_path / "claims.json")
