"""A replay as one HTML file that works offline, in the brief's style: a chart a question, what became known, the targets."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from brumaire.assets.scripts import interpreter, vega
from brumaire.briefs.case_replay.panels import marks, panels, place, short, title
from brumaire.briefs.case_replay.vega import panel_spec
from brumaire.briefs.offline import inert, policy
from brumaire.briefs.templates import environment, part
from brumaire.briefs.untrusted import one_line
from brumaire.commentary import numbers
from brumaire.records.case_replay import CaseReplay

if TYPE_CHECKING:
    from jinja2 import Environment

LOW = ".chart { min-height: 14.5rem; }\n"
"""These charts are lower than the brief's."""


def replay_html(replay: CaseReplay) -> str:
    """The page. All text from the case is escaped; nothing is fetched and nothing is evaluated."""
    style, script = part("page.css") + LOW, part("page.js")
    scripts = [vega(), interpreter(), script]
    shown, numbered = panels(replay), marks(replay)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            replay=replay,
            policy=policy(scripts, style),
            style=style,
            scripts=scripts,
            panels=[(panel, inert(panel_spec(replay, panel, numbered))) for panel in shown],
            marks=numbered,
        )
    )


@cache
def _environment() -> Environment:
    made = environment("brumaire.briefs.case_replay")
    made.filters |= {
        "percent": numbers.percent,
        "day": numbers.day_in_words,
        "line": one_line,
        "short": short,
        "in_words": title,
        "place": place,
    }
    made.globals |= {"interval": numbers.interval}
    return made
