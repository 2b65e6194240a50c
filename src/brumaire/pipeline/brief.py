"""One case and what was read about it, to the brief: everything that the page says, before it is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from brumaire import commentary, history
from brumaire import futures as engine
from brumaire.dates import Duration, after, day_number
from brumaire.errors import BrumaireError
from brumaire.pipeline.beside import beside
from brumaire.pipeline.forecast import LEVER_RUNS, ForecastResult, Prepared, Settings, forecast, on_record, prepare
from brumaire.pipeline.outlook import evaluator, warnings, with_commentary
from brumaire.questions import parse, roles, to_text
from brumaire.records import (
    MANNERS,
    Answer,
    Brief,
    Case,
    Comparison,
    IncidencePoint,
    LeverEffect,
    Question,
    Reading,
)

WATCH_DAYS = 30
FIRST_YEAR = Duration(12, "month")
REACH = Duration(24, "month")
"""The brief looks two years ahead at least: claims without a window are shown for 6, 12 and 24 months."""


def make_brief(case: Case, reading: Reading, *, as_of: date | None, settings: Settings) -> Brief:
    """The brief on `case` with the claims of `reading` beside the model.

    The asking date is `as_of`, else the latest article's date, else the case's. The headline question, on which levers
    and indicators are measured, is the case's first.
    """
    day = as_of or max((a.published for a in reading.articles if a.published), default=None)
    evaluate = evaluator(case)
    constraints = commentary.constraints_of(reading)
    prepared = prepare(case, (), as_of=day, settings=settings, further=[c.event for c in constraints], reach=REACH)
    headline = headline_of(prepared)
    with beside(settings.threads > 1, lever_effects, prepared, headline) as levers:
        result = forecast(prepared)
        effects = levers()
    settings.progress("weighing the claims")
    tilted = commentary.weigh(result.futures, constraints, evaluate)
    answers = with_commentary(result, tilted)
    curve = incidence(result)
    return Brief(
        case=case.name,
        title=case.title,
        leader=case.leader.name,
        as_of=prepared.as_of,
        start=case.start,
        horizon=prepared.horizon,
        seed=settings.seed,
        runs=result.futures.trajectories,
        model=result.futures.model,
        effective=result.futures.effective,
        headline=to_text(headline),
        answers=answers,
        incidence=curve,
        median_exit=median(curve),
        reading=reading,
        constraints=tilted.reports,
        levers=effects,
        indicators=engine.watch(result.futures, prepared.model, headline, days=WATCH_DAYS, roles=roles(case)),
        reported=tuple(c for c in reading.claims if c.kind in ("report", "assessment")),
        findings=commentary.findings(reading, tilted, base_rates(prepared, reading), as_of=prepared.as_of),
        comparisons=tuple(comparisons(result)),
        limits=limits(result),
        outside_view_notes=prepared.view.notes,
        open_windows=commentary.open_windows(result.futures, reading, evaluate),
        if_within=commentary.if_within(result.futures, reading, headline, evaluate),
    )


def lever_effects(prepared: Prepared, question: Question) -> tuple[LeverEffect, ...]:
    """Each value of each lever against the baseline, on the same random numbers."""
    settings = prepared.settings
    choices = [
        (name, value)
        for name, lever in prepared.model.levers.items()
        if name not in settings.levers
        for value in lever.values
        if value != lever.default
    ]
    return engine.what_ifs(
        prepared.model,
        prepared.case,
        question,
        choices=choices,
        as_of=prepared.as_of,
        runs=min(LEVER_RUNS, settings.runs),
        seed=settings.seed,
        anchor=prepared.anchor,
        proposal=prepared.proposal,
        levers=settings.levers,
        seen=settings.seen,
        roles=roles(prepared.case),
        threads=settings.threads,
        engine=settings.engine,
        progress=settings.progress,
    )


def headline_of(prepared: Prepared) -> Question:
    """The first question of the case that is open and without a condition; else whether the leader leaves within a year."""
    for question in prepared.questions:
        if question.given is None and on_record(prepared, question) is None:
            return question
    return parse(f"leader_exit by {after(prepared.as_of, FIRST_YEAR)}")


def incidence(result: ForecastResult) -> tuple[IncidencePoint, ...]:
    """Cumulative incidence by true manner, month by month, the outside view's beside it."""
    prepared = result.prepared
    months = [after(prepared.as_of, Duration(k, "month")) for k in range(1, 121)]
    days = [d for d in months if d <= prepared.horizon] or [prepared.horizon]
    outside = history.cumulative_incidence(prepared.view, [day_number(d, prepared.as_of) for d in days])
    position = {d: i for i, d in enumerate(days)}
    return tuple(
        replace(point, outside_view=float(outside[point.manner][position[point.day]]))
        if point.manner in MANNERS
        else point
        for point in engine.incidence(result.futures, days)
    )


def median(curve: tuple[IncidencePoint, ...]) -> date | None:
    """The first month by which the leader is as likely gone as not; None where the horizon does not reach it."""
    total: dict[date, float] = {}
    for point in curve:
        if point.manner in MANNERS:
            total[point.day] = total.get(point.day, 0.0) + point.probability
    return next((day for day in sorted(total) if total[day] >= 0.5), None)


def base_rates(prepared: Prepared, reading: Reading) -> dict[str, float]:
    """The outside view's probability of each claim's question, by the claim's identifier, where history has one."""
    rates = {}
    for claim in reading.claims:
        if claim.question is None or claim.headline:
            continue
        rate = history.probability(prepared.view, claim.question, prepared.as_of)
        if rate is not None:
            rates[claim.id] = rate
    return rates


def comparisons(result: ForecastResult) -> Iterable[Comparison]:
    """What crowds and markets said up to the asking date, and the model's answer to the same question as of now."""
    prepared = result.prepared
    for other in prepared.case.other_forecasts:
        if other.day > prepared.as_of:
            continue
        yield Comparison(
            other.by, other.day, other.question, other.probability, _model_answer(result, other.question), other.source
        )


def _model_answer(result: ForecastResult, text: str) -> float | None:
    prepared = result.prepared
    try:
        question = parse(text)
        reply: Answer = engine.ask(result.futures, question, roles=roles(prepared.case))
    except BrumaireError:
        # The window is over, lies past the horizon, or the model has no such event: there is nothing to set beside it.
        return None
    return reply.probability


def limits(result: ForecastResult) -> tuple[str, ...]:
    """In plain words, what the model cannot know."""
    said = [
        "Most parameters are judged, not measured; the intervals carry that, the shape of the model does not.",
        "The model sees only what the case file records. What is secret, or was never reported, is drawn at random.",
        "The outside view rests on leaders who resemble this one in age, tenure, regime and war; nobody is only that.",
        "One plot at a time is followed, and actors act for reasons that a few numbers stand for.",
    ]
    return (*said, *warnings(result))
