"""A Vega specification of one panel of a replay; colours are names of the page's style, the width is set by the page."""

from __future__ import annotations

from typing import Any

from brumaire.briefs.case_replay.panels import Mark, Panel, span, verdict
from brumaire.briefs.stacked_areas import FONT, stamp
from brumaire.commentary.numbers import day_in_words, interval, percent
from brumaire.records.case_replay import CaseReplay

Row = dict[str, Any]

HEIGHT = 170
HEAD = 36


def panel_spec(replay: CaseReplay, panel: Panel, marks: tuple[Mark, ...]) -> Row:
    """The specification of a panel: targets below, then history and the model, days marked by their numbers above."""
    first, last = span(replay)
    points = [
        {
            "day": stamp(p.as_of),
            "value": p.probability,
            "low": p.low,
            "high": p.high,
            "outside": p.outside_view,
            "tip": f"as of {day_in_words(p.as_of)}: {percent(p.probability)}\n"
            + (f"90 % interval {interval(p.low, p.high)}" if p.high > p.low else "interval not resolved")
            + ("" if p.outside_view is None else f"\nhistory alone {percent(p.outside_view)}"),
        }
        for p in panel.points
    ]
    targets = [
        {"day": stamp(c.target.as_of), "low": c.target.low, "high": c.target.high, "tip": verdict(c)}
        for c in panel.targets
    ]
    marked = [
        {
            "day": stamp(m.day),
            "number": str(m.number),
            "row": m.row,
            "leaves": m.leaves,
            "tip": f"{day_in_words(m.day)}: {'; '.join(m.words)}",
        }
        for m in marks
    ]
    axis = {"labelColor": "var(--muted)", "labelFontSize": 12, "labelFont": FONT, "domainColor": "var(--rule-strong)"}
    axis |= {"tickColor": "var(--rule-strong)", "gridColor": "var(--rule)"}
    x = {"scale": "x", "field": "day"}
    return {
        "height": HEIGHT,
        "width": 480,
        "padding": {"left": 2, "right": 12, "top": HEAD, "bottom": 2},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "config": {"style": {}, "aria": False},
        "data": [
            {"name": "points", "values": points},
            {"name": "history", "values": [row for row in points if row["outside"] is not None]},
            {"name": "targets", "values": targets},
            {"name": "marks", "values": marked},
        ],
        "scales": [
            {"name": "x", "type": "utc", "domain": [stamp(first), stamp(last)], "range": "width", "padding": 8},
            {"name": "y", "type": "linear", "domain": [0, panel.top], "range": "height", "clamp": True},
        ],
        "axes": [
            {
                "orient": "left",
                "scale": "y",
                "grid": True,
                "tickCount": 4,
                "domain": False,
                "ticks": False,
                "minExtent": 38,
                "format": ".0%" if panel.top >= 0.05 else ".1%",
                **axis,
            },
            {"orient": "bottom", "scale": "x", "tickCount": 6, "labelOverlap": True, **axis},
        ],
        "marks": [
            _rules("marks", x, {"y": {"value": 0}, "y2": {"signal": "height"}}, _MARK),
            {
                "type": "text",
                "from": {"data": "marks"},
                "encode": {
                    "enter": {
                        "text": {"field": "number"},
                        "font": {"value": FONT},
                        "fontSize": {"value": 10},
                        "align": {"value": "center"},
                        "fill": [{"test": "datum.leaves", "value": "var(--ink)"}, {"value": "var(--muted)"}],
                        "tooltip": {"field": "tip"},
                    },
                    "update": {"x": x, "y": {"field": "row", "mult": -10, "offset": -4}},
                },
            },
            {
                "type": "rect",
                "from": {"data": "targets"},
                "encode": {
                    "enter": {
                        "fill": {"value": "var(--right)"},
                        "fillOpacity": {"value": 0.28},
                        "stroke": {"value": "var(--right)"},
                        "tooltip": {"field": "tip"},
                    },
                    "update": {
                        "xc": x,
                        "width": {"value": 11},
                        "y": {"scale": "y", "field": "high"},
                        "y2": {"scale": "y", "field": "low"},
                    },
                },
            },
            _line("history", "outside", {"stroke": {"value": "var(--outside)"}, "strokeDash": {"value": [5, 4]}}),
            _rules(
                "points", x, {"y": {"scale": "y", "field": "low"}, "y2": {"scale": "y", "field": "high"}}, _INTERVAL
            ),
            _line("points", "value", {"stroke": {"value": "var(--model)"}, "strokeWidth": {"value": 2}}),
            {
                "type": "symbol",
                "from": {"data": "points"},
                "encode": {
                    "enter": {
                        "fill": {"value": "var(--model)"},
                        "size": {"value": 34},
                        "tooltip": {"field": "tip"},
                    },
                    "update": {"x": x, "y": {"scale": "y", "field": "value"}},
                },
            },
        ],
    }


_MARK: Row = {
    "stroke": [{"test": "datum.leaves", "value": "var(--ink)"}, {"value": "var(--rule-strong)"}],
    "strokeWidth": [{"test": "datum.leaves", "value": 1.5}, {"value": 0.8}],
    "strokeDash": [{"test": "datum.leaves", "value": [1, 0]}, {"value": [2, 3]}],
    "tooltip": {"field": "tip"},
}
_INTERVAL: Row = {
    "stroke": {"value": "var(--model)"},
    "strokeOpacity": {"value": 0.28},
    "strokeWidth": {"value": 4},
    "tooltip": {"field": "tip"},
}


def _rules(data: str, x: Row, ends: Row, look: Row) -> Row:
    return {"type": "rule", "from": {"data": data}, "encode": {"enter": look, "update": {"x": x, **ends}}}


def _line(data: str, field: str, look: Row) -> Row:
    # A forecast holds until the next one is made.
    look = look | {"interpolate": {"value": "step-after"}}
    along = {"x": {"scale": "x", "field": "day"}, "y": {"scale": "y", "field": field}}
    return {"type": "line", "from": {"data": data}, "encode": {"enter": look, "update": along}}
