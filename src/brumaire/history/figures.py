"""The published and computed figures that the outside view stands on, each with where it comes from.

Marks, as in domain.md: *d* computed from data, *l* literature read, *r* recalled and to be checked, *j* judgement.
Counts named `COUNTS` are events in leader-years of 1950 to 2010 (autocracies from 1990 where said), from Archigos
exits by the Geddes, Wright and Frantz regime of that year; `training/base_rates.py` prints them from the files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from brumaire.records import Regime

DOMAIN: Final = "domain.md section 3"
ARCHIGOS: Final = "archigos.csv exitcode by gwf_all.csv regime"
AUTOCRACIES: Final[frozenset[str]] = frozenset(
    {"military", "military_personal", "personal", "party", "party_personal", "monarchy"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its source and mark."""

    value: float
    mark: str
    source: str = DOMAIN


@dataclass(frozen=True, slots=True)
class Counts:
    """Events observed in an exposure (leader-years, wars, attempts), and where they were counted."""

    events: float
    exposure: float
    source: str

    @property
    def rate(self) -> float:
        """Events per unit of exposure."""
        return self.events / self.exposure


# Coup attempts a country-year by regime, 1950-2010 (d, domain.md section 3); "unknown" is the average of all countries.
ATTEMPTS: Final[dict[Regime, Figure]] = {
    "military": Figure(0.199, "d"),
    "military_personal": Figure(0.154, "d"),
    "personal": Figure(0.097, "d"),
    "party": Figure(0.025, "d"),
    "party_personal": Figure(0.039, "d"),
    "monarchy": Figure(0.040, "d"),
    "democracy": Figure(0.031, "d"),
    "unknown": Figure(0.048, "d"),
}
# Personal regimes had .097 in 1950-2010 and .065 in 1990-2010, centred on 2000. At .80 a decade the first figure
# therefore belongs to 1982, and so do the other regimes' (j).
ATTEMPTS_TABLE_YEAR: Final = 1982.0
# Attempts by years since the regime began, autocracies: (upper bound in years, attempts a year).
ATTEMPTS_BY_REGIME_AGE: Final = ((2.0, 0.182), (5.0, 0.144), (10.0, 0.075), (20.0, 0.045), (30.0, 0.043), (1e9, 0.017))
ATTEMPTS_AUTOCRACIES: Final = Counts(296, 4457, "powell_thyne_2025_12.csv by gwf_all.csv, autocracies 1950-2010")
# Irregular exits of autocrats by years in office: (upper bound, exits a year).
IRREGULAR_BY_TENURE: Final = ((2.0, 0.089), (5.0, 0.060), (10.0, 0.047), (20.0, 0.029), (1e9, 0.026))
# Mean of the line above over the leader-years of autocracies in each band (677, 998, 1059, 1081, 639).
IRREGULAR_MEAN: Final = 0.0491

# Logit of any attempt in a year, covariates of the year before (d, domain.md section 3).
LOGIT_INTERCEPT: Final = -4.66
LOGIT_DECADE: Final = 0.80
LOGIT_REGIME: Final[dict[str, float]] = {"military": 2.6, "military_personal": 2.3, "personal": 2.0}
LOGIT_RECENCY: Final = 10.2
RECENCY_YEARS: Final = 5.0
LOGIT_CIVIL: Final = 1.60
LOGIT_INTERSTATE: Final = 0.87
LOGIT_LATER_WAR_YEAR: Final = 0.66
# Domain of the decade term: the logit was fitted on these years and is not carried beyond them.
LOGIT_YEARS: Final = (1950.0, 2020.0)
# Weight of the logit against the table of regimes in the geometric pool (j: "the logit is the main formula").
LOGIT_WEIGHT: Final = 0.75
# Share without a further attempt by months after a failed one (d, domain.md section 3).
AFTER_FAILURE: Final = ((0.0, 1.0), (3.0, 0.91), (6.0, 0.83), (12.0, 0.69), (60.0, 0.47))
AFTER_SUCCESS_YEAR: Final = 0.23

# Share of attempts that succeed, 1950-2010 (d, domain.md section 3), and attempts and successes of 1990-2010.
SUCCESS: Final[dict[Regime, float]] = {
    "military": 0.61,
    "military_personal": 0.34,
    "personal": 0.44,
    "party": 0.47,
    "party_personal": 0.53,
    "monarchy": 0.55,
    "democracy": 0.51,
    "unknown": 0.498,
}
_SINCE_1990 = "powell_thyne_2025_12.csv by gwf_all.csv, 1990-2010"
SUCCESS_SINCE_1990: Final[dict[Regime, Counts]] = {
    "military": Counts(2, 5, _SINCE_1990),
    "military_personal": Counts(2, 5, _SINCE_1990),
    "personal": Counts(7, 30, _SINCE_1990),
    "party": Counts(4, 9, _SINCE_1990),
    "party_personal": Counts(1, 2, _SINCE_1990),
    "monarchy": Counts(0, 0, _SINCE_1990),
    "democracy": Counts(13, 26, _SINCE_1990),
    "unknown": Counts(35, 94, "powell_thyne_2025_12.csv, 1990-2010"),
}
# The longer record weighs as much as this many attempts beside the recent ones (j).
SUCCESS_PRIOR_ATTEMPTS: Final = 20.0

# Natural death in office since 1980: h(age) = h65 exp(b (age - 65)) (d, domain.md section 3).
NATURAL_AT_65: Final = 0.0100
NATURAL_GROWTH: Final = 0.094
# Exits for ill health beside natural deaths, post-1945 shares of all exits (d, domain.md section 3).
ILL_HEALTH_RATIO: Final = 0.021 / 0.058

# Years in office at which the course of tenure changes.
TENURE_BANDS: Final = (2.0, 5.0, 10.0, 20.0, 1e9)
# Regular exits in leader-years of 1950-2010, by regime and band of tenure.
REGULAR_CELLS: Final[dict[Regime, tuple[tuple[int, int], ...]]] = {
    "military": ((32, 112), (15, 111), (4, 44), (0, 20), (0, 0)),
    "military_personal": ((17, 47), (1, 70), (4, 77), (1, 45), (1, 8)),
    "personal": ((34, 154), (1, 236), (6, 278), (4, 298), (1, 160)),
    "party": ((30, 185), (9, 315), (21, 371), (17, 384), (10, 201)),
    "party_personal": ((3, 33), (0, 62), (0, 79), (2, 113), (0, 94)),
    "monarchy": ((9, 64), (3, 93), (1, 120), (3, 150), (0, 129)),
    "democracy": ((368, 1119), (246, 1227), (125, 573), (40, 122), (1, 9)),
    "unknown": ((554, 1861), (291, 2262), (170, 1662), (72, 1210), (14, 649)),
}
# The same for all autocracies: their course over tenure is the prior of a regime's.
REGULAR_AUTOCRACIES: Final = ((143, 677), (41, 998), (40, 1059), (29, 1081), (13, 639))

# Forced out by colleagues (other government actors, power struggle short of a coup), 1950-2010.
HANDOVER_COUNTS: Final[dict[Regime, Counts]] = {
    "military": Counts(11, 286, ARCHIGOS),
    "military_personal": Counts(2, 247, ARCHIGOS),
    "personal": Counts(3, 1125, ARCHIGOS),
    "party": Counts(7, 1457, ARCHIGOS),
    "party_personal": Counts(2, 382, ARCHIGOS),
    "monarchy": Counts(8, 556, ARCHIGOS),
    "democracy": Counts(9, 3050, ARCHIGOS),
    "unknown": Counts(47, 7644, ARCHIGOS),
}
HANDOVER_AUTOCRACIES: Final = Counts(37, 4454, ARCHIGOS)

# Protest and rebels by regime family and civil war (autocracies 1990-2010, others 1950-2010).
UPRISING: Final = {"autocracy": Figure(0.0057, "d"), "democracy": Figure(0.0009, "d", ARCHIGOS)}
UPRISING_COUNTS: Final = {
    ("autocracy", False): Counts(5, 1040, f"{ARCHIGOS}, popular protest 1990-2010"),
    ("autocracy", True): Counts(3, 345, f"{ARCHIGOS}, popular protest 1990-2010"),
    ("democracy", False): Counts(3, 2738, f"{ARCHIGOS}, popular protest 1950-2010"),
    ("democracy", True): Counts(0, 452, f"{ARCHIGOS}, popular protest 1950-2010"),
}
REBELS_COUNTS: Final = {
    ("autocracy", False): Counts(3, 3646, f"{ARCHIGOS}, rebels 1950-2010, no civil conflict in ucdp_acd.csv"),
    ("autocracy", True): Counts(12, 345, f"{ARCHIGOS}, rebels 1990-2010, civil conflict in ucdp_acd.csv"),
    ("democracy", False): Counts(2, 2738, f"{ARCHIGOS}, rebels 1950-2010, no civil conflict in ucdp_acd.csv"),
    ("democracy", True): Counts(6, 452, f"{ARCHIGOS}, rebels 1950-2010, civil conflict in ucdp_acd.csv"),
}
# Campaigns that succeed when nonviolent (r): turns exits by uprising into uprisings.
UPRISING_SUCCEEDS: Final = Figure(0.64, "r")

ASSASSINATION: Final = Figure(0.0014, "d")
FOREIGN_PEACE: Final = Counts(10, 7373, f"{ARCHIGOS}, foreign 1950-2010, no interstate war in cow_war_inter.csv")
# 2 of 124 leaders at a war's start were removed by the foe up to a year after its end; two years each (j).
FOREIGN_WAR: Final = Counts(2, 248, f"{DOMAIN}: 2 of 124 leaders at war, exposure of two years each judged")
# The same counted by war-years of COW is higher, 8 in 272; it sets the upper end.
FOREIGN_WAR_HIGH: Final = 0.030

# Death among the fates after an irregular exit (d, domain.md section 3).
KILLED_AFTER_IRREGULAR: Final = 0.18

# War: chance that it ends in the next 12 months given months fought (d), median of all wars in days (d).
WAR_MEDIAN_DAYS: Final = 222.0
WAR_ENDS: Final = ((12.0, 0.46), (24.0, 0.36), (36.0, 0.28))
INITIATOR_WINS, INITIATOR_LOSES = 0.55, 0.26
NUCLEAR_PER_MONTH: Final = Figure(0.002, "j")


def by_band(table: tuple[tuple[float, float], ...], years: float) -> float:
    """The value of the first band whose upper bound lies above `years`.

    >>> by_band(IRREGULAR_BY_TENURE, 22.7)
    0.026
    """
    return next(value for bound, value in table if years < bound)
