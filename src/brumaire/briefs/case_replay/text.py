"""A replay in a terminal: for each question a line a date, with a bar, and what became known since the line before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from brumaire.briefs.case_replay.panels import Panel, panels, short, verdict
from brumaire.briefs.untrusted import one_line
from brumaire.commentary.numbers import interval, percent
from brumaire.records.case_replay import CaseReplay, TargetCheck

BAR, WIDTH = 24, 100
_BLOCKS = " ▏▎▍▌▋▊▉█"


def replay_text(replay: CaseReplay) -> str:
    """The replay as lines of text of at most a hundred columns."""
    lines = [one_line(replay.title), ""]
    told = replay.events
    for panel in panels(replay):
        lines += _panel(panel, replay.targets)
    lines.append("What became known")
    for event in told:
        lines += _folded(f"{event.day}  ", f"{one_line(event.words)}{' (seen)' if event.seen else ''}")
    lines += [
        "",
        f"{one_line(replay.case)}; model {one_line(replay.model)}; {replay.runs:,} trajectories a date; seed {replay.seed}",
    ]
    return "\n".join(lines) + "\n"


def _panel(panel: Panel, checks: tuple[TargetCheck, ...]) -> Iterator[str]:
    yield panel.words
    yield f"  {panel.question}"
    yield f"  {'as of':10}  {'model':>11}  {'90 % interval':16} {'history':>11}  0 to {percent(panel.top)}"
    of_day: dict[date, list[str]] = {}
    for check in checks:
        if short(check.target.question) == panel.question:
            of_day.setdefault(check.target.as_of, []).append(verdict(check))
    for point in panel.points:
        # Bounds that are equal are an interval that so few futures do not resolve.
        between = "" if point.settled or point.low == point.high else interval(point.low, point.high)
        outside = "" if point.outside_view is None else percent(point.outside_view)
        model = ("yes" if point.probability else "no") if point.settled else percent(point.probability)
        yield f"  {point.as_of}  {model:>11}  {between:16} {outside:>11}  {_bar(point.probability / panel.top)}".rstrip()
        for said in of_day.get(point.as_of, ()):
            yield f"  {'':10}  {said}"
    yield ""


def _bar(share: float) -> str:
    eighths = round(max(0.0, min(share, 1.0)) * BAR * 8)
    return "█" * (eighths // 8) + _BLOCKS[eighths % 8].strip()


def _folded(head: str, words: str) -> list[str]:
    rest = wrap(words, WIDTH - len(head)) or [""]
    return [("  " + head if k == 0 else " " * (len(head) + 2)) + line for k, line in enumerate(rest)]
