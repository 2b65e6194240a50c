"""The leader-month panel: who was in office, what was known, what came next."""

from brumaire.history.panel.axis import first_day, last_day, month_index, month_of
from brumaire.history.panel.build import Panel, build, next_exit
from brumaire.history.panel.columns import COLUMNS
from brumaire.history.panel.manners import MANNERS
from brumaire.history.panel.outcomes import TARGETS
from brumaire.history.panel.windows import Windows, windows

__all__ = [
    "COLUMNS",
    "MANNERS",
    "TARGETS",
    "Panel",
    "Windows",
    "build",
    "first_day",
    "last_day",
    "month_index",
    "month_of",
    "next_exit",
    "windows",
]
