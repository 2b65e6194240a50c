"""Words from outside stay words: in HTML, in a terminal, in Markdown and in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from brumaire.briefs import claims_csv, html, markdown, terminal, to_json
from brumaire.briefs.untrusted import in_markdown, one_line, quoted, visible

from .conftest import HOSTILE

ACTING = [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\x1b\x07\x08\x00\x9b\u2028\ufeff"]


class Elements(HTMLParser):
    """The elements of a page, and its text outside scripts and style."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.text, self._inside = [], "", []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag):
        while tag in self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        if not self._inside or self._inside[-1] not in ("script", "style"):
            self.text += data


def test_a_page_of_attacks_has_the_elements_of_an_honest_one(brief, hostile):
    honest, attacked = Elements(html(brief)), Elements(html(hostile))
    for tag in ("script", "style", "meta", "iframe", "img", "link", "base", "form"):
        assert [t for t, _ in attacked.seen].count(tag) == [t for t, _ in honest.seen].count(tag)
    assert not [a for _, attrs in attacked.seen for a in attrs if a.startswith("on")]
    assert "<script>alert(1)</script>" in attacked.text
    assert "{{7*7}}" in attacked.text
    assert "[U+202E]turned[U+2069][U+2066]" in attacked.text


@pytest.mark.parametrize("character", ACTING)
def test_nothing_that_acts_unseen_reaches_a_page_or_a_terminal(character):
    assert character not in visible(f"a{character}b")
    assert one_line(f"a{character}b") in {f"a[U+{ord(character):04X}]b", "a b"}


def test_terminals_get_text_and_no_commands(hostile):
    out = io.StringIO()
    terminal(hostile, Console(file=out, width=160, force_terminal=False))
    text = out.getvalue()
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "[bold]x[/bold]" in text.replace("\n", " ")


def test_markdown_shows_marks_as_marks(hostile):
    text = re.sub("`[^`]*`", "", markdown(hostile))
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "**b**" not in text.replace("\\*\\*b\\*\\*", "")
    for line in text.splitlines():
        if line.startswith("|"):
            cells = line.replace("\\|", "").count("|") - 1
            assert cells in {4, 5, 6, 7}, line


def test_json_keeps_the_words_as_they_are(hostile):
    claims = json.loads(json.dumps(to_json(hostile)))["claims"]
    assert all(claim["content"]["quote"] == HOSTILE for claim in claims)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_runs_no_formula(sample, start):
    reading = sample.reading()
    claims = tuple(replace(c, content=replace(c.content, quote=f'{start}cmd|"/c calc"!A1')) for c in reading.claims)
    rows = list(csv.DictReader(io.StringIO(claims_csv(replace(reading, claims=claims)), newline="")))
    assert rows
    assert all(row["quote"] == f'\'{start}cmd|"/c calc"!A1' for row in rows)
    assert {row["polarity"] for row in rows} == {"+", "-"}


@given(st.text(max_size=80))
def test_any_text_can_be_shown(text):
    shown = visible(text)
    shown.encode()
    assert visible(shown) == shown
    assert "\n" not in in_markdown(text)


def test_quotation_marks_are_not_doubled():
    assert quoted("“whole”") == "“whole”"
    assert quoted('"whole"') == "“whole”"
    assert quoted("“one” and “two”") == "““one” and “two””"
    assert quoted("plain\nlines") == "“plain lines”"
