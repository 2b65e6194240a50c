"""Elections: how long ago the last vote was, whether one is announced, and whether the usual term is about to be over."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np

from brumaire.history.codes import gw_code
from brumaire.history.panel.axis import DAYS, Axis, Floats, last_day, month_index
from brumaire.history.panel.counting import by_state, years_since
from brumaire.history.tables import Tables

VOTES = frozenset({"vote", "early vote"})
OPENED = frozenset({"announced", "announcement assumed", "delayed", "deadline not met"})
TERM = (1.0, 8.0)
"""Years between which a usual term lies; other gaps between votes are not taken for one."""


def elections(tables: Tables, axis: Axis) -> dict[str, Floats]:
    """Columns `executive_vote_years`, `legislative_vote_years`, `vote_announced`, `vote_expected`.

    `vote_announced`: some election was announced or delayed in the last 18 months and has neither been held nor voided since, read
    from entries dated by the end of the month only. `vote_expected`: the median gap between past executive votes says that the
    next one falls within twelve months.
    """
    by_kind: dict[str, list[tuple[int, int]]] = {"executive": [], "legislative": []}
    courses: dict[tuple[int, str], list[tuple[int, int, str]]] = defaultdict(list)
    for row in tables.of("reign_elections"):
        day = _day(row.year, row.month, row.day)
        if day is None:
            continue  # `checks` lists it
        state = gw_code(row.ccode, day)
        courses[state, row.election].append((day.toordinal(), row.sequence, row.event))
        if row.event in VOTES and row.kind in by_kind:
            by_kind[row.kind].append((state, day.toordinal()))
    executive = by_state(by_kind["executive"])
    found = {
        "executive_vote_years": years_since(axis, executive),
        "legislative_vote_years": years_since(axis, by_state(by_kind["legislative"])),
        "vote_announced": axis.empty(0.0),
        "vote_expected": axis.empty(),
    }
    place = {state: n for n, state in enumerate(axis.states)}
    for (state, _), course in courses.items():
        if state not in place:
            continue
        course.sort()
        for n, (said, _, event) in enumerate(course):
            if event in OPENED:
                until = course[n + 1][0] if n + 1 < len(course) else said + 548
                known = (axis.ends >= said) & (axis.ends < min(until, said + 548))
                found["vote_announced"][place[state], known] = 1.0
    for n, state in enumerate(axis.states):
        votes = executive.get(state, np.zeros(0, dtype=np.int64))
        for k in range(2, len(votes)):
            gaps = np.diff(votes[: k + 1]) / DAYS
            gaps = gaps[(gaps >= TERM[0]) & (gaps <= TERM[1])]
            if not len(gaps):
                continue
            until = votes[k + 1] if k + 1 < len(votes) else np.iinfo(np.int64).max
            known = (axis.ends >= votes[k]) & (axis.ends < until)
            ahead = votes[k] + float(np.median(gaps)) * DAYS - axis.ends[known]
            found["vote_expected"][n, known] = (ahead > -180) & (ahead <= 366)
    return found


def _day(year: int, month: int, day: int | None) -> date | None:
    if not 1 <= month <= 12:
        return None
    # An entry without a day is known at the end of its month.
    last = last_day(month_index(year, month))
    return last if day is None or not 1 <= day <= last.day else last.replace(day=day)
