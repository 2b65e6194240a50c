"""Areas under the curves on small cases counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from brumaire.errors import HistoryError
from brumaire.history.ranking import pr_auc, roc_auc


def test_all_alike_rank_nothing():
    p, y = np.full(4, 0.3), np.array([True, False, False, False])
    assert roc_auc(p, y) == 0.5
    assert pr_auc(p, y) == 0.25


def test_best_and_worst_order():
    y = np.array([False, False, True])
    assert roc_auc(np.array([0.1, 0.2, 0.3]), y) == 1.0
    assert roc_auc(np.array([0.2, 0.3, 0.1]), y) == 0.0
    assert pr_auc(np.array([0.2, 0.3, 0.1]), y) == pytest.approx(1 / 3)


def test_without_events_there_is_no_area():
    assert math.isnan(roc_auc(np.array([0.1]), np.array([False])))
    assert math.isnan(pr_auc(np.array([0.1]), np.array([False])))


def test_arrays_that_do_not_fit():
    with pytest.raises(HistoryError):
        roc_auc(np.array([0.1, 0.2]), np.array([True]))
