"""Every mistake in a case file is found at once, with its line and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire import cases
from brumaire.errors import CaseError

GOOD = """\
name: nowhere-2030
country: Nowhere
leader:
  name: A. Nobody
  birth: 1960-02-11
  entered: 2013-06-03
  regime: personal
war:
  kind: interstate
  began: 2029-09-14
start: 2030-01-01
as_of: 2030-03-01
actors:
  guard: {name: State Guard}
happened:
  - {day: 2030-02-10, event: armed_mutiny, args: {by: guard}, source: made up}
observations:
  - {indicator: leader_unseen, day: 2030-02-10, source: made up}
questions:
  - leader_exit by 2031-03-01
articles:
  - {hash: "0123456789abcdef", published: 2030-02-25}
other_forecasts:
  - {by: a crowd, day: 2030-02-01, question: leader_exit by 2031-01-01, probability: 0.1, source: made up}
"""


def problems(text: str, tmp_path: Path) -> list[CaseError]:
    file = tmp_path / "case.yaml"
    file.write_text(text, encoding="utf-8")
    return cases.check(file)


def test_the_good_case_is_good(tmp_path: Path):
    assert problems(GOOD, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("start: 2030-01-01", "starts: 2030-01-01", 11, "unknown key 'starts'"),
        ("birth: 1960-02-11", "birth: 2030-06-01", 5, "in the future"),
        ("birth: 1960-02-11", "birth: 1860-02-11", 5, "over 110"),
        ("birth: 1960-02-11", "birth: 1960-02-30", 5, "not a day of the calendar"),
        ("birth: 1960-02-11", "birth: February 1960", 5, "YYYY-MM-DD"),
        ("birth: 1960-02-11", "birth: 1960", 5, "birth is 1960"),
        ("entered: 2013-06-03", "entered: 1950-06-03", 6, "not after birth"),
        ("entered: 2013-06-03", "entered: 2031-06-03", 6, "in the future"),
        ("regime: personal", "regime: personel", 7, "did you mean personal"),
        ("  regime: personal\n", "", 4, "leader has no regime"),
        ("kind: interstate", "kind: interstat", 9, "did you mean interstate"),
        ("  began: 2029-09-14\n", "", 9, "war has no began"),
        ("began: 2029-09-14", "began: 2030-09-14", 10, "after the case's start"),
        ("as_of: 2030-03-01", "as_of: 2029-03-01", 12, "before start"),
        ("name: nowhere-2030", "name: Nowhere 2030", 1, "not a short name"),
        ("  guard: {name: State Guard}", "  Guard: {name: State Guard}", 14, "cannot stand in a question"),
        ("  guard: {name: State Guard}", "  guard: {alias: State Guard}", 14, "did you mean aliases"),
        ("event: armed_mutiny", "event: armed_mutinny", 16, "did you mean armed_mutiny"),
        ("event: armed_mutiny", "event: natural_death", 16, "leader_exit"),
        ("args: {by: guard}", "args: {by: gard}", 16, "no actor of this case"),
        ("args: {by: guard}", "args: {size: 500}", 16, "no argument 'size'"),
        (", args: {by: guard}, source: made up", "", 16, "happened has no source"),
        ("leader_unseen, day: 2030-02-10", "leader_unseen", 18, "observations has no day"),
        (
            "unseen, day: 2030-02-10",
            "unseen, day: 2030-02-10, until: 2030-02-01",
            18,
            "until 2030-02-01 lies before day",
        ),
        (
            "unseen, day: 2030-02-10",
            "unseen, day: 2030-02-10, until: 2030-02-11, seen: false",
            18,
            "has no uncertain day",
        ),
        ("  - leader_exit by 2031-03-01", "  - leader_exit bye 2031-03-01", 20, "column"),
        ("  - leader_exit by 2031-03-01", "  - leader_exit by 2031-03-01\n  - leader_exit by 2031-03-01", 21, "twice"),
        ('"0123456789abcdef"', '"0123"', 22, "sixteen"),
        ('"0123456789abcdef"', "1234567890123456", 22, "hash is 1234567890123456"),
        ("probability: 0.1", "probability: 10", 24, "0 to 1"),
        ("probability: 0.1", "probability: .nan", 24, "0 to 1"),
        ("questions:", "outside_view: {coups: 1}\nquestions:", 19, "no 'coups'"),
        ("questions:", "deviations: {popularity: {value: 0.5}}\nquestions:", 19, "no source"),
        ("questions:", "deviations: {popularity: {value: 50, source: x}}\nquestions:", 19, "-5 to 5"),
        ("questions:", "calendar: {daily: [{from: 2030-02-02, to: 2030-02-01}]}\nquestions:", 19, "before it begins"),
        ("questions:", "places: {guard: {name: Guard Hill}}\nquestions:", 19, "two things"),
        ("questions:", "candidates: nobody\nquestions:", 19, "write entries"),
        ("name: nowhere-2030", "name: nowhere-2030\nname: twice", 2, "stands twice"),
        ("name: nowhere-2030", "name: [nowhere", 2, "not YAML"),
    ],
)
def test_one_mistake_one_line(tmp_path: Path, old, new, line, words):
    assert old in GOOD
    found = problems(GOOD.replace(old, new), tmp_path)
    assert any(error.where == f"{tmp_path / 'case.yaml'}:{line}" and words in str(error) for error in found), [
        str(error) for error in found
    ]
    assert all(error.mend for error in found)


def test_all_mistakes_at_once_in_the_order_of_lines(tmp_path: Path):
    text = (
        GOOD.replace("1960-02-11", "1960-13-11").replace("personal", "x").replace("probability: 0.1", "probability: x")
    )
    found = problems(text, tmp_path)
    assert [int(error.where.rpartition(":")[2]) for error in found] == [5, 7, 24]
    with pytest.raises(CaseError, match=r"2 more: brumaire case check"):
        cases.load(tmp_path / "case.yaml")


def test_files_that_are_not_there_or_not_text(tmp_path: Path):
    with pytest.raises(CaseError, match="no such case file"):
        cases.load(tmp_path / "nothing.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CaseError, match="not UTF-8"):
        cases.load(tmp_path / "binary.yaml")
    (tmp_path / "list.yaml").write_text("- a\n- b\n")
    with pytest.raises(CaseError, match="case is a list"):
        cases.load(tmp_path / "list.yaml")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CaseError, match="cannot read"):
        cases.load(tmp_path / "empty")


LINES = GOOD.splitlines()


@given(
    st.lists(
        st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["", "  x", "- y", "a: [", "null", "start: 9"]))
    ),
    st.lists(st.integers(0, len(LINES) - 1), max_size=3),
)
def test_any_file_is_a_case_or_a_list_of_problems(edits, dropped):
    lines = list(LINES)
    for at, text in edits:
        lines[at] = text
    text = "\n".join(line for i, line in enumerate(lines) if i not in dropped)
    try:
        assert cases.parse_case(text, file="f").start.year == 2030
    except CaseError as error:
        assert error.where.startswith("f:")  # noqa: PT017  # either outcome is right; the property is about both
