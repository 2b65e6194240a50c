"""The page on cases and controls, from what `cases.py` measured."""

from __future__ import annotations

import math
from collections.abc import Sequence

from brumaire.briefs.case_replay.panels import title
from brumaire.commentary.numbers import percent

HEAD = """# Cases and controls

Written by `python quality/cases.py`; {runs:,} trajectories to each forecast, seed {seed}. The numbers, and the forecasts of each leader, are in
[cases-and-controls.json](cases-and-controls.json).

The nine cases of history were all chosen because something happened in them: a model that always cried wolf would do well on them. Beside them
stand twenty leaders at war to whom nothing happened, drawn by a fixed seed from history's tables; their case files are made by a program
(`python quality/controls.py`) and hold no fact from elsewhere and nothing judged.

## The targets of the nine cases

What a calibrated model should say was judged beforehand (the domain notes, section 6), with the outcomes known. A forecast is *near* where its odds
lie within a factor of 1.5 of the interval's nearer end. {near} of {all} forecasts are near, {inside} of them inside; all targets are near in
**{cases_near} of {cases} cases**. Seven of nine were expected.

| case | as of | question | target | model | outside view | off by | |
|---|---|---|---|---|---|---|---|
"""

CONTROLS = """
Behind ± stands the Monte Carlo error, in per cent as the forecast, or of the ratio. *Off by* is the factor in odds beyond the interval's nearer end
(of the ratio itself, where the target is one). The outside view answers no question under a condition.

## The controls

In office when a war began, between 1950 and 2013, and thirty days later; a war between states that Correlates of War lists, or an internal one that
UCDP puts above 1,000 deaths in some year; no democracy, as in all nine cases; no coup attempt, no irregular exit and no removal by another state up to
twelve months after the war's end; no leader and no war of the nine cases. Sixteen come from wars between states and four from internal ones, by decade.
No table lists mutinies: six leaders were struck out by hand, from memory. The model knows of an internal war only through the outside view; its war is
fought as one between states.

What the tables know is little: the day on which 25 deaths were met stands for a war's beginning, and for those who joined later the last day of the year. A
control has no deviations and no observations, so that the model has nothing to say but what follows from the war's end, where it came within the
first thirty days. That their mean is near the outside view's is thus mostly a check of the anchor and of what defeat and victory do.

Mean forecast thirty days into the war, for the twelve months that followed:

| question | model | outside view | ratio | |
|---|---|---|---|---|
"""

EACH = """
Each of them, with the outside view's in brackets:

| control | asked | exit | irregular exit | coup attempt |
|---|---|---|---|---|
"""

SCORES = """
## Scores

The three questions asked of all twenty-nine, of the cases on the day of their first target. Log scores in nats, the higher the better; Brier scores, the
lower the better. The difference is model minus outside view, with its standard error over leaders.

| question | leaders | of whom yes | log: model | log: outside view | difference | Brier: model | Brier: outside view |
|---|---|---|---|---|---|---|---|
"""

AFTER_SCORES = """
*As in history* weighs the cases by the share of leaders who met an attempt or a forced exit in the twelve months that are asked about, among all who would
have been eligible as controls but for what happened: {struck} of {eligible} ({share}). Among the controls nothing happened by choice, so that there the
score rewards low forecasts only; among the cases it rewards high ones only. The facts of the cases were gathered with the outcome known, by people
who wanted a good case file: the model's lead on the cases, where it has one, is not evidence of skill. Twenty-nine leaders tell little either way; the
standard errors say so.
"""

MULTIPLIERS = """
## Four multipliers, given the targets

`python quality/multipliers.py`, by regression on the stored runs; from the targets, never from what happened. A priori the 90 % interval of each is 0.5 to 2.
Medians, with 90 % intervals. The library's model draws its multipliers from what all nine say, as it was when last worked out, so that the first two
rows agree where nothing has changed since.

| given | {names} | its own targets near: by the library's | by these |
|---|{dashes}|---|---|
"""


def page(told: dict) -> str:
    """The page as Markdown."""
    rows = told["targets"]
    text = HEAD.format(
        runs=told["runs"],
        seed=told["seed"],
        near=sum(row["near"] for row in rows),
        inside=sum(row["off"] == 0 for row in rows),
        all=len(rows),
        cases_near=sum(told["near"].values()),
        cases=len(told["near"]),
    )
    text += "".join(_target(row) for row in rows)
    text += CONTROLS
    for means in told["controls"]:
        ratio = float(means["forecast"]) / float(means["outside"])
        cells = [_short(means["question"]), percent(means["forecast"]), percent(means["outside"]), f"{ratio:.2f}"]
        text += _row(*cells, "within a factor of 2" if means["holds"] else "**not within a factor of 2**")
    text += EACH
    for leader, held in _by_leader(told["said"]).items():
        text += _row(leader, held[0]["as_of"], *(f"{percent(r['forecast'])} ({percent(r['outside'])})" for r in held))
    text += SCORES
    for question, groups in told["scores"].items():
        for group, one in groups.items():
            text += _row(
                f"{_short(question)}, {'cases' if group == 'case' else 'controls' if group == 'control' else group}",
                one["leaders"],
                one["events"],
                *(_figure(one[key]) for key in ("log", "log_outside")),
                f"{_figure(one['difference'], sign=True)} ± {_figure(one['error'])}",
                *(_figure(one[key]) for key in ("brier", "brier_outside")),
            )
    struck, eligible = told["struck"]
    text += AFTER_SCORES.format(struck=struck, eligible=eligible, share=percent(struck / eligible))
    return text + (_multipliers(told["multipliers"]) if "multipliers" in told else "")


def _target(row: dict) -> str:
    shown = _ratio if row["ratio"] else percent
    forecast = shown(row["forecast"]) if row["forecast"] is not None else f"none: {row['note']}"
    if row["error"] is not None:
        forecast += f" ± {row['error'] * (1 if row['ratio'] else 100):.1g}"
    outside = shown(row["outside"]) if row["outside"] is not None else ""
    off = row["off"]
    if off is None:
        return _row(
            row["case"], row["as_of"], _short(row["question"]), _interval(row), forecast, outside, "", "not asked"
        )
    verdict = "inside" if off == 0 else "near" if row["near"] else "**far**"
    factor = "" if off == 0 else f"× {_factor(float(off))}"
    return _row(row["case"], row["as_of"], _short(row["question"]), _interval(row), forecast, outside, factor, verdict)


def _by_leader(said: list[dict]) -> dict[str, list[dict]]:
    held: dict[str, list[dict]] = {}
    for row in said:
        if row["group"] == "control":
            held.setdefault(row["case"], []).append(row)
    return held


def _interval(row: dict) -> str:
    if row["ratio"]:
        return f"{row['low']:g} to {row['high']:g} times that of before"
    return f"{100 * row['low']:g} to {100 * row['high']:g} %"


def _factor(off: float) -> str:
    factor = math.exp(off)
    return f"{factor:.3g}" if factor >= 1 else f"1/{1 / factor:.3g}" if factor > 0 else "0"


def _multipliers(told: dict) -> str:
    names = [name.replace("_", " ") for name in told["names"]]
    text = MULTIPLIERS.format(names=" | ".join(names), dashes="---|" * len(names)).replace("||---", "|---")
    text += _row("*the library's model*", *map(_spread, told["library"]), "", "")
    text += _row("all nine", *map(_spread, told["all"]), "", "")
    for name, one in told["without"].items():
        near = ["near" if one[key] else "far" for key in ("near_library", "near_without_it")]
        text += _row(f"all but {name}", *map(_spread, one["intervals"]), *near)
    medians = [[one["intervals"][n][1] for one in told["without"].values()] for n in range(len(names))]
    text += _row("spread of the nine medians", *(f"{min(some):.2f} to {max(some):.2f}" for some in medians), "", "")
    text += _row("log odds of a target per σ", *(f"{x:.2f}" for x in told["slopes"].values()), "", "")
    return text + (
        f"\nThe loss is {told['loss']['library']:.2f} by the library's and {told['loss']['all']:.2f} by those given all nine. In the last column the targets are those\n"
        "of the case that was left out. The last row is by how much a target's log odds move, on average and in size, with a multiplier moved by one\n"
        "standard deviation of its prior (a factor of 1.52): where that is small, no multiplier reaches a target that is far, and no target tells of it.\n"
    )


def _spread(interval: Sequence[float]) -> str:
    low, middle, high = interval
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def _short(question: str) -> str:
    words = title(question).replace("The leader’s ", "")
    return words[:1].upper() + words[1:]


def _ratio(x: float) -> str:
    return f"{x:.2g} times"


def _figure(x: float | str, *, sign: bool = False) -> str:
    text = f"{float(x):{'+' if sign else ''}.3f}"
    return text.replace("-", "\u2212")


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |\n"
