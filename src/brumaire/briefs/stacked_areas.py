"""A Vega specification of stacked areas over dates, labelled at their right end, with a dashed line for comparison.

Colours are names of the page's own style, so that the drawing follows light, dark and print without being drawn
anew. The width is set by the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

Row = dict[str, Any]

HEIGHT = 320
FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Liberation Sans, Arial, sans-serif"


def stamp(day: date) -> int:
    """A date as Vega counts time: milliseconds since 1970, UTC.

    >>> stamp(date(1970, 1, 2))
    86400000
    """
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def stacked_areas(
    *,
    areas: Sequence[Row],
    colours: Mapping[str, str],
    labels: Sequence[Row],
    dashed: Sequence[Row],
    tips: Sequence[Row],
    upright: Sequence[int],
    domain: tuple[int, int],
    top: float,
) -> Row:
    """The specification.

    areas : rows of `band`, `day`, `low`, `high`, the bands from the bottom up.
    colours : a colour for each band.
    labels : rows of `kind` ("band", "total" or "dashed"), `text`, `y` in pixels and, for a band, `band`.
    dashed : rows of `day`, `value`.
    tips : rows of `day`, `tip`, shown where the pointer is.
    upright : days at which a line stands.
    domain : first and last day; `top` the end of the upward axis, a probability.
    """
    axis = {
        "labelColor": "var(--muted)",
        "labelFontSize": 13,
        "domainColor": "var(--rule-strong)",
        "tickColor": "var(--rule-strong)",
        "gridColor": "var(--rule)",
        "labelFont": FONT,
    }
    decimals = ".0%" if top >= 0.05 else ".1%"
    return {
        "height": HEIGHT,
        "width": 480,
        "padding": {"left": 2, "right": 2, "top": 12, "bottom": 2},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "background": None,
        "config": {"style": {}, "aria": False},
        "data": [
            {"name": "bands", "values": areas},
            {"name": "labels", "values": labels},
            {"name": "dashed", "values": dashed},
            {"name": "tips", "values": tips},
            {"name": "upright", "values": [{"day": day} for day in upright]},
        ],
        "scales": [
            {"name": "x", "type": "utc", "domain": list(domain), "range": "width"},
            {"name": "y", "type": "linear", "domain": [0, top], "range": "height"},
            {
                "name": "colour",
                "type": "ordinal",
                "domain": list(colours),
                "range": list(colours.values()),
            },
        ],
        "axes": [
            {
                "orient": "left",
                "scale": "y",
                "grid": True,
                "domain": False,
                "ticks": False,
                "tickCount": 5,
                "format": decimals,
                "labelPadding": 6,
                **axis,
            },
            {
                "orient": "bottom",
                "scale": "x",
                "format": "%b %Y",
                "tickCount": {"signal": "max(2, floor(width / 95))"},
                "labelOverlap": True,
                "labelFlush": True,
                **axis,
            },
        ],
        "marks": [
            {
                "type": "group",
                "from": {"facet": {"name": "one", "data": "bands", "groupby": "band"}},
                "marks": [
                    {
                        "type": "area",
                        "from": {"data": "one"},
                        "encode": {
                            "enter": {
                                "fill": {"scale": "colour", "field": "band"},
                                "stroke": {"value": "var(--paper)"},
                                "strokeWidth": {"value": 1},
                            },
                            "update": {
                                "x": {"scale": "x", "field": "day"},
                                "y": {"scale": "y", "field": "high"},
                                "y2": {"scale": "y", "field": "low"},
                            },
                        },
                    }
                ],
            },
            {
                "type": "line",
                "from": {"data": "dashed"},
                "encode": {
                    "enter": {
                        "stroke": {"value": "var(--ink)"},
                        "strokeWidth": {"value": 1.5},
                        "strokeDash": {"value": [5, 4]},
                    },
                    "update": {"x": {"scale": "x", "field": "day"}, "y": {"scale": "y", "field": "value"}},
                },
            },
            {
                "type": "rule",
                "from": {"data": "upright"},
                "encode": {
                    "enter": {"stroke": {"value": "var(--ink)"}, "strokeWidth": {"value": 1}},
                    "update": {"x": {"scale": "x", "field": "day"}, "y": {"value": 0}, "y2": {"signal": "height"}},
                },
            },
            {
                "type": "symbol",
                "from": {"data": "labels"},
                "encode": {
                    "enter": {
                        "shape": [
                            {"test": "datum.kind === 'dashed'", "value": "stroke"},
                            {"value": "square"},
                        ],
                        "fill": {"scale": "colour", "field": "band"},
                        "stroke": {"value": "var(--ink)"},
                        "strokeWidth": {"value": 1.5},
                        "strokeOpacity": [{"test": "datum.kind === 'dashed'", "value": 1}, {"value": 0}],
                        "fillOpacity": [{"test": "datum.kind === 'band'", "value": 1}, {"value": 0}],
                        "strokeDash": {"value": [4, 3]},
                        "size": [{"test": "datum.kind === 'dashed'", "value": 180}, {"value": 90}],
                    },
                    "update": {"x": {"signal": "width + 12"}, "y": {"field": "y"}},
                },
            },
            {
                "type": "text",
                "from": {"data": "labels"},
                "encode": {
                    "enter": {
                        "fill": {"value": "var(--ink)"},
                        "baseline": {"value": "middle"},
                        "fontSize": {"value": 13},
                        "fontWeight": [{"test": "datum.kind === 'total'", "value": 600}, {"value": 400}],
                        "font": {"value": FONT},
                        "text": {"field": "text"},
                    },
                    "update": {
                        "x": [{"test": "datum.kind === 'total'", "signal": "width + 7"}, {"signal": "width + 23"}],
                        "y": {"field": "y"},
                    },
                },
            },
            {
                "type": "rect",
                "from": {"data": "tips"},
                "encode": {
                    "enter": {"fill": {"value": "transparent"}, "tooltip": {"field": "tip"}},
                    "update": {
                        "xc": {"scale": "x", "field": "day"},
                        "width": {"signal": f"width / {max(len(tips), 1)}"},
                        "y": {"value": 0},
                        "y2": {"signal": "height"},
                    },
                },
            },
        ],
    }
