"""`brumaire replay`: futures told as stories, on the fictional example."""

import json

import pytest

from brumaire.pipeline import anchoring


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(anchoring, "RUNS", 1_000)


WAR = "war_end by 2032-02-01 given leader_exit by 2032-01-01"


def test_stories_as_data_and_as_text_are_the_same_futures(brumaire, example):
    words = ("replay", example / "case.yaml", WAR, "--count", 2, "--runs", 1_000, "--threads", 1, "--seed", 3)
    ran = brumaire(*words, "--json")
    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    assert (told["schema"], told["question"], len(told["stories"])) == ("brumaire.replay/1", WAR, 2)
    text = brumaire(*words).out
    for story in told["stories"]:
        assert story["leaves"]
        names = [e["event"] for scene in story["scenes"] for e in scene["events"]]
        assert {"leader_exit", "war_end"} <= set(names)
        moments = [scene["moment"] for scene in story["scenes"]]
        assert moments == sorted(moments)
        assert f"(trajectory {story['trajectory']})" in text
        for scene in story["scenes"]:
            reason = scene["reason"]
            if reason and reason["per_year"] is not None:
                product = reason["base"]
                for multiplier in reason["multipliers"]:
                    product *= multiplier["times"]
                assert product == pytest.approx(reason["per_year"], rel=1e-6)
            if scene["events"]:
                assert f"{scene['day']}  {scene['events'][0]['event'].replace('_', ' ')}" in text
    assert "── asked 10 May 2031 ──" in text
    assert "a year then" in text


def test_a_lever_and_all_that_moves(brumaire, example):
    words = ("replay", example / "case.yaml", "arms_delivery by 2031-12-31", "--runs", 1_000, "--count", 1)
    brief, whole = brumaire(*words).out, brumaire(*words, "--all").out
    assert "left out; --all shows them" in brief
    assert "→" in whole
    assert len(whole) > len(brief)
    held = brumaire(*words, "--do", "tanks=withhold")
    assert held.status == 7
    assert "comes true in none of" in held.err


@pytest.mark.parametrize(
    ("question", "status", "what"),
    [
        ("leader_exit by 2031-04-01", 4, "is settled by the record"),
        ("leader_exit by", 4, "question, column"),
        ("mobilisation(amount >= 90000000) by 2032-01-01", 7, "comes true in none of"),
    ],
)
def test_what_cannot_be_told(brumaire, example, question, status, what):
    ran = brumaire("replay", example / "case.yaml", question, "--runs", 1_000)
    assert ran.status == status, ran.err
    assert what in ran.err
    assert "Traceback" not in ran.err
