"""JSON Lines: common names of fields, bad lines by number, one document as well as many lines."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from brumaire.articles import read_many
from brumaire.articles.json_lines import FIELDS, JSON
from brumaire.errors import ArticleError

TEXT = (
    "The general said that the army would not obey the palace.\n\nNobody believed him, and the guard was paid at last."
)


def extracts(*lines: object):
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(JSON.extract(BytesIO(data), "a.jsonl"))


def test_common_names_are_understood():
    first, second, third = extracts(
        {
            "text": TEXT,
            "title": "Army",
            "outlet": "Courant",
            "byline": "M. E.",
            "date": "2031-05-02",
            "url": "https://a.example",
        },
        {
            "Content": TEXT,
            "headline": "Army",
            "source": {"id": None, "name": "Lantern"},
            "authors": ["A", "B"],
            "publishedAt": "2031-05-02T01:02:03Z",
        },
        {
            "maintext": f"<p>{TEXT}</p>",
            "title": None,
            "source_domain": "a.example",
            "timestamp": 1935446400,
            "author": {"name": "C"},
        },
    )
    assert first.text == f"Army\n\n{TEXT}"
    assert (first.outlet, first.byline, first.published, first.url) == (
        "Courant",
        "M. E.",
        date(2031, 5, 2),
        "https://a.example",
    )
    assert (second.outlet, second.byline, second.published) == ("Lantern", "A, B", date(2031, 5, 2))
    assert (third.outlet, third.byline, third.published) == ("a.example", "C", date(2031, 5, 2))
    assert third.text.startswith("The general said")
    assert [e.part for e in (first, second, third)] == [":1", ":2", ":3"]


def test_bad_lines_are_refused_by_number_and_the_others_go_on(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"text": TEXT}).encode(),
        b"{not json}",
        b"",
        b'{"title": "no text"}',
        b"[1, 2]",
        b'{"text": "\xff"}',
        b'{"text": "\\ud800 and so on"}',
        b'{"text": ' + b"[" * 200_000,
        b'{"text": 1' + b"0" * 10_000 + b"}",
        b'{"text": "' + b"a" * 6_000_000 + b'"}',
        b'{"text": "L\'arm\xc3\xa9e"}',
        json.dumps({"body": TEXT + " It was said again."}).encode(),
    ]
    path.write_bytes(b"\n".join(lines))
    results = list(read_many(path))
    bad = [str(r).removeprefix(str(path)).split(":")[1] for r in results if isinstance(r, ArticleError)]
    assert bad == ["2", "4", "5", "6", "7", "8", "9", "10"]
    assert [a.path.removeprefix(str(path)) for a in results if not isinstance(a, ArticleError)] == [":1", ":11", ":12"]


def test_one_document_is_read_as_well():
    document = json.dumps([{"text": TEXT}, 5, {"text": TEXT, "title": "T"}], indent=1).encode()
    first, second, third = JSON.extract(BytesIO(document), "a.json")
    assert (first.part, third.part, third.title) == ("#1", "#3", "T")
    assert isinstance(second, ArticleError)
    (only,) = JSON.extract(BytesIO(json.dumps({"text": TEXT}, indent=1).encode()), "a.json")
    assert (only.part, only.text) == ("", TEXT)


@pytest.mark.parametrize("value", [1e400, -1, True, 10**30, "3/4/2031", "soon", None, {}, []])
def test_a_date_that_is_none_is_left_out(value):
    (extract,) = extracts({"text": TEXT, "date": value})
    assert extract.published is None


def test_the_manual_lists_the_names():
    page = (Path(__file__).parents[2] / "docs/how-to/read-articles.md").read_text(encoding="utf-8")
    for field, names in FIELDS.items():
        row = next(line for line in page.splitlines() if line.startswith(f"| {field} |"))
        assert row == f"| {field} | {', '.join(f'`{n}`' for n in names)} |"
