"""The HTML page as text: one file, nothing to fetch, nothing to evaluate, everything said."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from brumaire.briefs import html
from brumaire.briefs.arrange import interval_or_why
from brumaire.briefs.incidence_chart import incidence_spec


def policy(page):
    return re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]


def test_it_fetches_nothing(brief):
    page = html(brief)
    outside = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)=["'](?!#)""", outside)
    assert "@import" not in outside
    assert "url(" not in outside
    assert "default-src 'none'" in policy(page)


def test_its_policy_allows_exactly_its_own_scripts_and_style(brief):
    page = html(brief)
    assert "unsafe" not in policy(page)

    def source(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    style = re.search(r"<style>(.*?)</style>", page, flags=re.DOTALL)[1]
    assert len(scripts) == 3
    assert f"script-src {' '.join(map(source, scripts))};" in policy(page)
    assert f"style-src {source(style)};" in policy(page)
    assert " style=" not in re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)


def test_it_opens_with_one_answer_in_words_and_number(brief):
    heading = re.search(r"<h1>(.*?)</h1>", html(brief))[1]
    plain = re.sub("<[^>]*>", "", heading).replace("\u202f", " ")
    assert plain == "6.4 % chance that Aran Velk leaves office by 1 March 2032"


def test_every_part_of_the_brief_is_there(brief):
    page = html(brief)
    for part in (
        "forecast",
        "how",
        "claims",
        "against",
        "word",
        "levers",
        "watch",
        "decides",
        "reported",
        "open",
        "others",
        "limits",
    ):
        assert f'id="{part}"' in page
        assert f'href="#{part}"' in page
    for text in ("“a move against him by the army is likely”", "guard pay: arrears", "Northmarket", "4f1c09ab77d2e650"):
        assert text in page
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'id="([^"]+)"', page))


def test_a_brief_without_anything_is_still_a_page(bare):
    page = html(bare)
    assert "No question was asked." in page
    assert "No claim was found in the articles." in page
    assert "data-spec=" not in page.split("<script>")[0]


def test_no_positive_chance_reads_zero_and_no_uncertain_one_reads_certain(brief):
    text = re.sub("<[^>]*>", " ", html(brief).split("<script>")[0]).replace("\u202f", " ")
    assert not re.search(r"(?<![\d.,])0(?:\.0)? %(?! to)", text)
    assert len(re.findall(r"(?<![\d.])100 %", text)) == 2  # the settled question, and the claims' scale in words


def test_the_chart_is_plain_data(brief):
    page = html(brief)
    block = re.search(r'<script type="application/json" id="spec-incidence">(.*?)</script>', page, re.DOTALL)[1]
    assert json.loads(block) == json.loads(json.dumps(incidence_spec(brief)))


def test_the_chart_stacks_to_the_total(brief):
    spec = incidence_spec(brief)
    data = {d["name"]: d["values"] for d in spec["data"]}
    last = max(row["day"] for row in data["bands"])
    bands = [row for row in data["bands"] if row["day"] == last]
    total = sum(p.probability for p in brief.incidence if p.day == date(2033, 3, 1) and p.manner != "any")
    assert abs(max(row["high"] for row in bands) - total) < 1e-12
    assert sum(row["high"] - row["low"] for row in bands) == max(row["high"] for row in bands)
    heights = sorted(row["y"] for row in data["labels"])
    assert all(b - a >= 16.9 for a, b in pairwise(heights))
    assert heights[0] >= 0
    assert heights[-1] <= spec["height"]


def test_a_median_date_is_marked_and_named(brief):
    page = html(replace(brief, median_exit=date(2032, 11, 5)))
    assert "By 5 November 2032 the model has Aran Velk as likely gone as not." in page
    assert "The upright line marks the median date." in page


def test_a_settled_headline_claims_no_chance(brief):
    settled = brief.answers[-1]
    page = html(replace(brief, headline=settled.text))
    heading = re.search(r"<h1>(.*?)</h1>", page)[1]
    assert heading.endswith("yes, by the record")


def test_the_same_brief_gives_the_same_page(sample):
    assert html(sample.sample_brief()) == html(sample.sample_brief())


def test_no_future_out_of_many_is_not_never_anywhere_on_the_page(brief):
    none = tuple(replace(w, probability=0.0) for w in brief.open_windows)
    reports = tuple(replace(r, model=0.0) for r in brief.constraints)
    levers = tuple(replace(v, probability=0.0) for v in brief.levers)
    signs = tuple(replace(i, if_seen=0.0, chance=0.0) for i in brief.indicators)
    page = html(replace(brief, open_windows=none, constraints=reports, levers=levers, indicators=signs))
    text = re.sub("<[^>]*>", " ", page.split("<script>")[0]).replace("\u202f", " ")
    assert not re.search(r"(?<![\d.,])0 %", text)


def test_an_interval_that_is_not_resolved_is_not_shown_as_a_point(brief):
    flat = tuple(replace(a, interval=(a.probability, a.probability)) for a in brief.answers)
    page = html(replace(brief, answers=flat))
    assert page.count("<small>not resolved</small>") == 8  # the questions that are open
    assert page.count("interval not resolved") == 1  # the head


def test_a_column_that_would_be_empty_is_not_shown(brief):
    assert html(brief).count('data-label="If commentators are right"') == 9
    alone = tuple(replace(a, if_commentators_right=None) for a in brief.answers)
    page = html(replace(brief, answers=alone, constraints=()))
    assert 'data-label="If commentators are right"' not in page
    assert "stands under “Taken at their word”" in page


def test_what_an_interval_does_not_exceed_stands_in_its_place(brief):
    flat = tuple(replace(a, interval=(a.probability, a.probability), at_most=(0.091, 0.47)) for a in brief.answers)
    page = html(replace(brief, answers=flat)).replace("\u202f", " ")
    assert page.count("<small>at most 9.1 % to 47 %</small>") + page.count("<small>at most 9.1–47 %</small>") == 8
    assert page.count('class="span most"') == 8


@pytest.mark.parametrize(
    ("ends", "words"), [((0.0, 0.02), "at most 2 %"), ((0.0, 0.0004), "under 0.1 %"), ((0.13, 0.45), "at most 13–45 %")]
)
def test_a_lower_end_that_says_nothing_is_left_out(brief, ends, words):
    answer = replace(brief.answers[0], interval=(0.1, 0.1), at_most=ends)
    assert interval_or_why(answer).replace("\u202f", " ") == words
