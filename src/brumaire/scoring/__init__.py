"""Scores of forecasts and pools of forecasters: pure functions on arrays, one method a file. Nothing is clipped.

>>> float(brier(0.25, 1)), float(log_score(0.0, 1))
(0.5625, -inf)
"""

from brumaire.scoring.brier import brier, brier_categories
from brumaire.scoring.censoring import Censoring, kaplan_meier_censoring
from brumaire.scoring.checkpoints import checkpoint_brier, may_be_scored, passed
from brumaire.scoring.corp import Corp, Recalibrated, corp, recalibrate
from brumaire.scoring.crps_dates import crps_dates
from brumaire.scoring.crps_sample import crps_sample
from brumaire.scoring.differences import brier_difference, crowd_without_own, log_difference
from brumaire.scoring.finite_runs import Registered, from_runs
from brumaire.scoring.incidence_brier import administrative_brier, incidence_brier
from brumaire.scoring.incidence_log import STAYED, Located, incidence_log, incidence_log_density, locate
from brumaire.scoring.intervals import MeanInterval, bootstrap_interval, t_interval
from brumaire.scoring.logarithmic import LogSummary, log_score, log_score_categories, log_summary
from brumaire.scoring.murphy import Murphy, murphy
from brumaire.scoring.paired import PairedTest, paired_t, sign_flip
from brumaire.scoring.peer import peer, peer_over_time
from brumaire.scoring.quantiles import crps_quantiles, interval_score, quantile_score
from brumaire.scoring.ranked_probability import ranked_probability
from brumaire.scoring.reliability import Reliability, reliability_diagram
from brumaire.scoring.skill import shrunk_skill, skills, weight_earned
from brumaire.scoring.spherical import spherical, spherical_categories
from brumaire.scoring.time_average import TimeAveraged, time_averaged
from brumaire.scoring.verbal import Range, brier_range, log_range, mean_brier_range, paired_brier_range

__all__ = [
    "STAYED",
    "Censoring",
    "Corp",
    "Located",
    "LogSummary",
    "MeanInterval",
    "Murphy",
    "PairedTest",
    "Range",
    "Recalibrated",
    "Registered",
    "Reliability",
    "TimeAveraged",
    "administrative_brier",
    "bootstrap_interval",
    "brier",
    "brier_categories",
    "brier_difference",
    "brier_range",
    "checkpoint_brier",
    "corp",
    "crowd_without_own",
    "crps_dates",
    "crps_quantiles",
    "crps_sample",
    "from_runs",
    "incidence_brier",
    "incidence_log",
    "incidence_log_density",
    "interval_score",
    "kaplan_meier_censoring",
    "locate",
    "log_difference",
    "log_range",
    "log_score",
    "log_score_categories",
    "log_summary",
    "may_be_scored",
    "mean_brier_range",
    "murphy",
    "paired_brier_range",
    "paired_t",
    "passed",
    "peer",
    "peer_over_time",
    "quantile_score",
    "ranked_probability",
    "recalibrate",
    "reliability_diagram",
    "shrunk_skill",
    "sign_flip",
    "skills",
    "spherical",
    "spherical_categories",
    "t_interval",
    "time_averaged",
    "weight_earned",
]
