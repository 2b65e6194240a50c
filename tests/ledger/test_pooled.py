"""The team's pool by the default rule, with the model and the base rate beside it."""

from datetime import date

import pytest

from brumaire.ledger.pooled import pooled
from brumaire.ledger.standing import rows_of
from brumaire.scoring.pooling import Forecasts, default_pool

from .examples_for_scores import asked, came, said

ON = date(2023, 2, 1)


def told(forecasts, resolutions=(), questions=(), **more):
    return pooled(rows_of(questions or [asked("q")], forecasts), resolutions, "q", ON, **more)


def test_the_pool_is_the_default_rules_of_what_stands_on_the_day():
    found = told(
        [
            said("q", "A", 0.1),
            said("q", "A", 0.2, made=date(2023, 1, 22)),
            said("q", "A", 0.9, made=date(2023, 2, 2)),
            said("q", "B", 0.4, sort="member"),
            said("q", "W", low=0.01, high=0.6),
            said("q", "model", 0.05, sort="model"),
            said("q", "history", 0.02, sort="base_rate"),
        ]
    )
    rule = default_pool(Forecasts.of([0.2, 0.4], [0, 0], 1), skill=0.0, resolved=0.0, age=[10, 31])
    assert found.pool == pytest.approx(float(rule[0]))
    assert [(v.forecaster[0], v.p, v.age) for v in found.voices] == [("A", 0.2, 10), ("B", 0.4, 31)]
    assert (found.model, found.base_rate, found.without) == (0.05, 0.02, (("W", "expert"),))


def test_only_some_sorts():
    found = told([said("q", "A", 0.1), said("q", "B", 0.4, sort="member")], sorts=["member"])
    assert found.pool == pytest.approx(0.4)


def test_nobody_makes_no_pool():
    assert told([said("q", "model", 0.05, sort="model")]).pool is None


def test_the_better_of_two_counts_more_but_only_by_what_was_resolved_by_then():
    old = [asked(f"o{k}", closes=date(2023, 1, 20)) for k in range(10)]
    record = [said(o.id, who, p) for o in old for who, p in (("A", 0.05), ("B", 0.6))]
    now = [said("q", "A", 0.1), said("q", "B", 0.4)]
    by_then = [came(o.id, "no", known=date(2023, 1, 20)) for o in old]
    later = [came(o.id, "no", known=date(2023, 3, 1)) for o in old]
    without, late, known = (told([*record, *now], r, questions=[*old, asked("q")]).pool for r in ((), later, by_then))
    assert late == without
    assert known < without
