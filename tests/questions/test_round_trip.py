"""parse(to_text(q)) == q for every well-formed q, and what the parser reads is printed canonically."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings

from brumaire.errors import QuestionError
from brumaire.questions import normal, parse, to_text

from .strategies import questions


def printable(question):
    """The text, discarding trees that are too long to be one."""
    try:
        return to_text(question)
    except QuestionError as error:
        assume("characters" not in error.what)
        raise


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(questions())
def test_what_is_printed_is_read_back(question):
    text = printable(question)
    assert parse(text) == question
    assert to_text(parse(text)) == text
    assert normal(question) == question
