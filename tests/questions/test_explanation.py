"""What `brumaire question explain` prints."""

from __future__ import annotations

from datetime import date

import pytest

from brumaire.errors import QuestionError
from brumaire.questions import explain, in_words, parse, vocabulary

AS_OF = date(2023, 1, 25)
WINS = "the leader's side wins the war"


def line(text, label):
    return next(row for row in text.splitlines() if row.startswith(label))[14:]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("leader_exit(coup | natural_death)", "the leader leaves office (manner: coup or natural death)"),
        ("mobilisation(amount >= 500000)", "a mobilisation is decreed (at least 500000 men)"),
        ("losses(killed, amount <= 20)", "losses are suffered (of: killed; at most 20 men)"),
        (
            "coup_attempt(gru, rank=top) by 2023-12-31",
            "there is a coup attempt (by: gru; rank: top) by 2023-12-31",
        ),
        (
            "not (talks or ceasefire) between 2023-02-01 and 2023-03-01",
            "it is not so that (the sides hold talks or a ceasefire holds) from 2023-02-01 to 2023-03-01",
        ),
        (
            "talks within 3 days of (victory and defeat)",
            f"the sides hold talks within 3 days after the first time that ({WINS} and the leader's side loses the war)",
        ),
        (
            "talks within 3 days before victory given purge",
            f"the sides hold talks within 3 days before the first time that {WINS}; given that senior figures are purged",
        ),
        (
            "talks within 3 days given do(tanks=2)",
            "the sides hold talks within 3 days of the asking date; with the lever tanks set to 2",
        ),
    ],
)
def test_in_words(text, words):
    assert in_words(parse(text)) == words


@pytest.mark.parametrize(
    ("text", "as_of", "dates"),
    [
        ("talks by 2023-12-31", None, "events after the asking date, up to 2023-12-31"),
        ("talks by 2023-12-31", AS_OF, "events after 2023-01-25, up to 2023-12-31"),
        ("talks within 6 months", AS_OF, "events after 2023-01-25, up to 2023-07-25"),
        ("talks within 6 months", None, "events after the asking date; where the last day falls depends on it"),
        ("talks", None, "events after the asking date, up to the horizon of the futures"),
        (
            "talks by 2023-12-31 or purge",
            AS_OF,
            "events after 2023-01-25, up to 2023-12-31, and what has no window up to the horizon of",
        ),
    ],
)
def test_dates(text, as_of, dates):
    assert line(explain(text, as_of), "Dates") == dates


def test_ledger_and_canonical_text():
    text = explain("( coup  within 1 year)", AS_OF)
    assert line(text, "Question") == "leader_exit(coup) within 1 year"
    assert line(text, "As of then") == "leader_exit(coup) by 2024-01-25"
    assert line(text, "Ledger") == "can enter"
    assert line(explain("coup within 1 year"), "Ledger").startswith("cannot enter: within 1 year counts from")
    assert line(explain("morale"), "Ledger").startswith("cannot enter: morale cannot be checked")


@pytest.mark.parametrize("name", list(vocabulary()))
def test_every_event_is_explained_with_its_rule(name):
    text = " ".join(explain(name).split())
    definition = vocabulary()[name]
    assert definition.rule in text
    assert definition.not_counted in text
    assert ("our judgement" in text) == (definition.mark == "j")


def test_a_tree_is_explained_too():
    assert explain(parse("talks")) == explain("talks")


def test_what_is_no_question_is_not_explained():
    with pytest.raises(QuestionError, match="unknown event"):
        explain("tallks by 2023-12-31")
