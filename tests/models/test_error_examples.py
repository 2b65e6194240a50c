"""Each error of the manual has an example that has it, and one in which it is mended."""

import re
from pathlib import Path

import pytest

from brumaire.models import check_text

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/model-errors.md").read_text("utf-8")
HEAD = "schema: brumaire.model/1\nname: example\n"
STORM = "transitions:\n  storm: {rate: 1 per year, why: winters are hard, source: judged}\n"
EXAMPLES = {
    code: (wrong, mended)
    for code, wrong, mended in re.findall(
        r"^### (E\d+): [^\n]+\n\n(?:[^\n]+\n\n)?Wrong:\n\n```yaml\n(.*?)```\n\nMended:\n\n```yaml\n(.*?)```\n",
        PAGE,
        re.DOTALL | re.MULTILINE,
    )
}


def whole(example):
    """The example as the page says to complete it."""
    if example.startswith("schema"):
        return example
    storm = "" if re.search(r"^(transitions|templates):", example, re.MULTILINE) else STORM
    return HEAD + example + storm


def test_every_code_of_the_table_has_an_example():
    assert list(EXAMPLES) == re.findall(r"^\| (E\d+) \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_one_has_this_error_alone(code):
    errors = check_text(whole(EXAMPLES[code][0]))
    assert {e.code for e in errors} == {code}, [str(e) for e in errors]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_mended_one_has_none(code):
    assert [str(e) for e in check_text(whole(EXAMPLES[code][1]))] == []


def test_the_page_says_how_an_example_is_completed():
    assert f"```yaml\n{HEAD}{STORM}```" in PAGE
