"""Plots as SVG, written by hand: panels with axes, lines, bands, dots and bars. For `engine_agreement`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

# Okabe and Ito's colours, which the colour-blind tell apart.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
GREY, LIGHT = "#666666", "#d9e6ef"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 440, 300, 66, 14, 30, 46
Numbers = Iterable[float]


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers between two bounds, in steps of 1, 2 or 5 times a power of ten.

    >>> ticks(0, 1)
    [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    """
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [round(k * step, 12) for k in range(first, math.floor(high / step + 1e-9) + 1)]


@dataclass
class Panel:
    """One plot. x and y are the bounds of its axes; what is drawn is drawn in the order of the calls."""

    title: str
    x: tuple[float, float]
    y: tuple[float, float]
    across: str = ""
    up: str = ""
    names: dict[float, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    keys: list[tuple[str, str, str]] = field(default_factory=list)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point in pixels, no farther out than the frame."""
        u, v = ((p - a) / (b - a) for p, (a, b) in ((x, self.x), (y, self.y)))
        u, v = (min(max(w, 0.0), 1.0) for w in (u, v))
        return LEFT + u * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - v * (HEIGHT - TOP - BOTTOM)

    def _path(self, x: Numbers, y: Numbers) -> str:
        points = (self.place(a, b) for a, b in zip(x, y, strict=True) if math.isfinite(b))
        return " ".join(f"{a:.1f},{b:.1f}" for a, b in points)

    def line(self, x: Numbers, y: Numbers, colour: str, *, key: str = "", dash: str = "", width: float = 1.6) -> None:
        """A line through points; with a key it stands in the legend."""
        self.parts.append(
            f'<polyline points="{self._path(x, y)}" fill="none" stroke="{colour}" stroke-width="{width}"'
            f' stroke-dasharray="{dash}"/>'
        )
        self._key(key, colour, f"line {dash}")

    def band(
        self, x: Sequence[float], low: Sequence[float], high: Sequence[float], colour: str = LIGHT, key: str = ""
    ) -> None:
        """The area between two lines."""
        path = self._path([*x, *reversed(x)], [*low, *reversed(high)])
        self.parts.append(f'<polygon points="{path}" fill="{colour}" fill-opacity="0.8"/>')
        self._key(key, colour, "area")

    def dots(self, x: Numbers, y: Numbers, colour: str, *, key: str = "", radius: float = 2.2) -> None:
        """Points."""
        places = (self.place(a, b) for a, b in zip(x, y, strict=True))
        drawn = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{radius}"/>' for a, b in places)
        self.parts.append(f'<g fill="{colour}" fill-opacity="0.75">{drawn}</g>')
        self._key(key, colour, "dot")

    def bars(self, edges: Sequence[float], heights: Numbers, colour: str, key: str = "") -> None:
        """A histogram: one bar between each two edges."""
        drawn = []
        for a, b, height in zip(edges, edges[1:], heights, strict=False):
            (left, top), (right, bottom) = self.place(a, height), self.place(b, self.y[0])
            drawn.append(
                f'<rect x="{left + 0.5:.1f}" y="{top:.1f}" width="{right - left - 1:.1f}" height="{bottom - top:.1f}"/>'
            )
        self.parts.append(f'<g fill="{colour}" fill-opacity="0.7">{"".join(drawn)}</g>')
        self._key(key, colour, "area")

    def _key(self, key: str, colour: str, kind: str) -> None:
        if key:
            self.keys.append((key, colour, kind))

    def _axes(self) -> Iterable[str]:
        left, bottom = self.place(self.x[0], self.y[0])
        right, top = self.place(self.x[1], self.y[1])
        named = self.names or {x: f"{x:g}" for x in ticks(*self.x)}
        for x, name in named.items():
            a, _ = self.place(x, 0)
            yield f'<line x1="{a:.1f}" x2="{a:.1f}" y1="{bottom}" y2="{bottom + 4}" stroke="{GREY}"/>'
            yield f'<text x="{a:.1f}" y="{bottom + 17}" text-anchor="middle">{escape(name)}</text>'
        for y in ticks(*self.y):
            _, b = self.place(self.x[0], y)
            yield f'<line x1="{left}" x2="{right}" y1="{b:.1f}" y2="{b:.1f}" stroke="#e4e4e4"/>'
            yield f'<text x="{left - 6}" y="{b + 4:.1f}" text-anchor="end">{y:g}</text>'
        yield f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}" fill="none" stroke="{GREY}"/>'
        middle, height = (left + right) / 2, (top + bottom) / 2
        yield f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">{escape(self.across)}</text>'
        yield f'<text transform="translate(14 {height}) rotate(-90)" text-anchor="middle">{escape(self.up)}</text>'
        yield f'<text x="{left}" y="{TOP - 10}" font-weight="bold">{escape(self.title)}</text>'

    def _legend(self) -> Iterable[str]:
        for k, (name, colour, look) in enumerate(self.keys):
            y = HEIGHT + 8 + 17 * k
            kind, _, dash = look.partition(" ")
            dashed = f'stroke-dasharray="{dash}"'
            shape = {
                "line": f'<line x1="{LEFT}" x2="{LEFT + 20}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2" {dashed}/>',
                "area": f'<rect x="{LEFT}" y="{y - 6}" width="20" height="12" fill="{colour}"/>',
                "dot": f'<circle cx="{LEFT + 10}" cy="{y}" r="3.5" fill="{colour}"/>',
            }
            yield f'{shape[kind]}<text x="{LEFT + 27}" y="{y + 4}">{escape(name)}</text>'

    def svg(self) -> str:
        """The panel: grid and axes beneath, the legend below."""
        return "\n".join([*self._axes(), *self.parts, *self._legend()])


def write(path: Path, panels: Sequence[Panel], words: str) -> None:
    """Panels side by side as one file; `words` say what it shows to those who cannot see it."""
    width, height = WIDTH * len(panels), HEIGHT + 8 + 17 * max(len(panel.keys) for panel in panels)
    drawn = (f'<g transform="translate({WIDTH * k} 0)">{panel.svg()}</g>' for k, panel in enumerate(panels))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#222222">\n<title>{escape(words)}</title>\n'
        f'<rect width="{width}" height="{height}" fill="white"/>\n' + "\n".join(drawn) + "\n</svg>\n",
        encoding="utf-8",
    )
