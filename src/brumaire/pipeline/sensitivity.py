"""Which uncertain parameters move an answer, and which indicators would: both from one stored run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from brumaire import futures as engine
from brumaire.errors import QuestionError
from brumaire.models import Model
from brumaire.pipeline.forecast import ForecastResult, Settings, conditioned, on_record, prepare
from brumaire.pipeline.outlook import warnings
from brumaire.questions import deadline, roles
from brumaire.records import MANNERS, Case, Do, IndicatorEffect, Sensitivity

WATCH_DAYS = 28


@dataclass(frozen=True, slots=True)
class SensitivityReport:
    """What moves the answer to one question. `meanings` tells of each parameter its interval, unit and source."""

    case: str
    title: str
    as_of: date
    seed: int
    runs: int
    sensitivity: Sensitivity
    indicators: tuple[IndicatorEffect, ...]
    meanings: dict[str, str]
    notes: tuple[str, ...]


def sensitivity(case: Case, text: str, *, as_of: date | None, settings: Settings) -> SensitivityReport:
    """Indices of one question to the parameters of the case's model, and what each indicator would do to it.

    Raises
    ------
    QuestionError
        The record has settled the question already, so that nothing moves it.
    FuturesError
        The scatter of the simulation hides what the parameters do.
    """
    prepared = prepare(case, [text], as_of=as_of, settings=settings)
    question = prepared.questions[0]
    if on_record(prepared, question) is not None:
        raise QuestionError(
            f"{text!r} is settled by the record as of {prepared.as_of}",
            rule="what is settled depends on no parameter",
            mend="ask as of an earlier date, or with a window that is still open",
        )
    if isinstance(question.given, Do):
        levers = {question.given.lever: question.given.value}
        futures = prepared.simulate(levers=levers, horizon=deadline(question, prepared.as_of))
        question = replace(question, given=None)
    else:
        prepared, futures = conditioned(prepared)
    settings.progress("reading what moves it")
    known = roles(case)
    indicators: tuple[IndicatorEffect, ...] = ()
    if futures.weeks is not None and (futures.horizon - prepared.as_of).days >= WATCH_DAYS:
        indicators = engine.watch(futures, prepared.model, question, days=WATCH_DAYS, roles=known)
    return SensitivityReport(
        case=case.name,
        title=case.title,
        as_of=prepared.as_of,
        seed=settings.seed,
        runs=futures.trajectories,
        sensitivity=engine.sensitivity(futures, question, roles=known),
        indicators=indicators,
        meanings=meanings(prepared.model),
        notes=warnings(ForecastResult(prepared, futures, ())),
    )


def meanings(model: Model) -> dict[str, str]:
    """Of each parameter its interval, unit and source, by its name."""
    told = {
        parameter.name: f"{parameter.low:g} to {parameter.high:g} {parameter.unit}; {parameter.source}".strip("; ")
        for parameter in model.parameters
    }
    # What the anchor solves carries the interval of history's figures.
    return told | {f"anchor.{name}": f"history's figure for {name}" for name in (*MANNERS, "attempts", "success")}
