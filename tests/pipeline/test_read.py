"""Reading many sources: dates given by file, source or single article; what is refused; the same article once."""

import json
from datetime import date
from pathlib import Path

import pytest

from brumaire.pipeline.read import read

TEXT = (
    "The army will move against President Orlan before the spring, Colonel Ada Reyl of the {} brigade said on Monday.\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT.format("river"))
    (tmp_path / "b.txt").write_text("")
    lines = [
        json.dumps({"text": TEXT.format("coast"), "date": "2030-01-01"}),
        "{",
        json.dumps({"text": TEXT.format("hill")}),
    ]
    (tmp_path / "c.jsonl").write_text("\n".join(lines))
    (tmp_path / "d.txt").write_text(TEXT.format("river"))
    return tmp_path


def dates(result):
    return [(Path(a.path).name, a.published) for a in result.reading.articles]


def test_one_that_fails_does_not_stop_the_others_and_the_same_is_read_once(folder):
    seen = []
    result = read([folder], progress=lambda good, bad: seen.append((good, bad)))
    assert dates(result) == [("a.txt", None), ("c.jsonl:1", date(2030, 1, 1)), ("c.jsonl:3", None)]
    assert [str(e).partition(": ")[0].removeprefix(str(folder)) for e in result.refused] == ["/b.txt", "/c.jsonl:2"]
    assert seen == [(1, 0), (1, 1), (2, 1), (2, 2), (3, 2)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a.txt", [date(2031, 5, 2), date(2030, 1, 1), None]),
        ("c.jsonl", [None, date(2031, 5, 2), date(2031, 5, 2)]),
        ("c.jsonl:3", [None, date(2030, 1, 1), date(2031, 5, 2)]),
        (".", [date(2031, 5, 2)] * 3),
    ],
)
def test_dates_by_file_article_or_source(folder, given, expected):
    result = read([folder], published={folder / given: date(2031, 5, 2)})
    assert [day for _, day in dates(result)] == expected
    assert len(result.refused) == 2


def test_the_file_name_alone_is_enough(folder):
    result = read([folder], published={Path("a.txt"): date(2031, 5, 2), Path("c.jsonl:3"): date(2031, 5, 3)})
    assert [day for _, day in dates(result)] == [date(2031, 5, 2), date(2030, 1, 1), date(2031, 5, 3)]


def test_a_date_without_its_article_is_refused_and_one_for_an_unreadable_one_is_not_refused_twice(folder):
    result = read(
        [folder / "a.txt", folder / "b.txt"],
        published={Path("x.txt"): date(2031, 5, 2), Path("b.txt"): date(2031, 5, 2)},
    )
    assert [str(e).partition(";")[0] for e in result.refused] == [
        f"{folder / 'b.txt'}: the file is empty",
        "--published names x.txt, which is not among the articles",
    ]
