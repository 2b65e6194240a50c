"""The manual page holds every event as the vocabulary defines it, and its examples are questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brumaire.errors import QuestionError
from brumaire.questions import parse, to_text, vocabulary
from brumaire.questions.reference import table

PAGE = (Path(__file__).parents[2] / "docs/reference/questions.md").read_text(encoding="utf-8")
EXAMPLES = [row.replace("\\|", "|") for row in re.findall(r"^\| `(.+?)` \|", PAGE, re.MULTILINE)]


def test_the_list_of_events_is_up_to_date():
    assert table().strip() in PAGE, "write it again: python -m brumaire.questions.reference"


@pytest.mark.parametrize("name", list(vocabulary()))
def test_every_event_is_documented(name):
    assert f"### `{name}`\n" in PAGE


def test_every_shorthand_is_documented():
    assert [name for name in vocabulary().shorthands if f"`{name}`" not in PAGE] == []


def test_there_are_examples():
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_are_canonical(text):
    assert to_text(parse(text)) == text


def test_the_error_is_the_one_that_is_printed():
    with pytest.raises(QuestionError) as caught:
        parse("coup_atempt")
    assert f"\n{caught.value}\n" in PAGE


def test_the_grammar_is_the_parsers():
    from brumaire.questions import parsing

    rules = re.findall(r"^\w+ += .+$", parsing.__doc__, re.MULTILINE)
    assert len(rules) == 6
    page = " ".join(PAGE.split())
    for rule in rules:
        assert " ".join(rule.split()) in page
