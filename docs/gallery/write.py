"""Writes the gallery: a drawing of each case of history, replayed, and the page with the numbers at their targets.

python docs/gallery/write.py [CASE ...] [--runs N]     (make gallery)

With names, only these are drawn again, and the page takes the others' numbers from the drawings' data beside them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from brumaire import cases
from brumaire.briefs.case_replay import replay_json, replay_svg
from brumaire.briefs.case_replay.panels import place, title
from brumaire.commentary.numbers import percent
from brumaire.dates import parse_date
from brumaire.pipeline.case_replay import replay_case
from brumaire.pipeline.forecast import Settings
from brumaire.records.case import Target
from brumaire.records.case_replay import TargetCheck

HERE = Path(__file__).resolve().parent
HEAD = """# Gallery: the cases of history, replayed

Each drawing shows the forecasts as they would have moved, every point made with nothing from after its date (`brumaire case replay NAME`;
[how to](../how-to/replay-a-case.md)). The boxes are where a calibrated model should be, judged with the outcome known. Every case here was
chosen because something happened in it, so that forecasts of it that came true would say little: leaders at war to whom nothing happened
have to be asked about too.

This page and its drawings are written by `make gallery`; {runs:,} trajectories on each date, seed {seed}.

## At the targets

{inside} of {all} forecasts lie in the interval of their target.{missing}

| case | as of | question | target | forecast | |
|---|---|---|---|---|---|
"""


def main(arguments: list[str]) -> None:
    """Replay the named cases, or all; write drawings, their targets' data, and the page."""
    parser = argparse.ArgumentParser(description="Write the gallery of replayed cases.")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--engine", choices=("auto", "compiled", "reference"), default="auto")
    given = parser.parse_args(arguments)
    settings = Settings(runs=given.runs, threads=given.threads, engine=given.engine)
    for name in given.names or cases.library():
        sys.stderr.write(f"replaying {name}\n")
        replay = replay_case(cases.load(Path(name)), settings=settings)
        (HERE / f"{name}.svg").write_text(replay_svg(replay), encoding="utf-8")
        told = replay_json(replay)
        kept = {key: told[key] for key in ("case", "title", "seed", "runs", "targets")} | {"about": replay.about}
        (HERE / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (HERE / "README.md").write_text(page(), encoding="utf-8")


def page() -> str:
    """The page, from the data that lie beside it."""
    files = [HERE / f"{name}.json" for name in cases.library()]
    told = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()}
    rows, inside = [], []
    for name, replay in told.items():
        for entry in replay["targets"]:
            check = _check(entry)
            inside.append(check.holds)
            rows.append(
                f"| [{name}](#{name}) | {entry['as_of']} | {title(entry['question'])} | {_numbers(check)} | {place(check)} |"
            )
    head = HEAD.format(
        runs=max((replay["runs"] for replay in told.values()), default=0),
        seed=min((replay["seed"] for replay in told.values()), default=0),
        inside=sum(bool(holds) for holds in inside),
        all=len(inside),
        missing=f" Not drawn yet: {', '.join(missing)}."
        if (missing := [n for n in cases.library() if n not in told])
        else "",
    )
    parts = [
        f"\n## {name}\n\n{replay['title']}. {replay['about']}\n\n![The forecasts of {name}, date by date]({name}.svg)\n"
        for name, replay in told.items()
    ]
    return head + "\n".join(rows) + "\n" + "".join(parts)


def _check(entry: dict[str, Any]) -> TargetCheck:
    against = None if entry["against"] is None else parse_date(entry["against"])
    low, high = entry["interval"]
    target = Target(parse_date(entry["as_of"]), entry["question"], low, high, entry["source"], against)
    return TargetCheck(target, entry["forecast"])


def _numbers(check: TargetCheck) -> str:
    target, said = check.target, check.forecast
    if target.against is None:
        return f"{percent(target.low)} to {percent(target.high)} | {'none' if said is None else percent(said)}"
    wanted = f"{target.low:g} to {target.high:g} times that of {target.against}"
    return f"{wanted} | {'none' if said is None else f'{said:.2g} times'}"


if __name__ == "__main__":
    main(sys.argv[1:])
