"""Every mechanism of the two articles is in the model, and without it the answers move as the article says."""

import pytest
from click.testing import CliRunner

from brumaire.cli import cli
from brumaire.errors import ModelError
from brumaire.models import load, mechanism_table
from brumaire.pipeline.mechanisms import dated, distressed, effects, effects_table
from brumaire.questions import parse
from brumaire.questions.vocabulary import vocabulary

ALL = [f"M{k}" for k in range(1, 25)]
# In one quick run only what a mechanism forbids outright is certain to show; the rest is for the soak.
OUTRIGHT = {"M10": "ultimatum", "M19": "nuclear_signal"}


def test_all_are_present_and_named_in_why():
    model = load("leader_at_war")
    assert sorted(model.mechanisms) == sorted(ALL)
    why = " ".join(x.why for group in (model.levels, model.derived, model.transitions) for x in group)
    assert set(ALL) <= {word.strip(",:;.") for word in why.split()}


@pytest.mark.parametrize("name", ["leader_at_war", "leader_in_peace"])
def test_each_says_what_moves_without_it_and_asks_what_the_model_can_answer(name):
    model = load(name)
    for mechanism in model.mechanisms.values():
        clauses = (*mechanism.less, *mechanism.more)
        assert clauses, mechanism.name
        for clause in clauses:
            parse(dated(clause, distressed(name).start))
            event = clause.split("(")[0].split(" ")[0]
            assert event in vocabulary()
            assert event in model.realised, (mechanism.name, event)


def test_the_table_has_a_line_for_each_in_the_order_of_the_articles():
    lines = mechanism_table(load("leader_at_war")).splitlines()[2:]
    assert [line.split(" | ")[0].strip("| ") for line in lines] == ALL


def test_switched_off_outright(distress):
    made = {(e.mechanism, e.clause): e for e in effects("leader_at_war", OUTRIGHT, runs=4_000, anchor=distress.anchor)}
    for name, clause in OUTRIGHT.items():
        effect = made[name, clause]
        assert effect.without == 0
        assert effect.whole > 0.002  # eight futures or more
        assert effect.agrees
    assert effects_table(made.values()).count("| yes |") >= len(OUTRIGHT)


@pytest.mark.soak
@pytest.mark.parametrize("name", ["leader_at_war", "leader_in_peace"])
def test_each_moves_the_answers_as_the_article_says(name):
    # What a run does not resolve is asked again with more futures; an effect of the wrong sign stays wrong.
    found = [e for e in effects(name, runs=20_000) if not e.agrees]
    again = effects(name, {e.mechanism for e in found}, runs=100_000) if found else ()
    wrong = [f"{e.mechanism} {e.clause}: {e.difference:+.4f} ± {e.error:.4f}" for e in again if not e.agrees]
    assert wrong == []


def test_a_mechanism_that_is_not_there_is_told_on_the_command_line():
    done = CliRunner().invoke(cli, ["forecast", "examples/russia-2023/case.yaml", "--without", "M25"])
    assert isinstance(done.exception, ModelError)
    assert "no mechanism 'M25'" in str(done.exception)


def test_the_command_prints_some_or_all():
    done = CliRunner().invoke(cli, ["model", "mechanisms", "leader_at_war", "M11"])
    assert done.output.splitlines()[2:] == [
        "| M11 | a killing is announced as illness, credible because of earlier talk of ill health | `cover_story` never happens |"
    ]
