"""A replayed case for people to keep: in the terminal, as a drawing, as a page that works offline, as JSON and CSV."""

from brumaire.briefs.case_replay.data import replay_csv, replay_json
from brumaire.briefs.case_replay.page import replay_html
from brumaire.briefs.case_replay.svg import replay_svg
from brumaire.briefs.case_replay.text import replay_text

__all__ = ["replay_csv", "replay_html", "replay_json", "replay_svg", "replay_text"]
