"""What a person keeps: the brief in the terminal, in Markdown, as one HTML file and as JSON; claims as CSV."""

from brumaire.briefs.markdown import markdown
from brumaire.briefs.page import html
from brumaire.briefs.sensitivity import sensitivity_json, terminal_sensitivity
from brumaire.briefs.stories import stories_json, stories_text
from brumaire.briefs.structured import forecast_json, reading_json, to_json
from brumaire.briefs.table import claims_csv
from brumaire.briefs.terminal import terminal, terminal_answers, terminal_claims

__all__ = [
    "claims_csv",
    "forecast_json",
    "html",
    "markdown",
    "reading_json",
    "sensitivity_json",
    "stories_json",
    "stories_text",
    "terminal",
    "terminal_answers",
    "terminal_claims",
    "terminal_sensitivity",
    "to_json",
]
