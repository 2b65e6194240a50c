"""The outside view of a leader as the command line asks for it."""

from __future__ import annotations

from pathlib import Path

from brumaire.errors import HistoryError
from brumaire.history.fitted_view import FittedView, fitted_view
from brumaire.history.profiles import Profile


def view_leader(profile: Profile, data: Path | None = None, *, similar: int = 5) -> FittedView:
    """The fitted view, with analogues from all months of a store or folder where one is given, else from the shipped table.

    Raises
    ------
    HistoryError
        A war that has no beginning before the asking date, or data that cannot be read.
    """
    if profile.war_began is not None and profile.war_began > profile.at:
        raise HistoryError(
            f"the war's beginning {profile.war_began} lies after {profile.at}", mend="leave it out, or ask later"
        )
    if data is None:
        return fitted_view(profile, similar=similar)
    from brumaire.history.analogues import pool_of
    from brumaire.history.panel import build
    from brumaire.history.tables import load

    tables = load(data)
    names = {row.gwcode: row.name for row in tables.of("states")}
    return fitted_view(profile, similar=similar, pool=pool_of(build(tables), names))
