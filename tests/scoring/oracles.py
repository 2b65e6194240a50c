"""Scores against packages that are too heavy for the tests: scikit-learn, model-diagnostics, scikit-survival, lifelines.

    python tests/scoring/oracles.py

in an environment of its own, with `pip install scikit-learn model-diagnostics scikit-survival lifelines` and src on PYTHONPATH. Prints
the greatest difference found in each comparison, and fails above 1e-12. Last run with scikit-learn 1.9.1, model-diagnostics 1.5.0,
scikit-survival 0.28.0 and lifelines 0.30.3.
"""

from __future__ import annotations

import numpy as np

from brumaire import scoring


def main() -> None:
    """Compare and print."""
    rng = np.random.default_rng(1)
    p = rng.uniform(0.01, 0.99, 3_000).round(2)
    y = (rng.uniform(size=p.size) < p**1.3).astype(int)
    far: dict[str, float] = {}

    from sklearn.isotonic import IsotonicRegression
    from sklearn.metrics import brier_score_loss, log_loss

    far["Brier, scikit-learn"] = abs(scoring.brier(p, y).mean() - brier_score_loss(y, p))
    far["log, scikit-learn"] = abs(scoring.log_score(p, y).mean() + log_loss(y, p))
    r = scoring.recalibrate(p, y)
    fitted = IsotonicRegression().fit(p, y).predict(r.p)
    far["recalibration, scikit-learn"] = np.abs(r.value - fitted).max()

    from model_diagnostics.scoring import LogLoss, SquaredError, decompose

    for name, loss, theirs in (("brier", "brier", SquaredError()), ("log", "log", LogLoss())):
        row = decompose(y_obs=y, y_pred=p, scoring_function=theirs).row(0, named=True)
        ours = scoring.corp(p, y, loss=loss)
        far[f"CORP {name}, model-diagnostics"] = max(
            abs(ours.miscalibration - row["miscalibration"]),
            abs(ours.discrimination - row["discrimination"]),
            abs(ours.uncertainty - row["uncertainty"]),
            abs(ours.score - row["score"]),
        )

    from lifelines import KaplanMeierFitter
    from sksurv.metrics import brier_score
    from sksurv.util import Surv

    exits, end = rng.exponential(20, 800), rng.exponential(30, 800)
    gone, day = exits <= end, np.minimum(exits, end)
    law = scoring.kaplan_meier_censoring(day, gone)
    theirs = KaplanMeierFitter().fit(day, ~gone).survival_function_at_times(law.days).to_numpy()
    far["law of censoring, lifelines"] = np.abs(theirs - law.beyond).max()
    at = np.array([3.0, 10.0, 25.0])
    by = np.clip(-np.expm1(-at / rng.uniform(10, 30, (800, 1))), 0, 1)
    told = Surv.from_arrays(gone, day)
    _, means = brier_score(told, told, 1 - by, at)
    ours = scoring.incidence_brier(by, at, day, gone, law, seen=gone).mean(axis=0)
    far["weighed Brier, scikit-survival"] = np.abs(ours - means).max()

    for name, distance in far.items():
        print(f"{name:36}{distance:.1e}")
    raise SystemExit(max(far.values()) > 1e-12)


if __name__ == "__main__":
    main()
