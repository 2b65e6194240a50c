"""A case and questions to answers: anchor the model in history, condition it on the record, ask it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from brumaire import futures as engine
from brumaire import history, models
from brumaire.dates import Duration, after
from brumaire.errors import QuestionError
from brumaire.futures import Progress, silent
from brumaire.pipeline.anchoring import anchored
from brumaire.questions import absolute, check_values, deadline, manners_needed, parse, roles, settle, to_text
from brumaire.records import Answer, Case, Do, Futures, Observation, OutsideView, Question

HORIZON_YEARS = 10
DEFAULT_HORIZON = Duration(24, "month")
DEFAULT_REACH = Duration(1, "month")
LEVER_RUNS = 5_000
LEAST_PILOT, MOST_PILOT = 4_000, 10_000
LEAST_IN_BATCH = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """How to simulate. The answers depend on all but `threads` and `progress`; `engine` moves them by less than 0.0002."""

    runs: int = 20_000
    seed: int = 1851
    threads: int = 1
    levers: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[Observation, ...] = ()
    without: tuple[str, ...] = ()
    engine: engine.Engine = "auto"
    progress: Progress = field(default=silent, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case made ready to be asked: the model anchored in history, questions read, the horizon known."""

    case: Case
    as_of: date
    horizon: date
    model: models.Model
    view: OutsideView
    anchor: engine.Anchor
    questions: tuple[Question, ...]
    settings: Settings
    proposal: engine.Proposal | None = None

    def simulate(self, *, levers: Mapping[str, str] | None = None, horizon: date | None = None) -> Futures:
        """Futures of the case, with levers set beyond those of the settings; a nearer horizon is cheaper."""
        settings = self.settings
        return engine.simulate(
            self.model,
            self.case,
            as_of=self.as_of,
            horizon=horizon or self.horizon,
            runs=settings.runs,
            seed=settings.seed,
            anchor=self.anchor,
            proposal=self.proposal,
            levers={**settings.levers, **(levers or {})},
            seen=settings.seen,
            cuts=cuts(self.as_of, horizon or self.horizon, self.questions),
            leaves_by_manner=tuple(dict.fromkeys(m for q in self.questions for m in manners_needed(q))),
            threads=settings.threads,
            engine=settings.engine,
            progress=settings.progress,
        )


@dataclass(frozen=True, slots=True)
class ForecastResult:
    """Answers to questions, and the futures that they were read from."""

    prepared: Prepared
    futures: Futures
    answers: tuple[Answer, ...]


def prepare(
    case: Case,
    texts: Iterable[str],
    *,
    as_of: date | None,
    settings: Settings,
    further: Iterable[Question] = (),
    reach: Duration = DEFAULT_REACH,
) -> Prepared:
    """Read the questions, decide the horizon, form the outside view and solve the anchor.

    Parameters
    ----------
    case
        The case to ask.
    texts
        Questions to ask; none means those of the case.
    as_of
        Asking date; None means the case's, else its start.
    settings
        How to simulate.
    further
        Questions that only stretch the horizon, as those of claims do.
    reach
        How far the horizon lies at least.

    Raises
    ------
    QuestionError
        A question names what the vocabulary, the case or the model does not have, or looks past ten years.
    """
    day = as_of or case.as_of or case.start
    if day < case.start:
        raise QuestionError(
            f"the asking date {day} lies before the case's start {case.start}",
            rule="the simulation begins at the start and asks later",
            mend="give a later --as-of, or move the case's start",
        )
    questions = []
    for text in list(texts) or list(case.questions):
        question = absolute(parse(text), day)
        check_values(question, case)
        questions.append(question)
    whole = models.load(case.model)
    model = models.without(whole, settings.without)
    _check_levers(
        model,
        [*settings.levers.items(), *((q.given.lever, q.given.value) for q in questions if isinstance(q.given, Do))],
    )
    _check_indicators(model, settings.seen)
    horizon = _horizon(questions, further, after(day, reach), day)
    at_start = history.outside_view(history.profile(case, case.start))
    at_start = history.by_hand(at_start, case.outside_view)
    settings.progress("agreeing with history")
    # Without a mechanism the constants stay: what it does is what changes.
    anchor = replace(anchored(whole, case, at_start, threads=settings.threads), model=model.hash)
    view = history.by_hand(history.outside_view(history.profile(case, day)), case.outside_view)
    return Prepared(case, day, horizon, model, view, anchor, tuple(questions), settings)


def forecast(prepared: Prepared) -> ForecastResult:
    """Simulate, and answer each question: from the record where its window is over, else from the futures."""
    prepared, futures = conditioned(prepared)
    return ForecastResult(prepared, futures, tuple(answer(prepared, futures, q) for q in prepared.questions))


def conditioned(prepared: Prepared) -> tuple[Prepared, Futures]:
    """The futures of a case; its parameters are moved where few draws of their priors agree with what is known.

    Raises
    ------
    DisagreementError
        Hardly any future agrees, wherever the parameters lie.
    """
    settings, failed, futures = prepared.settings, None, None
    try:
        futures = prepared.simulate()
    except engine.DisagreementError as error:
        failed = error
    if futures is not None and not _few_draws(futures):
        return prepared, futures
    settings.progress("moving parameters to where the evidence points")
    proposal = engine.rejuvenate(
        prepared.model,
        prepared.case,
        as_of=prepared.as_of,
        seed=settings.seed,
        anchor=prepared.anchor,
        levers=settings.levers,
        seen=settings.seen,
        threads=settings.threads,
        runs=min(max(settings.runs, LEAST_PILOT), MOST_PILOT),
    )
    if proposal is not None:
        moved = replace(prepared, proposal=proposal)
        return moved, moved.simulate()
    if futures is None:
        assert failed is not None
        raise failed
    return prepared, futures


def _few_draws(futures: Futures) -> bool:
    batches = len(futures.parameters.values)
    # In batches of a few trajectories the filters' own noise looks like draws that disagree.
    large = futures.trajectories >= LEAST_IN_BATCH * batches
    return large and engine.conditioning(futures).draws < engine.LOW * batches


def answer(prepared: Prepared, futures: Futures, question: Question) -> Answer:
    """One answer, with the outside view's beside it where history has one."""
    text = to_text(question)
    known = roles(prepared.case)
    settled = on_record(prepared, question)
    if settled is not None:
        value = float(settled)
        return Answer(
            question, text, value, 0.0, (value, value), futures.effective, settled=True, note="read from the record"
        )
    if isinstance(question.given, Do):
        on = replace(question, given=None)
        moved = prepared.simulate(
            levers={question.given.lever: question.given.value}, horizon=deadline(question, prepared.as_of)
        )
        reply = engine.ask(moved, on, roles=known)
    else:
        reply = engine.ask(futures, question, roles=known)
    outside = history.probability(prepared.view, question, prepared.as_of)
    return replace(reply, question=question, text=text, outside_view=outside)


def on_record(prepared: Prepared, question: Question) -> bool | None:
    """The answer from what has happened, None where the question's window is still open."""
    record = [h for h in prepared.case.happened if h.day <= prepared.as_of]
    return settle(question, record, prepared.as_of, since=prepared.case.start, roles=roles(prepared.case))


def cuts(as_of: date, horizon: date, questions: Sequence[Question]) -> tuple[date, ...]:
    """Dates at which exit masses are kept exactly: every month to the horizon, and where questions end."""
    months = [after(as_of, Duration(k, "month")) for k in range(1, HORIZON_YEARS * 12 + 1)]
    ends = [d for q in questions if (d := deadline(q, as_of)) is not None]
    return tuple(sorted({d for d in [*months, *ends, horizon] if as_of < d <= horizon}))


def _horizon(questions: Sequence[Question], further: Iterable[Question], least: date, as_of: date) -> date:
    last = after(as_of, Duration(HORIZON_YEARS, "year"))
    horizon = least
    for question in questions:
        end = deadline(question, as_of)
        if end is not None and end > last:
            raise QuestionError(
                f"{to_text(question)!r} looks to {end}, past {last}",
                rule=f"the horizon is {HORIZON_YEARS} years after the asking date at most",
                mend="ask for an earlier date",
            )
        horizon = max(horizon, end or after(as_of, DEFAULT_HORIZON))
    # A claim may reach as far as it likes; one that reaches past the limit is not asked of the model.
    ends = (deadline(question, as_of) for question in further)
    return max([horizon, *(end for end in ends if end is not None and end <= last)])


def _check_levers(model: models.Model, wanted: Iterable[tuple[str, str]]) -> None:
    from difflib import get_close_matches

    for lever, value in wanted:
        if lever not in model.levers:
            near = get_close_matches(lever, model.levers, n=3)
            raise QuestionError(
                f"the model {model.name} has no lever {lever!r}",
                mend=f"did you mean {', '.join(near)}?" if near else f"its levers are {', '.join(model.levers)}",
            )
        values = model.levers[lever].values
        if value not in values:
            raise QuestionError(f"the lever {lever} has no value {value!r}", mend=f"its values are {', '.join(values)}")


def _check_indicators(model: models.Model, seen: Iterable[Observation]) -> None:
    for observation in seen:
        wrong = models.fault(model, observation)
        if wrong is not None:
            raise QuestionError(wrong.what, rule=wrong.rule, mend=wrong.mend)
