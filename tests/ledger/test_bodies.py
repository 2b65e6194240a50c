"""What may not enter is refused with its place; what may enter has one text alone."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.errors import LedgerError
from brumaire.ledger import Draft, canonical
from brumaire.ledger.chain import bodies

from .drafts_for_tests import DISTRIBUTION, VERBAL, formed, question, resolution, some_of_everything, withdrawal

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXT, VALUES, max_size=3))
def test_canonical_text_says_the_same_and_is_the_only_one(value):
    text = canonical(value)
    assert json.loads(text) == value
    assert canonical(json.loads(text)) == text
    assert canonical(dict(reversed(value.items()))) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, "a\0b", "\ud800", {1: 2}, {"a": b"x"}, {"a": {1, 2}}, {"\0": 1}])
def test_what_no_store_keeps_is_refused(value):
    with pytest.raises(LedgerError):
        canonical({"value": [value]})


def test_every_kind_and_form_passes():
    assert len(bodies(some_of_everything())) == 14


def changed(draft: Draft, **changes: object) -> Draft:
    return Draft(draft.kind, {k: v for k, v in (draft.body | changes).items() if v is not ...})


Q = question()
POINT = formed(Q, {"kind": "point", "p": 0.1})


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (Draft("rumour", {}), "no entry of kind 'rumour'"),
        (changed(Q, id="0" * 16), "made from case, text and opens"),
        (changed(Q, closes="2023-01-25"), "not after it opens"),
        (changed(Q, opens="20230125"), "'20230125', not a date"),
        (changed(Q, opens="2023-02-30"), "'2023-02-30', not a date"),
        (changed(Q, text=...), "'text' is missing"),
        (changed(POINT, by=" "), "'by' is ' '"),
        (changed(POINT, sort="astrologer"), "one of expert, crowd"),
        (changed(POINT, form="point"), "'form' is 'point'"),
        (changed(POINT, basis="an article"), "'basis' is 'an article'"),
        (formed(Q, {"kind": "guess"}), "'kind' is 'guess'"),
        (formed(Q, {"kind": "point", "p": 1.2}), "'p' is 1.2, no probability"),
        (formed(Q, {"kind": "point", "p": True}), "'p' is True, no probability"),
        (formed(Q, {"kind": "point"}), "'p' is None, no probability"),
        (formed(Q, {"kind": "interval", "low": 0.3, "high": 0.1}), "low 0.3, high 0.1 are not in order"),
        (formed(Q, {"kind": "interval", "low": 0.1, "high": 0.3, "p": 0.5}), "are not in order"),
        (formed(Q, VERBAL | {"mid": 0.9}), "are not in order"),
        (formed(Q, VERBAL | {"words": ""}), "'words' is ''"),
        (formed(Q, DISTRIBUTION | {"days": ["2024-01-31", "2023-06-30"]}), "do not increase"),
        (formed(Q, DISTRIBUTION | {"days": []}), "'days' are missing"),
        (formed(Q, DISTRIBUTION | {"manners": ["coup"]}), "has 2 rows"),
        (formed(Q, DISTRIBUTION | {"cumulative": [[0.2, 0.1], [0, 0]]}), "never falling"),
        (formed(Q, DISTRIBUTION | {"cumulative": [[0.1, 0.6], [0.1, 0.6]]}), "together pass 1"),
        (formed(Q, DISTRIBUTION | {"cumulative": [[0.1], [0.1]]}), "does not have a row"),
        (resolution(Q, "maybe"), "one of yes, no, void, ambiguous"),
        (resolution(Q, "void", reason=" "), "'reason' is ' '"),
        (changed(withdrawal(POINT), reason=...), "'reason' is missing"),
    ],
)
def test_what_may_not_enter_is_refused_with_its_place(draft, words):
    with pytest.raises(LedgerError, match=words) as raised:
        bodies([Q, draft])
    assert str(raised.value).startswith("draft 1")
