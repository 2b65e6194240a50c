"""The reference page is right: its example is a model without errors, and every error code is explained."""

import re
from pathlib import Path

import pytest

from brumaire.models import check_text, explain, load_text

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = (REPOSITORY / "docs" / "reference" / "model-language.md").read_text("utf-8")
ERRORS = REPOSITORY / "docs" / "reference" / "model-errors.md"
EXAMPLE = re.search(r"```yaml\n(schema: .*?)```", PAGE, re.DOTALL)[1]


def test_the_example_has_no_errors():
    assert [str(error) for error in check_text(EXAMPLE)] == []


def test_the_example_says_what_the_page_says():
    model = load_text(EXAMPLE)
    assert model.name == "small"
    assert [t.name for t in model.transitions][:3] == ["plot_forms", "plot_ripens", "attempt"]
    assert model.targets == {"attempts", "success", "natural_death"}
    assert {"leader_exit", "coup_attempt", "successor_harder", "concealment"} <= model.realised
    assert model.levers["tanks"].default == "as_is"


def test_the_example_can_be_explained():
    text = explain(load_text(EXAMPLE))
    assert "M8, M15: success of an attempt is uncertain." in text
    assert "| lag | 3 to 9 | months |" in text


def _codes_in_source():
    folder = REPOSITORY / "src" / "brumaire" / "models"
    return sorted({code for file in folder.glob("*.py") for code in re.findall(r'"(E1\d\d)"', file.read_text("utf-8"))})


@pytest.mark.parametrize("code", _codes_in_source())
def test_every_error_is_explained(code):
    assert re.search(rf"^\| {code} \|", ERRORS.read_text("utf-8"), re.MULTILINE), f"{code} is not explained"


def test_no_error_is_explained_that_does_not_exist():
    told = re.findall(r"^\| (E1\d\d) \|", ERRORS.read_text("utf-8"), re.MULTILINE)
    assert told == _codes_in_source()
