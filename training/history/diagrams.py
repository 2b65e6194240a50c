"""Reliability diagrams of all targets and horizons as one SVG."""

from __future__ import annotations

import numpy as np

from brumaire.scoring import reliability_diagram

RESAMPLES = 60
SEED = 19991109
SIDE, GAP, LEFT, TOP = 150, 34, 40, 30
POINTS = 50


def diagrams(cells: dict[tuple[str, int], dict[str, np.ndarray]]) -> str:
    """A row a target, a column a horizon: the isotonic line over the 90 % band in which it lies when forecasts are right."""
    targets, horizons = list(dict.fromkeys(t for t, _ in cells)), list(dict.fromkeys(h for _, h in cells))
    wide = LEFT + len(horizons) * (SIDE + GAP)
    high = TOP + len(targets) * (SIDE + GAP + 10)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="10">',
        "<title>Reliability of the outside view, rolling origins since 1990</title>",
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
    ]
    for (target, horizon), cell in cells.items():
        x = LEFT + horizons.index(horizon) * (SIDE + GAP)
        y = TOP + targets.index(target) * (SIDE + GAP + 10)
        parts.append(f'<g transform="translate({x} {y})">{panel(target, horizon, cell)}</g>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def panel(target: str, horizon: int, cell: dict[str, np.ndarray]) -> str:
    # Three digits of a forecast are enough for a drawing, and make few distinct ones.
    p = np.array([float(f"{value:.2g}") for value in cell["p"]])
    random = np.random.Generator(np.random.Philox(SEED))
    found = reliability_diagram(p, cell["happened"].astype(int), random.random((RESAMPLES, len(p))))
    top = float(np.quantile(p, 0.999))
    shown = np.flatnonzero(found.p <= top)
    shown = shown[np.unique(np.linspace(0, len(shown) - 1, POINTS).astype(int))]

    def place(values: np.ndarray, heights: np.ndarray) -> str:
        return " ".join(
            f"{SIDE * min(v / top, 1):.0f},{SIDE * (1 - min(h / top, 1)):.0f}"
            for v, h in zip(values, heights, strict=True)
        )

    at = found.p[shown]
    band = place(at, found.high[shown]) + " " + place(at[::-1], found.low[shown][::-1])
    return (
        f'<text x="0" y="-5">{target.replace("_", " ")}, {horizon} {"month" if horizon == 1 else "months"}</text>'
        f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>'
        f'<polygon points="{band}" fill="#cfe3f5"/>'
        f'<line x1="0" y1="{SIDE}" x2="{SIDE}" y2="0" stroke="#999" stroke-dasharray="3"/>'
        f'<polyline points="{place(at, found.share[shown])}" fill="none" stroke="#1f5fa8" stroke-width="1.5"/>'
        f'<text x="{SIDE}" y="{SIDE + 11}" text-anchor="end">{top:.2g}</text><text x="0" y="{SIDE + 11}">0</text>'
    )
