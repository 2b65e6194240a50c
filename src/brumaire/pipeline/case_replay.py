"""A case to the forecasts that would have been made of it, date by date, with nothing from after each date.

That nothing later is used does not rest on the engine's care alone: each forecast is made of a copy of the case from which everything
later has been cut away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from brumaire.commentary.question_words import in_words, spaced
from brumaire.dates import Duration, after
from brumaire.errors import CaseError, FuturesError
from brumaire.pipeline.forecast import Settings, forecast, prepare
from brumaire.questions import parse, to_text, vocabulary
from brumaire.records import Case, Event, Happened, Question, Term
from brumaire.records.case_replay import CaseReplay, ReplayEvent, ReplayPoint, TargetCheck

HEADLINES = 2
"""Questions of the case that are shown where it has no targets to say which matter."""
SHARE = 30
"""After n days, what follows within n / SHARE days of a date on show does not get a date of its own."""
FILL = 4
"""A date on which nothing became known is asked where the last one lies n / FILL days back."""
NEAR = 2
"""Nor does what follows within so many days."""
FIRST_DAYS, QUARTER = (7, 14, 30, 60), 91
"""Where nothing becomes known the case is asked so many days after its start, and once a quarter, until something last does."""
MOST_DATES = 400


def replay_case(
    case: Case,
    *,
    texts: Sequence[str] = (),
    dates: Sequence[date] = (),
    every: Duration | None = None,
    settings: Settings,
) -> CaseReplay:
    """Forecasts of a case as they would have moved.

    Parameters
    ----------
    case
        The case, with all that happened.
    texts
        Questions; none means those of its targets, or its first two. `within` counts from each asking date.
    dates
        Asking dates; none means the start, the targets' dates and the day after each thing that became known, thinned.
    every
        With it, asking dates from the start to the last of those, so far apart.
    settings
        How to simulate. The anchor is solved once, for the case's start.

    Raises
    ------
    CaseError
        A date lies before the start or after the leader left, or there are too many.
    FuturesError
        The model could not be asked on any of the dates.
    """
    questions = tuple(dict.fromkeys(to_text(parse(text)) for text in (texts or headline(case))))
    days = _chosen(case, dates, every)
    points: list[ReplayPoint] = []
    notes: list[str] = []
    failed: FuturesError | None = None
    for number, day in enumerate(days):
        settings.progress(f"asking as of {day}", number / len(days))
        try:
            result = forecast(prepare(known(case, day), questions, as_of=day, settings=_quiet(settings)))
        except FuturesError as error:
            notes.append(f"{day}: {error.what}")
            failed = error
            continue
        points += [
            ReplayPoint(
                as_of=day,
                question=text,
                probability=answer.probability,
                error=answer.monte_carlo_error,
                low=answer.interval[0],
                high=answer.interval[1],
                outside_view=answer.outside_view,
                settled=answer.settled,
            )
            for text, answer in zip(questions, result.answers, strict=True)
        ]
    if failed is not None and not points:
        raise failed
    return CaseReplay(
        case=case.name,
        title=case.title,
        model=case.model,
        start=case.start,
        seed=settings.seed,
        runs=settings.runs,
        questions=questions,
        points=tuple(points),
        events=tuple(_events(case, days[-1])),
        targets=checks(case, points),
        notes=tuple(notes),
        about=case.note,
    )


def known(case: Case, as_of: date) -> Case:
    """The case as it could have been written on a day: what happened, was seen or was forecast later is gone from it."""
    return replace(
        case,
        happened=tuple(h for h in case.happened if h.day <= as_of),
        observations=tuple(o for o in case.observations if (o.until or o.day) <= as_of),
        other_forecasts=tuple(f for f in case.other_forecasts if f.day <= as_of),
        articles=tuple(a for a in case.articles if a.published is None or a.published <= as_of),
        targets=(),
        note="",
    )


def headline(case: Case) -> tuple[str, ...]:
    """The questions that a replay shows unless told otherwise: those of the targets, else the case's first."""
    return tuple(dict.fromkeys(target.question for target in case.targets)) or case.questions[:HEADLINES]


def asking_dates(case: Case) -> tuple[date, ...]:
    """The start, the targets' dates, the day after each thing that became known and some between, thinned, up to the leader's exit.

    Whether a day is thinned out depends on what came before it only: a later fact moves no earlier date.
    """
    fixed = {case.start, *(t.as_of for t in case.targets), *(t.against for t in case.targets if t.against)}
    told = [h.day for h in case.happened if h.event != "leader_exit"] + [o.until or o.day for o in case.observations]
    following = {day + timedelta(days=1) for day in told if day >= case.start}
    span = (max(fixed | following) - case.start).days
    between = {case.start + timedelta(days=n) for n in (*FIRST_DAYS, *range(QUARTER, span, QUARTER)) if n < span}
    left = _left(case)
    kept: list[date] = []
    for day in sorted(d for d in fixed | following | between if left is None or d < left):
        gap = (day - case.start).days / (SHARE if day in following else FILL)
        # The case says by its calendar in which weeks each day counts.
        if day in following and any(first <= day <= last for first, last in case.calendar.daily):
            gap = NEAR
        if day in fixed or (day - kept[-1]).days >= max(NEAR, gap):
            kept.append(day)
    return tuple(kept)


def checks(case: Case, points: Iterable[ReplayPoint]) -> tuple[TargetCheck, ...]:
    """The case's targets beside the forecasts of their dates."""
    said = {(point.as_of, point.question): point.probability for point in points}

    def value(target_day: date, text: str, against: date | None) -> float | None:
        now = said.get((target_day, text))
        if against is None or now is None:
            return now
        before = said.get((against, text))
        return now / before if before else None

    return tuple(TargetCheck(t, value(t.as_of, t.question, t.against)) for t in case.targets)


def _chosen(case: Case, dates: Sequence[date], every: Duration | None) -> tuple[date, ...]:
    left = _left(case)
    for day in dates:
        if day < case.start or (left is not None and day >= left):
            end = "" if left is None else f" and before {left}, when the leader left"
            raise CaseError(f"{day} cannot be asked", rule=f"from {case.start} on{end}", mend="give another date")
    usual = asking_dates(case)
    if every is None:
        chosen = tuple(sorted(set(dates))) or usual
    else:
        regular = [case.start]
        while (following := after(regular[-1], every)) <= usual[-1] and len(regular) <= MOST_DATES:
            regular.append(following)
        chosen = tuple(sorted({*regular, *dates}))
    if len(chosen) > MOST_DATES:
        raise CaseError(f"more than {MOST_DATES} asking dates", mend="ask less often")
    return chosen


def _left(case: Case) -> date | None:
    return min((h.day for h in case.happened if h.event == "leader_exit" and h.day > case.start), default=None)


def _events(case: Case, last: date) -> list[ReplayEvent]:
    """What became known up to the last asking date, and the exit if it comes soon enough to be shown beside it."""
    room = max(timedelta(days=2), (last - case.start) / 4)
    happened = [
        ReplayEvent(h.day, _words(case, h), leaves=h.event == "leader_exit")
        for h in case.happened
        if case.start <= h.day <= last or (h.event == "leader_exit" and h.day <= last + room)
    ]
    seen = [
        ReplayEvent(
            o.until or o.day,
            spaced(o.indicator) + ("" if o.seen else ", not seen") + ("" if o.value is None else f": {o.value:g}"),
            seen=True,
        )
        for o in case.observations
        if case.start <= (o.until or o.day) <= last
    ]
    return sorted([*happened, *seen], key=lambda event: (event.day, event.seen))


def _words(case: Case, happened: Happened) -> str:
    definition = vocabulary()[happened.event]
    names = {n.key: n.name for n in (*case.actors, *case.places, *case.candidates)}
    noun = in_words(Question(Term(Event(happened.event, ()))))
    said = []
    for key, value in happened.args.items():
        argument = definition.argument(key)
        if isinstance(value, float | int):
            said.append(f"{value:,.0f}")
        elif argument is not None and argument.open is not None:
            linked = key if key in ("by", "to", "from") else ""
            said.append(f"{linked} {names.get(value, spaced(value))}".strip())
        else:
            said.append({"terms": "terms: ", "rank": "rank: "}.get(key, "") + spaced(value))
    return f"{noun} ({', '.join(said)})" if said else noun


def _quiet(settings: Settings) -> Settings:
    from brumaire.futures import silent

    return replace(settings, progress=silent)
