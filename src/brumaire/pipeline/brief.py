"""One case and what was read about it, to the brief: everything that the page says, before it is laid out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from brumaire import commentary, history
from brumaire import futures as engine
from brumaire.dates import Duration, after, day_number
from brumaire.futures.bounds import at_most
from brumaire.pipeline.beside import beside
from brumaire.pipeline.decides import decides
from brumaire.pipeline.earned import no_ledger, with_earned
from brumaire.pipeline.forecast import LEVER_RUNS, ForecastResult, Prepared, Settings, forecast, on_record, prepare
from brumaire.pipeline.limits import limits
from brumaire.pipeline.others import answers_then, comparisons
from brumaire.pipeline.outlook import evaluator, with_commentary
from brumaire.questions import parse, roles, to_text
from brumaire.records import (
    MANNERS,
    Answer,
    AtTheirWord,
    Brief,
    Case,
    ConstraintReport,
    Do,
    IncidencePoint,
    LeverEffect,
    Question,
    Reading,
)

WATCH_DAYS = 30
FIRST_YEAR = Duration(12, "month")
REACH = Duration(24, "month")
"""The brief looks two years ahead at least: claims without a window are shown for 6, 12 and 24 months."""


def make_brief(
    case: Case, reading: Reading, *, as_of: date | None, settings: Settings, ledger: str | None = None
) -> Brief:
    """The brief on `case` with the claims of `reading` beside the model.

    The asking date is `as_of`, else the latest article's date, else the case's. The headline question, on which levers
    and indicators are measured, is the case's first. With a `ledger` (its file or URL) commentators have the weight that they
    have earned in it before the asking date.
    """
    day = as_of or max((a.published for a in reading.articles if a.published), default=None)
    evaluate = evaluator(case)
    constraints = commentary.constraints_of(reading)
    prepared = prepare(case, (), as_of=day, settings=settings, further=[c.event for c in constraints], reach=REACH)
    headline = headline_of(prepared)
    with beside(settings.threads > 1, further_runs, prepared, headline) as elsewhere:
        result = forecast(prepared)
        effects, then = elsewhere()
    settings.progress("weighing the claims")
    tilted = commentary.weigh(result.futures, constraints, evaluate, commentary.contradicted(reading))
    answers = bounded(result, with_commentary(result, tilted))
    gained = no_ledger(answers) if ledger is None else with_earned(result, answers, reading, evaluate, ledger)
    answers = gained.answers
    word = commentary.at_their_word(
        result.futures,
        reading,
        [headline, *(answer.question for answer in answers if not answer.settled)],
        units={parameter.name: parameter.unit for parameter in prepared.model.parameters},
        evaluate=evaluate,
    )
    settings.progress("reading what decides it")
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
        levers=tuple(from_headline(effect, answers, to_text(headline)) for effect in effects),
        indicators=engine.watch(result.futures, prepared.model, headline, days=WATCH_DAYS, roles=roles(case)),
        reported=tuple(c for c in reading.claims if c.kind in ("report", "assessment")),
        findings=commentary.findings(reading, tilted, base_rates(prepared, reading), as_of=prepared.as_of),
        comparisons=comparisons(prepared, result.futures, then),
        limits=limits(result, every_report(tilted.reports, word)),
        outside_view_notes=prepared.view.notes,
        open_windows=commentary.open_windows(result.futures, reading, evaluate),
        if_within=commentary.if_within(word, to_text(headline)),
        at_their_word=word,
        decides=decides(prepared, result.futures, headline),
        weight_of_commentary=gained.weight,
        earned=gained.told,
    )


def further_runs(prepared: Prepared, question: Question) -> tuple[tuple[LeverEffect, ...], tuple[Answer | None, ...]]:
    """What needs runs of its own: the levers, and the answers as of the days on which others spoke."""
    return lever_effects(prepared, question), answers_then(prepared)


def bounded(result: ForecastResult, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The answers, and where an interval is not resolved one that it does not exceed."""
    known = roles(result.prepared.case)
    return tuple(
        answer
        if answer.settled
        or answer.exact
        or answer.interval[0] < answer.interval[1]
        or isinstance(answer.question.given, Do)
        else replace(answer, at_most=at_most(result.futures, answer.question, roles=known))
        for answer in answers
    )


def every_report(reports: tuple[ConstraintReport, ...], word: tuple[AtTheirWord, ...]) -> tuple[ConstraintReport, ...]:
    """What became of the claims, with a time and without."""
    return (*reports, *(report for row in word for report in row.reports))


def from_headline(effect: LeverEffect, answers: tuple[Answer, ...], headline: str) -> LeverEffect:
    """A lever's effect from the headline on, which more futures stand behind; as it was where that would leave [0, 1]."""
    start = next((answer.probability for answer in answers if answer.text == headline), effect.baseline)
    end = start + effect.difference
    return replace(effect, baseline=start, probability=end) if 0.0 <= end <= 1.0 else effect


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
