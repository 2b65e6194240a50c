"""What is drawn of a replay, before anybody draws it: a panel for each question, and days that are marked with a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brumaire.briefs.untrusted import one_line
from brumaire.commentary.numbers import percent
from brumaire.commentary.question_words import in_words
from brumaire.questions import parse
from brumaire.records import IRREGULAR
from brumaire.records.case_replay import CaseReplay, ReplayPoint, TargetCheck

LABEL = 0.022
"""Share of the width that a mark's number needs."""
ROWS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which something became known: its number, its words, whether the leader left, and the row of its label."""

    number: int
    day: date
    words: tuple[str, ...]
    leaves: bool
    row: int


@dataclass(frozen=True, slots=True)
class Panel:
    """One question: its points by date, its targets of a probability, and the top of the axis."""

    question: str
    words: str
    points: tuple[ReplayPoint, ...]
    targets: tuple[TargetCheck, ...]
    top: float


def panels(replay: CaseReplay) -> tuple[Panel, ...]:
    """A panel for each question that has points."""
    made = []
    for question in replay.questions:
        points = tuple(sorted((p for p in replay.points if p.question == question), key=lambda p: p.as_of))
        if not points:
            continue
        targets = tuple(c for c in replay.targets if c.target.question == question and c.target.against is None)
        highest = max(
            [*(p.high for p in points), *(p.outside_view or 0.0 for p in points), *(p.probability for p in points)]
        )
        # A target such as "more likely than not" reaches to 1 and need not be shown whole.
        tops = [c.target.high if c.target.high < 1 else c.target.low * 1.1 for c in targets]
        made.append(Panel(short(question), title(question), points, targets, ceiling(max([highest, *tops]))))
    return tuple(made)


def marks(replay: CaseReplay) -> tuple[Mark, ...]:
    """The days on which something became known, numbered, with labels in rows so that they do not cover each other."""
    first, last = span(replay)
    by_day: dict[date, list[str]] = {}
    leaving = {event.day for event in replay.events if event.leaves}
    for event in replay.events:
        words = f"{one_line(event.words)} (seen)" if event.seen else one_line(event.words)
        by_day.setdefault(event.day, []).append(words)
    ends = [-1.0] * ROWS
    made = []
    for number, (day, said) in enumerate(sorted(by_day.items()), 1):
        here = (day - first).days / max((last - first).days, 1)
        row = next((r for r in range(ROWS) if here >= ends[r]), ROWS - 1)
        ends[row] = here + LABEL
        made.append(Mark(number, day, tuple(dict.fromkeys(said)), day in leaving, row))
    return tuple(made)


def span(replay: CaseReplay) -> tuple[date, date]:
    """First and last day of the drawing."""
    days = [*(p.as_of for p in replay.points), *(event.day for event in replay.events)]
    return min(days), max(days)


def ceiling(value: float) -> float:
    """The end of an axis of probabilities: a round number with a little air above the highest value, 1 at most.

    >>> ceiling(0.062), ceiling(0.9)
    (0.08, 1.0)
    """
    for top in (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8):
        if value * 1.05 <= top:
            return top
    return 1.0


def verdict(check: TargetCheck) -> str:
    """A target in words: where the forecast should lie, where it lies, and whether that is inside.

    >>> from datetime import date
    >>> from brumaire.records.case import Target
    >>> target = Target(date(1982, 4, 1), "leader_exit within 12 months", 0.12, 0.2, "judged")
    >>> verdict(TargetCheck(target, 0.09)).replace(chr(0x202f), " ")
    'target 12 % to 20 %: below it'
    """
    target = check.target
    if target.against is None:
        wanted = f"target {percent(target.low)} to {percent(target.high)}"
    else:
        wanted = f"target {target.low:g} to {target.high:g} times the forecast of {target.against}"
        wanted += "" if check.forecast is None else f", it is {check.forecast:.2g}"
    return f"{wanted}: {place(check)}"


def place(check: TargetCheck) -> str:
    """Where the forecast lies: inside, below or above its target, or that there is none."""
    if check.forecast is None:
        return "not asked"
    if check.holds:
        return "inside"
    return "below it" if check.forecast < check.target.low else "above it"


def title(question: str) -> str:
    """A question in words, as they begin a line; exits in any irregular manner are called that.

    >>> title("leader_exit(coup | handover | uprising | rebels | assassination) within 12 months")
    'The leader’s irregular exit within 12 months'
    """
    exit_, irregular = (in_words(parse(text)) for text in ("leader_exit", "leader_exit(irregular)"))
    words = in_words(parse(question)).replace(irregular, exit_.replace("exit", "irregular exit"))
    return words[:1].upper() + words[1:]


def short(question: str) -> str:
    """The text of a question with the manners of exit that are irregular under their common name.

    >>> short("leader_exit(coup | handover | uprising | rebels | assassination) within 12 months")
    'leader_exit(irregular) within 12 months'
    """
    return question.replace(" | ".join(IRREGULAR), "irregular")
