"""Taken at their word, and what decides it: what the page says in words, in each of its forms."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from brumaire.briefs import html, markdown, terminal, to_json
from brumaire.briefs.deciding import deciding_parts
from brumaire.briefs.word import odds, weight_sentence, word_parts


def plain(text):
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", text).replace("\u202f", " ").replace("\\", ""))


def forms(brief):
    out = io.StringIO()
    terminal(brief, Console(file=out, width=400))
    return [plain(html(brief).split("<script>")[0]), plain(markdown(brief)), plain(out.getvalue())]


def test_the_weight_is_said_in_words_and_why(brief):
    assert weight_sentence(brief).startswith("Their weight in the model’s figure is nought.")
    assert "ledger" in weight_sentence(brief)
    assert "20" in weight_sentence(replace(brief, weight_of_commentary=0.2))
    for text in forms(brief):
        assert "Their weight in the model’s figure is nought." in text


def test_each_form_names_parameters_and_histories(brief):
    for text in forms(brief):
        assert "Senior grievance would have to multiply the hazard of “plot forms” by 3.1 rather than 2.2" in text
        assert "Attempts would have to be 2 times as frequent among such leaders as history has them" in text
        assert "A plot (by military intelligence) by 1 March 2032: in 41 % of futures rather than 3 %" in text
        assert "Victory by 1 March 2032: in 6 % of futures rather than 20 %" in text


def test_questions_are_answered_for_each_way_of_reading(brief):
    first = word_parts(brief)[0]
    assert first.head == (
        "Question",
        "Model",
        "As they stand",
        "Within 6 months",
        "Within 12 months",
        "Within 24 months",
    )
    assert [cell.replace("\u202f", " ") for cell in first.rows[0][1:]] == ["6.4 %", "31 %", "34 %", "29 %", "27 %"]
    assert "settled" not in str(first.rows)
    assert "within 24 months: 41 effective futures" in first.after
    assert "within 12 months" not in first.after


def test_speakers_stand_apart_with_their_distance(brief):
    speakers = word_parts(brief)[1]
    oslin, resch = speakers.rows
    assert oslin[0] == "Mara Oslin"
    assert oslin[1] == "4 imposed\n1 could not be"
    assert oslin[3] == "3.6\nas they stand"
    assert "1.9 bits; its condition has 31" in oslin[4].replace("\u202f", " ")
    assert resch[2].replace("\u202f", " ") == "6.5 %\nwithin 12 months"


def test_a_speaker_who_agrees_needs_no_other_world(brief):
    assert not [p for p in word_parts(brief) if "Resch" in p.heading]
    assert [p.heading for p in word_parts(brief)[2:]] == [
        "For Mara Oslin to be right",
        "For all of them to be right, within 12 months",
    ]


def test_too_few_futures_name_no_other_world(brief):
    rows = tuple(replace(row, effective=40.0) for row in brief.at_their_word)
    (part,) = [p for p in word_parts(replace(brief, at_their_word=rows)) if p.heading.startswith("For all")]
    assert "too few to tell another world" in part.text[0]


def test_without_a_claim_that_could_be_imposed_there_is_no_such_part(brief):
    rows = tuple(replace(row, claims=0) for row in brief.at_their_word)
    assert word_parts(replace(brief, at_their_word=rows)) == ()
    assert 'id="word"' not in html(replace(brief, at_their_word=rows))


@pytest.mark.parametrize(
    ("bits", "words"), [(1.0, "2 to one"), (6.6, "97 to one"), (8.06, "270 to one"), (20.1, "a million")]
)
def test_bits_are_odds(bits, words):
    assert words in odds(bits)


def test_the_single_fact_and_the_ten_numbers_are_named(brief):
    for text in forms(brief):
        assert (
            "The single fact that would move the answer most, if it were learnt today, is whether there will be defeat by 31 August 2031. "
            "If so, it is 12 %; if not, 5.5 %; not knowing, 6.4 %."
        ) in text
        assert "there has been a plot (by guard) since 2 September 2030 that nobody has recorded" in text
        assert (
            "Most of that comes from history’s figure for leaving in a regular way: knowing it would take away 43 %"
            in text
        )
    assert len(deciding_parts(brief)[1].rows) == 3


def test_numbers_that_scatter_hides_are_said_to_be_hidden(brief):
    hidden = replace(brief.decides, sensitivity=None, facts=(), why_not="it is hidden by the scatter of the simulation")
    facts, numbers = deciding_parts(replace(brief, decides=hidden))
    assert facts.text[0].startswith("No single fact")
    assert "hidden by the scatter" in numbers.text[0]
    assert to_json(replace(brief, decides=hidden))["decides"]["parameters"] == []


def test_no_number_is_singled_out_where_none_stands_out(brief):
    report = brief.decides.sensitivity
    weak = tuple(replace(e, total_error=1.0) for e in report.parameters)
    decides = replace(brief.decides, sensitivity=replace(report, parameters=weak))
    assert "No single one of them stands out from chance." in deciding_parts(replace(brief, decides=decides))[1].text[0]


def test_others_stand_beside_the_model_of_their_own_day(brief):
    for text in forms(brief):
        assert "−3.9" in text  # 7.1 % that day against 11 %
    row = to_json(brief)["comparisons"][0]
    assert (row["then"], row["interval_then"]) == (0.071, (0.04, 0.12))
