"""A replay as one SVG: a panel for each question over the same days, targets as bands, what became known as numbered lines.

It is written by hand, so that the manual's pictures are small and need neither a browser nor scripts; the page has the same in Vega.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from textwrap import wrap
from xml.sax.saxutils import escape

from brumaire.briefs.case_replay.panels import Mark, Panel, marks, panels, span
from brumaire.briefs.case_replay.ticks import axis_days, axis_values, day_label
from brumaire.briefs.stacked_areas import FONT
from brumaire.briefs.untrusted import one_line
from brumaire.commentary.numbers import day_in_words, percent
from brumaire.records.case_replay import CaseReplay

WIDTH, LEFT, RIGHT = 800, 56, 132
HEIGHT, HEAD, GAP = 132, 44, 38
LINE, COLUMN = 15, 62
INK, MUTED, RULE, PAPER = "#1b1b1a", "#5c5953", "#dedad1", "#fcfbf8"
MODEL, OUTSIDE, TARGET = "#0b5a99", "#6b6861", "#c8552a"
LABEL_GAP = 13


def replay_svg(replay: CaseReplay) -> str:
    """The drawing, a text in SVG 1.1 without scripts, 800 units wide."""
    shown, numbered = panels(replay), marks(replay)
    body: list[str] = [_text(0, 18, one_line(replay.title), size=16, weight=600)]
    body += _key(36)
    top = 58
    for panel in shown:
        body += _panel(replay, panel, numbered, top)
        top += HEAD + HEIGHT + GAP
    listed, height = _list(numbered, top + 14)
    body += listed
    foot = f"Each point uses nothing from after its date. Model {one_line(replay.model)}, {replay.runs:,} trajectories, seed {replay.seed}."
    body.append(_text(0, height + 8, foot, size=11, fill=MUTED))
    view = f"-12 -6 {WIDTH + 24} {height + 24}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{WIDTH + 24}" height="{height + 24}" '
        f'font-family="{escape(FONT)}" role="img" aria-label="{escape(one_line(replay.title), {chr(34): "&quot;"})}">\n'
        f'<rect x="-12" y="-6" width="{WIDTH + 24}" height="{height + 24}" fill="{PAPER}"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _panel(replay: CaseReplay, panel: Panel, numbered: tuple[Mark, ...], top: float) -> Iterator[str]:
    first, last = span(replay)
    floor = top + HEAD + HEIGHT

    def x(day: date) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / max((last - first).days, 1), 1)

    def y(value: float) -> float:
        return round(floor - HEIGHT * min(value, panel.top) / panel.top, 1)

    for k, words in enumerate(wrap(panel.words, 118)[:1]):
        yield _text(0, top + 12 + 14 * k, words, size=13, weight=600)
    for value in axis_values(panel.top):
        yield _line(LEFT, y(value), WIDTH - RIGHT, y(value), RULE)
        yield _text(LEFT - 6, y(value) + 4, percent(value), size=11, fill=MUTED, anchor="end")
    for mark in numbered:
        at = x(mark.day)
        yield _line(
            at,
            top + HEAD,
            at,
            floor,
            INK if mark.leaves else MUTED,
            width=1.4 if mark.leaves else 0.6,
            dash="" if mark.leaves else "1.5 2.5",
        )
        yield _text(
            at,
            top + HEAD - 3 - 9 * mark.row,
            str(mark.number),
            size=9,
            fill=INK if mark.leaves else MUTED,
            anchor="middle",
        )
    for check in panel.targets:
        at, high = x(check.target.as_of), y(check.target.high)
        height = max(y(check.target.low) - high, 2)
        yield f'<rect x="{at - 5}" y="{high}" width="10" height="{height:.1f}" fill="{TARGET}" fill-opacity="0.25" stroke="{TARGET}" stroke-width="0.8"/>'
    outside = [(x(p.as_of), y(p.outside_view)) for p in panel.points if p.outside_view is not None]
    if outside:
        yield _path(_held(outside), OUTSIDE, 1.2, dash="5 4")
    for p in panel.points:
        if p.high > p.low:
            yield _line(x(p.as_of), y(p.low), x(p.as_of), y(p.high), MODEL, width=4, opacity=0.25)
    model = [(x(p.as_of), y(p.probability)) for p in panel.points]
    yield _path(_held(model), MODEL, 1.8)
    for at, height in model:
        yield f'<circle cx="{at}" cy="{height}" r="2.6" fill="{MODEL}"/>'
    yield from _ends(panel, y, first_free=WIDTH - RIGHT + 8)
    for day in axis_days(first, last):
        yield _line(x(day), floor, x(day), floor + 4, MUTED)
        yield _text(x(day), floor + 16, day_label(day, first, last), size=11, fill=MUTED, anchor="middle")


def _held(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A forecast holds until the next one is made."""
    corners = [(after, height) for (_, height), (after, _) in pairwise(points)]
    return [*(point for pair in zip(points, corners, strict=False) for point in pair), points[-1]]


def _ends(panel: Panel, y: Callable[[float], float], *, first_free: float) -> Iterator[str]:
    """The last values at the right, moved apart where they would touch."""
    last = panel.points[-1]
    wanted = [(y(last.probability), f"model {percent(last.probability)}", MODEL)]
    if last.outside_view is not None:
        wanted.append((y(last.outside_view), f"history {percent(last.outside_view)}", OUTSIDE))
    wanted.sort()
    if len(wanted) == 2 and wanted[1][0] - wanted[0][0] < LABEL_GAP:
        middle = (wanted[0][0] + wanted[1][0]) / 2
        wanted = [
            (middle + sign * LABEL_GAP / 2, words, fill) for sign, (_, words, fill) in zip((-1, 1), wanted, strict=True)
        ]
    for height, words, fill in wanted:
        yield _text(first_free, height + 4, words, size=11, fill=fill)


def _key(top: float) -> Iterator[str]:
    yield f'<circle cx="4" cy="{top - 4}" r="2.6" fill="{MODEL}"/>'
    yield _text(12, top, "the model, with its 90 % interval", size=11, fill=MUTED)
    yield _line(200, top - 4, 224, top - 4, OUTSIDE, width=1.2, dash="5 4")
    yield _text(230, top, "history alone", size=11, fill=MUTED)
    yield f'<rect x="318" y="{top - 10}" width="10" height="11" fill="{TARGET}" fill-opacity="0.25" stroke="{TARGET}" stroke-width="0.8"/>'
    yield _text(334, top, "where a calibrated model should be (judged with the outcome known)", size=11, fill=MUTED)


def _list(numbered: tuple[Mark, ...], top: float) -> tuple[list[str], float]:
    """What the numbers mean, in two columns that fill evenly."""
    lines: list[list[tuple[str, str]]] = []
    for mark in numbered:
        words = "; ".join(mark.words)
        rows = wrap(f"{day_in_words(mark.day)}: {words}", COLUMN) or [""]
        lines.append([(str(mark.number), rows[0]), *(("", row) for row in rows[1:])])
    half = sum(map(len, lines)) / 2
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for entry in lines:
        (left if len(left) < half else right).extend(entry)
    made = []
    for column, entries in ((0.0, left), (WIDTH / 2 + 6, right)):
        for k, (number, words) in enumerate(entries):
            made.append(_text(column + 16, top + LINE * k, number, size=11, fill=INK, anchor="end"))
            made.append(_text(column + 22, top + LINE * k, words, size=11, fill=MUTED))
    return made, top + LINE * max(len(left), len(right), 1)


def _text(
    x: float, y: float, words: str, *, size: int, fill: str = INK, weight: int = 400, anchor: str = "start"
) -> str:
    bold = f' font-weight="{weight}"' if weight != 400 else ""
    at = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}"{bold}{at}>{escape(words)}</text>'


def _line(
    x1: float, y1: float, x2: float, y2: float, stroke: str, *, width: float = 1, dash: str = "", opacity: float = 1
) -> str:
    rest = (f' stroke-dasharray="{dash}"' if dash else "") + (f' stroke-opacity="{opacity}"' if opacity != 1 else "")
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width}"{rest}/>'


def _path(points: list[tuple[float, float]], stroke: str, width: float, *, dash: str = "") -> str:
    rest = f' stroke-dasharray="{dash}"' if dash else ""
    line = " ".join(f"{x},{y}" for x, y in points)
    return f'<polyline points="{line}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"{rest}/>'
