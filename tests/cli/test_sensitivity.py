"""`brumaire sensitivity`: a table to read, and the same as data."""

import json

import pytest

QUESTION = "leader_exit by 2032-05-10"


@pytest.fixture
def ask(brumaire, example):
    def run(*words):
        return brumaire("sensitivity", example / "case.yaml", *words, "--runs", "10000", "--threads", "1")

    return run


def test_the_table_names_what_matters(ask):
    ran = ask(QUESTION)
    assert ran.status == 0, ran.err
    assert "Alone" in ran.out
    assert "With others" in ran.out
    assert "defeat_scale" in ran.out
    assert "What to watch in the next four weeks" in ran.out


def test_json_has_every_parameter_and_every_sign(ask):
    ran = ask(QUESTION, "--json")
    data = json.loads(ran.out)
    assert data["schema"] == "brumaire.sensitivity/1"
    assert data["question"] == QUESTION
    assert len(data["parameters"]) > 200
    first = data["parameters"][0]
    assert first["parameter"] == "defeat_scale"
    assert set(first) == {
        *("parameter", "first_order", "first_order_error", "total", "total_error", "low", "high", "meaning")
    }
    assert 0.1 < first["first_order"] < 0.7
    shares = [p["first_order"] for p in data["parameters"]] + [p["share"] for p in data["pairs"]]
    assert sum(shares) + data["unexplained"] == pytest.approx(1.0)
    assert {"if_seen_error", "expected_movement_error"} <= set(data["indicators"][0])


def test_a_lever_can_be_set(ask):
    assert ask(f"{QUESTION} given do(tanks=withhold)", "--json").status == 0


def test_what_is_settled_depends_on_nothing(ask):
    ran = ask("mobilisation by 2031-04-30")
    assert ran.status == 4
    assert "settled by the record" in ran.err


def test_what_the_scatter_hides_is_said(ask):
    ran = ask("coup by 2031-06-30")
    assert ran.status == 7
    assert "hidden by the scatter" in ran.err
