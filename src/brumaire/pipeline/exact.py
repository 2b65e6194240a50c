"""Questions to a case whose model is small and discrete, answered by its generator instead of by futures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from brumaire import history, models
from brumaire.futures import exact
from brumaire.pipeline.forecast import Prepared, Settings, on_record, prepare
from brumaire.pipeline.outlook import Outlook
from brumaire.questions import roles, to_text
from brumaire.records import Answer, Case, Do, Question


def exact_outlook(case: Case, texts: Sequence[str], *, as_of: date | None, settings: Settings) -> Outlook:
    """Ask a case questions; uncertain parameters take the draws that a simulation of these settings would.

    Raises
    ------
    FuturesError
        The model is not small or not discrete, or a question asks for more than a first occurrence.
    """
    # Before the anchor is solved, which takes its time.
    exact.check_discrete(models.load(case.model))
    asked = as_of if as_of is not None else max([case.as_of or case.start, *(o.until or o.day for o in settings.seen)])
    prepared = prepare(case, texts, as_of=asked, settings=settings)
    solved: dict[tuple[tuple[str, str], ...], exact.Solution] = {}

    def solution(levers: Mapping[str, str]) -> exact.Solution:
        every = {**settings.levers, **levers}
        key = tuple(sorted(every.items()))
        if key not in solved:
            solved[key] = exact.solve(
                prepared.model,
                case,
                as_of=prepared.as_of,
                horizon=prepared.horizon,
                anchor=prepared.anchor,
                levers=every,
                seen=settings.seen,
                runs=settings.runs,
                seed=settings.seed,
            )
        return solved[key]

    answers = []
    for question in prepared.questions:
        on = {question.given.lever: question.given.value} if isinstance(question.given, Do) else {}
        answers.append(_answer(prepared, solution(on), question))
    return Outlook(
        case=case.name,
        title=case.title,
        as_of=prepared.as_of,
        seed=settings.seed,
        runs=0,
        answers=tuple(answers),
        notes=solution({}).notes,
    )


def _answer(prepared: Prepared, solution: exact.Solution, question: Question) -> Answer:
    text = to_text(question)
    settled = on_record(prepared, question)
    if settled is not None:
        value = float(settled)
        return Answer(question, text, value, 0.0, (value, value), 0.0, settled=True, note="read from the record")
    asked = replace(question, given=None) if isinstance(question.given, Do) else question
    reply = exact.ask(solution, asked, roles=roles(prepared.case))
    outside = history.probability(prepared.view, question, prepared.as_of)
    return replace(reply, question=question, text=text, outside_view=outside)
