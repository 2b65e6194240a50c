"""Weight is earned by resolved forecasts before the brief's date, and by nothing else."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brumaire.errors import LedgerError
from brumaire.ledger.standing import rows_of
from brumaire.ledger.weight import earned, mixture

from .examples_for_scores import CLOSES, asked, came, said

QUESTIONS = [asked(f"q{k}") for k in range(20)]
BASE = [said(f"q{k}", "history", 0.5, sort="base_rate") for k in range(20)]


def one(p, *, as_of=date(2024, 1, 1), shown=(), outcome="no", words=None):
    mine = [
        said(
            f"q{k}",
            "A",
            None if words else p,
            **(dict(zip(("low", "mid", "high"), words, strict=True)) if words else {}),
        )
        for k in range(20)
    ]
    return earned(
        rows_of(QUESTIONS, [*BASE, *mine]), [came(f"q{k}", outcome) for k in range(20)], ["A"], as_of=as_of, shown=shown
    )[0]


def test_twenty_good_forecasts_earn_half_their_skill():
    told = one(0.1)
    assert (told.resolved, told.skill, told.alpha) == (20, pytest.approx(0.24), pytest.approx(0.12))
    assert told.in_words() == "A: 20 resolved forecasts, Brier score 0.240 better than the base rate: weight 0.1200"


def test_who_is_worse_than_history_earns_nothing():
    assert one(0.9).alpha == 0.0
    assert "no weight" in one(0.9).in_words()


def test_resolutions_of_the_day_itself_or_later_do_not_count():
    assert one(0.1, as_of=CLOSES).resolved == 0
    assert one(0.1, as_of=CLOSES + timedelta(days=1)).resolved == 20


def test_the_questions_of_the_claims_that_are_shown_never_count():
    told = one(0.1, shown={f"q{k}" for k in range(19)})
    assert (told.resolved, told.alpha) == (1, pytest.approx(0.24 / 21))
    assert one(0.1, shown={q.id for q in QUESTIONS}).skill is None


def test_words_earn_what_their_worst_meaning_would():
    assert one(None, words=(0.05, 0.1, 0.3)).skill == pytest.approx(0.25 - 0.09)


def test_no_record_no_weight():
    told = earned(rows_of((), ()), (), ["B"], as_of=date(2024, 1, 1))[0]
    assert (told.resolved, told.skill, told.alpha) == (0, None, 0.0)
    assert told.in_words() == "B: no resolved forecasts before this date, so no weight"


shares = st.lists(st.floats(0.0, 0.5), min_size=1, max_size=5)


@given(shares)
def test_the_mixture_keeps_the_total_and_gives_commentary_half_at_most(alphas):
    model = np.array([1.0, 2.0, 3.0])
    tilted = {f"s{k}": np.roll(model, k + 1) for k in range(len(alphas))}
    weights, share = mixture(model, tilted, {f"s{k}": a for k, a in enumerate(alphas)})
    assert weights.sum() == pytest.approx(6.0)
    assert (weights >= 0).all()
    assert share == pytest.approx(min(sum(alphas), 0.5))


def test_one_who_has_earned_nothing_moves_nothing():
    model = np.array([0.5, 0.5])
    weights, share = mixture(model, {"A": np.array([0.0, 1.0])}, {"A": 0.0})
    assert (weights.tolist(), share) == ([0.5, 0.5], 0.0)


def test_more_than_half_for_one_is_refused():
    with pytest.raises(LedgerError, match="at most"):
        mixture(np.ones(2), {"A": np.ones(2)}, {"A": 0.6})
