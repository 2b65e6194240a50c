"""The outside view: what the record of all leaders says about one of whom only dates are known.

>>> from datetime import date
>>> profile = Profile(birth=date(1935, 1, 1), entered=date(1990, 1, 1), regime="monarchy", at=date(2020, 1, 1))
>>> view = outside_view(profile)
>>> max(view.exits, key=lambda manner: view.exits[manner].per_year)
'natural_death'
"""

from brumaire.history.base_rates import probability
from brumaire.history.facts import LeaderFact, facts_source, find_leader
from brumaire.history.incidence import attempt_incidence, cumulative_incidence
from brumaire.history.outside_view import by_hand, outside_view
from brumaire.history.profiles import Profile, profile
from brumaire.history.war import war_end_probability

__all__ = [
    "LeaderFact",
    "Profile",
    "attempt_incidence",
    "by_hand",
    "cumulative_incidence",
    "facts_source",
    "find_leader",
    "outside_view",
    "probability",
    "profile",
    "war_end_probability",
]
