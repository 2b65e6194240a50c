"""The JSON of a brief, a reading and a forecast: the keys that issue and manual promise, the numbers unrounded."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import replace
from pathlib import Path

from brumaire.briefs import claims_csv, forecast_json, reading_json, to_json

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "reference" / "brief.md"


def test_a_reading_has_exactly_the_keys_of_its_schema(brief):
    read = reading_json(brief.reading)
    assert list(read) == ["schema", "articles", "attributions", "claims"]
    assert read["schema"] == "brumaire.read/1"
    assert list(read["articles"][0]) == ["id", "path", "title", "outlet", "published", "language", "blocks"]
    assert read["articles"][0]["blocks"][0] == {"start": 0, "end": 49, "kind": "headline"}
    assert list(read["attributions"][0]) == ["id", "article", "manner", "source", "cue", "content", "speaker", "inside"]
    assert list(read["attributions"][0]["speaker"]) == ["name", "role", "affiliation", "kind"]
    assert all(len(pair) == 2 for a in read["attributions"] for pair in a["content"])
    claim = next(c for c in read["claims"] if c["condition"] and c["window"])
    assert list(claim) == [
        "id",
        "article",
        "attribution",
        "kind",
        "speaker",
        "holder",
        "content",
        "events",
        "question",
        "polarity",
        "condition",
        "likelihood",
        "window",
        "quantities",
        "places",
        "headline_of",
        "overstates",
        "regardless",
    ]
    assert list(claim["content"]) == ["start", "end", "quote"]
    assert list(claim["condition"]) == ["start", "end", "quote", "question"]
    assert list(claim["likelihood"]) == ["words", "start", "end", "low", "mid", "high", "yardstick", "strength"]
    assert list(claim["window"]) == ["words", "start", "end", "from", "to"]
    quantity = next(q for c in read["claims"] for q in c["quantities"])
    assert list(quantity) == ["words", "start", "end", "value", "low", "high", "unit"]


def test_quotes_equal_the_text_at_their_offsets(brief):
    texts = {a.id: a.text for a in brief.reading.articles}
    for claim in reading_json(brief.reading)["claims"]:
        text = texts[claim["article"]]
        for part in (claim["content"], claim["condition"]):
            if part:
                assert text[part["start"] : part["end"]] == part["quote"]
        for part in (claim["likelihood"], claim["window"], *claim["quantities"]):
            if part:
                assert text[part["start"] : part["end"]] == part["words"]


def test_questions_are_canonical_text(brief):
    claims = {c["id"].split("-")[-1]: c for c in reading_json(brief.reading)["claims"][:6]}
    assert claims["c2"]["question"] == "leader_exit(coup) by 2032-02-24"
    assert claims["c3"]["condition"]["question"] == "territory_lost(teyn_valley) by 2031-05-31"
    assert claims["c3"]["window"]["to"] == "2031-05-31"
    assert claims["c2"]["likelihood"]["mid"] is None


def test_a_forecast_has_the_keys_of_its_schema(brief):
    shown = forecast_json(brief.answers, case="karvenia-2031", as_of=brief.as_of, seed=7, runs=20_000)
    assert {k: shown[k] for k in ("schema", "case", "as_of", "seed", "runs")} == {
        "schema": "brumaire.forecast/1",
        "case": "karvenia-2031",
        "as_of": "2031-03-01",
        "seed": 7,
        "runs": 20_000,
    }
    first = shown["answers"][0]
    assert list(first)[:6] == [
        "question",
        "probability",
        "monte_carlo_error",
        "interval",
        "outside_view",
        "if_commentators_right",
    ]
    assert first["question"] == "leader_exit by 2032-03-01"
    assert first["probability"] == 0.064
    assert first["interval"] == [0.031, 0.118]
    assert shown["answers"][5]["outside_view"] is None


def test_a_brief_has_the_keys_of_its_schema(brief):
    shown = json.loads(json.dumps(to_json(brief), allow_nan=False))
    assert shown["schema"] == "brumaire.brief/1"
    for key in ("case", "as_of", "seed", "answers", "claims", "articles", "levers", "indicators", "reported", "open"):
        assert key in shown
    assert [finding["kind"] for finding in shown["open"]] == [
        "disagreement",
        "base rate",
        "headline",
        "analogy",
        "vague",
    ]
    assert shown["answers"][7]["probability"] == 0.00004
    assert [claim["kind"] for claim in shown["reported"]] == ["report", "report"]


def test_what_no_future_agrees_with_is_valid_json(brief):
    reports = tuple(replace(r, bits=math.inf) for r in brief.constraints)
    shown = to_json(replace(brief, constraints=reports))
    json.dumps(shown, allow_nan=False)
    assert shown["constraints"][0]["bits"] is None


def keys(value):
    if isinstance(value, dict):
        return set(value).union(*(keys(v) for v in value.values()))
    return set().union(*(keys(v) for v in value)) if isinstance(value, list) else set()


def test_every_key_stands_in_the_manual(brief):
    documented = set(re.findall(r"`([a-z_]+)`", MANUAL.read_text(encoding="utf-8")))
    used = keys(to_json(brief)) | keys(forecast_json(brief.answers, case="", as_of=brief.as_of, seed=1, runs=1))
    assert used - documented == set()


def test_csv_has_one_row_a_claim(brief):
    rows = list(csv.DictReader(io.StringIO(claims_csv(brief.reading), newline="")))
    assert len(rows) == len(brief.reading.claims)
    third = rows[2]
    assert third["speaker"] == "Mara Oslin"
    assert third["quote"] == "a move against him by the army is likely"
    assert (third["low"], third["mid"], third["high"]) == ("0.6", "0.72", "0.85")
    assert third["events"] == "coup_attempt;armed_mutiny"
    assert third["published"] == "2031-02-24"
    assert Path(brief.reading.articles[0].path).name == "herald.txt"


def test_the_same_brief_gives_the_same_bytes(sample):
    assert json.dumps(to_json(sample.sample_brief())) == json.dumps(to_json(sample.sample_brief()))


def test_an_interval_that_has_shrunk_to_a_point_says_that_it_tells_nothing(brief):
    answer = replace(brief.answers[0], interval=(0.2, 0.2), settled=False)
    shown, open_one = (
        forecast_json([a], case="x", as_of=brief.as_of, seed=1, runs=1000)["answers"][0]
        for a in (answer, brief.answers[0])
    )
    assert "not resolved" in shown["note"]
    assert "not resolved" not in open_one["note"]
