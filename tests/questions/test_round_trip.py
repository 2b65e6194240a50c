"""parse(to_text(q)) == q for every well-formed q, and what the parser reads is printed canonically."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings

from brumaire.dates import Duration
from brumaire.errors import QuestionError
from brumaire.questions import normal, parse, to_text
from brumaire.records import Amount, And, Argument, By, Do, Event, Or, Question, Term, Within

from .strategies import questions


def printable(question):
    """The text, discarding trees that are too long to be one."""
    try:
        return to_text(question)
    except QuestionError as error:
        assume("characters" not in error.what)
        raise


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(questions())
def test_what_is_printed_is_read_back(question):
    text = printable(question)
    assert parse(text) == question
    assert to_text(parse(text)) == text
    assert normal(question) == question


def test_redundant_brackets_and_double_negations_go():
    text = "not (not (victory by 2023-01-01)) and (talks or (ceasefire or settlement)) and (plot and (purge))"
    assert to_text(parse(text)) == "victory by 2023-01-01 and (talks or ceasefire or settlement) and plot and purge"


def test_arguments_are_put_in_order():
    text = "leader_exit ( cover = illness , natural_death|coup , fate=killed ) by 2024-12-31"
    assert to_text(parse(text)) == "leader_exit(coup | natural_death, fate=killed, cover=illness) by 2024-12-31"


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("coup", "leader_exit(coup)"),
        ("natural_death by 2024-12-31", "leader_exit(natural_death) by 2024-12-31"),
        ("assassination(by=army)", "leader_exit(assassination, by=army)"),
        ("uprising", "uprising"),
        ("leader_exit(uprising)", "leader_exit(uprising)"),
        ("offensive(own)", "offensive(own_forces)"),
        ("irregular", "leader_exit(coup | handover | uprising | rebels | assassination)"),
        (
            "leader_exit(foreign | irregular)",
            "leader_exit(coup | handover | uprising | rebels | assassination | foreign)",
        ),
        ("mobilisation(amount >= 500000.0 men)", "mobilisation(amount >= 500000)"),
        ("territory_lost(amount<=2.50)", "territory_lost(amount <= 2.5)"),
        ("losses(amount >= 12 pieces, amount <= 20)", "losses(amount >= 12 pieces, amount <= 20)"),
        ("plot\nwithin 1 months", "plot within 1 month"),
        (" x-1 :plot", "x-1: plot"),
        ("plot given do( tanks = -2.50 )", "plot given do(tanks=-2.50)"),
        ("(plot or purge) and victory or talks", "(plot or purge) and victory or talks"),
        ("plot within 6 months of (victory)", "plot within 6 months of victory"),
    ],
)
def test_canonical_text(short, whole):
    assert to_text(parse(short)) == whole


@pytest.mark.parametrize(
    "question",
    [
        Question(And(())),
        Question(Or((And(()),))),
        Question(Term(Event("coup_atempt"))),
        Question(Term(Event("victory", (Argument("by", ("own",)),)))),
        Question(Term(Event("leader_exit", (Argument("manner", ()),)))),
        Question(Term(Event("mobilisation", (Amount(">=", float("nan")),)))),
        Question(Term(Event("successor", (Argument("person", ("two words",)),)))),
        Question(Term(Event("plot"), By(date(1700, 1, 1)))),
        Question(Term(Event("plot"), Within(Duration(1, "day"), "of", Term(Event("victory"), negated=True)))),
        Question(Term(Event("plot"), Within(Duration(1, "day"), "of", None))),
        Question(Term(Event("plot")), Do("two words", "x")),
        Question(Term(Event("plot")), case="a case"),
        Question(Or((Term(Event("elite_redeployment")),) * 200)),
    ],
)
def test_what_is_no_question_is_not_printed(question):
    with pytest.raises(QuestionError):
        to_text(question)


def test_a_tree_of_any_depth_is_refused_without_a_recursion_error():
    clause = Term(Event("plot"))
    for _ in range(5000):
        clause = Term(Or((clause, clause)), negated=True)
    with pytest.raises(QuestionError, match="50 brackets"):
        to_text(Question(clause))
