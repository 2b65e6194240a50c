"""Values know their lines, and the parts of YAML that hide meaning are refused."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.yaml_nodes import Node, YamlError, load_yaml, read_scalar


def load(text: str) -> Node:
    return load_yaml(text, file="f.yaml")


def test_a_date_and_a_norwegian_are_text():
    assert load("day: 2022-06-01\ncountry: NO\nsure: yes\nfact: true\n").plain == {
        "day": "2022-06-01",
        "country": "NO",
        "sure": "yes",
        "fact": True,
    }


def test_keys_and_values_know_their_lines():
    tree = load("a: 1\nb:\n  - x\n  - {c: 3}\n")
    assert tree.keys["b"].where == "f.yaml:2"
    assert tree.value["b"].value[1].value["c"].where == "f.yaml:4"


def test_quotes_keep_text():
    assert load("a: \"12\"\nb: 'null'\nc: |\n  7\n").plain == {"a": "12", "b": "null", "c": "7\n"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("0o17", 15), ("-3", -3), ("1e3", 1000.0), (".inf", math.inf), ("-.inf", -math.inf), ("017", 17), ("1.", 1.0)],
)
def test_numbers_of_the_core_schema(text, value):
    assert read_scalar(text) == value
    assert type(read_scalar(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "stands twice"),
        ("a: &x 1\nb: *x\n", 1, "anchor"),
        ("a: 1\nb: !!str 2\n", 2, "tag"),
        ("a: 1\n---\nb: 2\n", 3, "second document"),
        ("a: 1\nb: [1, 2\n", 3, "not YAML"),
        ("a: 1\n\tb: 2\n", 2, "not YAML"),
        ("a: 1\n? [x]\n: 2\n", 2, "key that is not text"),
        ("", 1, "empty"),
        ("a: 1\nb: \x07\n", 2, "character"),
        ("a:\n  <<: {b: 1}\n", 2, "merge"),
    ],
)
def test_errors_point_to_the_line(text, line, words):
    with pytest.raises(YamlError) as error:
        load(text)
    assert error.value.where == f"f.yaml:{line}"
    assert words in str(error.value)


def test_depth_and_size_are_bounded(tmp_path: Path):
    with pytest.raises(YamlError, match="nested"):
        load("[" * 60 + "]" * 60)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"# " + b"x" * 2_000_001)
    with pytest.raises(YamlError, match="bytes"):
        load_yaml(large)


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path):
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"a: 1\nb: \xe9t\xe9\n")
    with pytest.raises(YamlError) as error:
        load_yaml(file)
    assert error.value.where == f"{file}:2"


@given(st.text(max_size=60))
def test_any_text_is_a_tree_or_one_error(text):
    try:
        line = load(text).line
    except YamlError as error:
        line = int(error.where.removeprefix("f.yaml:"))
    assert 1 <= line <= len(text.splitlines()) + 1


@given(st.recursive(st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none(), st.lists, max_leaves=8))
def test_values_written_by_others_are_read_back(value):
    import json

    assert load(json.dumps(value).replace("Infinity", ".inf")).plain == value
