"""What the projections say, as records and as arrays."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from brumaire.ledger import open_ledger

from .drafts_for_tests import AT, question, some_of_everything

FIRST, SECOND = question().body["id"], question("leader_exit by 2025-01-31").body["id"]


@pytest.fixture
def ledger(ledger_url):
    with open_ledger(ledger_url) as opened:
        opened.append(some_of_everything(), at=AT, author="ann")
        yield opened


def test_questions(ledger):
    first, second = ledger.questions()
    assert (first.number, first.id, first.case) == (1, FIRST, "russia-2023")
    assert (first.text, first.given) == ("coup_attempt by 2025-01-31", None)
    assert (first.opens, first.closes) == (date(2023, 1, 25), date(2025, 1, 31))
    assert ledger.questions(ids=[SECOND, "none"]) == (second,)
    assert ledger.questions(case="elsewhere") == ()
    assert ledger.questions(resolved=True) == (first,)
    assert ledger.questions(resolved=False) == (second,)
    assert ledger.questions(closed_by=date(2025, 1, 30)) == ()
    assert len(ledger.questions(closed_by=date(2025, 1, 31))) == 2


def test_forecasts(ledger):
    said = ledger.forecasts(question=FIRST)
    assert [(one.by, one.form, one.p, one.low, one.mid, one.high) for one in said] == [
        ("Zoë “Z” O’Neil", "point", 0.1, None, None, None),
        ("Zoë “Z” O’Neil", "point", 1 / 3, None, None, None),
        ("Ben", "interval", None, 0.1, None, 0.3),
        ("Cem", "verbal", None, 0.6, 0.75, 0.85),
    ]
    assert (said[0].withdrawn, said[0].reason) == (date(2023, 3, 1), "a slip of the pen")
    assert (said[1].withdrawn, said[1].reason, said[1].made) == (None, None, date(2023, 5, 1))
    assert said[3].body["form"]["words"] == "likely"
    assert [one.by for one in ledger.forecasts(sort="model")] == ["model"]
    assert [one.number for one in ledger.forecasts(by="Ben", form="interval")] == [5]


def test_the_last_resolution_counts_and_those_before_it_stay(ledger):
    (now,) = ledger.resolutions()
    assert (now.number, now.question, now.outcome, now.happened, now.replaces) == (14, FIRST, "no", None, 13)
    before, after = ledger.resolutions(history=True)
    assert (before.outcome, before.happened, before.replaces) == ("yes", date(2023, 6, 23), None)
    assert after == now
    assert ledger.resolutions(known_by=date(2024, 1, 1)) == (before,)
    assert ledger.resolutions(question=SECOND) == ()
    assert now.body["reason"] == "a mutiny is not a coup attempt"


def test_columns(ledger):
    columns = ledger.columns()
    assert columns.number.tolist() == [2, 4, 5, 6, 7, 8]
    assert [one.id for one in columns.questions] == [FIRST, SECOND]
    assert columns.question.tolist() == [0, 0, 0, 0, 1, 1]
    assert columns.forecasters == (
        ("Zoë “Z” O’Neil", "expert"), ("Ben", "expert"), ("Cem", "expert"), ("model", "model"), ("crowd", "crowd"),
    )  # fmt: skip
    assert columns.forecaster.tolist() == [0, 0, 1, 2, 3, 4]
    assert [date.fromordinal(day) for day in columns.day[:2].tolist()] == [date(2023, 2, 1), date(2023, 5, 1)]
    np.testing.assert_array_equal(columns.p, [0.1, 1 / 3, np.nan, 0.75, np.nan, 1e-9])


def test_columns_of_an_empty_ledger(tmp_path):
    with open_ledger(tmp_path / "empty.db") as ledger:
        assert ledger.columns().p.shape == (0,)


def test_columns_hold_the_ends_and_the_withdrawals_and_score_as_the_records_do(ledger):
    from brumaire.ledger.standing import rows_of, rows_of_columns

    quick, plain = rows_of_columns(ledger.columns()), rows_of(ledger.questions(), ledger.forecasts())
    assert quick.questions == plain.questions
    assert [quick.forecasters[k] for k in quick.forecaster] == [plain.forecasters[k] for k in plain.forecaster]
    for name in ("number", "question", "day", "p", "low", "high", "withdrawn"):
        np.testing.assert_array_equal(getattr(quick, name), getattr(plain, name), err_msg=name)
    assert quick.withdrawn.max() > 0
