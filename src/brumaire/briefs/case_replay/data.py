"""A replay as JSON and as CSV. Numbers are as computed, never rounded; later versions only add keys."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from typing import Any

from brumaire.records.case_replay import CaseReplay

SCHEMA = "brumaire.case_replay/1"
COLUMNS = ("case", "as_of", "question", "probability", "error", "low", "high", "outside_view", "settled")


def replay_json(replay: CaseReplay) -> dict[str, Any]:
    """The replay as one object, `schema` "brumaire.case_replay/1"."""
    return {
        "schema": SCHEMA,
        "case": replay.case,
        "title": replay.title,
        "model": replay.model,
        "start": replay.start.isoformat(),
        "seed": replay.seed,
        "runs": replay.runs,
        "questions": list(replay.questions),
        "points": [asdict(p) | {"as_of": p.as_of.isoformat()} for p in replay.points],
        "events": [asdict(e) | {"day": e.day.isoformat()} for e in replay.events],
        "targets": [
            {
                "as_of": check.target.as_of.isoformat(),
                "question": check.target.question,
                "interval": [check.target.low, check.target.high],
                "against": None if check.target.against is None else check.target.against.isoformat(),
                "source": check.target.source,
                "forecast": check.forecast,
                "holds": check.holds,
            }
            for check in replay.targets
        ],
        "notes": list(replay.notes),
    }


def replay_csv(replay: CaseReplay) -> str:
    """A row for each question and date."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for p in replay.points:
        outside = "" if p.outside_view is None else p.outside_view
        settled = "yes" if p.settled else "no"
        row = (replay.case, p.as_of, p.question, p.probability, p.error, p.low, p.high, outside, settled)
        writer.writerow(row)
    return text.getvalue()
