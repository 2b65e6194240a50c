"""The chart of how the leader goes: a Vega specification of cumulative incidence by manner, stacked.

Everything that needs deciding is decided here, so that the page only draws: bands that are too thin to label are
put together, labels are moved apart, colours are names of the page's own style (and follow its light and dark).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from brumaire.briefs.stacked_areas import HEIGHT, Row, stacked_areas, stamp
from brumaire.commentary.numbers import day_in_words, percent
from brumaire.commentary.question_words import spaced
from brumaire.records import MANNERS, Brief, IncidencePoint

_LABEL_GAP = 17.0  # pixels between the baselines of two labels
_MANY = 6  # bands that are told apart by eye
_THIN = 0.04  # of the total at the horizon: less is not worth a band

# From the outside inward: what a leader leaves by in his own time at the bottom, force on top.
_STACK = (
    "regular",
    "natural_death",
    "ill_health",
    "handover",
    "coup",
    "assassination",
    "uprising",
    "rebels",
    "foreign",
)
TOTAL = "any"
OTHER = "other"


def incidence_spec(brief: Brief) -> dict[str, Any] | None:
    """The specification, None where there is nothing to draw."""
    table = {(point.manner, point.day): point.probability for point in brief.incidence if point.manner != TOTAL}
    if not table:
        return None
    days = sorted({day for _, day in table})
    bands = _bands(table, days[-1])
    areas: list[Row] = []
    floor = dict.fromkeys([brief.as_of, *days], 0.0)
    for name, members in bands.items():
        for day, below in floor.items():
            above = below + sum(table.get((manner, day), 0.0) for manner in members)
            areas.append({"band": name, "day": stamp(day), "low": below, "high": above})
            floor[day] = above
    history = _history(brief.incidence, brief.as_of)
    top = _ceiling(max([floor[days[-1]], *(row["value"] for row in history)]))
    return stacked_areas(
        areas=areas,
        colours={name: f"var(--m-{name.replace('_', '-')})" for name in bands},
        labels=_labels(bands, table, days[-1], history[-1]["value"] if history else None, top),
        dashed=history,
        tips=[{"day": stamp(day), "tip": _tip(day, bands, table, floor[day])} for day in days],
        upright=[] if brief.median_exit is None else [stamp(brief.median_exit)],
        domain=(stamp(brief.as_of), stamp(days[-1])),
        top=top,
    )


def manner_words(manner: str) -> str:
    """A manner of exit as it is named on the page.

    >>> manner_words("natural_death"), manner_words("any")
    ('natural death', 'any manner')
    """
    return {
        TOTAL: "any manner",
        OTHER: "other manners",
        "regular": "regular exit",
        "handover": "forced out",
        "foreign": "foreign power",
    }.get(manner, spaced(manner))


def _bands(table: Mapping[tuple[str, date], float], last: date) -> dict[str, tuple[str, ...]]:
    """Names of bands from the bottom up, and the manners in each; the thinnest share the last one."""
    final: dict[str, float] = {m: table[m, last] for m in MANNERS if table.get((m, last), 0.0) > 0}
    total = sum(final.values())
    largest = sorted((m for m, p in final.items() if p >= _THIN * total), key=lambda m: -final[m])[:_MANY]
    rest = tuple(m for m in final if m not in largest)
    if len(rest) == 1:
        return {m: (m,) for m in _STACK if m in final}
    bands: dict[str, tuple[str, ...]] = {m: (m,) for m in _STACK if m in largest}
    return bands | ({OTHER: rest} if rest else {})


def _history(points: Sequence[IncidencePoint], origin: date) -> list[Row]:
    """The outside view's total by day: given as such, else summed where all manners have one."""
    given = {p.day: p.outside_view for p in points if p.manner == TOTAL and p.outside_view is not None}
    if not given:
        by_day: dict[date, list[float | None]] = {}
        for point in points:
            by_day.setdefault(point.day, []).append(point.outside_view)
        given = {day: sum(v for v in views if v is not None) for day, views in by_day.items() if None not in views}
    if not given:
        return []
    return [{"day": stamp(day), "value": value} for day, value in sorted({origin: 0.0, **given}.items())]


def _labels(
    bands: Mapping[str, tuple[str, ...]],
    table: Mapping[tuple[str, date], float],
    last: date,
    history: float | None,
    top: float,
) -> list[Row]:
    """A label at the right end of each band and line, beside it where there is room, else moved apart."""
    wanted: list[Row] = []
    floor = 0.0
    for name, members in bands.items():
        value = sum(table.get((manner, last), 0.0) for manner in members)
        wanted.append(
            {"at": floor + value / 2, "kind": "band", "band": name, "text": f"{manner_words(name)} {percent(value)}"}
        )
        floor += value
    # half a gap above the top, so that it never comes to stand under the highest band's own label
    air = _LABEL_GAP / HEIGHT * top
    wanted.append({"at": floor + air, "kind": "total", "text": f"all manners {percent(floor)}"})
    if history is not None:
        wanted.append({"at": history, "kind": "dashed", "text": f"history alone {percent(history)}"})
    wanted.sort(key=lambda row: row["at"])
    for row in wanted:
        row["y"] = (1 - row.pop("at") / top) * HEIGHT
    for below, here in pairwise(wanted):
        here["y"] = min(here["y"], below["y"] - _LABEL_GAP)
    for above, here in pairwise(wanted[::-1]):
        above["y"] = max(above["y"], 0.0)
        here["y"] = max(here["y"], above["y"] + _LABEL_GAP)
    return wanted


def _tip(day: date, bands: Mapping[str, tuple[str, ...]], table: Mapping[tuple[str, date], float], total: float) -> str:
    lines = [f"gone by {day_in_words(day)}: {percent(total)}"]
    for name in reversed(list(bands)):
        lines.append(f"{manner_words(name)} {percent(sum(table.get((m, day), 0.0) for m in bands[name]))}")
    return "\n".join(lines)


def _ceiling(value: float) -> float:
    """The end of the axis: a round number with a little air above the highest value, 1 at most."""
    for step in (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25):
        if value * 1.06 <= step * 5:
            return min(step * -(-value * 1.06 // step), 1.0)
    return 1.0
