"""Stories of futures: as text for a terminal, and as one object for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from brumaire.briefs.untrusted import one_line
from brumaire.commentary.numbers import day_in_words, percent
from brumaire.commentary.question_words import spaced
from brumaire.records import Answer, EventKind
from brumaire.records.story import Multiplier, Reason, Scene, Story

REPLAY = "brumaire.replay/1"
WIDTH = 110
SLIGHT = 0.005
"""What multiplies by less than this is shown with `everything` only."""


def stories_json(
    stories: Sequence[Story], answer: Answer, *, case: str, as_of: date, seed: int, runs: int
) -> dict[str, Any]:
    """Stories as one object, `schema` "brumaire.replay/1"; numbers are not rounded."""
    return {
        "schema": REPLAY,
        "case": case,
        "as_of": as_of.isoformat(),
        "seed": seed,
        "runs": runs,
        "question": answer.text,
        "probability": answer.probability,
        "stories": [
            {
                "trajectory": story.trajectory,
                "future": story.future,
                "weight": story.weight,
                "leaves": story.leaves,
                "scenes": [_scene_json(scene) for scene in story.scenes],
            }
            for story in stories
        ],
    }


def _scene_json(scene: Scene) -> dict[str, Any]:
    return {
        "day": scene.day.isoformat(),
        "moment": scene.moment,
        "events": [{"event": kind.name, **dict(kind.args)} for kind in scene.events],
        "changes": [{"of": name, "before": before, "after": after} for name, before, after in scene.changes],
        "reason": asdict(scene.reason) if scene.reason is not None else None,
    }


def stories_text(stories: Sequence[Story], answer: Answer, *, title: str, as_of: date, everything: bool = False) -> str:
    """Stories as lines of text; with `everything`, also what moves the model and is no event of the vocabulary."""
    lines = [
        f"{one_line(title)}, as of {day_in_words(as_of)}",
        f"{one_line(answer.text)}: {percent(answer.probability, effective=answer.effective)}",
    ]
    for place, story in enumerate(stories, 1):
        end = "the leader leaves" if story.leaves else "the leader stays"
        lines += ["", f"Future {place} of {len(stories)}: {end} (trajectory {story.trajectory})"]
        shown = [s for s in story.scenes if everything or s.events]
        asked = False
        for scene in shown:
            if scene.day > as_of and not asked:
                lines.append(f"{'':12}── asked {day_in_words(as_of)} ──")
                asked = True
            lines += _scene(scene, everything=everything)
        if not shown:
            lines.append(f"{'':12}nothing of note happens")
        hidden = len(story.scenes) - len(shown)
        if hidden:
            lines.append(f"{'':12}({hidden} moves of the model that are no event are left out; --all shows them)")
    return "\n".join(lines) + "\n"


def _scene(scene: Scene, *, everything: bool) -> Iterator[str]:
    what = "; ".join(_event(kind) for kind in scene.events)
    if not what and scene.reason is not None:
        what = f"({spaced(scene.reason.transition)})"
    yield f"{scene.day.isoformat()}  {what}"
    reason = scene.reason
    if reason is None:
        return
    yield from _wrapped(f"{reason.transition}: {one_line(reason.why)}")
    match reason.by:
        case "schedule":
            yield from _wrapped("it was due by the calendar, and its condition held")
        case "leaving":
            yield from _wrapped("it comes with leaving")
        case _:
            yield from _hazard(reason, everything=everything)
    if reason.branch:
        assert reason.probability is not None
        yield from _wrapped(f"outcome: {spaced(reason.branch)}, probability {percent(reason.probability)}")
        for m in _telling(reason.odds, everything=everything):
            yield from _wrapped(f"odds {_times(m)}", indent=16)
    if everything and scene.changes:
        yield from _wrapped("; ".join(f"{spaced(n)}: {spaced(a)} → {spaced(b)}" for n, a, b in scene.changes))


def _hazard(reason: Reason, *, everything: bool) -> Iterator[str]:
    assert reason.per_year is not None
    assert reason.base is not None
    told = _telling(reason.multipliers, everything=everything)
    made = f" = {_rate(reason.base)} × …" if told else ""
    known = "on record; the model had it at " if reason.by == "record" else ""
    yield from _wrapped(f"{known}{_rate(reason.per_year)} a year then{made}")
    for multiplier in told:
        yield from _wrapped(_times(multiplier), indent=16)


def _telling(multipliers: Sequence[Multiplier], *, everything: bool) -> list[Multiplier]:
    """The multipliers that make a difference."""
    return [m for m in multipliers if everything or abs(m.times - 1.0) >= SLIGHT]


def _times(m: Multiplier) -> str:
    if m.ratio is None:
        return f"× {m.times:.2f}  {spaced(one_line(m.of))}"
    return f"× {m.times:.2f}  {m.ratio:.2f} for each unit of {spaced(one_line(m.of))}, which is {m.value:.2f}"


def _rate(per_year: float) -> str:
    return f"{per_year:.3g}"


def _event(kind: EventKind) -> str:
    args = [f"{key} {spaced(value) if isinstance(value, str) else f'{value:,g}'}" for key, value in kind.args]
    return spaced(kind.name) + (f" ({', '.join(args)})" if args else "")


def _wrapped(text: str, indent: int = 12) -> list[str]:
    from textwrap import wrap

    return wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
