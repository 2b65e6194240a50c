"""Forecasts of other platforms: mapped, and where a row is bad it is named and the others are done."""

import pytest

from brumaire.errors import LedgerError
from brumaire.ledger.importing import Mapped, import_rows, mapped

HOW = mapped(
    {
        "columns": {"question": "title", "by": "user.name", "p": "chance", "made": "created", "outcome": "resolved"},
        "constants": {"case": "russia-2023", "sort": "crowd"},
        "questions": {"Will he go?": "leader_exit by 2023-12-31"},
        "outcomes": {"N/A": "void", "False": "no"},
        "percent": True,
    },
    where="m.yaml",
)
ROW = {
    "title": "Will he go?",
    "user": {"name": "ann"},
    "chance": "12.6",
    "created": "2023-01-05T08:00:00Z",
    "resolved": "",
}


def imported(*rows, how=HOW):
    return import_rows([(f"f.csv:{k}", row) for k, row in enumerate(rows, start=2)], how)


def bodies(found, kind):
    return [d.body for d in found.drafts if d.kind == kind]


def test_a_row_is_a_forecast_on_our_question():
    found = imported(ROW)
    (question,), (forecast,) = bodies(found, "question"), bodies(found, "forecast")
    assert (question["text"], question["opens"]) == ("leader_exit by 2023-12-31", "2023-01-05")
    assert (forecast["by"], forecast["form"], forecast["sort"]) == ("ann", {"kind": "point", "p": 0.126}, "crowd")


def test_revisions_are_on_one_question_that_opens_with_the_first():
    found = imported(ROW | {"created": "2023-02-01", "chance": "9"}, ROW)
    assert [q["opens"] for q in bodies(found, "question")] == ["2023-01-05"]
    assert [f["made"] for f in bodies(found, "forecast")] == ["2023-02-01", "2023-01-05"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"chance": "126"}, "no probability"),
        ({"chance": "a lot"}, "no number"),
        ({"chance": ""}, "no probability"),
        ({"created": "5 Jan 2023"}, "not a date"),
        ({"created": "2024-01-05"}, "was over"),
        ({"title": "Will it rain?"}, "cannot stand in a question"),
        ({"user": {}}, "no by"),
        ({"resolved": "maybe"}, "maybe"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_done(change, words):
    found = imported(ROW | change, ROW)
    assert (found.read, len(found.refused)) == (1, 1)
    assert str(found.refused[0]).startswith("f.csv:2: ")
    assert words in str(found.refused[0])
    assert len(bodies(found, "forecast")) == 1


def test_resolutions_come_along():
    (told,) = bodies(imported(ROW | {"resolved": "False"}), "resolution")
    assert (told["outcome"], told["known"]) == ("no", "2023-12-31")
    assert bodies(imported(ROW | {"resolved": "n/a"}), "resolution")[0]["outcome"] == "void"


def test_per_cent_are_shifted_and_not_divided():
    for text, p in (("7", 0.07), ("12.6", 0.126), ("0.1", 0.001), ("100", 1.0)):
        assert bodies(imported(ROW | {"chance": text}), "forecast")[0]["form"]["p"] == p
    plain = Mapped(columns=HOW.columns, constants=HOW.constants, questions=HOW.questions)
    assert bodies(imported(ROW | {"chance": "7%"}, how=plain), "forecast")[0]["form"]["p"] == 0.07
    assert bodies(imported(ROW | {"chance": 0.07}, how=plain), "forecast")[0]["form"]["p"] == 0.07


def test_dates_may_be_written_as_a_platform_writes_them():
    how = mapped({"columns": dict(HOW.columns), "constants": dict(HOW.constants), "dates": "%d.%m.%Y"}, where="m")
    row = ROW | {"title": "leader_exit by 2023-12-31", "created": "05.01.2023", "chance": 0.1}
    assert bodies(imported(row, how=how), "forecast")[0]["made"] == "2023-01-05"


@pytest.mark.parametrize("values", [[], {"column": {}}, {"columns": {"probability": "p"}}])
def test_a_mapping_that_is_none_is_refused(values):
    with pytest.raises(LedgerError):
        mapped(values, where="m.yaml")
