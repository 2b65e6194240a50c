"""Nine cases at their targets, twenty controls, and the scores of both beside the outside view's.

    python quality/cases.py [--runs N] [--threads N] [--engine auto] [--cache DIR] [--multipliers]

Writes docs/explanation/cases-and-controls.md and the same as JSON beside it. Answers are kept (by default in the user's cache), so that a run that was
cut off goes on; solving the anchor of a case takes a quarter of a minute of CPU, a forecast some seconds. With `--multipliers` the four
multipliers are fitted to the targets too, nine times leaving a case out (`multipliers.py`).
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from cases_page import page
from cases_runs import SCORED, Said, ask_all, first_day
from cases_table import ScoredRow, TargetRow, as_in_history, control_means, near_cases, scores

from brumaire import cases
from brumaire.cases.controls import controls
from brumaire.cases.controls.drawing import STRUCK
from brumaire.dates import Duration, after
from brumaire.pipeline.forecast import Settings
from brumaire.questions import absolute, parse, roles, settle
from brumaire.records import Case

DOCS = Path(__file__).resolve().parents[1] / "docs" / "explanation"
RUNS = 100_000


def main() -> None:
    """Ask, tabulate, write."""
    parser = argparse.ArgumentParser(description="Cases at their targets, controls, and scores.")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--engine", choices=("auto", "compiled", "reference"), default="auto")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, default=DOCS)
    parser.add_argument("--multipliers", action="store_true")
    given = parser.parse_args()
    settings = Settings(runs=given.runs, threads=given.threads, engine=given.engine)
    said = tuple(ask_all(settings, folder=given.cache))
    told = report(said, runs=settings.runs, seed=settings.seed)
    if given.multipliers:
        from multipliers import refits

        told["multipliers"] = refits(said)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "cases-and-controls.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    (given.out / "cases-and-controls.md").write_text(page(told), encoding="utf-8")


def report(said: Sequence[Said], *, runs: int, seed: int) -> dict:
    """All that the page shows, as JSON has it."""
    targets = [row for name in cases.library() for row in target_rows(name, cases.load(Path(name)), said)]
    scored = [row for text in SCORED for row in scored_rows(text, said)]
    tables = {text: _scores([row for row in scored if row.question == text]) for text in SCORED}
    return _plain(
        {
            "schema": "brumaire.cases/1",
            "runs": runs,
            "seed": seed,
            "targets": [{**asdict(row), "off": row.off, "near": row.near} for row in targets],
            "near": near_cases(targets),
            "controls": [{**asdict(means), "holds": means.holds} for means in control_means(scored)],
            "scores": tables,
            "struck": STRUCK,
            "said": [asdict(row) for row in scored],
        }
    )


def target_rows(name: str, case: Case, said: Iterable[Said]) -> list[TargetRow]:
    """The targets of a case beside what was said on their days."""
    known = {(one.as_of, one.question): one for one in said if one.case == name and one.group == "case"}
    rows = []
    for target in case.targets:
        now = known.get((target.as_of, target.question))
        before = known.get((target.against, target.question)) if target.against else None
        forecast, outside, error = (now.probability, now.outside, now.error) if now else (None, None, None)
        if target.against:
            error = _ratio_error(now, before)
            earlier = before.probability if before else None
            forecast = forecast / earlier if forecast is not None and earlier else None
            outside = outside / before.outside if outside and before and before.outside else None
        note = next((one.note for one in (now, before) if one and one.note), "")
        about = (str(target.as_of), target.question, target.low, target.high, target.against is not None)
        rows.append(TargetRow(name, *about, forecast, outside, note, error))
    return rows


def _ratio_error(now: Said | None, before: Said | None) -> float | None:
    """The error of a ratio of two forecasts by simulations of their own."""
    if not (now and before and now.probability and before.probability):
        return None
    relative = [one.error / one.probability for one in (now, before) if one.error is not None]
    return now.probability / before.probability * math.hypot(*relative)


def scored_rows(text: str, said: Iterable[Said]) -> list[ScoredRow]:
    """One question of all cases on their first day, and of all controls, with what came."""
    files = {name: cases.load(Path(name)) for name in cases.library()} | {c.name: c for c in controls()}
    rows = []
    for one in said:
        case = files[one.case]
        asked = one.as_of == first_day(case) if one.group == "case" else True
        if not asked or one.question != text or one.probability is None or one.outside is None:
            continue
        rows.append(
            ScoredRow(
                one.case, one.group, str(one.as_of), text, one.probability, one.outside, came(case, text, one.as_of)
            )
        )
    return rows


def came(case: Case, text: str, as_of: date) -> bool:
    """What the record answers to a question of twelve months."""
    far = after(as_of, Duration(2, "year"))
    outcome = settle(absolute(parse(text), as_of), case.happened, far, since=as_of, roles=roles(case))
    assert outcome is not None, f"{case.name}: {text} has no answer on record"
    return outcome


def _scores(rows: list[ScoredRow]) -> dict:
    held = {group: scores([row for row in rows if row.group == group]) for group in ("case", "control")}
    held["together"] = scores(rows)
    held["as in history"] = as_in_history(held["case"], held["control"], STRUCK[0] / STRUCK[1])
    return {group: asdict(one) for group, one in held.items()}


def _plain(value):
    """JSON has no infinity: as text. Numbers keep five figures, so that a rerun on another machine writes the same."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.5g}") if math.isfinite(value) else str(value)
    return value


if __name__ == "__main__":
    main()
