"""What cannot be read: the column, what was expected, and how to mend it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.errors import QuestionError
from brumaire.questions import parse, vocabulary

ERRORS = [
    ("coup_atempt by 2023-01-01", 1, "unknown event 'coup_atempt'", "did you mean coup_attempt?"),
    ("victory or  nuclear_us", 13, "unknown event 'nuclear_us'", "nuclear_use"),
    ("Plot", 1, "unknown event 'Plot'", "did you mean plot?"),
    ("xyzzy", 1, "unknown event 'xyzzy'", "docs/reference/questions.md"),
    ("", 1, "expected an event, found the end of the question", "name an event"),
    ("  (", 4, "expected an event, found the end", "name an event"),
    ("()", 2, "expected an event, found ')'", "name an event"),
    ("plot or", 8, "expected an event, found the end", "name an event"),
    ("or plot", 1, "expected an event, found 'or'", "name an event"),
    ("not not plot", 5, "expected an event, found 'not'", "name an event"),
    ("(plot", 6, "expected ')', found the end", "close the bracket"),
    ("plot)", 5, "found ')'", "leave the bracket out"),
    ("plot purge", 6, "expected 'and', 'or', 'given' or the end", "join events by and"),
    ("plot()", 6, "expected a value, found ')'", "leave the brackets out"),
    ("leader_exit(coup |)", 19, "expected a value, found ')'", "write one word"),
    ("leader_exit(coup, killed)", 19, "'killed' is not a manner of leader_exit", "write fate=killed"),
    ("leader_exit(fate=moon)", 18, "'moon' is not a fate", "write one of unharmed"),
    ("leader_exit(coop)", 13, "'coop' is not a manner", "did you mean coup?"),
    ("leader_exit(colour=red)", 13, "has no argument 'colour'", "cover"),
    ("leader_exit(coup, manner=regular)", 19, "manner stands twice", "join values with |"),
    ("coup(regular)", 6, "manner stands twice", "join values with |"),
    ("victory(own)", 9, "victory takes no arguments", "leave the brackets out"),
    ("victory(by=own)", 9, "victory takes no arguments", "leave the brackets out"),
    ("victory(amount >= 3)", 9, "victory has no amount", "leave the amount out"),
    ("mobilisation(amount > 5)", 21, "'>' cannot stand in a question", "write >= or <="),
    ("mobilisation(amount = 5)", 21, "expected '>=' or '<='", "write amount >= NUMBER"),
    ("mobilisation(amount >= many)", 24, "expected a number, found 'many'", "in digits"),
    ("mobilisation(amount >= 5 tanks)", 26, "not counted in 'tanks'", "write men"),
    ("mobilisation(amount >= 1, amount >= 2)", 27, "amount >= stands twice", "keep one bound"),
    ("mobilisation(amount >= 9999999999999999)", 14, "out of range", "check the number"),
    ("plot by", 8, "expected a date, found the end", "write YYYY-MM-DD"),
    ("plot by 2023-02-30", 9, "'2023-02-30' is not a day of the calendar", "check the day"),
    ("plot by 2023-2-3", 9, "'2023-2-3' is not a date", "write YYYY-MM-DD"),
    ("plot by 0023-01-01", 9, "out of range", "check the year"),
    ("plot by 2023-01-01 by 2023-01-02", 20, "expected no second window", "keep one"),
    ("(plot by 2023-01-01) by 2023-01-02", 22, "a second window", "keep one"),
    ("((plot) within 3 days by 2023-01-02)", 23, "expected no second window", "keep one"),
    ("plot between 2023-01-01, 2023-01-02", 24, "expected 'and', found ','", "between DATE and DATE"),
    ("plot between 2023-02-01 and 2023-01-01", 29, "2023-01-01 is before 2023-02-01", "swap the dates"),
    ("plot within 0 days", 13, "a window of 0 days", "another duration"),
    ("plot within 101 years", 13, "a window of 101 years", "another duration"),
    ("plot within 2.5 days", 13, "expected a whole number, found '2.5'", "30 days or 6 months"),
    ("plot within 3", 14, "expected days, weeks, months or years", "30 days or 6 months"),
    ("plot within 3 fortnights", 15, "found 'fortnights'", "30 days or 6 months"),
    ("plot within 3 days of", 22, "expected an event", "name an event"),
    ("plot within 3 days of (not victory)", 23, "a negation in an anchor", "something that happens"),
    ("plot within 3 days of (purge and not (victory))", 23, "a negation in an anchor", "something that happens"),
    ("plot within 3 days before war_ongoing", 27, "war_ongoing as an anchor", "something that happens"),
    ("plot given", 11, "expected an event, found the end", "name an event"),
    ("plot given victory given talks", 20, "expected the end, found 'given'", "join the conditions by and"),
    ("(plot given victory)", 7, "expected ')', found 'given'", "outside brackets"),
    ("plot given do(tanks)", 20, "expected '=', found ')'", "given do(LEVER=value)"),
    ("plot given do(tanks=)", 21, "expected a value, found ')'", "one word or a number"),
    ("plot given do(tanks=a, guns=b)", 22, "expected ')', found ','", "one lever"),
    ("plot by 2023-01-01 (by=army)", 20, "found '('", "before its window"),
    ("plot @ 3", 6, "'@' cannot stand in a question", "leave it out"),
    ("plot & purge", 6, "'&' cannot stand in a question", "write and"),
    ("(" * 51 + "plot" + ")" * 51, 51, "more than 50 brackets", "several questions"),
    ("plot or " * 260 + "plot", 2001, "a question of 2084 characters", "several questions"),
    ("russia: plott", 9, "unknown event 'plott'", "did you mean plot"),
]


@pytest.mark.parametrize(("text", "column", "what", "mend"), ERRORS)
def test_error_says_where_what_and_how_to_mend(text, column, what, mend):
    with pytest.raises(QuestionError) as caught:
        parse(text)
    error = caught.value
    assert (error.column, error.where) == (column, f"question, column {column}")
    assert what in error.what
    assert mend in error.mend
    assert error.rule


def test_as_deep_as_is_allowed():
    assert parse("(" * 50 + "plot" + ")" * 50) == parse("plot")
    deep = "plot"
    for _ in range(50):
        deep = f"not (plot and {deep})"
    assert parse(deep) is not None


WORDS = [
    *list(vocabulary())[:6],
    "and",
    "or",
    "not",
    "given",
    "by",
    "between",
    "within",
    "of",
    "before",
    "do",
    "(",
    ")",
]
WORDS += [
    "|",
    ",",
    "=",
    ">=",
    "amount",
    "2023-01-01",
    "2023-02-30",
    "3",
    "2.5",
    "days",
    "months",
    "coup",
    "x:",
    "-",
    "é",
    "\n",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_a_question_or_a_question_error(text):
    column = 1
    try:
        parse(text)
    except QuestionError as error:
        column = error.column
    assert 1 <= column <= len(text) + 1
